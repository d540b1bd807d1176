import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

/** Bundles the program that only writes, which starts in a tenth of the time that the command takes. @returns its file */
export async function bundleWriter(folder: string): Promise<string> {
  const bundle = await rolldown({ input: resolve('test/faults/writer.ts'), platform: 'node' });
  const file = join(folder, 'writer.mjs');
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  return file;
}

/** Runs a program that is killed before the n-th time that it changes anything on the disk, or before its n-th rename. */
export const killedBefore = (
  n: number,
  cwd: string,
  args: readonly string[],
  what: 'KILL_BEFORE' | 'KILL_BEFORE_RENAME' = 'KILL_BEFORE',
): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, ['--require', resolve('test/faults/kill-before.cjs'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], [what]: String(n) },
  });

/** What our commands have left beside their targets in a folder. */
export const leftIn = (folder: string): string[] =>
  readdirSync(folder).filter(name => name.includes('.tx-sim-'));

/**
 * The title of a folder of results, every file of which is what its manifest says; undefined where there is no folder.
 *
 * @throws where it is not whole
 */
export function wholeTitle(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const { title, files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const found = readdirSync(folder).filter(name => name !== 'manifest.json');
  if (found.sort().join() !== Object.keys(files).sort().join())
    throw new Error(`${folder} holds ${found}, and its manifest ${Object.keys(files)}`);
  for (const name of found) {
    const sha256 = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
    if (sha256 !== files[name].sha256) throw new Error(`${name} is not whole`);
  }
  return title;
}
