import { describe, expect, it } from 'vitest';
import { Bench, gap, parameter, runText } from './canonical.ts';

describe('a lookup', () => {
  const bench = new Bench(
    `
series:
  x: {doc: d, unit: fraction, otherwise: 0}
lookups:
  effect: {doc: d, unit: fraction, input_unit: fraction, points: [[-1, 5], [0, 1], [2, 2], [3, 0]]}
auxiliaries:
  y: {doc: d, unit: fraction, equation: effect(x)}
`,
    ['y'],
  );

  it.each([
    [-9, 5, 'flat before the first point'],
    [-1, 5, 'the first point'],
    [-0.5, 3, 'half way from 5 to 1'],
    [0, 1, 'a point'],
    [0.5, 1.25, 'a quarter of the way from 1 to 2'],
    [2, 2, 'a point'],
    [2.75, 0.5, 'three quarters down from 2 to 0'],
    [3, 0, 'the last point'],
    [1e9, 0, 'flat after it'],
  ])('at %d is %d: %s', (x, y) => {
    const { values } = bench.runWell(1, 1, { changes: [{ step: 0, series: 'x', value: x }] });
    expect(values[0]![0]).toBeCloseTo(y, 14);
  });
});

describe('a series', () => {
  it('holds its value from the step of a change to the next change', () => {
    const { values } = runText(
      `
series:
  x: {doc: d, unit: people/week, otherwise: 2}
stocks:
  s: {doc: d, unit: people, initial: 0, inflows: f}
flows:
  f: {doc: d, unit: people/year, equation: x}
`,
      ['f', 's'],
      1,
      4,
      {
        changes: [
          { step: 1, series: 'x', value: 8 },
          { step: 3, series: 'x', value: 0 },
        ],
      },
    );
    expect(values[0]).toEqual([104, 8, 8, 0, 0]); // 2 a week is 104 a year; changes are in the engine’s units
    expect(values[1]).toEqual([0, 26, 28, 30, 30]); // a quarter of each rate
  });

  it('set from the first step on does not move the start, which is solved with its resting value', () => {
    const { values } = runText(
      `
series:
  x: {doc: d, unit: people/year, otherwise: 10}
parameters:
${parameter('stay', 'year', 2)}
stocks:
  s: {doc: d, unit: people, initial: steady, inflows: f}
flows:
  f: {doc: d, unit: people/year, equation: x}
moves:
  out: {doc: d, from: s, to: outside, after: stay}
`,
      ['s'],
      1,
      2,
      { changes: [{ step: 0, series: 'x', value: 50 }] },
    );
    expect(values[0]![0]).toBeCloseTo(20, 10); // 10 a year for 2 years
    expect(values[0]![1]).toBeCloseTo(20 + (50 - 10) / 2, 10); // in half a year 25 come and 5 go
  });
});

describe('the clock', () => {
  it('tells the time since the start, the step, and the first step of each financial year', () => {
    const { values } = runText(
      `
auxiliaries:
  now: {doc: d, unit: year, equation: time}
  step: {doc: d, unit: year, equation: dt}
  april: {doc: d, unit: fraction, equation: new_year}
`,
      ['now', 'step', 'april'],
      2,
      4,
    );
    expect(values).toEqual([
      [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2],
      new Array(9).fill(0.25),
      [1, 0, 0, 0, 1, 0, 0, 0, 1],
    ]);
  });
});

describe('initial and change', () => {
  const STOCKS = `
series:
  x: {doc: d, unit: people/year, otherwise: 100}
dimensions:
  group: {doc: d, elements: [a, b], subsets: {part: [a]}}
parameters:
${parameter('stay', 'year', 2)}
${parameter('some', 'people', 30)}
stocks:
  s: {doc: d, unit: people, initial: some, stages: 3, inflows: f}
  t: {doc: d, unit: people, initial: 0, outflows: g, may_be_negative: true}
  u: {doc: d, unit: people, over: part, initial: some}
flows:
  f: {doc: d, unit: people/year, equation: x}
  g: {doc: d, unit: people/year, equation: x}
moves:
  out: {doc: d, from: s, to: t, after: stay}
auxiliaries:
  first_s: {doc: d, unit: people, equation: initial(s)}
  first_of_sum: {doc: d, unit: people, equation: initial(both)}
  both: {doc: d, unit: people, equation: s + t}
  first_x: {doc: d, unit: people/year, equation: initial(x)}
  relative: {doc: d, unit: fraction, equation: s / initial(s)}
  s_gains: {doc: d, unit: people/year, equation: change(s)}
  t_gains: {doc: d, unit: people/year, equation: change(t)}
  absent: {doc: d, unit: people, over: group, equation: initial(u)}
  absent_gains: {doc: d, unit: people/year, over: group, equation: change(u)}
`;
  const { values } = runText(
    STOCKS,
    [
      's',
      't',
      'first_s',
      'first_of_sum',
      'first_x',
      'relative',
      's_gains',
      't_gains',
      'absent',
      'absent_gains',
    ],
    3,
    12,
    { changes: [{ step: 5, series: 'x', value: 40 }] },
  );
  const [s, t, firstS, firstOfSum, firstX, relative, sGains, tGains, absentA, absentB, gainsA, gainsB] =
    values;

  it('keep the value at the start, of stocks, of inputs and of what is worked out from them', () => {
    expect(new Set(firstS)).toEqual(new Set([30]));
    expect(new Set(firstOfSum)).toEqual(new Set([30]));
    expect(new Set(firstX)).toEqual(new Set([100]));
    expect(
      gap(
        relative!,
        s!.map(v => v / 30),
      ),
    ).toBeLessThan(1e-14);
  });

  it('give the net flow of a stock, stages, flows and moves together', () => {
    for (let i = 0; i < 36; i++) {
      expect(sGains![i]! / 12).toBeCloseTo(s![i + 1]! - s![i]!, 11);
      expect(tGains![i]! / 12).toBeCloseTo(t![i + 1]! - t![i]!, 11);
    }
  });

  it('are zero for a stock outside its subset', () => {
    expect([absentA, absentB, gainsA, gainsB].map(v => v![7])).toEqual([30, 0, 0, 0]);
  });
});

describe('a run', () => {
  const FILLING = (more = ''): string => `
series:
  into: {doc: d, unit: people/year, otherwise: 0}
  out_of: {doc: d, unit: people/year, otherwise: 0}
  divisor: {doc: d, unit: fraction, otherwise: 1}
parameters:
${parameter('some', 'people', 10)}
stocks:
  tank: {doc: d, unit: people, initial: some, inflows: filling, outflows: draining ${more}}
flows:
  filling: {doc: d, unit: people/year, equation: into / divisor}
  draining: {doc: d, unit: people/year, equation: out_of}
auxiliaries:
  leak: {doc: d, unit: people, equation: "tank - some"}
`;

  it('stops at the step in which a stock falls below zero, and says from where to where', () => {
    const { fault } = new Bench(FILLING(), ['tank']).run(3, 4, {
      changes: [{ step: 6, series: 'out_of', value: 24 }],
    });
    // 10, then 6 less in every step from step 6 on: 4, then -2 in step 7
    expect(fault).toEqual({ kind: 'negative', name: 'tank', step: 7, value: -2, lastGood: 4 });
  });

  it('lets a stock be overdrawn that may be', () => {
    const { values } = new Bench(FILLING(', may_be_negative: true'), ['tank']).runWell(3, 4, {
      changes: [{ step: 6, series: 'out_of', value: 24 }],
    });
    expect(values[0]!.at(-1)).toBe(10 - 6 * 6);
  });

  it('stops at the step in which a stock is no longer a number', () => {
    const { fault } = new Bench(FILLING(), ['tank']).run(3, 4, {
      changes: [
        { step: 1, series: 'into', value: 4 },
        { step: 5, series: 'divisor', value: 0 },
      ],
    });
    // 4 a year in 4 steps (1, 2, 3 and 4) fill it from 10 to 14; then 4 / 0
    expect(fault).toEqual({
      kind: 'not-a-number',
      name: 'tank',
      step: 5,
      value: Number.POSITIVE_INFINITY,
      lastGood: 14,
    });
  });

  it('is not faulted for what would happen after its end', () => {
    const { fault } = new Bench(FILLING(), ['tank']).run(1, 4, {
      changes: [{ step: 4, series: 'out_of', value: 1000 }],
    });
    expect(fault).toBeUndefined();
  });

  it('names the cell and the stage of the stock that fails', () => {
    const { fault } = new Bench(
      `
dimensions:
  group: {doc: d, elements: [a, b]}
series:
  out_of: {doc: d, unit: people/year, over: group, otherwise: 0}
stocks:
  tank: {doc: d, unit: people, over: group, initial: 0, stages: 2, outflows: draining}
flows:
  draining: {doc: d, unit: people/year, over: group, equation: out_of}
`,
      ['tank'],
    ).run(1, 4, { changes: [{ step: 2, series: 'out_of', value: 4 }] });
    expect(fault).toMatchObject({ kind: 'negative', name: 'tank[a] stage 2', step: 2, value: -1 });
  });

  it('stops where a total changes by anything but the rate its law gives', () => {
    const law = `
laws:
  closed: {doc: d, total: tank, changes_by: 0 * draining - draining}
`;
    const { fault } = new Bench(FILLING() + law, ['tank']).run(3, 4, {
      changes: [
        { step: 2, series: 'out_of', value: 4 },
        { step: 6, series: 'into', value: 2 },
      ],
    });
    // draining is allowed for, filling is not: half a person too many enters in step 6 and is seen in step 7
    expect(fault).toMatchObject({ kind: 'law', name: 'closed', step: 7 });
    expect(fault!.value).toBeCloseTo(0.5, 12);
  });

  it('stops where what must be zero is not', () => {
    const law = `
laws:
  tight: {doc: d, zero: leak, against: some}
`;
    const { fault } = new Bench(FILLING() + law, ['tank']).run(3, 4, {
      changes: [{ step: 3, series: 'into', value: 8 }],
    });
    expect(fault).toEqual({ kind: 'law', name: 'tight', step: 4, value: 2, lastGood: 10 });
  });

  it('does not take rounding for a broken law: a billion in, a billion out, 0.1 at a time', () => {
    const { values } = runText(
      `
parameters:
${parameter('much', 'people', 1e9)}
${parameter('rate', '1/year', 0.1)}
stocks:
  a: {doc: d, unit: people, initial: much}
  b: {doc: d, unit: people, initial: 0}
moves:
  there: {doc: d, from: a, to: b, hazard: rate}
  back: {doc: d, from: b, to: a, hazard: rate}
laws:
  closed: {doc: d, total: a + b, changes_by: 0 * there}
`,
      ['a', 'b'],
      50,
      52,
    );
    expect(values[0]!.at(-1)! + values[1]!.at(-1)!).toBeCloseTo(1e9, 3);
  });
});
