import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
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
