import { type Faults, nearestName } from '../diagnostics/diagnostic.ts';
import { type Field, type RecordOf, record, type Shape } from '../source/shape.ts';
import type { SourceEntry, SourceMap } from '../source/yaml.ts';

type Fields = Readonly<Record<string, Field<unknown, boolean>>>;

/**
 * A record of a file that says more than is read: keys that are not known are left alone, but for one that is almost
 * a known one, and for the tail of a number that a comma has cut in two.
 */
export function openRecord<const F extends Fields>(expected: string, fields: F): Shape<RecordOf<F>> {
  const strict = record(expected, fields);
  const names = Object.keys(fields);
  return {
    ...strict,
    read(node, faults) {
      if (node.kind !== 'map') return strict.read(node, faults);
      for (const entry of node.entries.values())
        if (!names.includes(entry.key)) tellStranger(entry, node, names, faults);
      const entries = new Map([...node.entries].filter(([key]) => names.includes(key)));
      return strict.read({ ...node, entries } satisfies SourceMap, faults);
    },
  };
}

function tellStranger(
  { key, keyPlace, value: own }: SourceEntry,
  { entries }: SourceMap,
  names: readonly string[],
  faults: Faults,
): void {
  if (/^\d{3}(\.\d+)?$/.test(key) && own.kind === 'scalar' && own.value === null)
    faults.error(
      'fit/comma-in-number',
      keyPlace,
      `inside { } a comma ends the value: ${key} is cut off from its number`,
      'write numbers without commas',
    );
  const near = nearestName(key, names);
  if (near && !entries.has(near))
    faults.warn('fit/ignored-key', keyPlace, `nothing reads the key "${key}"`, `did you mean ${near}?`);
}
