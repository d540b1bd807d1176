import { type Block, countOf, gap, heading, joinWords, left, table, text } from './blocks.ts';
import type { Tool } from './run-json.ts';
import { isVerified, type VerifiedFile, type VerifiedFolder } from './verify-results.ts';

/** What came of repeating a folder: whether it holds first, then each file. */
export function verifyPage(verified: VerifiedFolder): Block[] {
  const { folder, files, differs } = verified;
  return [
    heading(headlineOf(verified)),
    ...(differs.length > 0 ? [text(`Made by another ${joinWords(differs)}.`)] : []),
    gap,
    table(
      [left('file'), left('as it was written'), left('repeated')],
      files.map(({ name, asWritten, repeated }) => [
        { text: name },
        asWritten ? { text: 'yes', tone: 'good' } : { text: 'no: edited, cut or gone', tone: 'bad' },
        repeated === undefined
          ? { text: '' }
          : repeated
            ? { text: 'the same, to the byte', tone: 'good' }
            : { text: 'comes out otherwise', tone: 'bad' },
      ]),
    ),
    gap,
    ...(files.some(f => f.repeated !== undefined)
      ? []
      : [text(`Nothing was repeated: ${folder} has not kept what was read, or not as it was.`)]),
  ];
}

function headlineOf(verified: VerifiedFolder): string {
  const { folder, files } = verified;
  if (isVerified(verified)) return `${folder} comes out the same, to every byte.`;
  const many = (test: (f: VerifiedFile) => boolean, said: string): string[] => {
    const n = files.filter(test).length;
    return n > 0 ? [`${countOf(n, 'file')} ${said}`] : [];
  };
  const faults = [
    ...many(f => !f.asWritten, 'not as written'),
    ...many(f => f.repeated === false, 'that come out otherwise'),
  ];
  return `${folder} does not hold: ${joinWords(faults.length > 0 ? faults : ['nothing was repeated'])}.`;
}

/** The same for machines. */
export const verifyJson = (verified: VerifiedFolder, tool: Tool): object => ({
  tool: { name: 'tx-sim', version: tool.version },
  ok: isVerified(verified),
  folder: verified.folder,
  differs: verified.differs,
  files: verified.files.map(({ name, asWritten, repeated }) => ({
    name,
    asWritten,
    repeated: repeated ?? null,
  })),
});
