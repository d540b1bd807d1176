import { type Diagnostic, Faults, type Place } from '../diagnostics/diagnostic.ts';
import { readYaml, type SourceNode } from '../source/yaml.ts';
import { type Replacement, replaceAll } from './replace.ts';
import { type ScenarioFile, scenarioFile } from './shape-scenario.ts';

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

/** The files of a scenario, the one asked for first, then what it extends, and so on. */
export interface Chain {
  readonly files: readonly ScenarioFile[];
  /** Whether all of them were found; when not, nothing can be said to be missing. */
  readonly complete: boolean;
}

const MAX_EXTENDS = 10;

/**
 * Reads a scenario file and, link by link, what it extends.
 *
 * @param instead what stands in other values' places in the first file
 */
export function readChain(
  text: string,
  file: string,
  faults: Faults,
  load: LoadFile,
  instead: readonly Replacement[],
): Chain {
  const files: ScenarioFile[] = [];
  const names: string[] = [];
  let next: LoadedFile | undefined = { text, file };
  while (next) {
    names.push(next.file);
    const written = readLoaded(next, faults);
    const node = files.length === 0 ? replaceAll(written, instead, faults) : written;
    const read: ScenarioFile | undefined = node && scenarioFile.read(node, faults);
    if (!read) return { files, complete: false };
    files.push(read);
    if (!read.extends) return { files, complete: !read.keyPlaces['extends'] };
    next = follow(read.extends.value, read.extends.place, names, faults, load);
  }
  return { files, complete: false };
}

function readLoaded({ text, file }: LoadedFile, faults: Faults): SourceNode | undefined {
  const own = new Faults();
  const node = readYaml(text, file, own);
  for (const fault of own.all) faults.all.push(explainCommas(fault, text));
  return node;
}

/** `{cut: £1,000,000}` has the key `000` twice, which is a fault of the YAML that nobody can make sense of. */
function explainCommas(fault: Diagnostic, text: string): Diagnostic {
  if (fault.code !== 'source/yaml' || !fault.place || fault.hint) return fault;
  const written = /£\d{1,3}(,\d{3})+/.exec(text.split('\n')[fault.place.line - 1] ?? '')?.[0];
  return written
    ? { ...fault, hint: `inside { } write "${written}" in quotes, or ${written.replaceAll(',', '')}` }
    : fault;
}

function follow(
  path: string,
  place: Place,
  names: readonly string[],
  faults: Faults,
  load: LoadFile,
): LoadedFile | undefined {
  const before = faults.all.length;
  const loaded = load(path, place);
  if (!loaded)
    return faults.all.length > before
      ? undefined
      : faults.error(
          'scenario/extends-unread',
          place,
          `cannot read "${path}"`,
          'the path is relative to this file',
        );
  const chain = [...names, loaded.file].join(' → ');
  if (names.includes(loaded.file))
    return faults.error(
      'scenario/extends-circle',
      place,
      `scenarios extend one another in a circle: ${chain}`,
      'take "extends" out of one of them',
    );
  if (names.length > MAX_EXTENDS)
    return faults.error(
      'scenario/extends-deep',
      place,
      `more than ${MAX_EXTENDS} scenarios extend one another: ${chain}`,
      'extend a file nearer to the first',
    );
  return loaded;
}
