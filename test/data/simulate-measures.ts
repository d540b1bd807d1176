import type { Engine } from '../../src/arms/run-arms.ts';
import { planDraws } from '../../src/ensemble/draw-plan.ts';
import { columnStart } from '../../src/ensemble/ensemble.ts';
import { bytesOfValues, cutBlocks } from '../../src/ensemble/prepare-ensemble.ts';
import { prepareBlocks } from '../../src/ensemble/run-block.ts';
import type { Sample } from '../../src/ensemble/sample-parameters.ts';
import type { Measure } from '../../src/fit/fit-spec.ts';
import { measuredOutcome } from '../../src/fit/measure-cells.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';

/**
 * What an arm has of a measure in a year of the run, counted from 0: a number for each draw, NaN where a run failed in
 * any arm.
 */
export type Simulated = (arm: number, measure: number, year: number) => Float64Array;

/** Runs every draw in every arm, on this thread. */
export function simulateMeasures(
  experiment: Experiment,
  sample: Sample,
  measures: readonly Measure[],
  engine: Engine,
): Simulated {
  const outcomes = measures.map(m => measuredOutcome(experiment.program.model, m));
  const plan = planDraws(experiment, sample, outcomes, engine);
  const values = new Float64Array(new SharedArrayBuffer(bytesOfValues(plan.shape)));
  const runner = prepareBlocks(plan);
  const block = cutBlocks(experiment, sample, plan);
  const { draws } = sample;
  const failed = new Set<number>();
  for (let i = 0; i * plan.program.lanes < draws; i++)
    for (const { draw } of runner.run(block(i, draws), values)) failed.add(draw);
  return (arm, measure, year) => {
    const at = columnStart(plan.shape, arm, measure, year);
    return values.slice(at, at + draws).map((x, k) => (failed.has(k) ? Number.NaN : x));
  };
}
