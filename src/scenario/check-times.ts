import { type Faults, type Place, suggest } from '../diagnostics/diagnostic.ts';
import {
  type CalendarDate,
  compareDates,
  financialYearName,
  firstOfApril,
  formatDate,
  stepOfDate,
  WEEKS_PER_YEAR,
} from './calendar.ts';
import type { RunClock } from './read-clock.ts';
import type { ArmBody, ArmSpec, Expectation, Improve, Policy, Retender } from './scenario.ts';

/** Checks that everything with a date happens within the run. */
export function checkTimes(run: RunClock, bodies: readonly ArmBody[], faults: Faults): void {
  const policies = new Set<Policy>(
    bodies.flatMap(b => [
      ...b.funding,
      ...b.commissioning,
      ...b.workforce,
      ...b.services,
      ...b.practices,
      ...b.drivers,
    ]),
  );
  for (const policy of policies) {
    if (policy.kind === 'extend') continue;
    if (policy.kind === 'retender') checkRetender(policy, run, faults);
    else if (policy.kind === 'fail') checkWithin(policy.on, policy.places['on'], run, faults);
    else if (policy.kind === 'driver' && policy.change.kind === 'path')
      for (const { year, place } of policy.change.values) checkYear(year, place, run, faults);
    else if (policy.from) checkWithin(policy.from, policy.places['from'], run, faults);
    if (policy.kind === 'improve') checkReach(policy, run, faults);
  }
}

/** Reports a date outside the run; true when it is inside. */
function checkWithin(date: CalendarDate, place: Place | undefined, run: RunClock, faults: Faults): boolean {
  if (compareDates(date, run.start) < 0) {
    faults.error(
      'scenario/outside-run',
      place,
      `${formatDate(date)} is before the run starts on ${formatDate(run.start)}`,
      `write ${formatDate(run.start)} or later, or start the run earlier`,
    );
    return false;
  }
  if (compareDates(date, run.end) > 0) {
    faults.error(
      'scenario/outside-run',
      place,
      `${formatDate(date)} is after the run ends on ${formatDate(run.end)}`,
      `write ${formatDate(run.end)} or earlier, or lengthen the horizon`,
    );
    return false;
  }
  return true;
}

function checkRetender(retender: Retender, run: RunClock, faults: Faults): void {
  const { places, notice, start } = retender;
  if (!checkWithin(start, places['start'], run, faults)) return;
  if (places['notice']) checkWithin(notice, places['notice'], run, faults);
  else if (compareDates(notice, run.start) < 0)
    faults.error(
      'scenario/outside-run',
      places['start'],
      `its notice, a year before, would be on ${formatDate(notice)}, before the run starts on ${formatDate(run.start)}`,
      'start it later, or write a shorter notice: "notice: …"',
    );
}

/** Warns of lots whose turn never comes. */
function checkReach({ lots, each, from, places }: Improve, run: RunClock, faults: Faults): void {
  const first = stepOfDate(from, run.start, WEEKS_PER_YEAR) / WEEKS_PER_YEAR;
  const reached = lots.filter((_, k) => first + k * each < run.horizon - 1e-9).length;
  if (reached < lots.length && first < run.horizon)
    faults.warn(
      'scenario/not-reached',
      places['each'],
      `only ${reached} of ${lots.length} lots are begun before the run ends on ${formatDate(run.end)}`,
      'shorten "each", or lengthen the horizon',
    );
}

/** Checks that every expectation is of an arm that exists, at a time within the run. */
export function checkExpectations(
  expectations: readonly Expectation[],
  arms: readonly ArmSpec[],
  run: RunClock | undefined,
  faults: Faults,
): void {
  const names = arms.map(a => a.name);
  for (const { arm, at, places } of expectations) {
    if (!names.includes(arm))
      faults.error('scenario/unknown-arm', places['arm'], `no arm is called ${arm}`, suggest(arm, names));
    if (!run) continue;
    if (at.kind === 'date') checkWithin(at.date, places['at'], run, faults);
    else checkYear(at.year, places['at'], run, faults);
  }
}

/** Reports a financial year, by the year in which it begins, that the run does not cover. */
function checkYear(year: number, place: Place | undefined, run: RunClock, faults: Faults): void {
  if (compareDates(firstOfApril(year), run.start) < 0 || compareDates(firstOfApril(year + 1), run.end) > 0)
    faults.error(
      'scenario/outside-run',
      place,
      `${financialYearName(year)} is not wholly within the run from ${formatDate(run.start)} to ${formatDate(run.end)}`,
      'name a financial year that the run covers, or lengthen the horizon',
    );
}
