import { describe, expect, it } from 'vitest';
import { runArms } from '../../src/ensemble/run-arms.ts';
import {
  apart,
  barnet,
  LIVING,
  Outcome,
  resolve,
  run,
  SHIPPED,
  scenario,
  variablesOfKind,
  whatIsWrong,
  withFigures,
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

/** Sums stay within a millionth of a millionth of what they add up; a run of ten years has 520 steps. */
const ROUNDING = 1e-12;

const ran = new Map([...SHIPPED].map(([name, text]) => [name, run(text, barnet, RECORDED)]));

describe.each([...SHIPPED.keys()])('in %s', name => {
  const outcome = ran.get(name)!;
  const { steps, stepsPerYear } = outcome.experiment;
  const dt = 1 / stepsPerYear;
  const arms = outcome.runs.map(r => r.arm.name);
  const sum = (step: number, names: readonly string[], arm: string): number =>
    names.reduce((total, n) => total + outcome.at(step, n, arm), 0);
  const eachStep = (check: (step: number, arm: string) => void): void => {
    for (const arm of arms) for (let s = 0; s < steps; s++) check(s, arm);
  };

  it('every arm keeps the laws that the model states, from a start that is solved and possible', () => {
    expect(whatIsWrong(outcome)).toEqual([]);
    for (const { start } of outcome.runs) expect(start.infeasible).toEqual([]);
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
      worst = Math.max(worst, Math.abs(given - sum(s, PAID, arm) * dt - put) / given);
    });
    // Reserves are some thirteen weeks of money, so their rounding weighs as much beside one week's.
    expect(worst).toBeLessThan(13 * ROUNDING);
  });

  it('no stock is ever below nothing, but for providers who are overdrawn', () => {
    const negative = new Set<string>();
    const { record } = outcome;
    for (const { result } of outcome.runs)
      for (const name of STOCKS.filter(n => n !== 'reserves'))
        for (const slot of outcome.experiment.program.variables.get(name)!.slots)
          for (let s = 0, i = record.indexOf(slot); s <= steps; s++)
            // A millionth of a person, post or pound is rounding.
            if (result.series[s * record.length + i]! < -1e-6) negative.add(name);
    expect([...negative]).toEqual([]);
  });
});

describe('an untouched area', () => {
  const outcome = ran.get('steady')!;

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
      no_access: '{services: [{move: 60%, out_of: access, into: rehab, from: 2017-04}]}',
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

/** As the law has it: nothing in an untouched run and no ten-year total may move by more than this. */
const STEADY = 0.002;
/** A dated pulse may move its own year by this. */
const PULSE = 0.01;

/**
 * Lines that are what is left between two large ones (pay and money) for a few weeks: they are measured
 * beside the pay of all staff, out of which they come.
 */
const LEFT_OVER = ['cost_of_redundancy', 'cost_of_agency'];

/** Shares that are told beside the whole: how many of all staff are worn out. */
const OF_THE_WHOLE = ['burnout_of_staff'];

interface Moved {
  readonly outcome: string;
  readonly arm: string;
  readonly year?: number;
  readonly by: number;
}

/** How far halving the step moves each outcome, the furthest first: over ten years, and in any one year. */
function compare(whole: Outcome, half: Outcome): { decade: Moved[]; years: Moved[] } {
  const decade: Moved[] = [];
  const years: Moved[] = [];
  const [a, b] = [whole.table(), half.table()];
  const pay = a.rows.find(r => r.spec.name === 'cost_of_staff')!;
  const total = (values: readonly number[]): number => values.reduce((x, y) => x + y, 0);
  for (const [i, row] of a.rows.entries())
    for (const [k, { name: arm }] of a.arms.entries()) {
      const after = b.rows[i]!.byWindow[k]!;
      const before = row.byWindow[k]!.slice(0, after.length);
      const beside = (values: readonly number[], payroll: number): number =>
        LEFT_OVER.includes(row.spec.name)
          ? payroll
          : // A share below a tenth is measured beside a tenth; less than a person or a pound is nobody.
            (row.spec.unit.value === 'fraction' ? (OF_THE_WHOLE.includes(row.spec.name) ? 1 : 0.1) : 1) *
            values.length;
      const outcome = row.spec.name;
      const floorOfTen = beside(before, total(pay.byWindow[k]!.slice(0, after.length)));
      decade.push({ outcome, arm, by: apart(total(before), total(after), floorOfTen) });
      for (const [y, v] of before.entries()) {
        const floor = beside([v], pay.byWindow[k]![y]!);
        years.push({ outcome, arm, year: y + 1, by: apart(v, after[y]!, floor) });
      }
    }
  const furthestFirst = (x: Moved, y: Moved): number => y.by - x.by;
  return { decade: decade.sort(furthestFirst), years: years.sort(furthestFirst) };
}

describe.each([...SHIPPED])('halving the step of %s', (name, text) => {
  const whole = ran.get(name)!;
  // Ten years are what the law speaks of; what a scenario expects of later years goes with them.
  const decadeOf = text.replace(/^horizon:.*/m, 'horizon: 10 years').replace(/^expect:[\s\S]*/m, '');
  const half = run(decadeOf.replace(/^horizon:/m, 'step: 3.5 days\nhorizon:'));
  const { decade, years } = compare(whole, half);
  const untouched = whole.experiment.arms.filter(a => a.changes.length === 0).map(a => a.name);

  it('moves no ten-year total by more than 0.2 %', async ({ annotate }) => {
    expect([half.experiment.stepsPerYear, ...whatIsWrong(half)]).toEqual([104]);
    await annotate(`furthest: ${JSON.stringify(decade.slice(0, 3))}`);
    expect(decade.filter(m => !(m.by <= STEADY))).toEqual([]);
  });

  it('moves no year of an untouched arm by more than 0.2 %, and of no other arm by more than 1 %', async ({
    annotate,
  }) => {
    await annotate(`furthest: ${JSON.stringify(years.slice(0, 3))}`);
    const tolerated = (m: Moved): number => (untouched.includes(m.arm) ? STEADY : PULSE);
    expect(years.filter(m => !(m.by <= tolerated(m)))).toEqual([]);
  });
});

/** Units that do not grow with an area: shares, rates, and anything for each person or post. */
const RATIO = /^fraction$|^1$|^1\/|\/people$|\/wte$/;

describe.each(['big-bang-or-evolution', 'barnet-cut-and-retender'])('ten times the area, in %s', name => {
  const tenfold = withFigures(barnet, (_figure, value) => value * 10);
  const one = ran.get(name)!;
  // From the start that this area alone would get, not one sought from the smaller area's.
  const ten = new Outcome(resolve(SHIPPED.get(name)!, tenfold), [], runArms);

  it('gives ten times every count and every pound, and the same ratios, whoever and whenever', () => {
    expect([...whatIsWrong(one), ...whatIsWrong(ten)]).toEqual([]);
    const off: unknown[] = [];
    for (const by of [undefined, 'group', 'age', 'service', 'provider']) {
      const [a, b] = [one.table('year', by), ten.table('year', by)];
      for (const [i, { spec, element, byWindow }] of a.rows.entries()) {
        const times = RATIO.test(spec.unit.value) ? 1 : 10;
        // Rounding of money that nearly cancels weighs up to some pounds' worth of digits.
        const floor = spec.unit.value === 'GBP' ? 100 : 1;
        for (const [k, years] of byWindow.entries())
          for (const [y, v] of years.entries()) {
            const by10 = b.rows[i]!.byWindow[k]![y]!;
            if (!(apart(times * v, by10, floor) < 1e-9)) off.push([spec.name, element, y, v, by10]);
          }
      }
    }
    expect(off).toEqual([]);
  });
});
