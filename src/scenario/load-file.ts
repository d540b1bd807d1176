import type { Code } from '../diagnostics/codes.ts';
import type { Faults, Place } from '../diagnostics/diagnostic.ts';
import type { Located } from '../source/shape.ts';

/** The text of a file and the one name by which it is known, however it was referred to. */
export interface LoadedFile {
  readonly text: string;
  readonly file: string;
}

/**
 * Finds a file that another one names: `path` as written at `from`, relative to `from.file`. Whoever supplies it
 * decides what may be read; a refusal is reported at `from`, or else reported for it.
 */
export type LoadFile = (path: string, from: Place) => LoadedFile | undefined;

/** Loads a file that another one names. @param code of the fault where the loader says nothing itself */
export function loadNamed(
  { value: path, place }: Located<string>,
  code: Code,
  load: LoadFile,
  faults: Faults,
): LoadedFile | undefined {
  const before = faults.all.length;
  const loaded = load(path, place);
  if (!loaded && faults.all.length === before)
    faults.error(code, place, `cannot read "${path}"`, 'the path is relative to this file');
  return loaded;
}
