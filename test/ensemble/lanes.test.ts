import { describe, expect, it } from 'vitest';
import { planDraws } from '../../src/ensemble/draw-plan.ts';
import { experimentOfDraw, prepareRunDraw } from '../../src/ensemble/run-draw.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { measureOutcomes, slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import { areaOf, engine, program, resolve, SHIPPED, scenario } from '../treatment/bench.ts';
import { drawAll, valuesOf } from './draw-all.ts';

const CUT = '{funding: [{cut: 20%, from: 2017-04}]}';
const RETENDER =
  '{commissioning: [{retender: all lots, to: one new provider, notice: 2016-10, start: 2017-04, term: 3 years}]}';
const shipped = (name: string) => resolve(SHIPPED.get(name)!, areaOf(SHIPPED.get(name)!));

/** Scenarios that differ in what makes draws hard: inputs, starts that arms do not share, an area off balance. */
const HARD = [
  'big-bang-or-evolution',
  'high-turnover',
  'history/barnet-record',
  'pressures/provider-failure',
  'improvements/hepatitis-c',
];

describe('draws side by side', () => {
  it.each(HARD)('%s: have the bits of the same draw run alone, step by step', { timeout: 60_000 }, name => {
    const experiment = shipped(name);
    const ensemble = drawAll(experiment, 9);
    const record = slotsToRecord(program);
    const sample = sampleParameters(program.model, experiment.spec, 9, 'random');
    const plan = planDraws(experiment, sample, [], engine);
    const runDraw = prepareRunDraw(plan, record, engine);
    expect(ensemble.failures).toEqual([]);
    for (const draw of [0, 8]) {
      const own = experimentOfDraw(experiment, sample, draw);
      const { rows, arms } = measureOutcomes(own, runDraw(own, draw), record, { window: 'year' });
      for (const row of rows)
        for (const [a, { name: arm }] of arms.entries()) {
          const alone = [...row.byWindow[a]!, row.overall[a]!];
          const beside = alone.map((_, w) => valuesOf(ensemble, row.spec.name, arm, w)[draw]);
          expect(beside, `${row.spec.name} of ${arm}, draw ${draw}`).toEqual(alone);
        }
    }
  });

  it('start where the long search finds them, and meet the first year', { timeout: 60_000 }, () => {
    const experiment = resolve(scenario({ as_now: '{}' }, { horizon: '1 year' }));
    const ensemble = drawAll(experiment, 8, { only: ['in_treatment', 'people_starting', 'completions'] });
    const { sample } = ensemble;
    const record = slotsToRecord(program);
    for (const draw of [0, 3, 7]) {
      const own = experimentOfDraw(experiment, sample, draw);
      const { values, report } = engine.solver.solve(own.arms[0]!.image, experiment.stepsPerYear);
      expect(report.converged).toBe(true);
      const plan = planDraws(experiment, sample, [], engine);
      const [run] = prepareRunDraw(plan, record, engine)(own, draw);
      const apart = [...values.keys()].map(
        s => Math.abs(values[s]! - run!.values[s]!) / Math.max(1, Math.abs(values[s]!)),
      );
      expect(Math.max(...apart)).toBeLessThan(1e-5);
    }
  });

  it('do not depend on how many there are side by side, nor on the order of blocks', {
    timeout: 60_000,
  }, () => {
    const experiment = resolve(scenario({ as_now: '{}', cut: CUT }, { horizon: '2 years' }));
    const eight = drawAll(experiment, 11, { lanes: 8 });
    expect(drawAll(experiment, 11, { lanes: 2 }).values).toEqual(eight.values);
    expect(drawAll(experiment, 11, { lanes: 4, backwards: true }).values).toEqual(eight.values);
  });
});

describe('pairing', () => {
  it('gives arms that are the same a difference of exactly 0 in every draw', { timeout: 60_000 }, () => {
    const same = resolve(scenario({ first: CUT, other: RETENDER, again: CUT }, { horizon: '3 years' }));
    const ensemble = drawAll(same, 6);
    for (const { name } of ensemble.outcomes)
      expect(valuesOf(ensemble, name, 'again'), name).toEqual(valuesOf(ensemble, name, 'first'));
    expect(valuesOf(ensemble, 'completions', 'other')).not.toEqual(
      valuesOf(ensemble, 'completions', 'first'),
    );
  });

  it('moves no number when arms or draws are added', { timeout: 60_000 }, () => {
    const arms = { as_now: '{}', cut: CUT };
    const two = drawAll(resolve(scenario(arms, { horizon: '2 years' })), 5);
    const three = drawAll(resolve(scenario({ retender: RETENDER, ...arms }, { horizon: '2 years' })), 12);
    for (const { name } of two.outcomes)
      for (const arm of ['as_now', 'cut'])
        expect(valuesOf(three, name, arm).slice(0, 5), `${name} of ${arm}`).toEqual(
          Float64Array.from(valuesOf(two, name, arm)),
        );
  });

  it('moves no number when arms are left out or run in another order', { timeout: 60_000 }, () => {
    // Two of its arms have policies that turn on a parameter which is drawn.
    const experiment = shipped('high-turnover');
    const arms = experiment.arms.toReversed().filter(arm => arm.name !== 'high');
    const all = drawAll(experiment, 3);
    const some = drawAll({ ...experiment, arms }, 3);
    expect(arms.map(arm => arm.name)).toEqual(['high_with_training', 'usual']);
    for (const { name } of all.outcomes)
      for (const arm of arms)
        expect(valuesOf(some, name, arm.name), `${name} of ${arm.name}`).toEqual(
          valuesOf(all, name, arm.name),
        );
  });

  it('computes less where less is wanted, and the same', { timeout: 60_000 }, () => {
    const experiment = resolve(scenario({ as_now: '{}', cut: CUT }, { horizon: '2 years' }));
    const all = drawAll(experiment, 3);
    const one = drawAll(experiment, 3, { only: ['deaths'] });
    expect(valuesOf(one, 'deaths', 'cut')).toEqual(valuesOf(all, 'deaths', 'cut'));
    const sizeOf = (names: readonly string[]): number => {
      const outcomes = names.map(n => program.model.outcomes.get(n)!);
      return planDraws(experiment, all.sample, outcomes, engine).program.slotCount;
    };
    expect(sizeOf(['deaths'])).toBeLessThan(0.9 * sizeOf([...program.model.outcomes.keys()]));
  });
});
