import { describe, expect, it } from 'vitest';
import { programOfAll } from '../../src/ensemble/draw-plan.ts';
import type { LaneProgram } from '../../src/ensemble/lanes/lane-program.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { areaOf, program, resolve, SHIPPED } from '../treatment/bench.ts';
import { drawAll, valuesOf } from './draw-all.ts';

const DRAWS = 2;
const OUTCOME = 'net_monetary_benefit';

/** Scenarios that run for as long in as long steps, which can share a program of draws: making one is most of the work. */
const byClock = new Map<string, { readonly name: string; readonly experiment: Experiment }[]>();
for (const [name, text] of SHIPPED) {
  const experiment = resolve(text, areaOf(text));
  const clock = `${experiment.steps} steps, ${experiment.stepsPerYear} a year`;
  byClock.set(clock, [...(byClock.get(clock) ?? []), { name, experiment }]);
}

const shared = (experiments: readonly Experiment[]): LaneProgram =>
  programOfAll(
    experiments.map(experiment => ({
      experiment,
      sample: sampleParameters(program.model, experiment.spec, DRAWS, 'random'),
    })),
    [program.model.outcomes.get(OUTCOME)!],
  );

describe.each([...byClock])('over %s', (_, scenarios) => {
  let made: LaneProgram | undefined;

  it.each(scenarios)('$name runs in draws', { timeout: 60_000 }, ({ experiment }) => {
    made ??= shared(scenarios.map(s => s.experiment));
    const ensemble = drawAll(experiment, DRAWS, { only: [OUTCOME], shared: made });
    expect(ensemble.failures).toEqual([]);
    for (const arm of ensemble.experiment.arms)
      for (const value of valuesOf(ensemble, OUTCOME, arm.name)) expect(value).not.toBeNaN();
  });
});
