import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bench, gap, parameter, total } from './canonical.ts';

const COMPETING = `
parameters:
${parameter('people_first', 'people', 1000)}
${parameter('to_a', '1/year', 2)}
${parameter('to_b', '1/year', 3)}
${parameter('away', '1/year', 0)}
stocks:
  here: {doc: d, unit: people, initial: people_first}
  a: {doc: d, unit: people, initial: 0}
  b: {doc: d, unit: people, initial: 0}
moves:
  going_to_a: {doc: d, from: here, to: a, hazard: to_a}
  going_to_b: {doc: d, from: here, to: b, hazard: to_b}
  going_away: {doc: d, from: here, to: outside, hazard: away}
laws:
  people: {doc: d, total: here + a + b, changes_by: -going_away}
`;

describe('competing moves', () => {
  const bench = new Bench(COMPETING, ['here', 'a', 'b', 'going_to_a', 'going_to_b', 'going_away']);

  it('share out who leaves in proportion to their hazards', () => {
    const { values, capped } = bench.runWell(1, 10);
    expect(values.slice(0, 3).map(v => v[1])).toEqual([500, 200, 300]); // of 1000: (2 + 3) / 10 leave
    expect(values.slice(3).map(v => v[0])).toEqual([2000, 3000, 0]); // people a year
    expect(capped.size).toBe(0);
  });

  it('take no more than there is: all who are there leave, and the stock is named', () => {
    const { values, capped } = bench.runWell(1, 10, { set: { to_a: 8, to_b: 24 } });
    expect(values.slice(0, 3).map(v => v[1])).toEqual([0, 250, 750]); // 8 : 24
    expect([...capped]).toEqual([['here', 3.2]]); // (8 + 24) / 10
  });

  it('at a hazard of exactly one a step take all, and nothing is named', () => {
    const { values, capped } = bench.runWell(1, 10, { set: { to_a: 4, to_b: 6 } });
    expect(values.slice(0, 3).map(v => v[1])).toEqual([0, 400, 600]);
    expect(capped.size).toBe(0);
  });

  it('conserve people, in proportion, whatever the hazards and the step', () => {
    const hazard = fc.double({ min: 0, max: 200, noNaN: true });
    fc.assert(
      fc.property(hazard, hazard, hazard, fc.integer({ min: 1, max: 60 }), (to_a, to_b, away, n) => {
        const { values, capped } = bench.runWell(2, n, { set: { to_a, to_b, away } });
        const [here, a, b, , , leaving] = values as [
          number[],
          number[],
          number[],
          number[],
          number[],
          number[],
        ];
        expect(here.at(-1)! + a.at(-1)! + b.at(-1)!).toBeCloseTo(1000 - total(leaving.slice(0, -1)) / n, 8);
        for (const v of [here, a, b]) expect(Math.min(...v)).toBeGreaterThanOrEqual(-1e-9);
        const left = Math.min(1, (to_a + to_b + away) / n);
        expect(here[1]!).toBeCloseTo(1000 * (1 - left), 8);
        if (to_b > 1e-6) expect(a.at(-1)! * to_b).toBeCloseTo(b.at(-1)! * to_a, 5);
        expect(capped.has('here')).toBe(to_a + to_b + away > n * (1 + 1e-9));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a move to several stocks', () => {
  it('gives each its share, and the rest to the one that takes it', () => {
    const bench = new Bench(
      `
parameters:
${parameter('people_first', 'people', 1000)}
${parameter('rate', '1/year', 5)}
${parameter('half', 'fraction', 0.5)}
${parameter('fifth', 'fraction', 0.2)}
stocks:
  here: {doc: d, unit: people, initial: people_first}
  a: {doc: d, unit: people, initial: 0}
  b: {doc: d, unit: people, initial: 0}
  c: {doc: d, unit: people, initial: 0}
moves:
  going: {doc: d, from: here, to: {a: half, b: rest, c: fifth}, hazard: rate}
`,
      ['here', 'a', 'b', 'c', 'going'],
    );
    const { values } = bench.runWell(1, 10);
    const first = values.map(v => v[1]!);
    expect(gap(first, [500, 250, 150, 100, 2500])).toBeLessThan(1e-10); // 500 leave: 0.5, 0.3, 0.2
  });
});

const AGEING = (stages: number, rate: string): string => `
dimensions:
  age: {doc: d, elements: [young, middle, old]}
parameters:
${parameter('people_first', 'people', 1000)}
${parameter('width', 'year', 10)}
${parameter('stay', 'year', 4)}
  is_young: {doc: d, unit: fraction, over: age, value: {young: 1, middle: 0, old: 0}, range: [1, 1], status: assumption, source: c}
stocks:
  there: {doc: d, unit: people, over: age, initial: "0", stages: ${stages}, inflows: beginning}
  gone: {doc: d, unit: people, over: age, initial: 0}
flows:
  beginning: {doc: d, unit: people/year, over: age, equation: "is_young * (time > 0 ? 0 : people_first / dt)"}
auxiliaries:
  everyone: {doc: d, unit: people, equation: "sum(there, age)"}
moves:
  ageing: {doc: d, from: there, next: age, ${rate}}
  ending: {doc: d, from: there, to: gone, after: stay}
`;

describe('ageing', () => {
  /** 1000 young people enter in the first step. */
  const chain = (stages: number, rate: string): Bench =>
    new Bench(AGEING(stages, rate), ['there', 'everyone', 'ageing']);
  const n = 4;
  const steps = 20 * n;
  const p = 1 / 10 / n;
  /** Of those who entered, so many have made k moves after s steps in the stock. */
  const binomial = (s: number, k: number): number =>
    k === 0
      ? (1 - p) ** s
      : k === 1
        ? s * p * (1 - p) ** (s - 1)
        : (s * (s - 1) * p * p * (1 - p) ** (s - 2)) / 2;

  it.each(['hazard: 1 / width', 'after: width'])(
    'by %s moves a share of each band to the next, and none out of the last',
    rate => {
      const { values } = chain(1, rate).runWell(20, n, { set: { stay: 1e12 } });
      for (let s = 1; s <= steps; s++) {
        const young = 1000 * binomial(s - 1, 0);
        const middle = 1000 * binomial(s - 1, 1);
        expect(
          gap([values[0]![s]!, values[1]![s]!, values[2]![s]!], [young, middle, 1000 - young - middle]),
        ).toBeLessThan(1e-6);
      }
    },
  );

  it.each(['hazard: 1 / width', 'after: width'])(
    'by %s goes on at its own pace in every stage of a stock, and keeps no one longer or shorter',
    rate => {
      const aged = chain(3, rate).runWell(20, n).values;
      const ageless = chain(3, rate).runWell(20, n, { set: { width: 1e15 } }).values;
      expect(gap(aged[3]!, ageless[3]!)).toBeLessThan(1e-9);
      // in the first step all are young and in the first stage: a tenth of 1000 a year; nobody is middle-aged
      expect(aged.slice(4).map(v => v[1])).toEqual([100, 0, 0]);
    },
  );
});

const SUBSETS = `
dimensions:
  group: {doc: d, elements: [opiate, alcohol], subsets: {prescribed: [opiate]}}
parameters:
${parameter('people_first', 'people', 100)}
${parameter('rate', '1/year', 1)}
${parameter('most', 'fraction', 0.75)}
stocks:
  waiting: {doc: d, unit: people, over: group, initial: people_first}
  agonist: {doc: d, unit: people, over: prescribed, initial: 0}
  talking: {doc: d, unit: people, over: group, initial: 0}
  queue: {doc: d, unit: people, over: group, initial: people_first}
  dispensed: {doc: d, unit: people, over: prescribed, initial: 0}
moves:
  starting: {doc: d, from: waiting, to: {agonist: most, talking: rest}, hazard: rate}
  collecting: {doc: d, from: queue, to: dispensed, hazard: rate}
  back: {doc: d, from: [agonist, talking], to: outside, hazard: 0}
tallies:
  in_treatment: {doc: d, unit: people, over: group, stocks: [agonist, talking]}
auxiliaries:
  all_agonist: {doc: d, unit: people, equation: "sum(agonist, group)"}
laws:
  people: {doc: d, total: "sum(waiting + agonist + talking, group)", changes_by: "-sum(back, group)"}
`;

describe('a stock over a subset', () => {
  const { values } = new Bench(SUBSETS, [
    'agonist',
    'talking',
    'queue',
    'dispensed',
    'in_treatment',
    'all_agonist',
  ]).runWell(1, 1);

  it('takes its share where it exists; elsewhere those people take the other ways', () => {
    // after a step of a year at a hazard of 1 all have moved: opiates 75 : 25, alcohol all to the only stock there is
    expect(values.slice(0, 3).map(v => v[1])).toEqual([75, 25, 100]);
  });

  it('is no way out at all where it is the only destination and does not exist', () => {
    expect(values.slice(3, 5).map(v => v[1])).toEqual([0, 100]); // opiates have gone, alcohol waits on
    expect(values[5]![1]).toBe(100);
  });

  it('counts as nothing in a tally, and in a sum over the whole dimension', () => {
    expect(values.slice(6, 8).map(v => v[1])).toEqual([100, 100]);
    expect(values[8]![1]).toBe(75);
  });
});

const TALLIES = `
dimensions:
  group: {doc: d, elements: [x, y]}
sets:
  outside_in: [street, hostel]
  all_of_them: [outside_in, home, street]
parameters:
  first: {doc: d, unit: people, over: group, value: {x: 100, y: 1000}, range: [1, 1], status: assumption, source: c}
${parameter('rate', '1/year', 1)}
${parameter('fast', '1/year', 3)}
${parameter('tenth', 'fraction', 0.1)}
stocks:
  street: {doc: d, unit: people, over: group, initial: first}
  hostel: {doc: d, unit: people, over: group, initial: 2 * first}
  home: {doc: d, unit: people, over: group, initial: 4 * first, stages: 2}
moves:
  settling: {doc: d, from: [street, hostel], to: home, hazard: rate}
  drifting: {doc: d, from: hostel, to: street, hazard: fast}
  splitting: {doc: d, from: hostel, to: {home: tenth, street: rest}, hazard: rate}
tallies:
  everyone: {doc: d, unit: people, over: group, stocks: all_of_them}
  everyone_of_all: {doc: d, unit: people, stocks: all_of_them}
  moving: {doc: d, unit: people/year, over: group, moves: [settling, drifting]}
  out_of_hostels: {doc: d, unit: people/year, moves: [settling, drifting], from: hostel}
  from_either: {doc: d, unit: people/year, over: group, moves: settling, from: outside_in}
  arriving_home: {doc: d, unit: people/year, moves: [settling, drifting, splitting], to: home}
  on_the_street: {doc: d, unit: people/year, over: group, moves: [drifting, splitting], from: hostel, to: street}
`;

describe('a tally', () => {
  const bench = new Bench(TALLIES, [
    'everyone',
    'everyone_of_all',
    'moving',
    'out_of_hostels',
    'from_either',
    'arriving_home',
    'on_the_street',
    'settling',
  ]);
  const start = bench.start(12);
  const at = (name: string) => bench.at(start, name);

  it('adds up stocks and sets of them, nobody twice, stages together', () => {
    expect(at('everyone')).toEqual([700, 7000]); // 1 + 2 + 4, street named twice
    expect(at('everyone_of_all')).toEqual([7700]);
  });

  it('adds up moves, from all stocks or from some', () => {
    expect(at('moving')).toEqual([100 + 200 + 600, 9000]); // settling from both, drifting from hostels
    expect(at('out_of_hostels')).toEqual([(200 + 600) * 11]); // both groups
    expect(at('from_either')).toEqual(at('settling'));
    expect(at('settling')).toEqual([300, 3000]);
  });

  it('counts of a move to several stocks the part that arrives where it looks', () => {
    // settling 300 and 3000; of 200 and 2000 a year who split a tenth go home
    expect(at('arriving_home')[0]).toBeCloseTo(3300 + 220, 9);
    expect(gap(at('on_the_street'), [600 + 180, 6000 + 1800])).toBeLessThan(1e-9);
  });
});
