import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loaderFor, readAnyText, readInput } from '../../src/cli/disk/files.ts';
import { checkFile, checkModelFiles } from '../../src/cli/load/check-file.ts';
import { kindOf } from '../../src/cli/load/file-kind.ts';
import { hashText } from '../../src/cli/load/model-files.ts';
import type { Program } from '../../src/compile/program.ts';
import { BadInput, type Diagnostic, Faults } from '../../src/diagnostics/diagnostic.ts';
import { readLock } from '../../src/lock/lock-text.ts';
import { readArea } from '../../src/scenario/area/area-file.ts';
import { importArea } from '../../src/scenario/area/import.ts';

/** What the files of a folder are meant as. */
export const KINDS = [
  'scenario',
  'claim',
  'area',
  'csv',
  'fit',
  'series',
  'posterior',
  'model',
  'lock',
] as const;
export type Kind = (typeof KINDS)[number];

/** A broken file, and the first fault that must be told of it. */
export interface BrokenFile {
  readonly kind: Kind;
  /** From the root of the package. */
  readonly path: string;
  readonly code: string;
  /** `line:column`, with another file before it where the fault is in one that the first names. */
  readonly at: string;
  /** What the message begins with. */
  readonly says: string;
  readonly errors: number;
}

const ROOT = 'test/hostile/files';
/** What broken parts of a model refer to without declaring it. */
const BESIDE_MODELS = 'test/check/common.yaml';
const LIST = 'expected.txt';

/**
 * Every file of a folder has its line in `expected.txt`: its name, the place, the code, what the message begins with, and
 * how many more errors there are. What other files name is in the folder `with`; a lock has its scenario beside it.
 *
 * @throws Error for a line without a file, a file without a line, or a line that expects nothing
 */
export function brokenFiles(kind: Kind): readonly BrokenFile[] {
  const folder = `${ROOT}/${kind}`;
  const files = readdirSync(folder).filter(
    f => f !== LIST && f !== 'with' && (kind !== 'lock' || f.endsWith('.lock.json')),
  );
  const listed = readFileSync(`${folder}/${LIST}`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): BrokenFile => {
      const parts =
        /^(\S+) (\S+:\d+:\d+|\d+:\d+|nowhere) ([a-z]+\/[a-z-]+) (.+?)(?: \(and (\d+) more\))?$/.exec(line);
      if (!parts) throw new Error(`${folder}/${LIST} cannot be read: ${line}`);
      const [, name, at, code, says, more = '0'] = parts as unknown as string[];
      return { kind, path: `${folder}/${name}`, at: at!, code: code!, says: says!, errors: Number(more) + 1 };
    });
  const names = listed.map(f => f.path.slice(folder.length + 1));
  const odd = [...files.filter(f => !names.includes(f)), ...names.filter(n => !files.includes(n))];
  if (odd.length > 0 || new Set(names).size < names.length)
    throw new Error(`${folder}: not once as a file and once in ${LIST}: ${odd.join(', ') || 'a name twice'}`);
  return listed;
}

/** How the command is asked to read a file. @param elsewhere a file that is never written */
export function commandFor({ kind, path }: Pick<BrokenFile, 'kind' | 'path'>, elsewhere: string): string[] {
  if (kind === 'csv') return ['area', 'import', path, '--area', 'Barnet', '--to', elsewhere];
  if (kind === 'lock') return ['check', path];
  return ['validate', path, ...(kind === 'model' ? [BESIDE_MODELS] : [])];
}

/** All that is said of a file, as the command would say it, without the cost of starting one. */
export function answer(
  { kind, path }: Pick<BrokenFile, 'kind' | 'path'>,
  program: Program,
): readonly Diagnostic[] {
  const faults = new Faults();
  try {
    if (kind === 'csv') {
      const { text, file } = readAnyText(path);
      const national = readInput('scenarios/areas/england-figures.yaml');
      const england = readArea(national.text, national.file, faults)!;
      importArea(text, file, { area: 'Barnet' }, england, undefined, faults);
      return faults.all;
    }
    const loaded = readInput(path);
    if (kind === 'lock') {
      readLock(loaded.text, loaded.file, hashText, faults);
      return faults.all;
    }
    if (kind === 'model') return checkModelFiles([loaded, readInput(BESIDE_MODELS)], []);
    const found = kindOf(loaded, faults);
    if (found && found !== 'model') checkFile(loaded, found, program, own => loaderFor(path, own), faults);
    return faults.all;
  } catch (e) {
    if (e instanceof BadInput) return e.diagnostics;
    throw e;
  }
}

/** Where a diagnostic is, as `expected.txt` writes it. */
export function placeOf({ place }: Diagnostic, { kind, path }: BrokenFile): string {
  if (!place) return 'nowhere';
  const at = `${place.line}:${place.column}`;
  return place.file === path ? at : `${relative(join(ROOT, kind), place.file)}:${at}`;
}
