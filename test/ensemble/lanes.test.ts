import { describe, expect, it } from 'vitest';
import { planDraws } from '../../src/ensemble/draw-plan.ts';
import type { Ensemble } from '../../src/ensemble/ensemble.ts';
import { experimentOfDraw, prepareRunDraw } from '../../src/ensemble/run-draw.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { engine, program, resolve, scenario } from '../treatment/bench.ts';
import { expectBitsOfOneAlone } from './beside-alone.ts';
import { drawAll, valuesOf } from './draw-all.ts';

const CUT = '{funding: [{cut: 20%, from: 2017-04}]}';
const RETENDER =
  '{commissioning: [{retender: all lots, to: one new provider, notice: 2016-10, start: 2017-04, term: 3 years}]}';

describe('draws side by side', () => {
  // One with inputs that are drawn.
  expectBitsOfOneAlone(['high-turnover']);

  it('start where the long search finds them, and meet the first year', { timeout: 60_000 }, () => {
    const experiment = resolve(scenario({ as_now: '{}' }, { horizon: '1 year' }));
    const sample = sampleParameters(program.model, experiment.spec, 8, 'random');
    const record = slotsToRecord(program);
    const runDraw = prepareRunDraw(planDraws(experiment, sample, [], engine), record, engine);
    for (const draw of [0, 3, 7]) {
      const own = experimentOfDraw(experiment, sample, draw);
      const { values, report } = engine.solver.solve(own.arms[0]!.image, experiment.stepsPerYear);
      expect(report.converged).toBe(true);
      const [run] = runDraw(own, draw);
      const apart = [...values.keys()].map(
        s => Math.abs(values[s]! - run!.values[s]!) / Math.max(1, Math.abs(values[s]!)),
      );
      expect(Math.max(...apart)).toBeLessThan(1e-5);
    }
  });
});

describe('pairing', () => {
  const arms = { as_now: '{}', cut: CUT };
  const more = { retender: RETENDER, ...arms, again: CUT };
  const [few, many] = [arms, more].map(of => resolve(scenario(of, { horizon: '2 years' }))) as [
    Experiment,
    Experiment,
  ];
  let drawn: Ensemble | undefined;
  const all = (): Ensemble => (drawn ??= drawAll(many, 12, { lanes: 8 }));

  it('gives arms that are the same a difference of exactly 0 in every draw', { timeout: 60_000 }, () => {
    for (const { name } of all().outcomes)
      expect(valuesOf(all(), name, 'again'), name).toEqual(valuesOf(all(), name, 'cut'));
    expect(valuesOf(all(), 'completions', 'retender')).not.toEqual(valuesOf(all(), 'completions', 'cut'));
  });

  it('moves no number when arms or draws are added, however many there are side by side and in whatever order of blocks', {
    timeout: 60_000,
  }, () => {
    const two = drawAll(few, 5, { lanes: 2, backwards: true });
    for (const { name } of two.outcomes)
      for (const arm of ['as_now', 'cut'])
        expect(valuesOf(all(), name, arm).slice(0, 5), `${name} of ${arm}`).toEqual(
          Float64Array.from(valuesOf(two, name, arm)),
        );
  });
});
