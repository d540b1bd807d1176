import type { Faults } from '../../diagnostics/diagnostic.ts';
import {
  list,
  mapOf,
  number,
  oneOf,
  optional,
  record,
  required,
  type Shape,
  text,
} from '../../source/shape.ts';
import { readYaml } from '../../source/yaml.ts';
import { STATUSES, type Status } from './figure.ts';

/** One number of a national series. */
export interface SeriesPoint {
  /** A financial year such as 2016/17, or a calendar year. */
  readonly period: string;
  readonly value: number;
  readonly status: Status;
  /** A key of `sources`. */
  readonly source: string;
  /** How it was worked out of other series. */
  readonly formula?: string;
  readonly note?: string;
}

/** A national series, with what it counts. */
export interface Series {
  readonly doc: string;
  readonly unit: string;
  readonly note?: string;
  readonly points: readonly SeriesPoint[];
}

/** England's published series, and where they were read. */
export interface NationalSeries {
  readonly sources: ReadonlyMap<string, string>;
  readonly series: ReadonlyMap<string, Series>;
}

const point: Shape<SeriesPoint> = record('a point of a series', {
  period: required(text, 'The financial or calendar year.'),
  value: required(number(), 'The number.'),
  status: required(oneOf(STATUSES), 'How well it is known.'),
  source: required(text, 'The key of its source.'),
  formula: optional(text, 'How it was worked out of other series.'),
  note: optional(text, 'What to know of this number.'),
});

const shape: Shape<NationalSeries> = record('national series', {
  sources: required(mapOf(text), 'Where the numbers were published, by the key that points name.'),
  series: required(
    mapOf<Series>(
      record('a series', {
        doc: required(text, 'What it counts.'),
        unit: required(text, 'Its unit, in words.'),
        note: optional(text, 'What to know of the whole series.'),
        points: required(list(point), 'The numbers, by year.'),
      }),
    ),
    'The series, by name.',
  ),
});

/**
 * Reads England's series, each point with a source that is in the list.
 *
 * @param file its name, for the places of faults
 * @returns undefined after a fault
 */
export function readSeries(content: string, file: string, faults: Faults): NationalSeries | undefined {
  const node = readYaml(content, file, faults);
  const read = node && shape.read(node, faults);
  if (!read) return undefined;
  for (const [name, { points }] of read.series)
    for (const { period, source } of points)
      if (!read.sources.has(source))
        return faults.error('series/source', node.place, `${name}, ${period}: there is no source ${source}`);
  return read;
}
