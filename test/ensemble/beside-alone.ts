import { expect, it } from 'vitest';
import { planDraws, programOfAll } from '../../src/ensemble/draw-plan.ts';
import { experimentOfDraw, prepareRunDraw } from '../../src/ensemble/run-draw.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { measureOutcomes, slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { areaOf, engine, program, resolve, SHIPPED } from '../treatment/bench.ts';
import { drawAll, valuesOf } from './draw-all.ts';

/** A scenario that ships, on its own area. */
export const shipped = (name: string): Experiment => resolve(SHIPPED.get(name)!, areaOf(SHIPPED.get(name)!));

/** Scenarios whose draws have the bits of the same draw run alone, in every outcome and year. */
export function expectBitsOfOneAlone(scenarios: readonly string[]): void {
  it.each(scenarios)(
    '%s: have the bits of the same draw run alone, step by step',
    { timeout: 60_000 },
    name => {
      const experiment = shipped(name);
      const sample = sampleParameters(program.model, experiment.spec, 9, 'random');
      const outcomes = [...program.model.outcomes.values()];
      const shared = programOfAll([{ experiment, sample }], outcomes);
      const ensemble = drawAll(experiment, 9, { shared });
      const record = slotsToRecord(program);
      const plan = planDraws(experiment, sample, outcomes, engine, shared);
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
    },
  );
}
