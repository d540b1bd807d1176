import type { ArmStart } from '../arms/run-arms.ts';
import { type Node, num, slot, ZERO } from '../compile/ir.ts';
import type { Program, ProgramLaw } from '../compile/program.ts';
import { summarise, windowsOf } from '../outcome/measure-outcomes.ts';
import type { OutcomeTable } from '../outcome/outcome-table.ts';
import { watchedOf } from '../run/run-lists.ts';
import { MOST_LEAVING } from '../run/simulate.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { anyScenario } from './draw-plan.ts';
import { type LaneMachine, startMachine } from './lanes/lane-machine.ts';
import { type LaneProgram, laneProgram } from './lanes/lane-program.ts';
import { type LaneResults, runLanes } from './lanes/lane-run.ts';
import { lostOrNegative } from './lanes/law-lists.ts';

/** Two fill an instruction. Measured: with four of them at a time an arm takes as long. */
const LANES = 2;

/**
 * A program for runs of arms side by side, of any length, with every outcome of the model added up year by year. It
 * holds for all scenarios and areas: nothing is known of them, and any series may be an input.
 */
export function armsProgram(program: Program, stepsPerYear: number): LaneProgram {
  const { laws } = program;
  return laneProgram(
    {
      ...anyScenario(program),
      // Starts are given: nothing is left to be sought.
      program: {
        ...program,
        start: [],
        steady: [],
        offStart: [],
        conditions: [],
        laws: [...laws, nothingUnusual(program)],
      },
      stepsPerYear,
    },
    LANES,
  );
}

/** Breaks at any step in which `simulate` would look closer at a stock, or find one that more would leave than is there. */
function nothingUnusual({ stocks, hazardSums, clock }: Program): ProgramLaw {
  const [, , greatestHazard] = watchedOf([], hazardSums);
  const capped: Node = {
    op: 'lt',
    a: num(MOST_LEAVING),
    b: { op: 'mul', a: greatestHazard, b: slot(clock.dt) },
  };
  const values = stocks.map(s => ({ ...s, value: slot(s.slot) }));
  const first: Node = { op: 'or', a: lostOrNegative(values), b: capped };
  return { name: 'nothing unusual', kind: 'identity', first, second: ZERO };
}

/**
 * Runs arms from their starts and measures every outcome by year: the bits that `measureOutcomes` gives for their runs
 * one by one, in less than half the time, as arms share instructions and no step is recorded.
 *
 * @param lanes of `armsProgram`, for the experiment's program and as many steps a year
 * @returns undefined where something has to be told of a run (a law broke, a stock fell below zero, a number was lost,
 *   more would leave a stock than is there), or where the host cannot run lanes: the arms have to be run one by one
 */
export function measureSideBySide(
  experiment: Experiment,
  starts: readonly ArmStart[],
  lanes: LaneProgram,
): OutcomeTable | undefined {
  const { program, steps } = experiment;
  const machine = machineIfPossible({ ...lanes, steps });
  if (!machine) return undefined;
  const pairs: LaneResults[] = [];
  for (let a = 0; a < starts.length; a += LANES) {
    const results = runBeside(machine, starts.slice(a, a + LANES));
    if (results.broken.some(b => b === 1)) return undefined;
    pairs.push(results);
  }
  const windows = windowsOf(experiment, 'year');
  return {
    arms: experiment.arms.map(({ name, label }) => ({ name, label })),
    windows,
    by: undefined,
    rows: [...program.model.outcomes.values()].map(({ spec }, o) => {
      const byWindow = starts.map((_, a) => {
        const { byYear } = pairs[Math.floor(a / LANES)]!;
        return windows.map((_, w) => byYear[(o * windows.length + w) * LANES + (a % LANES)]!);
      });
      const overRun = (a: number) => pairs[Math.floor(a / LANES)]!.overall[o * LANES + (a % LANES)]!;
      return {
        spec,
        element: undefined,
        byWindow,
        overall: byWindow.map((years, a) => summarise(spec.summary, years, () => overRun(a))),
      };
    }),
  };
}

/** A host may have no WebAssembly, no room for it, or none that computes two numbers at once. */
function machineIfPossible(program: LaneProgram): LaneMachine | undefined {
  try {
    return startMachine(program);
  } catch {
    return undefined;
  }
}

/** Runs as many arms as there are lanes, or fewer: lanes beyond them repeat the last. */
function runBeside(machine: LaneMachine, starts: readonly ArmStart[]): LaneResults {
  const { memory, program, fill } = machine;
  const { placeOf, clock, stepsPerYear } = program;
  const inLanes = Array.from({ length: LANES }, (_, l) => starts[l] ?? starts.at(-1)!);
  for (const [l, { values }] of inLanes.entries())
    for (let s = 0; s < placeOf.length; s++) {
      const place = placeOf[s]!;
      if (place >= 0) memory[place * LANES + l] = values[s]!;
    }
  fill(clock.dt, 1 / stepsPerYear);
  return runLanes(machine, { byLane: inLanes.map(({ arm }) => arm.changes) });
}
