import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Equation, type Node, slot } from '../../src/compile/ir.ts';
import type { Program } from '../../src/compile/program.ts';
import { interpretNode } from '../../src/run/interpret.ts';
import { findPattern } from '../../src/run/start-pattern.ts';
import { Bench, gap, parameter, total } from './canonical.ts';

const CHAIN = `
parameters:
${parameter('referrals', 'people/year', 1200)}
${parameter('to_contact', 'month', 1)}
${parameter('assessing', 'month', 2)}
${parameter('treating', 'month', 9)}
${parameter('giving_up', '1/year', 6)}
${parameter('dying', '1/year', 0.02)}
stocks:
  waiting: {doc: d, unit: people, initial: steady, inflows: referring}
  assessed: {doc: d, unit: people, initial: steady, stages: 2}
  treated: {doc: d, unit: people, initial: steady, stages: 3}
flows:
  referring: {doc: d, unit: people/year, equation: referrals}
moves:
  contact: {doc: d, from: waiting, to: assessed, after: to_contact}
  give_up: {doc: d, from: assessed, to: outside, hazard: giving_up}
  start: {doc: d, from: assessed, to: treated, after: assessing}
  complete: {doc: d, from: treated, to: outside, after: treating}
  die: {doc: d, from: treated, to: outside, hazard: dying}
`;

describe('a steady start', () => {
  const chain = new Bench(CHAIN, ['waiting', 'assessed', 'treated', 'complete']);

  it('is the rest that a chain comes to: what enters over how fast it is left, stage by stage', () => {
    const start = chain.start(52);
    expect(start.report).toMatchObject({ converged: true, infeasible: [] });
    expect(start.report.residual).toBeLessThan(1e-12);
    const [waiting, assessed, treated, complete] = ['waiting', 'assessed', 'treated', 'complete'].map(
      n => chain.at(start, n)[0]!,
    );
    expect(waiting).toBeCloseTo(1200 / 12, 9);
    // each of two stages: left at 12 a year onwards and 6 for good
    const stage1 = 1200 / 18;
    const stage2 = (stage1 * 12) / 18;
    expect(assessed).toBeCloseTo(stage1 + stage2, 9);
    // each of three stages: left at 4 a year onwards and 0.02 by death
    const first = (stage2 * 12) / 4.02;
    const pass = 4 / 4.02;
    expect(treated).toBeCloseTo(first * (1 + pass + pass * pass), 9);
    expect(complete).toBeCloseTo(stage2 * 12 * pass * pass * pass, 9);
  });

  it('may carry a trend: with inflow and stages growing alike it is the chain that grows so, and grows on so', () => {
    const grows = 0.08;
    const growing = new Bench(
      CHAIN.replace('equation: referrals', `equation: referrals * exp(${grows} * time / one_year)`)
        .replaceAll('initial: steady', 'initial: steady, trend: growth')
        .replace(
          'parameters:',
          `parameters:\n${parameter('growth', '1/year', grows)}\n${parameter('one_year', 'year', 1)}`,
        ),
      ['waiting', 'assessed', 'treated'],
    );
    const start = growing.start(52);
    expect(start.report).toMatchObject({ converged: true, infeasible: [] });
    // What enters leaves at the rate of the stage, and its growth has to be fed beside that.
    expect(growing.at(start, 'waiting')[0]).toBeCloseTo(1200 / (12 + grows), 9);
    const { values } = growing.runWell(1, 1456);
    for (const v of values) expect(Math.log(v.at(-1)! / v[0]!)).toBeCloseTo(grows, 4);
  });

  it('stays as it is for twenty years, to 1e-10', () => {
    const { values } = chain.runWell(20, 52);
    for (const v of values) for (const x of v) expect(Math.abs(x / v[0]! - 1)).toBeLessThan(1e-10);
  });

  it('does not depend on dt while nothing is capped', () => {
    const coarse = chain.start(24);
    const fine = chain.start(1456);
    for (const n of ['waiting', 'assessed', 'treated'])
      expect(chain.at(coarse, n)[0]! / chain.at(fine, n)[0]!).toBeCloseTo(1, 11);
  });

  it('found for one set of numbers helps to find it for another: the same answer, fewer iterations', () => {
    const first = chain.start(52);
    const changed = { set: { referrals: 1300, giving_up: 5 } };
    const cold = chain.start(52, changed);
    const warm = chain.start(52, changed, first.warm);
    expect(warm.report.converged).toBe(true);
    for (const n of ['waiting', 'assessed', 'treated'])
      expect(chain.at(warm, n)[0]! / chain.at(cold, n)[0]!).toBeCloseTo(1, 11);
    const again = chain.start(52, changed, cold.warm);
    expect(again.report.iterations).toBe(0); // nothing is left to do
    expect(cold.report.iterations).toBeGreaterThan(0);
  });

  it('of a stock that may be overdrawn may lie below zero', () => {
    const bench = (more: string): Bench =>
      new Bench(
        `
parameters:
${parameter('reference', 'GBP_2016_17', -50)}
${parameter('time_to', 'year', 2)}
money: {price_year: 2016/17, source: chosen, index: {2016/17: 1}}
stocks:
  reserves: {doc: d, unit: GBP, initial: steady, inflows: saving ${more}}
flows:
  saving: {doc: d, unit: GBP/year, equation: (reference - reserves) / time_to}
`,
        ['reserves'],
      );
    expect(bench('').start(52).report.infeasible).toMatchObject([{ name: 'reserves', least: 0 }]);
    const overdrawn = bench(', may_be_negative: true');
    const start = overdrawn.start(52);
    expect(start.report.infeasible).toEqual([]);
    expect(overdrawn.at(start, 'reserves')[0]).toBeCloseTo(-50, 10);
  });

  it('that does not exist is not claimed: what fills without end has no rest', () => {
    const bench = new Bench(
      `
parameters:
${parameter('rain', 'people/year', 5)}
stocks:
  lake: {doc: d, unit: people, initial: steady, inflows: raining}
flows:
  raining: {doc: d, unit: people/year, equation: rain}
`,
      ['lake'],
    );
    const { report } = bench.start(52);
    expect(report).toMatchObject({ converged: false, worst: 'lake', unmet: [], infeasible: [] });
    expect(report.residual).toBeGreaterThan(1);
    // where no step can be taken none is tried again
    expect(report.iterations).toBe(0);
  });

  it('of a model in which nothing is sought is what it is given', () => {
    const given = new Bench(
      CHAIN.replaceAll('initial: steady', 'initial: first').replace(
        'parameters:',
        `parameters:\n${parameter('first', 'people', 12)}`,
      ),
      ['waiting'],
    );
    const { report, ...start } = given.start(52);
    expect(report).toEqual({
      converged: true,
      residual: 0,
      worst: '',
      iterations: 0,
      years: 0,
      unmet: [],
      infeasible: [],
    });
    expect(given.at({ report, ...start }, 'waiting')).toEqual([12]);
  });

  it('of what is linear takes one step and one that takes what rounding left', () => {
    expect(chain.start(52).report.iterations).toBeLessThanOrEqual(3);
  });
});

const TREATMENT = `
parameters:
${parameter('starts', 'people/year', 1000)}
${parameter('completing_base', '1/year', 0.4)}
${parameter('leaving_base', '1/year', 0.2)}
${parameter('dying', '1/year', 0.05)}
figures:
  completions: {doc: d, unit: people/year}
  drop_outs: {doc: d, unit: people/year}
stocks:
  treated: {doc: d, unit: people, initial: steady, inflows: starting}
flows:
  starting: {doc: d, unit: people/year, equation: starts}
moves:
  complete: {doc: d, from: treated, to: outside, hazard: completing_base * completion_multiplier}
  leave: {doc: d, from: treated, to: outside, hazard: leaving_base * leaving_multiplier}
  die: {doc: d, from: treated, to: outside, hazard: dying}
solved:
  completion_multiplier:
    {doc: d, unit: fraction, guess: 1, least: 0, meets: {what: complete, equals: completions}}
  leaving_multiplier:
    {doc: d, unit: fraction, guess: 1, least: 0, meets: {what: leave, equals: drop_outs}}
`;

describe('freed unknowns', () => {
  const treatment = new Bench(TREATMENT, ['treated', 'complete', 'leave']);
  const NAMES = ['treated', 'completion_multiplier', 'leaving_multiplier'];

  it('take the values that bring about two given outflows', () => {
    const start = treatment.start(52, { set: { completions: 600, drop_outs: 300 } });
    expect(start.report).toMatchObject({ converged: true, infeasible: [] });
    const [treated, completion, leaving] = NAMES.map(n => treatment.at(start, n)[0]!);
    // of 1000 a year 100 must die, at 0.05 a year: 2000 people; 600 of them complete and 300 leave
    expect(treated).toBeCloseTo(2000, 7);
    expect(completion).toBeCloseTo(600 / (2000 * 0.4), 10);
    expect(leaving).toBeCloseTo(300 / (2000 * 0.2), 10);
  });

  it('are found again from the last answer without working out a Jacobian again', () => {
    const cold = treatment.start(52, { set: { completions: 600, drop_outs: 300 } });
    const nearby = { set: { completions: 610, drop_outs: 295 } };
    const warm = treatment.start(52, nearby, cold.warm);
    const afresh = treatment.start(52, nearby);
    expect(warm.report.converged).toBe(true);
    expect(warm.warm.jacobian.factors[0]).toBe(cold.warm.jacobian.factors[0]);
    expect(afresh.warm.jacobian.factors[0]).not.toBe(cold.warm.jacobian.factors[0]);
    for (const n of NAMES) expect(treatment.at(warm, n)[0]! / treatment.at(afresh, n)[0]!).toBeCloseTo(1, 10);
  });

  it('that could only be met by the impossible are named, with what they would have to be', () => {
    const bench = new Bench(
      `
parameters:
${parameter('caseload', 'people', 1000)}
${parameter('leaving', '1/year', 0.4)}
${parameter('growth', 'people/year', -500)}
stocks:
  treated: {doc: d, unit: people, initial: caseload, inflows: starting}
flows:
  starting: {doc: d, unit: people/year, equation: starts}
moves:
  leave: {doc: d, from: treated, to: outside, hazard: leaving}
solved:
  starts: {doc: d, unit: people/year, guess: caseload * leaving, least: 0, meets: {what: change(treated), equals: growth}}
`,
      ['treated'],
    );
    const { report } = bench.start(52);
    expect(report.converged).toBe(true);
    // 400 a year leave; to lose 500, another 100 would have to start less than none
    expect(report.infeasible).toMatchObject([{ name: 'starts', least: 0 }]);
    expect(report.infeasible[0]!.value).toBeCloseTo(-100, 8);
    expect(bench.start(52, { set: { growth: -300 } }).report.infeasible).toEqual([]);
  });

  it('are not claimed to be found where no people could make the outflows true', () => {
    // 1100 of 1000 a year leave: nothing above zero does that
    const { report } = treatment.start(52, { set: { completions: 600, drop_outs: 500 } });
    expect(report.converged && report.infeasible.length === 0).toBe(false);
  });

  it('come out in few steps', () => {
    const { report } = treatment.start(52, { set: { completions: 600, drop_outs: 300 } });
    expect(report.iterations).toBeLessThanOrEqual(8);
    expect(report.years).toBe(0);
  });

  it('that move nothing stay at their guess, and what they were freed for is named where it is missed', () => {
    const nobody = treatment.start(52, { set: { starts: 0, completions: 600, drop_outs: 0 } });
    expect(nobody.report.converged).toBe(true);
    expect(nobody.report.unmet).toEqual([{ name: 'completion_multiplier', by: -600 }]);
    expect(NAMES.map(n => treatment.at(nobody, n)[0])).toEqual([0, 1, 1]);
  });

  it('may lie on their bound, and not below it by rounding', () => {
    const none = treatment.start(52, { set: { completions: 0, drop_outs: 300 } });
    expect(none.report).toMatchObject({ converged: true, infeasible: [], unmet: [] });
    const [multiplier] = treatment.at(none, 'completion_multiplier');
    expect(multiplier).toBeGreaterThanOrEqual(0);
    expect(multiplier).toBeLessThan(1e-12);
  });

  it('are found afresh where the last answer leads nowhere, which is left as it was', () => {
    const wanted = { set: { completions: 600, drop_outs: 300 } };
    const fresh = treatment.start(52, wanted);
    const { warm } = treatment.start(52, wanted);
    const before = structuredClone(warm);
    treatment.start(52, { set: { completions: 500, drop_outs: 200 } }, warm);
    expect(warm).toEqual(before);
    warm.unknowns.fill(Number.NaN);
    const again = treatment.start(52, wanted, warm);
    expect(again.report).toEqual(fresh.report);
    expect(again.values).toEqual(fresh.values);
  });

  it('stay what they are through the run, which is flat for twenty years to 1e-10', () => {
    const { values } = treatment.runWell(20, 52, { set: { completions: 600, drop_outs: 300 } });
    for (const v of values) for (const x of v) expect(Math.abs(x / v[0]! - 1)).toBeLessThan(1e-10);
    expect(values[1]![0]).toBeCloseTo(600, 7);
  });

  it('may differ by element, each with its own condition', () => {
    const bench = new Bench(
      `
dimensions:
  group: {doc: d, elements: [a, b, c]}
figures:
  target: {doc: d, unit: people, over: group}
parameters:
${parameter('arrivals', 'people/year', 100)}
stocks:
  there: {doc: d, unit: people, over: group, initial: steady, inflows: coming}
flows:
  coming: {doc: d, unit: people/year, over: group, equation: arrivals}
moves:
  going: {doc: d, from: there, to: outside, hazard: rate}
solved:
  rate: {doc: d, unit: 1/year, over: group, guess: one_a_year, meets: {what: there, equals: target}}
auxiliaries:
  one_a_year: {doc: d, unit: 1/year, equation: arrivals / hundred}
  hundred: {doc: d, unit: people, equation: arrivals * initial_year}
  initial_year: {doc: d, unit: year, equation: time + dt * 52}
`,
      ['there'],
    );
    const start = bench.start(52, { set: { target: [50, 200, 400] } });
    expect(start.report.converged).toBe(true);
    expect(gap(bench.at(start, 'rate'), [2, 0.5, 0.25])).toBeLessThan(1e-11); // 100 a year over the people there
  });
});

const HEADCOUNT = `
parameters:
${parameter('need', 'people', 5000)}
${parameter('stay', 'month', 8)}
${parameter('relapse_time', 'month', 5)}
${parameter('one_year', 'year', 1)}
figures:
  seen_in_year: {doc: d, unit: people}
stocks:
  untreated: {doc: d, unit: people, initial: need - treated - rested}
  treated: {doc: d, unit: people, initial: steady, stages: 2}
  rested: {doc: d, unit: people, initial: steady}
moves:
  enter: {doc: d, from: untreated, to: treated, hazard: entry_rate}
  relapse: {doc: d, from: rested, to: treated, hazard: 1 / relapse_time}
  end: {doc: d, from: treated, to: rested, after: stay}
  forget: {doc: d, from: rested, to: untreated, hazard: 1 / relapse_time}
marks:
  counted: {doc: d, carried_by: [untreated, rested], set_in: treated}
tallies:
  first_starts: {doc: d, unit: people/year, moves: [enter, relapse], unmarked: counted}
solved:
  entry_rate:
    doc: d
    unit: 1/year
    guess: 0.1 / one_year
    least: 0
    meets: {what: initial(treated) / one_year + first_starts, equals: seen_in_year, over_first_year: true}
`;

describe('a yearly total', () => {
  const bench = new Bench(HEADCOUNT, ['treated', 'first_starts']);

  it.each([800, 1500, 3000])(
    'of %i people seen in the first year is met: those there at its start, and first starts',
    seen => {
      const { values, start } = bench.runWell(3, 52, { set: { seen_in_year: seen } });
      expect(start.report).toMatchObject({ converged: true, infeasible: [] });
      const headcount = values[0]![0]! + total(values[1]!.slice(0, 52)) / 52;
      expect(Math.abs(headcount / seen - 1)).toBeLessThan(1e-6); // the rate is aimed again until it moves less
      // a steady state: the next year sees as many
      const next = values[0]![52]! + total(values[1]!.slice(52, 104)) / 52;
      expect(next / headcount).toBeCloseTo(1, 9);
    },
  );

  it('is met again from the last answer with fewer years tried', () => {
    const cold = bench.start(52, { set: { seen_in_year: 1500 } });
    const before = structuredClone(cold.warm);
    const warm = bench.start(52, { set: { seen_in_year: 1500 } }, cold.warm);
    expect(cold.report.years).toBeGreaterThan(1);
    expect(cold.report.years).toBeLessThanOrEqual(5);
    // each year that was tried moved the rate, which took a step at least
    expect(cold.report.iterations).toBeGreaterThanOrEqual(cold.report.years);
    bench.start(52, { set: { seen_in_year: 1600 } }, cold.warm);
    expect(cold.warm).toEqual(before);
    expect(warm.report.years).toBe(1);
    expect(bench.at(warm, 'entry_rate')[0]! / bench.at(cold, 'entry_rate')[0]!).toBeCloseTo(1, 6);
  });

  it.each([4000, 4900, 4990])('of %i of 5000 people is claimed to be met only if it is', seen => {
    const { values, start } = bench.run(1, 52, { set: { seen_in_year: seen } });
    const headcount = values[0]![0]! + total(values[1]!.slice(0, 52)) / 52;
    expect(start.report.converged).toBe(Math.abs(headcount / seen - 1) < 1e-6);
  });

  it('of more people than there are is not claimed to be met', () => {
    const { report } = bench.start(52, { set: { seen_in_year: 9000 } });
    expect(report).toMatchObject({ worst: 'entry_rate', years: 1 });
    expect(report.converged && report.infeasible.length === 0).toBe(false);
  });
});

describe('yearly totals beside each other and beside what is met at once', () => {
  const SITES = ['a', 'b'];
  const each = (of: (site: string) => string): string => SITES.map(of).join('\n');
  /** Two sites that share nothing, after a queue whose length is given. */
  const model = (laws = ''): string => `
parameters:
${parameter('one_year', 'year', 1)}
${parameter('arrivals', 'people/year', 300)}
${parameter('stay', 'month', 8)}
${each(s => parameter(`need_${s}`, 'people', 5000))}
figures:
  queue_length: {doc: d, unit: people}
${each(s => `  seen_${s}: {doc: d, unit: people}`)}
stocks:
  queue: {doc: d, unit: people, initial: steady, inflows: arriving}
${each(
  s => `  away_${s}: {doc: d, unit: people, initial: need_${s} - treated_${s}}
  treated_${s}: {doc: d, unit: people, initial: steady}`,
)}
flows:
  arriving: {doc: d, unit: people/year, equation: arrivals}
moves:
  go: {doc: d, from: queue, to: outside, hazard: go_rate}
${each(
  s => `  enter_${s}: {doc: d, from: away_${s}, to: treated_${s}, hazard: entry_${s}}
  end_${s}: {doc: d, from: treated_${s}, to: away_${s}, after: stay}`,
)}
marks:
${each(s => `  counted_${s}: {doc: d, carried_by: [away_${s}], set_in: treated_${s}}`)}
tallies:
${each(s => `  first_${s}: {doc: d, unit: people/year, moves: enter_${s}, unmarked: counted_${s}}`)}
solved:
  go_rate: {doc: d, unit: 1/year, guess: 1 / one_year, least: 0, meets: {what: queue, equals: queue_length}}
${each(
  s => `  entry_${s}:
    doc: d
    unit: 1/year
    guess: 0.1 / one_year
    least: 0
    meets: {what: initial(treated_${s}) / one_year + first_${s}, equals: seen_${s}, over_first_year: true}`,
)}
${laws}`;
  const WANTED = ['queue', ...SITES.flatMap(s => [`treated_${s}`, `first_${s}`])];
  const sites = new Bench(model(), WANTED);
  const set = { queue_length: 60, seen_a: 1500, seen_b: 800 };
  /** Those there at the start and first starts in the year, by site. */
  const headcounts = (values: readonly (readonly number[])[]): number[] =>
    SITES.map((_, i) => values[1 + 2 * i]![0]! + total(values[2 + 2 * i]!.slice(0, 52)) / 52);

  it('are all met, each by what was freed for it', () => {
    const { values, start } = sites.runWell(1, 52, { set });
    expect(start.report).toMatchObject({ converged: true, infeasible: [], unmet: [] });
    expect(start.report.years).toBeGreaterThan(1);
    const [a, b] = headcounts(values);
    expect(Math.abs(a! / 1500 - 1)).toBeLessThan(1e-6);
    expect(Math.abs(b! / 800 - 1)).toBeLessThan(1e-6);
    expect(values[0]![0]).toBeCloseTo(60, 9);
    expect(sites.at(start, 'go_rate')[0]).toBeCloseTo(300 / 60, 10);
  });

  it('are met where they can be, and told of where nobody is there to meet them', () => {
    const { report } = sites.start(52, { set: { ...set, need_b: 0 } });
    expect(report).toMatchObject({ converged: true, unmet: [{ name: 'entry_b', by: -800 }] });
    const { values } = sites.runWell(1, 52, { set: { ...set, need_b: 0 } });
    const [a, b] = headcounts(values);
    expect(Math.abs(a! / 1500 - 1)).toBeLessThan(1e-6);
    expect(b).toBe(0);
    // nothing is missed of nobody
    expect(sites.start(52, { set: { ...set, need_b: 0, seen_b: 0 } }).report.unmet).toEqual([]);
    // and as much of the first site
    const first = sites.start(52, { set: { ...set, need_a: 0 } }).report;
    expect(first).toMatchObject({ converged: true, unmet: [{ name: 'entry_a', by: -1500 }] });
  });

  it('are met by a first year to its end, whatever laws it breaks', () => {
    const broken = new Bench(
      model('laws:\n  none: {doc: d, total: treated_a, changes_by: arrivals}'),
      WANTED,
    );
    expect(broken.run(1, 52, { set }).fault).toMatchObject({ kind: 'law', step: 1 });
    const [own, other] = [broken, sites].map(bench => bench.start(52, { set }));
    expect(own!.report).toEqual(other!.report);
    expect(broken.at(own!, 'entry_a')).toEqual(sites.at(other!, 'entry_a'));
  });
});

/** A model of stocks joined by moves at given rates: a linear system, with some way out of every stock. */
function compartments(
  arrivals: readonly number[],
  links: readonly (readonly [number, number, number])[],
): string {
  const lines = (items: readonly string[]): string => items.join('\n');
  return `
parameters:
${lines(arrivals.map((a, i) => parameter(`arrivals_${i}`, 'people/year', a)))}
${lines(links.map(([, , rate], k) => parameter(`rate_${k}`, '1/year', rate)))}
stocks:
${lines(arrivals.map((_, i) => `  s${i}: {doc: d, unit: people, initial: steady, inflows: in_${i}}`))}
flows:
${lines(arrivals.map((_, i) => `  in_${i}: {doc: d, unit: people/year, equation: arrivals_${i}}`))}
moves:
${lines(links.map(([from, to], k) => `  m${k}: {doc: d, from: s${from}, to: ${to < 0 ? 'outside' : `s${to}`}, hazard: rate_${k}}`))}
`;
}

describe('any linear system of compartments that people can leave', () => {
  const rate = fc.double({ min: 0.01, max: 20, noNaN: true });
  const system = fc.integer({ min: 5, max: 30 }).chain(n => {
    const stock = fc.integer({ min: 0, max: n - 1 });
    return fc.record({
      arrivals: fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1, max: 1e4, noNaN: true })), {
        minLength: n,
        maxLength: n,
      }),
      out: fc.array(rate, { minLength: n, maxLength: n }),
      across: fc.array(fc.tuple(stock, stock, rate), { maxLength: 3 * n }),
    });
  });

  it('is solved: nothing is left over, no stock is below zero, as much leaves as arrives', () => {
    fc.assert(
      fc.property(system, ({ arrivals, out, across }) => {
        const links = [
          ...out.map((r, i) => [i, -1, r] as const),
          ...across.filter(([from, to]) => from !== to),
        ];
        const bench = new Bench(
          compartments(arrivals, links),
          arrivals.map((_, i) => `s${i}`),
        );
        // fine enough for no share to be capped: at most 90 links of 20 a year from one stock
        const start = bench.start(3650);
        expect(start.report.converged).toBe(true);
        expect(start.report.residual).toBeLessThan(1e-10);
        expect(start.report.infeasible).toEqual([]);
        const arriving = total(arrivals);
        const size = Math.max(1, arriving);
        for (const stock of bench.program.stocks)
          expect(Math.abs(interpretNode(stock.net, [])(start.values))).toBeLessThanOrEqual(1e-10 * size);
        const leaving = total(out.map((r, i) => r * bench.at(start, `s${i}`)[0]!));
        expect(Math.abs(leaving - arriving)).toBeLessThanOrEqual(1e-9 * size);
      }),
      {
        numRuns: 25,
        // nobody arrives, so nobody is there
        examples: [[{ arrivals: [0, 0, 0, 0, 0], out: [0.01, 0.01, 3, 0.01, 0.01], across: [] }]],
      },
    );
  });
});

describe('a stock that is steady at more than one value', () => {
  // Net flow x (3 - x) (x - 7): steady at nothing, at 3 and at 7.
  const bends = (guess: string): Bench =>
    new Bench(
      `
parameters:
${parameter('one', 'people', 1)}
${parameter('a_year', '1/year', 1)}
stocks:
  known: {doc: d, unit: people, initial: steady, inflows: changing${guess}}
flows:
  changing: {doc: d, unit: people/year, equation: a_year * known * (3 - known / one) * (known / one - 7)}
`,
      ['known'],
    );

  it.each([
    ['', 0, 3.5],
    [', guess: 2.6 * one', 3, 3],
    [', guess: 8 * one', 7, 7],
  ])('comes to the one near its guess (%s)', (guess, least, most) => {
    const bench = bends(guess);
    const start = bench.start(52);
    expect(start.report.converged).toBe(true);
    const [found] = bench.at(start, 'known');
    expect(found).toBeGreaterThan(least - 1e-9);
    expect(found).toBeLessThan(most + 1e-9);
  });
});

describe('what is sought', () => {
  const sum = (...slots: number[]): Node => slots.map<Node>(slot).reduce((a, b) => ({ op: 'add', a, b }));
  /** Of as many unknowns as there are residuals, which stand in slots from 10 on. */
  const patternOf = (
    residuals: readonly Node[],
    start: readonly Equation[],
    conditions: readonly object[] = [],
  ) =>
    findPattern({
      steady: residuals.map((_, i) => 10 + i),
      offStart: residuals,
      start,
      conditions,
    } as unknown as Program);

  it('is followed to what it moves, told apart where nothing joins it, and nudged together where nothing is shared', () => {
    // 20 and 21 stand between: the first residual reads 10 and 11, the last two 13 and 12 each
    const start = [
      { slot: 20, node: sum(10, 11) },
      { slot: 21, node: sum(13, 5) },
      { slot: 22, node: sum(21, 12) },
      // where the search begins says nothing of what it moves
      { slot: 11, node: sum(12, 13) },
    ];
    const pattern = patternOf([slot(20), slot(11), slot(22), sum(22, 21), sum(14, 5)], start);
    expect(pattern.rows.map(r => [...r])).toEqual([[0], [0, 1], [2, 3], [2, 3], [4]]);
    expect(pattern.blocks).toEqual([[0, 1], [2, 3], [4]]);
    expect([...pattern.blockOf]).toEqual([0, 0, 1, 1, 2]);
    expect([...pattern.placeIn]).toEqual([0, 1, 0, 1, 0]);
    expect(pattern.colours).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
  });

  it('belongs together where a condition joins it, by either side', () => {
    const apart = [slot(10), slot(11), slot(12)];
    const condition = { what: slot(13), equals: sum(10, 12), unknown: 13 };
    const pattern = patternOf(apart, [], [condition]);
    expect(pattern.rows.map(r => [...r])).toEqual([[0, 3], [1], [2, 3], [3]]);
    expect(pattern.blocks.map(b => [...b].sort())).toEqual([[0, 2, 3], [1]]);
    expect(pattern.colours).toEqual([[0, 1], [2], [3]]);
  });
});
