import { expect, it } from 'vitest';
import { simulate } from '../../src/run/simulate.ts';
import { Bench, parameter } from '../run/canonical.ts';
import { NaiveRun } from './mathjs-naive.ts';

/** Has every kind of node: a table, a condition, bounds, a power, a root. */
const MODEL = `
parameters:
${parameter('rate', '1/year', 0.3)}
${parameter('enough', '1', 60)}
lookups:
  effect: {doc: d, unit: 1, input_unit: 1, points: [[0, 0.5], [50, 1], [100, 1.5]]}
stocks:
  level: {doc: d, unit: 1, initial: 90, outflows: leaving}
  other: {doc: d, unit: 1, initial: 3, inflows: leaving}
auxiliaries:
  pull: {doc: d, unit: 1, equation: "effect(level) * (level > enough and not (other > 30) ? 1 : 0.25)"}
  shape: {doc: d, unit: 1, equation: "max(0.1, min(2, exp(-other / 100) * (level / 50) ^ 0.7 + sqrt(other) / 30 - log(other) / 9))"}
flows:
  leaving: {doc: d, unit: 1/year, equation: rate * level * pull * shape}
`;

it('mathjs, equation by equation, comes to what the reference comes to', () => {
  const bench = new Bench(MODEL, ['level', 'other']);
  const { program, machine } = bench;
  const { values } = bench.start(20);
  const naive = new NaiveRun(program);
  naive.begin(values, 20);
  for (let s = 0; s < 60; s++) naive.step(s, 20);
  const record = [...bench.slotsOf('level'), ...bench.slotsOf('other')];
  const { series } = simulate(machine, { start: values, stepsPerYear: 20, steps: 60, changes: [], record });
  for (const [i, slot] of record.entries()) {
    const expected = series[60 * record.length + i]!;
    expect(Math.abs(naive.value(slot) / expected - 1)).toBeLessThan(1e-12);
  }
  expect(series[60 * 2]).toBeLessThan(60);
});
