import type { Faults, Place } from '../diagnostics/diagnostic.ts';
import { STATUSES, type Status } from '../model/spec.ts';
import { parsePeriod, startYear } from '../scenario/area/period.ts';
import { salvageList } from '../scenario/salvage.ts';
import { someText } from '../scenario/shape-names.ts';
import {
  found,
  hintOfMarks,
  located,
  number,
  oneOf,
  optional,
  required,
  type Shape,
  scalar,
} from '../source/shape.ts';
import { readYaml, type SourceMap } from '../source/yaml.ts';
import type { Series, SeriesPoint } from './fit-spec.ts';
import { openRecord } from './open-record.ts';
import { isShare } from './units.ts';

/** What is published was read somewhere, however well; fitted it is not. */
const PUBLISHED = STATUSES.filter(s => s !== 'fitted') as readonly Exclude<Status, 'fitted'>[];

interface Period {
  readonly year: number;
  readonly isCalendar: boolean;
}

const EARLIEST = 1900;
const LATEST = 2100;

/** `2009/10`, or a calendar year. */
const period: Shape<Period> = scalar<Period>(
  'a financial year such as 2009/10, or a calendar year',
  { type: ['string', 'integer'] },
  ({ text }) => {
    const name = parsePeriod(text);
    const isCalendar = /^\d{4}$/.test(text);
    if (name === undefined && !isCalendar) {
      const first = /^(\d{4})\s*[/–-]\s*\d+$/.exec(text)?.[1];
      const next = String(Number(first) + 1).slice(2);
      return {
        fault: `"${text}" is not a year: expected ${period.expected}`,
        ...(first !== undefined && { hint: `did you mean ${first}/${next}?` }),
      };
    }
    const year = isCalendar ? Number(text) : startYear(name!);
    return year >= EARLIEST && year <= LATEST
      ? { year, isCalendar }
      : { fault: `"${text}" is not a year from ${EARLIEST} to ${LATEST}` };
  },
);

/** A number, or null where it is not known. */
const value: Shape<number | null> = {
  expected: 'a number, or null where it is not known',
  schema: { type: ['number', 'null'] },
  read(node, faults) {
    if (node.kind === 'scalar' && node.value === null) return null;
    if (node.kind === 'scalar' && typeof node.value === 'number') return node.value;
    return faults.error(
      'source/expected',
      node.place,
      `expected ${this.expected}, found ${found(node)}`,
      hintOfMarks(node),
    );
  },
};

const point = openRecord('a point', {
  period: required(located(period), 'the financial year'),
  value: required(located(value), 'the number, in the unit of the series; null where it is not known'),
  status: required(oneOf(PUBLISHED), 'how well it is known'),
  source: optional(someText, 'where it was published: text, or a name under sources'),
});
type Point = NonNullable<ReturnType<(typeof point)['read']>>;

const oneSeries = openRecord('a series', {
  unit: required(located(someText), 'its unit, such as adults in the year; of a share: % and of what'),
  source: optional(someText, 'where it was published, if its points do not say'),
  rounding: optional(number({ least: 0 }), 'numbers were rounded to multiples of this'),
  points: required(salvageList(point), 'its numbers: {period: 2009/10, value: 1, status: read}'),
});
type Written = NonNullable<ReturnType<(typeof oneSeries)['read']>>;

/** A mapping of names to what stands below them, each read by itself. */
const asWritten: Shape<SourceMap> = {
  expected: 'a mapping of names',
  schema: { type: 'object' },
  read: (node, faults) =>
    node.kind === 'map'
      ? node
      : faults.error('source/expected', node.place, `expected ${asWritten.expected}, found ${found(node)}`),
};
const seriesFile = openRecord('a file of series', {
  series: required(asWritten, 'series by name'),
  sources: optional(asWritten, 'where numbers were published, by name'),
});

/**
 * Reads a file of published series. A faulty series costs only itself, so that its name stays known to whoever looks
 * for more faults; the errors are the caller's to look at.
 *
 * @returns series by name; undefined where there are none to be read
 */
export function readSeries(
  text: string,
  file: string,
  faults: Faults,
): ReadonlyMap<string, Series> | undefined {
  const node = readYaml(text, file, faults);
  const read = node && seriesFile.read(node, faults);
  if (!read) return undefined;
  const all = new Map<string, Series>();
  for (const { key, keyPlace, value: own } of read.series.entries.values()) {
    const written = oneSeries.read(own, faults);
    all.set(key, seriesOf(key, keyPlace, written, read.sources, faults));
  }
  return all;
}

function seriesOf(
  name: string,
  place: Place,
  written: Written | undefined,
  sources: SourceMap | undefined,
  faults: Faults,
): Series {
  const read = written?.points ?? [];
  for (const p of read) checkValue(p, written!.unit.value, faults);
  const isCalendar = checkKind(name, read, faults);
  checkTwice(read, faults);
  const source = written && sourceOf(written, sources);
  if (written && source === undefined)
    faults.warn(
      'fit/no-source',
      place,
      `${name} does not say where it was published, and nobody can look`,
      'write a source for the series, or one for each point',
    );
  const points = read.flatMap(({ period: { value: year }, value: own, status }): SeriesPoint[] =>
    own.value === null ? [] : [{ year: year.year, value: own.value, status, place: own.place }],
  );
  return {
    name,
    unit: written?.unit.value ?? '',
    rounding: written?.rounding ?? 0,
    source: source ?? 'not said',
    points: points.sort((a, b) => a.year - b.year),
    ...(written && { unitPlace: written.unit.place }),
    ...(isCalendar && { calendarYears: true }),
  };
}

function checkValue({ value: { value: x, place } }: Point, unit: string, faults: Faults): void {
  if (x !== null && x < 0)
    faults.error('fit/value', place, `${x} is below zero, and so impossible in ${unit}`);
  else if (x !== null && isShare(unit) && x > 100)
    faults.error('fit/value', place, `${x} is above 100, and so impossible in ${unit}`);
}

/** Whether a series is of calendar years; both kinds together are a fault. */
function checkKind(name: string, points: readonly Point[], faults: Faults): boolean {
  const [first] = points;
  if (!first) return false;
  const { isCalendar } = first.period.value;
  const other = points.find(p => p.period.value.isCalendar !== isCalendar);
  if (other)
    faults.error(
      'fit/mixed-years',
      other.period.place,
      `${name} has calendar years and financial years; expected one kind`,
      'make two series of it',
    );
  return isCalendar;
}

function checkTwice(points: readonly Point[], faults: Faults): void {
  const first = new Map<number, Place>();
  for (const {
    period: { value: p, place },
  } of points) {
    const before = first.get(p.year);
    if (before)
      faults.error(
        'fit/period-twice',
        place,
        `this year stands in the series twice; first on line ${before.line}`,
      );
    else first.set(p.year, place);
  }
}

/** What a series or its points give as their source, names under `sources` written out. */
function sourceOf({ source, points }: Written, sources: SourceMap | undefined): string | undefined {
  const named = source !== undefined ? [source] : points.flatMap(p => p.source ?? []);
  const all = [...new Set(named)].map(name => citationOf(name, sources));
  return all.length > 0 ? all.join('; ') : undefined;
}

function citationOf(name: string, sources: SourceMap | undefined): string {
  const entry = sources?.entries.get(name)?.value;
  const citation = entry?.kind === 'map' ? entry.entries.get('citation')?.value : entry;
  return citation?.kind === 'scalar' && citation.value !== null ? citation.text : name;
}
