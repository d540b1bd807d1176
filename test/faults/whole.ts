import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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
