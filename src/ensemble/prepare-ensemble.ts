import { type Engine, prepareEngine } from '../arms/run-arms.ts';
import type { CheckedOutcome } from '../check/checked.ts';
import { measureOutcomes, slotsToRecord, windowsOf } from '../outcome/measure-outcomes.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { type DrawPlan, inputsOfDraw, listsRequest, planDraws } from './draw-plan.ts';
import { columnStart, type DrawFailure, type Ensemble, type EnsembleShape } from './ensemble.ts';
import { type LaneProgram, laneProgram } from './lanes/lane-program.ts';
import { byChance } from './noise/by-chance.ts';
import type { Block, Suspect } from './run-block.ts';
import { experimentOfDraw, prepareRunDraw, type RunDraw } from './run-draw.ts';
import type { Sample, Sampling } from './sample-parameters.ts';

export interface EnsembleRequest {
  readonly experiment: Experiment;
  readonly sample: Sample;
  readonly sampling: Sampling;
  /** Those that are wanted. */
  readonly outcomes: readonly CheckedOutcome[];
  /** Draws side by side; absent: as many as the size of a run allows. */
  readonly lanes?: number;
  /** Whether people and staff move as whole ones, by chance. */
  readonly noise?: boolean;
  /** What `programOfAll` made for this experiment and others; not where chance decides. */
  readonly shared?: LaneProgram;
}

/** An ensemble whose blocks can be run, in any order and by anybody. */
export interface PreparedEnsemble {
  readonly plan: DrawPlan;
  /** Shared with whoever runs blocks. */
  readonly values: Float64Array;
  readonly blockCount: number;
  block(index: number): Block;
  /** Looks at the suspects of a block, each draw alone; gives those that have failed. */
  look(suspects: readonly Suspect[]): readonly DrawFailure[];
  /** What came of all draws, once all blocks are done. */
  finish(failures: readonly DrawFailure[]): Ensemble;
}

export function prepareEnsemble(request: EnsembleRequest, given?: Engine): PreparedEnsemble {
  const { sample, sampling, outcomes, noise = false } = request;
  const experiment = noise ? byChance(request.experiment) : request.experiment;
  const { program } = experiment;
  const engine = noise || !given ? prepareEngine(program) : given;
  const compiled =
    request.shared ?? laneProgram(listsRequest([{ experiment, sample }], outcomes), request.lanes);
  const plan = planDraws(experiment, sample, outcomes, engine, compiled);
  const { lanes } = plan.program;
  const values = new Float64Array(new SharedArrayBuffer(bytesOfValues(plan.shape))).fill(Number.NaN);
  const cut = cutBlocks(experiment, sample, plan);
  return {
    plan,
    values,
    blockCount: Math.ceil(sample.draws / lanes),
    block: index => cut(index, sample.draws),
    look: prepareLook({ ...request, experiment }, plan, engine, values),
    finish: failures => ({
      experiment: request.experiment,
      sample,
      sampling,
      noise,
      outcomes: outcomes.map(o => o.spec),
      windows: windowsOf(experiment, 'year'),
      values,
      failures: failures.toSorted((a, b) => a.draw - b.draw),
    }),
  };
}

/**
 * How draws are cut into blocks: as many in each as there are lanes. What depends on what is drawn is worked out anew
 * for each block that is asked for.
 *
 * @returns the block of an index, of so many draws from the first of the sample on
 */
export function cutBlocks(
  experiment: Experiment,
  sample: Sample,
  { groups, program: { lanes } }: DrawPlan,
): (index: number, draws: number) => Block {
  const depends = new Set(groups.flatMap(g => g.arms.flatMap(a => (a.changes ? [] : [a.arm]))));
  return (index, draws) => {
    const first = index * lanes;
    const count = Math.min(lanes, draws - first);
    const changes = experiment.arms.map((_, a) =>
      depends.has(a)
        ? Array.from({ length: lanes }, (_, l) =>
            inputsOfDraw(experiment, a, sample, first + Math.min(l, count - 1)),
          )
        : undefined,
    );
    return { first, count, changes };
  };
}

/** How much an ensemble's values take. */
export const bytesOfValues = (shape: EnsembleShape): number =>
  columnStart(shape, shape.arms, 0, 0) * Float64Array.BYTES_PER_ELEMENT;

/** Runs suspects one by one; writes the outcomes of those that turn out sound. */
function prepareLook(
  { experiment, sample, outcomes }: EnsembleRequest,
  plan: DrawPlan,
  engine: Engine,
  values: Float64Array,
): PreparedEnsemble['look'] {
  const record = slotsToRecord(experiment.program);
  // Mostly there are none.
  let runDraw: RunDraw | undefined;
  const lookAt = (draw: number): DrawFailure[] => {
    const own = experimentOfDraw(experiment, sample, draw);
    runDraw ??= prepareRunDraw(plan, record, engine);
    const runs = runDraw(own, draw);
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
  };
  return suspects => [...new Set(suspects.map(s => s.draw))].flatMap(lookAt);
}
