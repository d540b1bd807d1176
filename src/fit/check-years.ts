import type { Faults, Place } from '../diagnostics/diagnostic.ts';
import { financialYearName } from '../scenario/calendar.ts';
import type { FitSpec, Series } from './fit-spec.ts';

/** Tells years of a series that are not there, or that nobody has read. */
export function checkYears(
  series: Series,
  { from, to }: FitSpec['years'],
  fitted: boolean,
  place: Place,
  faults: Faults,
): void {
  const { name, points } = series;
  const within = points.filter(p => p.year >= from && p.year <= to);
  if (within.length === 0 && fitted) {
    const [first, last] = [points[0], points.at(-1)];
    const has =
      first && last
        ? `it has ${financialYearName(first.year)} to ${financialYearName(last.year)}`
        : 'it has none';
    faults.error(
      'fit/no-points',
      place,
      `${name} has no value from ${financialYearName(from)} to ${financialYearName(to)}: ${has}`,
    );
    return;
  }
  tellGaps(
    series,
    { from, to },
    fitted ? 'the fit goes by the other years' : 'the other years are shown',
    place,
    faults,
  );
  const weak = within.filter(p => p.status === 'recalled' || p.status === 'assumption');
  if (weak.length > 0 && fitted)
    faults.warn(
      'fit/weak-points',
      place,
      `nobody has read ${weak.length} of the ${within.length} values of ${name}: ${weak.map(p => `${financialYearName(p.year)} ${p.status}`).join(', ')}`,
    );
  tellCalendarYears(series, place, faults);
}

/** Tells the years of a span for which a series has no value. @param others what becomes of those that it has */
export function tellGaps(
  { name, points }: Series,
  { from, to }: FitSpec['years'],
  others: string,
  place: Place | undefined,
  faults: Faults,
): void {
  const known = new Set(points.map(p => p.year));
  const missing = Array.from({ length: to - from + 1 }, (_, i) => from + i).filter(y => !known.has(y));
  if (missing.length > 0)
    faults.warn(
      'fit/gap',
      place,
      `${name} has no value for ${missing.map(financialYearName).join(', ')}; ${others}`,
    );
}

/** Tells what becomes of a series of calendar years. */
export function tellCalendarYears(
  { name, calendarYears }: Series,
  place: Place | undefined,
  faults: Faults,
): void {
  if (calendarYears)
    faults.warn(
      'fit/calendar-years',
      place,
      `${name} is of calendar years; each is set beside the financial year that begins in it`,
    );
}
