import type { CheckedModel, CheckedOutcome } from '../check/checked.ts';
import { sameDimension } from '../check/units.ts';
import { type Faults, type Place, suggest } from '../diagnostics/diagnostic.ts';
import { financialYearName } from '../scenario/calendar.ts';
import type { Located } from '../source/shape.ts';
import { checkYears } from './check-years.ts';
import { sdOf } from './fit-points.ts';
import type { FitLine, FitSpec, Measure, Series } from './fit-spec.ts';
import type { WrittenElements, WrittenLine, WrittenMeasure } from './read-fit-file.ts';
import { countsMany, isMoney, isShare } from './units.ts';

/** What lines are proven against. */
export interface LineContext {
  readonly model: CheckedModel;
  /** Undefined where the file could not be read: then nothing is said of its names. */
  readonly series: ReadonlyMap<string, Series> | undefined;
  readonly years: FitSpec['years'] | undefined;
}

/**
 * A line with its series, its outcomes and its units proven; undefined after a fault. Of what could not be read nothing
 * is said, nor of what hangs on it.
 */
export function checkLine(written: WrittenLine, context: LineContext, faults: Faults): FitLine | undefined {
  const before = faults.errorCount;
  const { series: name, outcome, of, times, error, shown, keyPlaces } = written;
  const isUnread = (key: 'over' | 'times' | 'error' | 'shown'): boolean =>
    keyPlaces[key] !== undefined && written[key] === undefined;
  const series = name && findSeries(name, context.series, faults);
  const what = outcome && proveMeasure({ outcome, ...(of && { of }) }, context.model, faults);
  const over = written.over && proveMeasure(written.over, context.model, faults);
  if (of && written.over && !written.over.of)
    faults.error(
      'fit/over-of-what',
      written.over.outcome.place,
      `the outcome is of ${tellElements(of)}; over what is it to be set?`,
      `write over: {outcome: ${written.over.outcome.value}, of: {${tellElements(of)}}}, or {outcome: ${written.over.outcome.value}, of: {}} for the whole`,
    );
  if (written.over && times)
    faults.error(
      'fit/times-of-a-share',
      times.place,
      'a share stays what it is: "times" does not go with "over"',
    );
  const fitted = shown !== true;
  if (name && fitted && !error && !isUnread('error') && !isUnread('shown'))
    faults.error(
      'fit/no-error',
      written.place,
      `${name.value} is fitted, and needs "error": what the model may be off by, beside rounding`,
      'write error: 2%, or error: 2 points of a share; or shown: true',
    );
  if (series && what && !isUnread('over') && !isUnread('times'))
    checkUnits(series, what.outcome, over?.outcome, written, faults);
  if (series && error) checkErrorUnit(error.value.word, series, error.place, faults);
  if (series && name && context.years) checkYears(series, context.years, fitted, name.place, faults);
  if (series && context.years && fitted && error) checkRoom(error.value, series, context.years, faults);
  if (faults.errorCount > before || !what || !series || (written.over && !over)) return undefined;
  const isShareAlone = isShare(series.unit) && !over;
  return {
    series: series.name,
    label: written.label ?? series.name.replaceAll('_', ' '),
    what: what.measure,
    over: over?.measure,
    times: times?.value ?? (isShareAlone ? 100 : 1),
    error: { relative: error?.value.relative ?? 0, absolute: error?.value.absolute ?? 0 },
    fitted,
  };
}

function findSeries(
  { value: name, place }: Located<string>,
  all: LineContext['series'],
  faults: Faults,
): Series | undefined {
  const series = all?.get(name);
  if (all && !series)
    faults.error(
      'fit/unknown-series',
      place,
      `there is no series "${name}" in the series file`,
      suggest(name, all.keys()),
    );
  return series;
}

interface Proven {
  readonly measure: Measure;
  readonly outcome: CheckedOutcome;
}

function proveMeasure(
  { outcome: name, of = [] }: WrittenMeasure,
  model: CheckedModel,
  faults: Faults,
): Proven | undefined {
  const outcome = model.outcomes.get(name.value);
  if (!outcome)
    return faults.error(
      'fit/unknown-outcome',
      name.place,
      `"${name.value}" is not an outcome of the model`,
      suggest(name.value, model.outcomes.keys()) ?? '`tx-sim list outcomes` prints them all',
    );
  if (outcome.spec.summary === 'whole_run')
    faults.error(
      'fit/no-year',
      name.place,
      `${name.value} is worked out over the whole run, and has no value in a year`,
    );
  const before = faults.errorCount;
  for (const elements of of) checkElements(elements, outcome, faults);
  const isPart = of.length > 0 && (of.length < outcome.over.length || of.some(e => e.elements.length !== 1));
  if (isPart && outcome.whole && faults.errorCount === before)
    faults.error(
      'fit/part-of-a-whole',
      of[0]!.dimension.place,
      `${name.value} does not add up over its elements: expected one for each of ${outcome.over.map(s => s.name).join(', ')}`,
    );
  const elements = of.map(e => [e.dimension.value, e.elements.map(x => x.value)] as const);
  return { measure: { outcome: name.value, of: new Map(elements) }, outcome };
}

function checkElements(
  { dimension, elements }: WrittenElements,
  { name, over }: CheckedOutcome,
  faults: Faults,
): void {
  const set = over.find(s => s.name === dimension.value);
  if (!set) {
    const names = over.map(s => s.name);
    const by = names.length > 0 ? `it is by ${names.join(' and ')}` : 'it has no elements';
    faults.error(
      'fit/unknown-dimension',
      dimension.place,
      `${name} is not by ${dimension.value}: ${by}`,
      suggest(dimension.value, names),
    );
    return;
  }
  const valid = set.members.map(m => set.dimension.elements[m]!);
  for (const { value, place } of elements)
    if (!valid.includes(value))
      faults.error(
        'fit/unknown-element',
        place,
        `"${value}" is not an element of ${dimension.value}`,
        suggest(value, valid),
      );
}

const tellElements = (of: readonly WrittenElements[]): string =>
  of.map(({ dimension, elements }) => `${dimension.value}: ${tellSeveral(elements)}`).join(', ');

const tellSeveral = (elements: WrittenElements['elements']): string =>
  elements.length === 1 ? elements[0]!.value : `[${elements.map(e => e.value).join(', ')}]`;

/** Whether a series and what the model makes of it can be of one kind: shares, pounds, or counts. */
function checkUnits(
  series: Series,
  what: CheckedOutcome,
  over: CheckedOutcome | undefined,
  { series: named, over: written, times }: WrittenLine,
  faults: Faults,
): void {
  const refuse = (message: string, hint?: string): undefined =>
    faults.error('fit/units', named?.place, message, hint);
  const inUnit = `${series.name} is in "${series.unit}"`;
  const { name, spec, unit } = what;
  const isPure = Object.keys(unit.powers).length === 0;
  if (over) {
    if (!sameDimension(unit, over.unit))
      faults.error(
        'fit/units',
        written?.outcome.place,
        `${name} is in ${spec.unit.value} and ${over.name} in ${over.spec.unit.value}: one is no share of the other`,
      );
    if (!isShare(series.unit))
      refuse(
        `${inUnit}, and the model's number is a share in %`,
        'leave "over" out, or choose a series in %',
      );
  } else if (isShare(series.unit) !== isPure)
    refuse(
      `${inUnit}, and ${name} in ${spec.unit.value}`,
      isPure ? 'choose a series in %' : 'say what it is a share of: over: and the name of an outcome',
    );
  else if (isMoney(series.unit) !== (unit.powers['GBP'] ?? 0) > 0)
    refuse(`${inUnit}, and ${name} in ${spec.unit.value}`, 'one counts money, and the other does not');
  else if (countsMany(series.unit) && !times)
    refuse(
      `${inUnit}, and ${name} in ${spec.unit.value}`,
      'say with "times" what the model is multiplied by: 0.000001 for millions',
    );
}

function checkErrorUnit(
  word: string | undefined,
  { name, unit }: Series,
  place: Place,
  faults: Faults,
): void {
  if (word === undefined) return;
  const counted = isShare(unit) ? 'points' : unit.trim().split(/\s+/)[0]!;
  const singular = (text: string): string => text.toLowerCase().replace(/s$/, '');
  if (singular(word) !== singular(counted))
    faults.error(
      'fit/error-unit',
      place,
      `"${word}" is not what ${name} is counted in: ${unit}`,
      `write the number with ${counted}, or a percentage of the value`,
    );
}

/** Tells a number that leaves no room for error: a share of nothing is nothing. */
function checkRoom(
  error: FitLine['error'],
  series: Series,
  { from, to }: FitSpec['years'],
  faults: Faults,
): void {
  for (const { year, value, place } of series.points)
    if (year >= from && year <= to && !(sdOf({ error }, series, value) > 0))
      faults.error(
        'fit/no-room',
        place,
        `${series.name} is ${value} in ${financialYearName(year)}, and its error leaves it no room`,
        'add an amount to the error: 2% + 5 adults; or give the series a rounding',
      );
}
