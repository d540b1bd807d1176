import { describe, expect, it } from 'vitest';
import { checkTest, measureTest } from '../../src/claims/claim-test.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import type { OutcomeTable } from '../../src/outcome/outcome-table.ts';
import { program } from '../treatment/bench.ts';

const { model } = program;
const NAMES = { model, arms: ['as_now', 'big_bang'], years: 4 };

function check(test: string) {
  const faults = new Faults();
  const place = { file: 'claim.yaml', line: 1, column: 1, length: test.length };
  const checked = checkTest({ says: 'a test', test: { value: test, place } }, NAMES, faults);
  return {
    checked,
    told: faults.all.map(f => [f.place!.column, f.code, f.message, f.hint ?? ''].join(' | ')),
  };
}

/** Completions of 1 to 4 a year as now and twice as many in the other arm; waiting is an average, the last a state. */
const TABLE: OutcomeTable = {
  arms: NAMES.arms.map(name => ({ name, label: name })),
  windows: [1, 2, 3, 4].map(y => ({ name: `year ${y}`, fromStep: 52 * (y - 1), toStep: 52 * y })),
  by: undefined,
  rows: ['completions', 'people_waiting', 'caseload_on_day', 'cost_per_completion'].map(name => ({
    spec: model.outcomes.get(name)!.spec,
    element: undefined,
    byWindow: [
      [1, 2, 3, 4],
      [2, 4, 6, 8],
    ],
    overall: [100, 200],
  })),
};

const measure = (test: string) => measureTest(check(test).checked!, TABLE);

describe('a test of a claim', () => {
  it('reads an outcome of an arm over the run, in a year, and over several years as its kind has it', () => {
    expect(measure('completions(big_bang) > completions(as_now)')).toEqual({
      left: 200,
      right: 100,
      margin: 100,
      holds: true,
    });
    expect(measure('completions(as_now, 3) < completions(big_bang, 1)')).toMatchObject({
      left: 3,
      right: 2,
      margin: -1,
      holds: false,
    });
    expect(measure('completions(as_now, 2, 4) > 0')).toMatchObject({ left: 9 });
    expect(measure('people_waiting(as_now, 2, 4) > 0')).toMatchObject({ left: 3 });
    expect(measure('caseload_on_day(as_now, 2, 4) > 0')).toMatchObject({ left: 4 });
    expect(measure('cost_per_completion(as_now, 2) > 0')).toMatchObject({ left: 2 });
  });

  it('calculates with numbers, and compares ratios', () => {
    expect(measure('0.5 * completions(big_bang) >= completions(as_now)')).toMatchObject({
      margin: 0,
      holds: true,
    });
    expect(measure('0.5 * completions(big_bang) > completions(as_now)')).toMatchObject({
      margin: 0,
      holds: false,
    });
    expect(measure('completions(big_bang, 1) / completions(as_now, 4) <= 0.5')).toMatchObject({
      holds: true,
    });
    expect(
      measure(
        'max(completions(big_bang), abs(-completions(as_now))) - min(1 * completions(as_now), completions(big_bang)) > 0',
      ),
    ).toMatchObject({ left: 100 });
  });

  it('holds neither for sides that differ by rounding alone, nor for what is divided by nothing', () => {
    expect(measure('1.00001 * completions(as_now) > completions(as_now)')).toMatchObject({ holds: false });
    expect(measure('completions(as_now) >= 1.00001 * completions(as_now)')).toMatchObject({ holds: true });
    expect(measure('1.001 * completions(as_now) > completions(as_now)')).toMatchObject({ holds: true });
    expect(
      measure('0 * completions(as_now) / (completions(as_now) - completions(as_now)) < 1').margin,
    ).toBeNaN();
  });

  it('keeps the unit of its outcomes, for printing', () => {
    expect(check('0.95 * completions(as_now) > completions(big_bang)').checked!.unit).toBe('people');
    expect(check('money_granted(as_now) > 0').checked!.unit).toBe('GBP');
    expect(check('3 < completions(as_now) + 1').checked!.unit).toBe('people');
    expect(check('turnover(as_now) > 0.25').checked!.unit).toBe('1/year');
    expect(check('completions(as_now) / completions(big_bang) > 1').checked!.unit).toBe('fraction');
    expect(check('money_granted(as_now) / completions(as_now) > 0').checked!.unit).toBe('GBP/people');
  });

  it.each([
    [
      'completions(as_now)',
      '1 | claim/test | a test compares two sides with one of < <= > >= | each side is made of outcome(arm), outcome(arm, year) or outcome(arm, first year, last year)',
    ],
    [
      'completion(as_now) > 0',
      '1 | claim/unknown-outcome | "completion" is not an outcome of the model | did you mean completions?',
    ],
    ['completions(as_nov) > 0', '13 | claim/unknown-arm | no arm is called as_nov | did you mean as_now?'],
    [
      'completions > 0',
      '1 | claim/test | a side of a test is made of outcome(arm), outcome(arm, year) or outcome(arm, first year, last year), numbers and + - * / | ',
    ],
    [
      'completions(as_now, 5) > 0',
      '1 | claim/year | years are whole numbers from 1 to 4, the first before the last | ',
    ],
    [
      'completions(as_now, 3, 2) > 0',
      '1 | claim/year | years are whole numbers from 1 to 4, the first before the last | ',
    ],
    [
      'completions(as_now, 1.5) > 0',
      '1 | claim/year | years are whole numbers from 1 to 4, the first before the last | ',
    ],
    [
      'cost_per_completion(as_now, 1, 2) > 0',
      '1 | claim/year | cost_per_completion is worked out over one year or the whole run, not from year to year | ',
    ],
    [
      'completions(as_now) > money_granted(as_now)',
      '1 | claim/unit | one side of the test is in people, the other in GBP | ',
    ],
    ['completions(as_now) + money_granted(as_now) > 0', '1 | claim/unit | people and GBP do not add up | '],
    ['completions(as_now) >= completions(as_now)', '1 | claim/test | both sides of the test are the same | '],
    ['abs(completions(as_now), 1) > 0', '1 | claim/test | abs takes 1, found 2 | '],
    ['min() < completions(as_now)', '1 | claim/test | min takes 1 to 8, found 0 | '],
    ['1 > 0', '1 | claim/test | a test compares outcomes, found only numbers | '],
    [
      'completions(as_now) ^ 2 > 0',
      '1 | claim/test | a side of a test is made of outcome(arm), outcome(arm, year) or outcome(arm, first year, last year), numbers and + - * / | ',
    ],
  ])('%s is refused at its word', (test, told) => {
    expect(check(test).told).toEqual([told]);
  });
});
