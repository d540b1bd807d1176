import { describe, expect, it } from 'vitest';
import { programOfAll } from '../../src/ensemble/draw-plan.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { program, resolve, scenario } from '../treatment/bench.ts';
import { expectBitsOfOneAlone, shipped } from './beside-alone.ts';
import { drawAll, valuesOf } from './draw-all.ts';

const CUT = '{funding: [{cut: 20%, from: 2017-04}]}';

/**
 * Beside the one that is tried at every change: many policies, an area off balance, a practice that is bought, starts that
 * arms do not share.
 */
describe('draws side by side', () => {
  expectBitsOfOneAlone([
    'big-bang-or-evolution',
    'history/barnet-record',
    'improvements/hepatitis-c',
    'pressures/provider-failure',
  ]);

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
