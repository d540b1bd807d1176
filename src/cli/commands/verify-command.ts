import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Faults } from '../../diagnostics/diagnostic.ts';
import { verifyJson, verifyPage } from '../../report/verify-page.ts';
import { isVerified, type VerifiedFile, type VerifiedFolder } from '../../report/verify-results.ts';
import { badFile } from '../disk/files.ts';
import { readKeptInputs, recallInputs } from '../disk/inputs.ts';
import { INPUTS, type Repeatable } from '../disk/repeatable.ts';
import { hashContent } from '../disk/results-folder.ts';
import { hashFile, type Manifest, readManifest, UNFINISHED } from '../disk/results-manifest.ts';
import { settleFolder } from '../disk/swap-folder.ts';
import { version } from '../disk/version.ts';
import { loadModel } from '../load/load.ts';
import { hashModel } from '../load/packed-model.ts';
import { EXIT } from '../tell/exit-codes.ts';
import type { Voice } from '../tell/tell.ts';
import { printJson, printPage } from '../tell/terminal.ts';
import { repeat } from './repeat.ts';

export interface VerifyOptions extends Voice {
  readonly workers?: string;
}

/** Repeats a folder of results from nothing but what it holds, and sets every file beside what came out. */
export async function verifyCommand(folder: string, options: VerifyOptions): Promise<number> {
  settleFolder(folder);
  const verified = await verifyFolder(folder, readResults(folder), options.workers);
  if (options.json) printJson(verifyJson(verified, { version }));
  else printPage(verifyPage(verified), options.color);
  return isVerified(verified) ? EXIT.fine : EXIT.failed;
}

type Results = Manifest & { readonly repeat: Repeatable };

/** @throws BadInput where the folder holds no results, or none that can be repeated */
function readResults(folder: string): Results {
  const manifest = readManifest(folder);
  if (!manifest)
    throw badFile(
      'verify/no-results',
      `${folder} holds no results of tx-sim${existsSync(folder) ? ', or its manifest is damaged' : ': there is no such folder'}`,
      'name a folder that --out has written',
    );
  if (UNFINISHED in manifest.files)
    throw badFile(
      'verify/unfinished',
      `${folder} holds draws of an interrupted comparison`,
      `finish it with --resume ${folder}`,
    );
  const { repeat } = manifest;
  if (!repeat)
    throw badFile(
      'verify/not-repeatable',
      `${folder} was written by tx-sim ${manifest.tool.version}, which kept no inputs`,
      'run it again with --out',
    );
  return { ...manifest, repeat };
}

async function verifyFolder(
  folder: string,
  manifest: Results,
  workers: string | undefined,
): Promise<VerifiedFolder> {
  const written = Object.entries(manifest.files).map(([name, { sha256 }]) => ({
    name,
    sha256,
    asWritten: hashIfFile(join(folder, name)) === sha256,
  }));
  // Inputs that were edited are not those of the results: repeating them would show nothing.
  const inputs = written.find(f => f.name === INPUTS && f.asWritten);
  const kept = inputs && readKeptInputs(readFileSync(join(folder, INPUTS), 'utf8'));
  const again = kept && (await repeat(manifest.repeat, recallInputs(kept), workers));
  const files = written.map(({ name, sha256, asWritten }): VerifiedFile => {
    if (!again || name === INPUTS) return { name, asWritten, repeated: undefined };
    const content = again[name];
    return { name, asWritten, repeated: content !== undefined && hashContent(content) === sha256 };
  });
  const missing = Object.keys(again ?? {}).filter(name => !(name in manifest.files));
  return {
    folder,
    files: [...files, ...missing.map(name => ({ name, asWritten: false, repeated: false }))],
    differs: await differencesFrom(manifest),
  };
}

/** SHA-256 of a file; of nothing else, which may have no end. */
const hashIfFile = (path: string): string | undefined =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ? hashFile(path) : undefined;

/** What made the results that is not what would repeat them. */
async function differencesFrom({ tool, versions, hashes }: Manifest): Promise<string[]> {
  const model = hashes && hashModel((await loadModel(new Faults())).spec);
  return [
    ...(model !== undefined && hashes!.model !== model ? ['model'] : []),
    ...(tool.version !== version ? [`version of tx-sim (${tool.version})`] : []),
    ...(versions.node !== process.version ? [`version of Node (${versions.node})`] : []),
  ];
}
