/** A day of the civil calendar; month and day count from 1. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The model's year has 52 weeks of 7 days, so 364 days, whatever the civil year has. */
export const WEEKS_PER_YEAR = 52;
export const DAYS_PER_MODEL_YEAR = 364;

/** English month names, January first. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const APRIL = 4;
const MS_PER_DAY = 86_400_000;

/** Days since 1 January 1970; only differences of it are used. */
const dayNumber = ({ year, month, day }: CalendarDate): number => Date.UTC(year, month - 1, day) / MS_PER_DAY;

const dateOfDayNumber = (days: number): CalendarDate => {
  const d = new Date(days * MS_PER_DAY);
  return { year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate() };
};

/** Days of a month, counted from 1, in its year. */
export const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Negative, zero or positive as `a` is before, on or after `b`. */
export const compareDates = (a: CalendarDate, b: CalendarDate): number => dayNumber(a) - dayNumber(b);

/** `2017-04-01`. */
export const formatDate = ({ year, month, day }: CalendarDate): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** The same day some months on (or back); a day that the month does not have becomes its last. */
export function addMonths({ year, month, day }: CalendarDate, months: number): CalendarDate {
  const count = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  return { year: y, month: m, day: Math.min(day, daysInMonth(y, m)) };
}

/** The year in which the financial year of a date began: 2016 for any day from 1 April 2016 to 31 March 2017. */
export const financialYearOf = ({ year, month }: CalendarDate): number => (month >= APRIL ? year : year - 1);

/** `2016/17` for 2016. */
export const financialYearName = (year: number): string =>
  `${year}/${String((year + 1) % 100).padStart(2, '0')}`;

/** 1 April of a year, on which its financial year begins. */
export const firstOfApril = (year: number): CalendarDate => ({ year, month: APRIL, day: 1 });

/** The 1 April closest to a date. */
export function nearestFirstOfApril(date: CalendarDate): CalendarDate {
  const before = firstOfApril(financialYearOf(date));
  const after = firstOfApril(before.year + 1);
  return compareDates(date, before) < compareDates(after, date) ? before : after;
}

const daysInFinancialYear = (year: number): number =>
  compareDates(firstOfApril(year + 1), firstOfApril(year));

/** Steps from 1 April of year 0. Whole numbers throughout, so that a half is exactly a half, and rounds up. */
function absoluteStep(date: CalendarDate, stepsPerYear: number): number {
  const year = financialYearOf(date);
  const days = compareDates(date, firstOfApril(year));
  const yearDays = daysInFinancialYear(year);
  return year * stepsPerYear + Math.floor((2 * days * stepsPerYear + yearDays) / (2 * yearDays));
}

/**
 * The step nearest to a date, counted from `start`; half-way rounds up. Every financial year has the same number
 * of steps: a date stands at the fraction of its own year (of 365 or 366 days) that has passed. Before `start`
 * the step is negative; the last days of March may be nearest to the first step of April.
 */
export const stepOfDate = (date: CalendarDate, start: CalendarDate, stepsPerYear: number): number =>
  absoluteStep(date, stepsPerYear) - absoluteStep(start, stepsPerYear);

/** The financial year of a step (by its first calendar year) and the step's number in that year, from 0. */
function placeInYear(step: number, start: CalendarDate, stepsPerYear: number): readonly [number, number] {
  const absolute = absoluteStep(start, stepsPerYear) + step;
  const year = Math.floor(absolute / stepsPerYear);
  return [year, absolute - year * stepsPerYear];
}

/** The day nearest to a step: the inverse of `stepOfDate` while steps are no shorter than a day. */
export function dayOfStep(step: number, start: CalendarDate, stepsPerYear: number): CalendarDate {
  const [year, i] = placeInYear(step, start, stepsPerYear);
  const days = Math.floor((2 * i * daysInFinancialYear(year) + stepsPerYear) / (2 * stepsPerYear));
  return dateOfDayNumber(dayNumber(firstOfApril(year)) + days);
}

/** The name of the financial year that a step falls in: `2016/17`. */
export const financialYearOfStep = (step: number, start: CalendarDate, stepsPerYear: number): string =>
  financialYearName(placeInYear(step, start, stepsPerYear)[0]);

/**
 * A step as people read it: `April 2017` where a month begins, `wk 3, 2017/18` elsewhere, and
 * `wk 3 + 3.5 days, 2017/18` when steps are shorter than a week.
 */
export function dateOfStep(step: number, start: CalendarDate, stepsPerYear: number): string {
  const [year, i] = placeInYear(step, start, stepsPerYear);
  for (let m = 0; m < 12; m += 1) {
    const month = addMonths(firstOfApril(year), m);
    if (stepOfDate(month, firstOfApril(year), stepsPerYear) === i)
      return `${MONTHS[month.month - 1]} ${month.year}`;
  }
  const stepsPerWeek = stepsPerYear / WEEKS_PER_YEAR;
  const week = Math.floor(i / stepsPerWeek);
  const days = Number((((i - week * stepsPerWeek) * 7) / stepsPerWeek).toFixed(2));
  return `wk ${week + 1}${days > 0 ? ` + ${days} days` : ''}, ${financialYearName(year)}`;
}
