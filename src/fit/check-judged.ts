import type { Faults, Place } from '../diagnostics/diagnostic.ts';
import { financialYearName } from '../scenario/calendar.ts';
import { LONGEST_RUN } from '../scenario/read-clock.ts';
import { meantBy } from './backtest-result.ts';
import { tellCalendarYears, tellGaps } from './check-years.ts';
import type { Series } from './fit-spec.ts';
import type { LoadedFit } from './read-fit.ts';
import { kindOf } from './units.ts';

/**
 * Proves that data can judge a fit: that some of their series are lines of it, in units of the same kind, with numbers in
 * years that a run can reach. Gaps are told.
 *
 * @param from the first year judged
 * @returns the last year judged; undefined where there is none
 */
export function checkJudged(
  { spec, scenario, series: known }: LoadedFit,
  data: ReadonlyMap<string, Series>,
  from: number,
  faults: Faults,
): number | undefined {
  const { year: start } = scenario.start;
  if (from < start)
    return faults.error(
      'fit/years',
      undefined,
      `--from ${financialYearName(from)}: the scenario starts in ${financialYearName(start)}`,
    );
  const produced = [...new Set(spec.lines.map(l => l.series))];
  const lines = produced.flatMap(name => data.get(name) ?? []);
  if (lines.length === 0) return tellNoneProduced(produced, [...data.values()], faults);
  for (const series of lines) checkKind(series, known.get(series.name)!, faults);
  const years = lines.flatMap(s => s.points.map(p => p.year)).filter(y => y >= from);
  if (years.length === 0) return tellNoYears(lines, from, faults);
  for (const series of lines) checkReach(series, from, start + LONGEST_RUN - 1, faults);
  const to = Math.max(...years);
  for (const series of lines.filter(s => s.points.some(p => p.year >= from))) {
    tellGaps(series, { from, to }, 'it is judged by the other years', placeOf(series), faults);
    tellCalendarYears(series, placeOf(series), faults);
  }
  return to;
}

const placeOf = ({ unitPlace, points }: Series): Place | undefined => unitPlace ?? points[0]?.place;

/** Data that count otherwise than the fit's own series would be judged by what the model makes of the latter. */
function checkKind(data: Series, known: Series, faults: Faults): void {
  const [own, expected] = [kindOf(data.unit), kindOf(known.unit)];
  if (own !== expected)
    faults.error(
      'fit/units',
      placeOf(data),
      `${data.name} is in "${data.unit}", which is ${own}; the line of the fit is in "${known.unit}": expected ${expected}`,
    );
}

function checkReach({ name, points }: Series, from: number, last: number, faults: Faults): void {
  const beyond = points.find(p => p.year >= from && p.year > last);
  if (beyond)
    faults.error(
      'fit/beyond-run',
      beyond.place,
      `${name} has a number of ${financialYearName(beyond.year)}; a run lasts at most ${LONGEST_RUN} years, here to ${financialYearName(last)}`,
    );
}

function tellNoneProduced(produced: readonly string[], data: readonly Series[], faults: Faults): undefined {
  const near = data.flatMap(({ name }) => {
    const meant = meantBy(name, produced, data);
    return meant === undefined ? [] : [`for ${name}, did you mean ${meant}?`];
  });
  return faults.error(
    'fit/nothing-to-judge',
    undefined,
    `none of the ${data.length} series of the data is a line of the fit`,
    [...near, `the fit's lines are ${produced.join(', ')}`].join('; '),
  );
}

function tellNoYears(lines: readonly Series[], from: number, faults: Faults): undefined {
  const last = Math.max(...lines.flatMap(s => s.points.map(p => p.year)));
  const ends = Number.isFinite(last) ? `the last is of ${financialYearName(last)}` : 'they have none at all';
  return faults.error(
    'fit/nothing-to-judge',
    undefined,
    `the series that the fit has lines for have no number from ${financialYearName(from)} on: ${ends}`,
  );
}
