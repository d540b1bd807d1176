import { type Engine, prepareEngine } from '../../src/arms/run-arms.ts';
import type { CheckedOutcome } from '../../src/check/checked.ts';
import { given, loadProgram, loadScenario } from '../../src/cli/load/load.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { type DrawPlan, listsRequest } from '../../src/ensemble/draw-plan.ts';
import { type LaneMachine, startMachine } from '../../src/ensemble/lanes/lane-machine.ts';
import type { LaneInputs } from '../../src/ensemble/lanes/lane-run.ts';
import { LaneSearch } from '../../src/ensemble/lanes/lane-search.ts';
import type { ListsRequest } from '../../src/ensemble/lanes/lists.ts';
import { type PreparedEnsemble, prepareEnsemble } from '../../src/ensemble/prepare-ensemble.ts';
import { findStarts } from '../../src/ensemble/run-block.ts';
import { type Sampling, sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';

export const SCENARIO = 'scenarios/big-bang-or-evolution.yaml';
export const ARMS = ['as_now', 'big_bang'];

/** The treatment model on Barnet: big bang against as now, ten years of weekly steps. */
export interface Treatment {
  readonly experiment: Experiment;
  readonly engine: Engine;
  readonly outcomes: readonly CheckedOutcome[];
}

export async function loadTreatment(): Promise<Treatment> {
  const faults = new Faults();
  const program = await loadProgram(faults);
  const { scenario, area } = loadScenario(SCENARIO, program.model, undefined, faults);
  const whole = given(resolveScenario(scenario, area, program, faults), faults);
  return {
    experiment: { ...whole, arms: ARMS.map(name => whole.arms.find(a => a.name === name)!) },
    engine: prepareEngine(program),
    outcomes: [...program.model.outcomes.values()],
  };
}

/** Draws of it, ready to be run. */
export function prepareDraws(
  { experiment, engine, outcomes }: Treatment,
  draws: number,
  { sampling = 'random', seed }: { readonly sampling?: Sampling; readonly seed?: string } = {},
): PreparedEnsemble {
  const spec = { ...experiment.spec, ...(seed !== undefined && { seed }) };
  const sample = sampleParameters(experiment.program.model, spec, draws, sampling);
  return prepareEnsemble({ experiment: { ...experiment, spec }, sample, sampling, outcomes }, engine);
}

/** The first block of draws all of whose starts are found. */
export interface FirstBlock {
  readonly plan: DrawPlan;
  readonly machine: LaneMachine;
  readonly findStarts: () => void;
  /** The machine's memory once they are. */
  readonly firstInstant: Float64Array;
  /** By arm. */
  readonly inputs: readonly LaneInputs[];
}

export function startFirstBlock({ plan, block, blockCount }: PreparedEnsemble): FirstBlock {
  const machine = startMachine(plan.program);
  const [group, ...others] = plan.groups;
  if (!group || others.length > 0) throw new Error('the arms share no start');
  const search = new LaneSearch(machine, group.base);
  for (let b = 0; b < blockCount; b++) {
    const own = block(b);
    const find = () => findStarts(machine, plan, group, search, own);
    if (!find().every(s => s.converged)) continue;
    return {
      plan,
      machine,
      findStarts: find,
      firstInstant: machine.memory.slice(),
      inputs: group.arms.map(({ arm, changes }) =>
        changes ? { alike: changes } : { byLane: own.changes[arm]! },
      ),
    };
  }
  throw new Error('in every block is a draw whose start is not found');
}

/** What lists of equations of its draws are written from. */
export function listsRequestOf({ experiment, outcomes }: Treatment): ListsRequest {
  const sample = sampleParameters(experiment.program.model, experiment.spec, 1, 'random');
  return listsRequest([{ experiment, sample }], outcomes);
}
