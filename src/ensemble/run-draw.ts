import type { ArmRun, Engine } from '../arms/run-arms.ts';
import { simulate } from '../run/simulate.ts';
import type { StartReport } from '../run/solve-start.ts';
import { unknownsOf } from '../run/start-pattern.ts';
import type { Experiment, ExperimentArm } from '../scenario/experiment.ts';
import { type DrawPlan, inputsOfDraw, type StartGroup } from './draw-plan.ts';
import { startMachine } from './lanes/lane-machine.ts';
import { LaneSearch } from './lanes/lane-search.ts';
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

/**
 * Runs one draw alone, step by step and with every law looked at in each: the same bits as in its block, and what went
 * wrong by name. Where the search from nearby finds no start, it is sought the long way.
 *
 * @param own the draw as an experiment; see `experimentOfDraw`
 * @param record slots to keep at every step
 */
export function runDraw(
  own: Experiment,
  draw: number,
  plan: DrawPlan,
  record: readonly number[],
  engine: Engine,
): readonly ArmRun[] {
  const { stepsPerYear, steps } = own;
  const runs: ArmRun[] = [];
  for (const group of plan.groups) {
    const { values, report } = startOfDraw(own, draw, plan, group, engine);
    for (const { arm: a } of group.arms) {
      const arm = own.arms[a]!;
      const { changes } = arm;
      const result = simulate(engine.machine, { start: values, stepsPerYear, steps, changes, record });
      runs[a] = { arm, start: report, values, result };
    }
  }
  return runs;
}

function startOfDraw(
  own: Experiment,
  draw: number,
  plan: DrawPlan,
  group: StartGroup,
  { machine, solver }: Engine,
): { readonly values: Float64Array; readonly report: StartReport } {
  const { image } = own.arms[group.arms[0]!.arm]!;
  const lanes = startMachine(plan.program);
  const search = new LaneSearch(lanes, group.base);
  const [found] = findStarts(lanes, plan, group, search, { first: draw, count: 1, changes: [] });
  if (!found!.converged) return solver.solve(image, own.stepsPerYear);
  const { memory, call, program } = machine;
  memory.set(image);
  memory[program.clock.dt] = 1 / own.stepsPerYear;
  memory[program.clock.newYear] = 1;
  const { unknowns } = plan.program.search;
  for (const [i, slot] of unknownsOf(program).entries())
    memory[slot] = lanes.memory[unknowns[i]! * plan.program.lanes]!;
  call.start();
  const report = { ...found!, worst: '', unmet: [], infeasible: [] };
  return { values: memory.slice(0, program.slotCount), report };
}
