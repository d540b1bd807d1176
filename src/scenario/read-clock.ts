import type { Faults } from '../diagnostics/diagnostic.ts';
import type { Located } from '../source/shape.ts';
import {
  addMonths,
  type CalendarDate,
  compareDates,
  formatDate,
  nearestFirstOfApril,
  WEEKS_PER_YEAR,
} from './calendar.ts';
import type { Years } from './quantities.ts';

/** The span and the step of a run. */
export interface RunClock {
  /** A 1 April. */
  readonly start: CalendarDate;
  readonly horizon: Years;
  /** The first day after the run. */
  readonly end: CalendarDate;
}

/** Of a run, in years. */
export const LONGEST_RUN = 50;
const MOST_STEPS_PER_WEEK = 16;
/** Room for the rounding of a duration, not for a user's. */
const TINY = 1e-9;

/** Proves that a run starts on a 1 April and lasts 1 to 50 years in whole quarters. */
export function readSpan(
  start: Located<CalendarDate>,
  horizon: Located<Years>,
  faults: Faults,
): RunClock | undefined {
  const april = nearestFirstOfApril(start.value);
  const starts = compareDates(start.value, april) === 0;
  if (!starts)
    faults.error(
      'scenario/start-in-april',
      start.place,
      `a run starts on 1 April, with the financial year; found ${formatDate(start.value)}`,
      `did you mean ${formatDate(april)}?`,
    );
  const quarters = Math.round(horizon.value * 4);
  const lasts = quarters >= 4 && quarters <= LONGEST_RUN * 4 && Math.abs(horizon.value * 4 - quarters) < TINY;
  if (!lasts) {
    const nearest = Math.min(Math.max(quarters, 4), LONGEST_RUN * 4);
    const suggested = nearest % 4 === 0 ? countOf(nearest / 4, 'year') : countOf(nearest * 3, 'month');
    faults.error(
      'scenario/horizon',
      horizon.place,
      `a run lasts from 1 to ${LONGEST_RUN} years, in whole quarters`,
      `did you mean ${suggested}?`,
    );
  }
  if (!starts || !lasts) return undefined;
  return { start: start.value, horizon: quarters / 4, end: addMonths(start.value, quarters * 3) };
}

const countOf = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`;

/** Steps in a year for a step that is a week or an equal part of one; 52 when none is written. */
export function readStepsPerYear(step: Located<Years> | undefined, faults: Faults): number | undefined {
  if (!step) return WEEKS_PER_YEAR;
  const perWeek = 1 / (step.value * WEEKS_PER_YEAR);
  const whole = Math.round(perWeek);
  if (whole >= 1 && whole <= MOST_STEPS_PER_WEEK && Math.abs(perWeek - whole) < TINY)
    return whole * WEEKS_PER_YEAR;
  return faults.error(
    'scenario/step',
    step.place,
    `a step is a week or an equal part of one: expected 1 to ${MOST_STEPS_PER_WEEK} whole steps to a week`,
    'write 1 week, 3.5 days, 1.75 days or 1 day',
  );
}
