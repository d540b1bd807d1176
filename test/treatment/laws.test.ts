import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkExpectations } from '../../src/report/expectations.ts';
import {
  areaOf,
  barnet,
  EXPERIMENTS,
  LIVING,
  type Outcome,
  run,
  runShipped,
  SHIPPED,
  scenario,
  variablesOfKind,
  whatIsWrong,
} from './bench.ts';

const PAID = [
  'pay_bill',
  'agency_cost',
  'redundancy_cost',
  'overhead',
  'pharmacy_cost',
  'places_cost',
  'procurement_cost',
  'practices_cost',
  'emergency_cost',
  'double_running_cost',
  'returned',
];
const STOCKS = variablesOfKind('stock');
const RECORDED = [
  ...STOCKS,
  ...variablesOfKind('flow'),
  'well_for_good',
  'wait',
  'starting',
  'writing_off',
  ...PAID,
];

const MAY_BE_NEGATIVE = new Set(['reserves', 'well_beside_start']);

/** Sums stay within a millionth of a millionth of what they add up; a run of ten years has 520 steps. */
const ROUNDING = 1e-12;

describe.each(EXPERIMENTS.map(([name]) => name))('in %s', name => {
  // Run when its turn comes, and let go after: all of them at once would fill the memory.
  let outcome: Outcome;
  let steps = 0;
  let dt = 0;
  let arms: string[] = [];
  beforeAll(() => {
    outcome = runShipped(name, RECORDED);
    steps = outcome.experiment.steps;
    dt = 1 / outcome.experiment.stepsPerYear;
    arms = outcome.runs.map(r => r.arm.name);
  });
  afterAll(() => {
    outcome = undefined as unknown as Outcome;
  });
  const sum = (step: number, names: readonly string[], arm: string): number =>
    names.reduce((total, n) => total + outcome.at(step, n, arm), 0);
  const eachStep = (check: (step: number, arm: string) => void): void => {
    for (const arm of arms) for (let s = 0; s < steps; s++) check(s, arm);
  };

  it('every arm keeps the laws that the model states, from a start that is solved and possible', () => {
    expect(whatIsWrong(outcome)).toEqual([]);
    for (const { start } of outcome.runs) expect(start.infeasible).toEqual([]);
  });

  it('what it expects holds', () => {
    const told = checkExpectations(outcome.experiment, outcome.table(), outcome.table('quarter'));
    expect(told.filter(e => !e.ok).map(e => e.told)).toEqual([]);
  });

  it('people alive and dead change only by new need, fading need and lasting recovery', () => {
    let worst = 0;
    eachStep((s, arm) => {
      const [now, next] = [s, s + 1].map(k => sum(k, [...LIVING, 'died'], arm)) as [number, number];
      const come =
        outcome.at(s, 'need_arising', arm) -
        outcome.at(s, 'need_fading', arm) -
        outcome.at(s, 'well_for_good', arm);
      worst = Math.max(worst, Math.abs(next - now - come * dt) / now);
    });
    expect(worst).toBeLessThan(ROUNDING);
  });

  it('deaths by year add up to those who have died', () => {
    for (const arm of arms)
      expect(outcome.overall('deaths', arm) / outcome.at(steps, 'died', arm)).toBeCloseTo(1, 12);
  });

  it('staff in post change only by those hired and those who leave', () => {
    let worst = 0;
    eachStep((s, arm) => {
      const [now, next] = [s, s + 1].map(k => sum(k, ['novice', 'experienced'], arm)) as [number, number];
      const come = outcome.at(s, 'hiring', arm) - sum(s, ['novices_leaving', 'experienced_leaving'], arm);
      worst = Math.max(worst, Math.abs(next - now - come * dt) / now);
    });
    expect(worst).toBeLessThan(ROUNDING);
  });

  it('every pound given is paid out by some line, returned, or added to reserves', () => {
    let worst = 0;
    eachStep((s, arm) => {
      const given = (outcome.at(s, 'grant', arm) + outcome.at(s, 'writing_off', arm)) * dt;
      const put = outcome.at(s + 1, 'reserves', arm) - outcome.at(s, 'reserves', arm);
      const paid = sum(s, PAID, arm) * dt;
      // Where nothing is given, what is paid comes out of reserves: its rounding is beside what is paid at first.
      const usual = outcome.at(0, 'spending', arm) * dt;
      worst = Math.max(worst, Math.abs(given - paid - put) / Math.max(given, usual));
    });
    // Reserves are some thirteen weeks of money, so their rounding weighs as much beside one week's.
    expect(worst).toBeLessThan(13 * ROUNDING);
  });

  it('no stock is ever below nothing, but for providers who are overdrawn and what stands beside the start', () => {
    const negative = new Set<string>();
    const { record } = outcome;
    for (const { result } of outcome.runs)
      for (const name of STOCKS.filter(n => !MAY_BE_NEGATIVE.has(n)))
        for (const slot of outcome.experiment.program.variables.get(name)!.slots)
          for (let s = 0, i = record.indexOf(slot); s <= steps; s++)
            // A millionth of a person, post or pound is rounding.
            if (result.series[s * record.length + i]! < -1e-6) negative.add(name);
    expect([...negative]).toEqual([]);
  });
});

describe('an untouched area', () => {
  // A present value falls from year to year although nothing happens, unless later years count in full.
  const steady = `appraisal: undiscounted\n${SHIPPED.get('steady')}`;
  const outcome = run(steady, areaOf(steady), RECORDED);

  it('stands still for 20 years in every outcome, also by group, age, service and provider', () => {
    const moved: unknown[] = [];
    for (const by of [undefined, 'group', 'age', 'service', 'provider'])
      for (const { spec, element, byWindow } of outcome.table('year', by).rows) {
        const [years] = byWindow as [readonly number[]];
        // A millionth of a person or pound a year is nobody: lines that are nothing hold only rounding.
        const size = Math.max(Math.abs(years[0]!), 1e-6);
        const drift = Math.max(...years.map(v => Math.abs(v - years[0]!))) / size;
        const nothing = Math.max(...years.map(Math.abs)) < 1e-9;
        if (!(drift < 1e-9) && !nothing) moved.push([spec.name, element, drift]);
      }
    expect(moved).toEqual([]);
  });

  it('has as many people waiting as start in one mean wait (Little’s law)', () => {
    const inYears = outcome.at(0, 'wait');
    expect(outcome.at(0, 'waiting') / (outcome.at(0, 'starting') * inYears)).toBeCloseTo(1, 12);
    // The same from what is printed: people waiting on a day, and starts of the year, restarts included.
    const starts =
      Array.from({ length: 52 }, (_, s) => outcome.at(s, 'starting')).reduce((a, b) => a + b) / 52;
    expect(outcome.years('people_waiting')[0]! / (starts * inYears)).toBeCloseTo(1, 9);
  });
});

describe('a queue that grows', () => {
  it('keeps Little’s law week by week, whatever holds people up', () => {
    const arms = {
      no_access:
        '{services: [{move: 60%, out_of: access, into: rehab, from: 2017-04}], parameters: {most_lent: {value: 0, reason: nobody stands in}}}',
      rush: '{drivers: [{driver: asking_factor, times: 3, from: 2017-04, reason: a test}]}',
      no_keyworkers: '{services: [{move: 80%, out_of: psychosocial, into: rehab, from: 2017-04}]}',
    };
    const outcome = run(scenario(arms, { horizon: '5 years' }), barnet, ['wait', 'starting']);
    expect(whatIsWrong(outcome)).toEqual([]);
    for (const arm of Object.keys(arms)) {
      let longest = 0;
      for (let s = 0; s <= outcome.experiment.steps; s++) {
        const wait = outcome.at(s, 'wait', arm);
        longest = Math.max(longest, wait * 52);
        expect(outcome.at(s, 'waiting', arm) / (outcome.at(s, 'starting', arm) * wait)).toBeCloseTo(1, 9);
      }
      // At least half as long again as the usual 1.28 weeks, or nothing was tested.
      expect(longest).toBeGreaterThan(1.5 * 1.28);
    }
  });
});
