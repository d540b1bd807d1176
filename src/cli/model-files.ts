import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ModelFile } from '../model/read-model.ts';
import { type PackedNode, unpackSource } from '../source/pack.ts';

/** The bundle stands in dist/, one level below the package. */
const packageRoot = new URL('../', import.meta.url);
const modelFolder = 'src/model/treatment';
export const packedModelFile = fileURLToPath(new URL('dist/treatment-model.json', packageRoot));

export const hashText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The model's files as text, in order of name; files are named relative to the package. */
export function readModelTexts(): { readonly file: string; readonly text: string }[] {
  const folder = fileURLToPath(new URL(`${modelFolder}/`, packageRoot));
  return readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => ({ file: `${modelFolder}/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') }));
}

/** The model's files, already parsed where the packed copy is of the same text; an edited file is parsed anew. */
export function readModelFiles(): ModelFile[] {
  const packed = new Map<string, PackedNode>();
  try {
    for (const { hash, node } of JSON.parse(readFileSync(packedModelFile, 'utf8'))) packed.set(hash, node);
  } catch {
    // Without a packed copy everything is parsed: slower, never wrong.
  }
  return readModelTexts().map(({ file, text }) => {
    const node = packed.get(hashText(text));
    return node ? { file, text, node: unpackSource(node, file) } : { file, text };
  });
}
