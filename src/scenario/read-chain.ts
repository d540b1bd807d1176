import { type Diagnostic, Faults } from '../diagnostics/diagnostic.ts';
import type { Located } from '../source/shape.ts';
import { readYaml, type SourceNode } from '../source/yaml.ts';
import { type LoadedFile, type LoadFile, loadNamed } from './load-file.ts';
import { type Replacement, replaceAll } from './replace.ts';
import { type ScenarioFile, scenarioFile } from './shape-scenario.ts';

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
    next = follow(read.extends, names, faults, load);
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
  if (fault.code !== 'source/duplicate-key' || !fault.place || fault.hint) return fault;
  const written = /£\d{1,3}(,\d{3})+/.exec(text.split('\n')[fault.place.line - 1] ?? '')?.[0];
  return written
    ? { ...fault, hint: `inside { } write "${written}" in quotes, or ${written.replaceAll(',', '')}` }
    : fault;
}

function follow(
  from: Located<string>,
  names: readonly string[],
  faults: Faults,
  load: LoadFile,
): LoadedFile | undefined {
  const loaded = loadNamed(from, 'scenario/extends-unread', load, faults);
  if (!loaded) return undefined;
  const chain = [...names, loaded.file].join(' → ');
  if (names.includes(loaded.file))
    return faults.error(
      'scenario/extends-circle',
      from.place,
      `scenarios extend one another in a circle: ${chain}`,
      'take "extends" out of one of them',
    );
  if (names.length > MAX_EXTENDS)
    return faults.error(
      'scenario/extends-deep',
      from.place,
      `more than ${MAX_EXTENDS} scenarios extend one another: ${chain}`,
      'extend a file nearer to the first',
    );
  return loaded;
}
