import { type Engine, prepareEngine } from '../arms/run-arms.ts';
import type { CheckedOutcome } from '../check/checked.ts';
import { measureOutcomes, slotsToRecord, windowsOf } from '../outcome/measure-outcomes.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { type DrawPlan, inputsOfDraw, planDraws } from './draw-plan.ts';
import { columnStart, type DrawFailure, type Ensemble, type EnsembleShape } from './ensemble.ts';
import type { Block, Suspect } from './run-block.ts';
import { experimentOfDraw, runDraw } from './run-draw.ts';
import type { Sample, Sampling } from './sample-parameters.ts';

export interface EnsembleRequest {
  readonly experiment: Experiment;
  readonly sample: Sample;
  readonly sampling: Sampling;
  /** Those that are wanted. */
  readonly outcomes: readonly CheckedOutcome[];
}

/** An ensemble whose blocks can be run, in any order and by anybody. */
export interface PreparedEnsemble {
  readonly plan: DrawPlan;
  /** Shared with whoever runs blocks. */
  readonly values: Float64Array;
  readonly blockCount: number;
  block(index: number): Block;
  /** Once all blocks are done: looks at each suspect draw alone, and gives what came of all. */
  finish(suspects: readonly Suspect[]): Ensemble;
}

export function prepareEnsemble(request: EnsembleRequest, given?: Engine): PreparedEnsemble {
  const { experiment, sample, sampling, outcomes } = request;
  const engine = given ?? prepareEngine(experiment.program);
  const plan = planDraws(experiment, sample, outcomes, engine);
  const { lanes } = plan.program;
  const values = new Float64Array(new SharedArrayBuffer(bytesOfValues(plan.shape))).fill(Number.NaN);
  const depends = new Set(plan.groups.flatMap(g => g.arms.flatMap(a => (a.changes ? [] : [a.arm]))));
  return {
    plan,
    values,
    blockCount: Math.ceil(sample.draws / lanes),
    block: index => {
      const first = index * lanes;
      const count = Math.min(lanes, sample.draws - first);
      const changes = experiment.arms.map((_, a) =>
        depends.has(a)
          ? Array.from({ length: lanes }, (_, l) =>
              inputsOfDraw(experiment, a, sample, first + Math.min(l, count - 1)),
            )
          : undefined,
      );
      return { first, count, changes };
    },
    finish: suspects => ({
      experiment,
      sample,
      sampling,
      noise: false,
      outcomes: outcomes.map(o => o.spec),
      windows: windowsOf(experiment, 'year'),
      values,
      failures: lookAtAlone(suspects, request, plan, engine, values),
    }),
  };
}

/** How much an ensemble's values take. */
export const bytesOfValues = (shape: EnsembleShape): number =>
  columnStart(shape, shape.arms, 0, 0) * Float64Array.BYTES_PER_ELEMENT;

/** Runs the suspects one by one, in order of draw; writes the outcomes of those that turn out sound. */
function lookAtAlone(
  suspects: readonly Suspect[],
  { experiment, sample, outcomes }: EnsembleRequest,
  plan: DrawPlan,
  engine: Engine,
  values: Float64Array,
): DrawFailure[] {
  const record = slotsToRecord(experiment.program);
  const draws = [...new Set(suspects.map(s => s.draw))].sort((a, b) => a - b);
  return draws.flatMap(draw => {
    const own = experimentOfDraw(experiment, sample, draw);
    const runs = runDraw(own, draw, plan, record, engine);
    const { rows } = measureOutcomes(own, runs, record, { window: 'year' });
    return runs.flatMap(({ arm, start, result }, a): DrawFailure[] => {
      const sound = start.converged && !result.fault;
      for (const [o, { spec }] of outcomes.entries()) {
        const row = rows.find(r => r.spec.name === spec.name)!;
        for (const [w, value] of [...row.byWindow[a]!, row.overall[a]!].entries())
          values[columnStart(plan.shape, a, o, w) + draw] = sound ? value : Number.NaN;
      }
      if (sound) return [];
      const { residual: value, worst: name } = start;
      return [
        { draw, arm: arm.name, fault: start.converged ? result.fault! : { kind: 'start', name, value } },
      ];
    });
  });
}
