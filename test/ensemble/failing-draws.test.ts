import { describe, expect, it } from 'vitest';
import { prepareEngine } from '../../src/arms/run-arms.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import type { Ensemble } from '../../src/ensemble/ensemble.ts';
import { prepareEnsemble } from '../../src/ensemble/prepare-ensemble.ts';
import { prepareBlocks } from '../../src/ensemble/run-block.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { compileText } from '../run/canonical.ts';
import { barnet, scenario } from '../treatment/bench.ts';
import { valuesOf } from './draw-all.ts';

const DRAWS = 40;

/** Draws of a small model with one arm for two years, in which \`luck\` is uniform from -1 to 1. */
function drawSmall(stocksAndFlows: string): Ensemble {
  const program = compileText(
    `
parameters:
  luck: {doc: d, unit: fraction, value: 0.1, range: [-1, 1], distribution: uniform, status: assumption, source: c}
  one: {doc: d, unit: people, value: 1, range: [1, 1], distribution: fixed, status: assumption, source: c}
  a_year: {doc: d, unit: 1/year, value: 1, range: [1, 1], distribution: fixed, status: assumption, source: c}
${stocksAndFlows}
outcomes:
  held: {label: Held, doc: d, unit: people, table: outcome, equation: at_end(stock), summary: last, better: higher}
`,
    ['stock'],
  );
  const faults = new Faults();
  const spec = readScenario(
    scenario({ as_now: '{}' }, { horizon: '2 years' }),
    'test.yaml',
    faults,
    () => undefined,
  )!;
  const experiment = resolveScenario(spec, barnet, program, faults)!;
  const engine = prepareEngine(program);
  const sample = sampleParameters(program.model, spec, DRAWS, 'random');
  const request = {
    experiment,
    sample,
    sampling: 'random',
    outcomes: [...program.model.outcomes.values()],
  } as const;
  const prepared = prepareEnsemble(request, engine);
  const runner = prepareBlocks(prepared.plan);
  const failures = Array.from({ length: prepared.blockCount }, (_, i) =>
    prepared.look(runner.run(prepared.block(i), prepared.values)),
  );
  return prepared.finish(failures.flat());
}

/** Draws in which what was drawn is so. */
const drawsWhere = ({ sample }: Ensemble, is: (luck: number) => boolean): number[] =>
  Array.from(sample.values.keys()).filter(k => is(sample.values[k]!));

describe('a draw that fails', () => {
  it('is one in which a stock runs below zero, with its step and last good value', () => {
    const ensemble = drawSmall(`
stocks:
  stock: {doc: d, unit: people, initial: one, inflows: coming}
flows:
  coming: {doc: d, unit: people/year, equation: luck * one * a_year}
`);
    // One and two years of luck: below zero when it is worse than minus a half.
    const below = drawsWhere(ensemble, luck => luck < -0.5);
    expect(below.length).toBeGreaterThan(4);
    expect(ensemble.failures.map(f => f.draw)).toEqual(below);
    for (const { draw, arm, fault } of ensemble.failures) {
      const luck = ensemble.sample.values[draw]!;
      const step = Math.floor(52 / -luck);
      expect(arm).toBe('as_now');
      expect(fault).toMatchObject({ kind: 'negative', name: 'stock', step });
      expect(fault.value).toBeCloseTo(1 + (luck * (step + 1)) / 52, 12);
    }
    const held = valuesOf(ensemble, 'held', 'as_now');
    for (const [k, value] of held.entries())
      if (below.includes(k)) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(1 + 2 * ensemble.sample.values[k]!, 12);
  });

  it('is one in which a number is lost', () => {
    const ensemble = drawSmall(`
stocks:
  stock: {doc: d, unit: people, initial: one, inflows: coming}
flows:
  coming: {doc: d, unit: people/year, equation: sqrt(luck) * one * a_year}
`);
    expect(ensemble.failures.map(f => f.draw)).toEqual(drawsWhere(ensemble, luck => luck < 0));
    for (const { fault } of ensemble.failures)
      expect(fault).toMatchObject({ kind: 'not-a-number', name: 'stock', step: 0, lastGood: 1 });
  });

  it('is one that has no steady start', () => {
    const ensemble = drawSmall(`
stocks:
  stock: {doc: d, unit: people, initial: steady, inflows: changing}
flows:
  changing: {doc: d, unit: people/year, equation: (luck - stock * stock / (one * one)) * one * a_year}
`);
    expect(ensemble.failures.map(f => f.draw)).toEqual(drawsWhere(ensemble, luck => luck < 0));
    for (const { fault } of ensemble.failures) expect(fault).toMatchObject({ kind: 'start', name: 'stock' });
    const held = valuesOf(ensemble, 'held', 'as_now');
    for (const k of drawsWhere(ensemble, luck => luck > 0))
      expect(held[k]! * held[k]!).toBeCloseTo(ensemble.sample.values[k]!, 8);
  });
});
