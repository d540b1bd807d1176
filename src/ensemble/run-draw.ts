import type { ArmRun, Engine } from '../arms/run-arms.ts';
import { simulate } from '../run/simulate.ts';
import type { StartReport } from '../run/solve-start.ts';
import { unknownsOf } from '../run/start-pattern.ts';
import type { Experiment, ExperimentArm } from '../scenario/experiment.ts';
import { type DrawPlan, inputsOfDraw } from './draw-plan.ts';
import { type LaneMachine, startMachine } from './lanes/lane-machine.ts';
import { LaneSearch, type LaneStart } from './lanes/lane-search.ts';
import { chanceMachine } from './noise/chance-machine.ts';
import { findStarts } from './run-block.ts';
import { placeDraw, type Sample } from './sample-parameters.ts';

/** A draw as an experiment of its own. */
export function experimentOfDraw(experiment: Experiment, sample: Sample, draw: number): Experiment {
  const arms = experiment.arms.map((arm, a): ExperimentArm => {
    const image = Float64Array.from(arm.image);
    placeDraw(sample, draw, image, experiment.program);
    return { ...arm, image, changes: inputsOfDraw(experiment, a, sample, draw) };
  });
  return { ...experiment, arms };
}

/** Runs one draw in every arm; `own` is the draw as an experiment. */
export type RunDraw = (own: Experiment, draw: number) => readonly ArmRun[];

/**
 * Prepares to run single draws, step by step and with every law looked at in each: the same bits as in their blocks,
 * and what went wrong by name. Where the search from nearby finds no start, it is sought the long way.
 *
 * @param record slots to keep at every step
 */
export function prepareRunDraw(plan: DrawPlan, record: readonly number[], engine: Engine): RunDraw {
  const lanes = startMachine(plan.program);
  const searches = plan.groups.map(group => new LaneSearch(lanes, group.base));
  const chance = plan.luck && chanceMachine(engine, plan.luck, plan.program.stepsPerYear);
  const { machine } = chance ?? engine;
  return (own, draw) => {
    const { stepsPerYear, steps } = own;
    const runs: ArmRun[] = [];
    for (const [g, group] of plan.groups.entries()) {
      const [found] = findStarts(lanes, plan, group, searches[g]!, { first: draw, count: 1, changes: [] });
      const { image } = own.arms[group.arms[0]!.arm]!;
      const { values: expected, report } = found!.converged
        ? { values: firstInstant(image, stepsPerYear, lanes, engine), report: reportOf(found!) }
        : engine.solver.solve(image, stepsPerYear);
      const values = chance?.begin(draw, expected) ?? expected;
      for (const { arm: a } of group.arms) {
        const arm = own.arms[a]!;
        const { changes } = arm;
        const result = simulate(machine, { start: values, stepsPerYear, steps, changes, record });
        runs[a] = { arm, start: report, values, result };
      }
    }
    return runs;
  };
}

/** Every slot at the first instant, given the unknowns that the first lane holds. */
function firstInstant(
  image: Float64Array,
  stepsPerYear: number,
  lanes: LaneMachine,
  { machine: { memory, call, program } }: Engine,
): Float64Array {
  const { search, lanes: width } = lanes.program;
  memory.set(image);
  memory[program.clock.dt] = 1 / stepsPerYear;
  memory[program.clock.newYear] = 1;
  for (const [i, slot] of unknownsOf(program).entries())
    memory[slot] = lanes.memory[(search.firstUnknown + i) * width]!;
  call.start();
  return memory.slice(0, program.slotCount);
}

const reportOf = (found: LaneStart): StartReport => ({ ...found, worst: '', unmet: [], infeasible: [] });
