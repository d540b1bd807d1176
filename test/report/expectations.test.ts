import { describe, expect, it } from 'vitest';
import { checkExpectations } from '../../src/report/expectations.ts';
import type { AreaFile, Figure } from '../../src/scenario/area/figure.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import type { Expectation } from '../../src/scenario/scenario.ts';
import { outcome, outcomeTable, row } from './outcome-fixture.ts';

const place = { file: 's.yaml', line: 1, column: 1, length: 1 };
const headcount: Figure = {
  doc: '',
  unit: 'people',
  status: 'read',
  source: 'ours',
  by: ['group'],
  value: new Map([
    ['opiate', 600],
    ['alcohol', 400],
  ]),
};
const area: AreaFile = {
  area: 'Testshire',
  period: '2016/17',
  published: new Map([['people_in_treatment_by_group', headcount]]),
  scaled: new Map(),
  local: new Map(),
};

const inTreatment = outcome('in_treatment', { summary: 'average', wholeYears: true });
const waiting = outcome('waiting', { summary: 'average' });
const years = outcomeTable(['As now'], [row(inTreatment, [[1000, 960]]), row(waiting, [[12, 20]])]);
const quarters = {
  ...years,
  windows: Array.from({ length: 8 }, (_, q) => ({ name: `Q${q}`, fromStep: 13 * q, toStep: 13 * (q + 1) })),
  rows: [row(inTreatment, [Array(8).fill(Number.NaN)]), row(waiting, [[9, 10, 11, 12, 13, 14, 15, 16]])],
};

function check(outcomeName: string, at: Expectation['at'], test: Expectation['test']) {
  const expectation: Expectation = {
    outcome: { value: outcomeName, place },
    arm: 'as_now',
    at,
    test,
    place,
    places: {},
  };
  const spec = { expect: [expectation], start: { year: 2016, month: 4, day: 1 } };
  const experiment = { spec, area, stepsPerYear: 52 } as unknown as Experiment;
  const { ok, told } = checkExpectations(experiment, years, quarters)[0]!;
  return `${ok ? 'holds' : 'fails'}: ${told}`;
}

const year = (y: number): Expectation['at'] => ({
  kind: 'financial_year',
  year: y,
  name: `${y}/${y - 1999}`,
});
const date = (y: number, month: number): Expectation['at'] => ({
  kind: 'date',
  date: { year: y, month, day: 1 },
});

describe('an expectation', () => {
  it('looks a financial year up as it stands', () => {
    expect(check('in_treatment', year(2017), { kind: 'at_least', value: 960 })).toBe(
      'holds: in_treatment of as_now in 2017/18 is 960; expected at least 960',
    );
    expect(check('in_treatment', year(2017), { kind: 'at_most', value: 900 })).toBe(
      'fails: in_treatment of as_now in 2017/18 is 960; expected at most 900',
    );
  });

  it('takes a date for its quarter, or for its year where quarters have no meaning', () => {
    expect(check('waiting', date(2017, 3), { kind: 'at_most', value: 12 })).toMatch(
      /^holds: waiting of as_now in Q3 is 12/,
    );
    expect(check('waiting', date(2017, 4), { kind: 'at_most', value: 12 })).toMatch(
      /^fails: waiting of as_now in Q4 is 13/,
    );
    expect(check('in_treatment', date(2017, 3), { kind: 'at_least', value: 1 })).toMatch(
      / in 2016\/17 is 1,000/,
    );
  });

  it('holds an outcome against the sum of the area’s own figure', () => {
    expect(check('in_treatment', year(2017), { kind: 'within', share: 0.05, of: 'area' })).toBe(
      'holds: in_treatment of as_now in 2017/18 is 960; expected within 5% of 1,000 (the figure of Testshire)',
    );
    expect(check('in_treatment', year(2017), { kind: 'within', share: 0.03, of: 'area' })).toMatch(/^fails/);
    expect(check('in_treatment', year(2017), { kind: 'within', share: 0.03, of: 950 })).toMatch(/^holds/);
  });

  it('fails where there is nothing to look at', () => {
    expect(check('waiting', year(2017), { kind: 'within', share: 1, of: 'area' })).toBe(
      'fails: Testshire publishes no figure that waiting could be held against',
    );
    expect(check('waiting', year(2030), { kind: 'at_least', value: 0 })).toMatch(/^fails: .* has no number$/);
  });
});
