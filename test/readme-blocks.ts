import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/**
 * The README's console blocks are run and compared with what they show, line by line. A line that holds only
 * an ellipsis stands for any lines that are left out.
 */
const ELLIPSIS = '…';

interface Shown {
  readonly command: string;
  readonly output: readonly string[];
}

function readBlocks(markdown: string): Shown[] {
  const blocks = [...markdown.matchAll(/```console\n([\s\S]*?)```/g)].map(m => m[1]!.trimEnd().split('\n'));
  return blocks.flatMap(lines => {
    const shown: { command: string; output: string[] }[] = [];
    for (const line of lines) {
      if (line.startsWith('$ ')) shown.push({ command: line.slice(2), output: [] });
      else shown.at(-1)!.output.push(line);
    }
    return shown;
  });
}

/** What the command prints, results and faults alike; `npx tx-sim` is run as the file it stands for. */
function run(command: string): string[] {
  const args = command
    .replace(/^npx tx-sim\s*/, '')
    .match(/"[^"]*"|\S+/g)!
    .map(a => a.replace(/^"|"$/g, ''));
  const options = { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' } } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ['bin/tx-sim.mjs', ...args], options);
  return (stdout + stderr).trimEnd().split('\n');
}

/** The first line of `shown` that `printed` does not hold in its place. */
function firstDifference(shown: readonly string[], printed: readonly string[]): string | undefined {
  let at = 0;
  let skip = false;
  for (const line of shown) {
    if (line.trim() === ELLIPSIS) {
      skip = true;
      continue;
    }
    const found: number = skip ? printed.indexOf(line, at) : printed[at] === line ? at : -1;
    if (found < 0)
      return `the README shows\n  ${line}\nbut the command prints\n  ${printed[at] ?? '(nothing more)'}`;
    [at, skip] = [found + 1, false];
  }
  return skip || at === printed.length ? undefined : `the command goes on:\n  ${printed[at]}`;
}

export const markdown = readFileSync('README.md', 'utf8');

/** Commands with what the README shows of them. */
export const blocks = readBlocks(markdown);

/** Drawing many draws takes long. */
const isLong = ({ command }: Shown): boolean =>
  /^npx tx-sim (compare|run .*--draws|run scenarios\/claims)/.test(command);

/** Each command of the README prints what is shown. */
export function expectTruth(long: boolean): void {
  it.each(blocks.filter(block => isLong(block) === long))(
    'tells the truth about $command',
    ({ command, output }) => {
      expect(firstDifference(output, run(command))).toBeUndefined();
    },
  );
}
