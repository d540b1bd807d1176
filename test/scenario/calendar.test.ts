import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMonths,
  type CalendarDate,
  compareDates,
  dateOfStep,
  dayOfStep,
  daysInMonth,
  financialYearName,
  financialYearOf,
  financialYearOfStep,
  firstOfApril,
  formatDate,
  nearestFirstOfApril,
  stepOfDate,
} from '../../src/scenario/calendar.ts';

const on = (text: string): CalendarDate => {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return { year, month, day };
};
const START = on('2016-04-01');

/** Any day from 1990 to 2089. */
const anyDate = fc
  .tuple(
    fc.integer({ min: 1990, max: 2089 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map(([year, month, day]) => ({ year, month, day: Math.min(day, daysInMonth(year, month)) }));

describe('the step of a date', () => {
  // Days since 1 April × 52 / 365, to the nearest whole number: 2017/18 has no 29 February.
  test.each([
    ['2017-04-01', 52],
    ['2017-05-01', 52 + 4], // 30 × 52/365 = 4.27
    ['2017-06-01', 52 + 9], // 61 × 52/365 = 8.69
    ['2017-07-01', 52 + 13], // 91 × 52/365 = 12.96
    ['2017-08-01', 52 + 17], // 122 × 52/365 = 17.38
    ['2017-09-01', 52 + 22], // 153 × 52/365 = 21.80
    ['2017-10-01', 52 + 26], // 183 × 52/365 = 26.07
    ['2017-11-01', 52 + 30], // 214 × 52/365 = 30.49
    ['2017-12-01', 52 + 35], // 244 × 52/365 = 34.76
    ['2018-01-01', 52 + 39], // 275 × 52/365 = 39.18
    ['2018-02-01', 52 + 44], // 306 × 52/365 = 43.59
    ['2018-03-01', 52 + 48], // 334 × 52/365 = 47.58
  ])('%s is step %i of a run from April 2016', (date, step) => {
    expect(stepOfDate(on(date), START, 52)).toBe(step);
  });

  test('31 March is nearest to the first step of April', () => {
    expect(stepOfDate(on('2017-03-31'), START, 52)).toBe(52); // 364 × 52/365 = 51.86
    expect(stepOfDate(on('2017-03-28'), START, 52)).toBe(51); // 361 × 52/365 = 51.43
  });

  test('a leap year has as many steps as any other', () => {
    // 2019/20 holds 29 February 2020: 366 days.
    expect(stepOfDate(on('2020-04-01'), on('2019-04-01'), 52)).toBe(52);
    expect(stepOfDate(on('2020-02-29'), on('2019-04-01'), 52)).toBe(47); // 334 × 52/366 = 47.45
    expect(stepOfDate(on('2020-03-01'), on('2019-04-01'), 52)).toBe(48); // 335 × 52/366 = 47.60
    expect(stepOfDate(on('2019-10-01'), on('2019-04-01'), 52)).toBe(26); // 183/366, exactly half a year
  });

  test('half-way between two steps rounds up', () => {
    // 183 of 366 days is 0.5 of the year: with an odd number of steps it stands between two.
    expect(stepOfDate(on('2019-10-01'), on('2019-04-01'), 1)).toBe(1);
    expect(stepOfDate(on('2019-09-30'), on('2019-04-01'), 1)).toBe(0);
    expect(stepOfDate(on('2019-10-01'), on('2019-04-01'), 3)).toBe(2);
    // 61 of 366 days is a sixth: 3 steps a year make it exactly half a step.
    expect(stepOfDate(on('2019-06-01'), on('2019-04-01'), 3)).toBe(1);
    expect(stepOfDate(on('2019-05-31'), on('2019-04-01'), 3)).toBe(0);
  });

  test('shorter steps count finer', () => {
    expect(stepOfDate(on('2017-05-01'), START, 104)).toBe(104 + 9); // 30 × 104/365 = 8.55
    expect(stepOfDate(on('2017-05-01'), START, 364)).toBe(364 + 30); // 30 × 364/365 = 29.92
  });

  test('before the start it is negative', () => {
    expect(stepOfDate(on('2015-04-01'), START, 52)).toBe(-52);
    expect(stepOfDate(on('2016-01-01'), START, 52)).toBe(-13);
  });

  test.each([
    ['2016-07-01', 1],
    ['2016-10-01', 2],
    ['2017-01-01', 3],
    ['2019-07-01', 13],
    ['2019-10-01', 14],
    ['2020-01-01', 15],
  ])('a quarter begins on %s, at quarter %i', (date, quarter) => {
    expect(stepOfDate(on(date), START, 52)).toBe(quarter * 13);
  });

  test('it never goes back as days go on, and a year always has its steps', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 16 }), (date, perWeek) => {
        const next = dayAfter(date);
        const steps = 52 * perWeek;
        const here = stepOfDate(date, START, steps);
        expect(stepOfDate(next, START, steps)).toBeGreaterThanOrEqual(here);
        expect(stepOfDate(firstOfApril(date.year + 1), firstOfApril(date.year), steps)).toBe(steps);
      }),
    );
  });
});

const dayAfter = ({ year, month, day }: CalendarDate): CalendarDate =>
  day < daysInMonth(year, month) ? { year, month, day: day + 1 } : addMonths({ year, month, day: 1 }, 1);

describe('the date of a step', () => {
  test.each([
    [0, 'April 2016'],
    [1, 'wk 2, 2016/17'],
    [4, 'May 2016'],
    [51, 'wk 52, 2016/17'],
    [52, 'April 2017'],
    [54, 'wk 3, 2017/18'],
    [91, 'January 2018'],
    [-1, 'wk 52, 2015/16'],
  ])('step %i of a run from April 2016 reads "%s"', (step, label) => {
    expect(dateOfStep(step, START, 52)).toBe(label);
  });

  test('a step within a week tells the days', () => {
    expect(dateOfStep(105, START, 104)).toBe('wk 1 + 3.5 days, 2017/18');
    expect(dateOfStep(106, START, 104)).toBe('wk 2, 2017/18');
    expect(dateOfStep(1, START, 156)).toBe('wk 1 + 2.33 days, 2016/17');
  });

  test('every year of 52 steps shows each of its twelve months once', () => {
    for (let year = 1999; year < 2029; year += 1) {
      const labels = Array.from({ length: 52 }, (_, i) => dateOfStep(i, firstOfApril(year), 52));
      expect(labels.filter(l => !l.startsWith('wk'))).toHaveLength(12);
      expect(new Set(labels).size).toBe(52);
    }
  });

  test('the day of a step comes back to the step while steps are no shorter than a day', () => {
    const perWeek = fc.integer({ min: 1, max: 7 });
    fc.assert(
      fc.property(fc.integer({ min: -3000, max: 10_000 }), perWeek, (step, k) => {
        expect(stepOfDate(dayOfStep(step, START, 52 * k), START, 52 * k)).toBe(step);
      }),
    );
  });

  test('the day of a step is within half a step of it', () => {
    expect(formatDate(dayOfStep(0, START, 52))).toBe('2016-04-01');
    expect(formatDate(dayOfStep(1, START, 52))).toBe('2016-04-08'); // 7.02 days
    expect(formatDate(dayOfStep(26, START, 52))).toBe('2016-10-01'); // 182.5 days: half-way rounds up
    expect(formatDate(dayOfStep(52, START, 52))).toBe('2017-04-01');
  });
});

describe('financial years', () => {
  test.each([
    ['2016-04-01', '2016/17'],
    ['2017-03-31', '2016/17'],
    ['1999-12-31', '1999/00'],
    ['2009-04-01', '2009/10'],
  ])('%s is in %s', (date, name) => {
    expect(financialYearName(financialYearOf(on(date)))).toBe(name);
  });

  test('a step is in the year of its number', () => {
    expect([-1, 0, 51, 52, 519, 520].map(s => financialYearOfStep(s, START, 52))).toEqual([
      '2015/16',
      '2016/17',
      '2016/17',
      '2017/18',
      '2025/26',
      '2026/27',
    ]);
  });
});

describe('dates', () => {
  test('months are added by the calendar, the last day of a month standing for days it lacks', () => {
    expect(formatDate(addMonths(on('2016-04-01'), 120))).toBe('2026-04-01');
    expect(formatDate(addMonths(on('2016-04-01'), -12))).toBe('2015-04-01');
    expect(formatDate(addMonths(on('2020-02-29'), -12))).toBe('2019-02-28');
    expect(formatDate(addMonths(on('2016-12-31'), 2))).toBe('2017-02-28');
    expect(formatDate(addMonths(on('2016-01-15'), -1))).toBe('2015-12-15');
  });

  test('the nearest first of April is at most half a year away', () => {
    expect(formatDate(nearestFirstOfApril(on('2016-04-01')))).toBe('2016-04-01');
    expect(formatDate(nearestFirstOfApril(on('2016-09-30')))).toBe('2016-04-01'); // 182 days back, 183 on
    expect(formatDate(nearestFirstOfApril(on('2016-10-01')))).toBe('2017-04-01');
    expect(formatDate(nearestFirstOfApril(on('2017-03-31')))).toBe('2017-04-01');
  });

  test('February has 29 days in leap years only', () => {
    expect([1900, 2000, 2015, 2016].map(y => daysInMonth(y, 2))).toEqual([28, 29, 28, 29]);
  });

  test('the order of dates is that of their written forms', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(Math.sign(compareDates(a, b))).toBe(
          formatDate(a) < formatDate(b) ? -1 : formatDate(a) > formatDate(b) ? 1 : 0,
        );
      }),
    );
  });
});
