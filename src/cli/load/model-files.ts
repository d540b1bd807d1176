import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ModelFile } from '../../model/read-model.ts';

/** The bundle stands in dist/, one level below the package. */
const packageRoot = new URL('../', import.meta.url);
const modelFolder = 'src/model/treatment';

export const hashText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The model's files as text, in order of name; files are named relative to the package. */
export function readModelFiles(): ModelFile[] {
  const folder = fileURLToPath(new URL(`${modelFolder}/`, packageRoot));
  return readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => ({ file: `${modelFolder}/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') }));
}
