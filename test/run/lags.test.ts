import { describe, expect, it } from 'vitest';
import { Bench, gap, parameter, total } from './canonical.ts';

/** n over k. */
function choose(n: number, k: number): number {
  let c = 1;
  for (let i = 1; i <= k; i++) c = (c * (n - k + i)) / i;
  return c;
}

/** The chance of at least k successes in n trials: how far a chain of k lags has got after n steps of Euler. */
function atLeast(k: number, n: number, p: number): number {
  let below = 0;
  for (let j = 0; j < k; j++) below += j > n ? 0 : choose(n, j) * p ** j * (1 - p) ** (n - j);
  return 1 - below;
}

const SMOOTHS = `
series:
  input: {doc: d, unit: people, otherwise: 0}
parameters:
${parameter('lag', 'year', 2)}
${parameter('elsewhere', 'people', 7)}
smooths:
  once: {doc: d, unit: people, of: input, time: lag}
  thrice: {doc: d, unit: people, of: input, time: lag, order: 3}
  from_elsewhere: {doc: d, unit: people, of: input, time: lag, order: 2, initial: elsewhere}
`;

describe('a smooth', () => {
  const smooths = new Bench(SMOOTHS, ['once', 'thrice', 'from_elsewhere']);
  const step = { changes: [{ step: 0, series: 'input', value: 1 }] };

  it('of order 1 answers a step as 1 - (1 - dt/time)^n, which is Euler’s 1 - exp(-t/time)', () => {
    const { values } = smooths.runWell(10, 12, step);
    expect(
      gap(
        values[0]!,
        values[0]!.map((_, n) => 1 - (1 - 1 / 24) ** n),
      ),
    ).toBeLessThan(1e-13);
    const fine = smooths.runWell(10, 2000, step).values[0]!;
    expect(fine[4000]!).toBeCloseTo(1 - Math.exp(-1), 3); // after two years, its own time
  });

  it('of order 3 answers a step as three lags of a third each: the chance of 3 successes in n', () => {
    const { values } = smooths.runWell(10, 12, step);
    const expected = values[1]!.map((_, n) => atLeast(3, n, 3 / 24));
    expect(gap(values[1]!, expected)).toBeLessThan(1e-13);
    // in the limit an Erlang distribution of order 3 with mean 2: at t = 2, 1 - e^-3 (1 + 3 + 9/2)
    const fine = smooths.runWell(2, 2000, step).values[1]!;
    expect(fine.at(-1)!).toBeCloseTo(1 - Math.exp(-3) * 8.5, 3);
  });

  it('begins where it is told to, or at what it follows', () => {
    const { values } = smooths.runWell(20, 12, { changes: [{ step: 0, series: 'input', value: 1 }] });
    expect(values[0]![0]).toBe(0);
    expect(values[2]![0]).toBe(7);
    // both lags start at 7 and fall to 1: 1 + 6 × the chance of fewer than 2 successes
    expect(
      gap(
        values[2]!,
        values[2]!.map((_, n) => 1 + 6 * (1 - atLeast(2, n, 1 / 12))),
      ),
    ).toBeLessThan(1e-12);
  });

  it('of something that does not change does not change', () => {
    for (const v of smooths.runWell(5, 12).values.slice(0, 2)) expect(Math.max(...v)).toBe(0);
  });
});

const delays = (order: number): Bench =>
  new Bench(
    `
series:
  input: {doc: d, unit: people/year, otherwise: 0}
parameters:
${parameter('time_there', 'year', 0.5)}
delays:
  out: {doc: d, unit: people/year, of: input, time: time_there, order: ${order}}
stocks:
  arrived: {doc: d, unit: people, initial: 0, inflows: out}
auxiliaries:
  entering: {doc: d, unit: people/year, equation: input}
`,
    ['out', 'arrived', 'entering'],
  );

describe.each([1, 2, 3, 6])('a delay of order %i', order => {
  const delay = delays(order);
  const dt = 1 / 52;
  /** One person enters, all in the first step. */
  const pulse = {
    changes: [
      { step: 0, series: 'input', value: 52 },
      { step: 1, series: 'input', value: 0 },
    ],
  };

  it('lets out what went in, no more and no less', () => {
    const bumpy = [3, 0, 40, 17, 0, 0, 99].map((value, i) => ({ step: i * 9, series: 'input', value }));
    const { values } = delay.runWell(24, 52, {
      changes: [...bumpy, { step: 70, series: 'input', value: 0 }],
    });
    expect(total(values[0]!) * dt).toBeCloseTo(total(values[2]!) * dt, 10);
    expect(values[1]!.at(-1)!).toBeCloseTo(total(values[2]!) * dt, 10);
  });

  it('keeps everyone for its time on average, spread as Erlang says', () => {
    const out = delay.runWell(24, 52, pulse).values[0]!;
    const mean = total(out.map((v, s) => v * dt * s * dt));
    const variance = total(out.map((v, s) => v * dt * (s * dt - mean) ** 2));
    // each stage is left with chance p = order × dt / time in a step: geometric, with mean 1/p and variance (1 - p)/p²
    expect(mean).toBeCloseTo(0.5, 10);
    expect(variance).toBeCloseTo((0.5 * 0.5) / order - 0.5 * dt, 10); // time²/order, less what a step hides
  });

  it('starts full: a flow that never changes leaves as it enters', () => {
    const { values } = delay.runWell(1, 52, { set: { input: 12 } });
    expect(gap(values[0]!, new Array(53).fill(12))).toBeLessThan(1e-12);
  });
});

const stay = (stages: number): Bench =>
  new Bench(
    `
series:
  entering: {doc: d, unit: people/year, otherwise: 0}
parameters:
${parameter('stay', 'year', 0.5)}
stocks:
  there: {doc: d, unit: people, initial: 0, inflows: going_in, stages: ${stages}}
  gone: {doc: d, unit: people, initial: 0}
flows:
  going_in: {doc: d, unit: people/year, equation: entering}
moves:
  leaving: {doc: d, from: there, to: gone, after: stay}
laws:
  people: {doc: d, total: there + gone, changes_by: going_in}
`,
    ['there', 'gone', 'leaving'],
  );

describe.each([1, 2, 3, 5])('a stock of %i stages', stages => {
  const stock = stay(stages);
  const pulse = (stepsPerYear: number) => ({
    changes: [
      { step: 0, series: 'entering', value: 10 * stepsPerYear },
      { step: 1, series: 'entering', value: 0 },
    ],
  });

  // 10 is the coarsest step here at which 5 stages of 0.1 years each still take a step each
  it.each([10, 12, 52, 365])('keeps people for exactly their stay, %i steps a year', n => {
    const { values, capped } = stock.runWell(30, n, pulse(n));
    expect(total(values[0]!) / n).toBeCloseTo(10 * 0.5, 10); // person-years: entries × stay
    expect(values[1]!.at(-1)!).toBeCloseTo(10, 10);
    expect(capped.size).toBe(0);
  });

  it('counts as leaving those who leave the last stage, once each', () => {
    const { values } = stock.runWell(30, 52, pulse(52));
    expect(total(values[2]!) / 52).toBeCloseTo(10, 10);
    expect(values[0]![1]).toBeCloseTo(10, 12);
  });

  it('whose steps are too coarse holds people a step a stage, and is named', () => {
    // a stage of 0.5 / stages years must be left in less than a step of a whole year
    const { values, capped } = stock.runWell(40, 1, pulse(1));
    expect(total(values[0]!)).toBeCloseTo(10 * stages, 10);
    expect([...capped]).toEqual([['there', stages / 0.5]]);
  });
});

describe('the initial value of a stock of stages', () => {
  it('is spread evenly over them', () => {
    const bench = new Bench(
      `
parameters:
${parameter('some', 'people', 12)}
${parameter('stay', 'year', 1)}
stocks:
  there: {doc: d, unit: people, initial: some, stages: 4}
moves:
  leaving: {doc: d, from: there, to: outside, after: stay}
`,
      ['there', 'leaving'],
    );
    const { values } = bench.runWell(1, 52);
    expect(values[0]![0]).toBeCloseTo(12, 12);
    expect(values[1]![0]).toBeCloseTo(3 * 4, 12); // a quarter stands in the last stage, left at 4 a year
  });
});
