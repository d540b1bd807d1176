import { describe, expect, it } from 'vitest';
import { planDraws, programOfAll } from '../../src/ensemble/draw-plan.ts';
import { experimentOfDraw, prepareRunDraw } from '../../src/ensemble/run-draw.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import { engine, program, resolve, scenario } from '../treatment/bench.ts';
import { expectBitsOfOneAlone, shipped } from './beside-alone.ts';
import { drawAll, valuesOf } from './draw-all.ts';

const CUT = '{funding: [{cut: 20%, from: 2017-04}]}';
const RETENDER =
  '{commissioning: [{retender: all lots, to: one new provider, notice: 2016-10, start: 2017-04, term: 3 years}]}';

describe('draws side by side', () => {
  // One with inputs that are drawn, one with starts that arms do not share.
  expectBitsOfOneAlone(['high-turnover', 'pressures/provider-failure']);

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

  it('do not depend on how many there are side by side, nor on the order of blocks', {
    timeout: 60_000,
  }, () => {
    const experiment = resolve(scenario({ as_now: '{}', cut: CUT }, { horizon: '2 years' }));
    const eight = drawAll(experiment, 11, { lanes: 8 });
    expect(drawAll(experiment, 11, { lanes: 2, backwards: true }).values).toEqual(eight.values);
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
    const sample = sampleParameters(program.model, experiment.spec, 3, 'random');
    const [all, one] = [[...program.model.outcomes.keys()], ['deaths']].map(only => {
      const shared = programOfAll(
        [{ experiment, sample }],
        only.map(name => program.model.outcomes.get(name)!),
      );
      return { size: shared.slotCount, drawn: drawAll(experiment, 3, { only, shared }) };
    });
    expect(valuesOf(one!.drawn, 'deaths', 'cut')).toEqual(valuesOf(all!.drawn, 'deaths', 'cut'));
    expect(one!.size).toBeLessThan(0.9 * all!.size);
  });
});
