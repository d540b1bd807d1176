import type { Program } from '../compile/program.ts';
import { compileProgram, type Machine } from '../run/machine.ts';
import { type RunResult, simulate } from '../run/simulate.ts';
import { prepareStart, type Start, type StartReport, type StartSolver } from '../run/solve-start.ts';
import type { Experiment, ExperimentArm } from '../scenario/experiment.ts';

/** An arm whose start is solved. */
export interface ArmStart {
  readonly arm: ExperimentArm;
  readonly start: StartReport;
  /** Slot values at the first instant, solved. */
  readonly values: Float64Array;
}

/** One arm's run. */
export interface ArmRun extends ArmStart {
  readonly result: RunResult;
}

/** A start without what would help to solve another. */
export type KnownStart = Omit<Start, 'warm'>;

/** The start that the solver would give, where it gave it before. */
type FindStart = (image: Float64Array, stepsPerYear: number) => KnownStart | undefined;

/** A program made ready to run, for as many experiments as there are. */
export interface Engine {
  readonly machine: Machine;
  readonly solver: StartSolver;
  readonly knownStart?: FindStart | undefined;
}

/** Compiles the program when its machine or its solver is first asked for: where starts are known, neither may be. */
export function prepareEngine(program: Program, knownStart?: FindStart): Engine {
  let machine: Machine | undefined;
  let solver: StartSolver | undefined;
  return {
    get machine() {
      return (machine ??= compileProgram(program));
    },
    get solver() {
      return (solver ??= prepareStart(this.machine));
    },
    knownStart,
  };
}

/**
 * Solves each arm's start. Arms whose numbers are the same share one start, so that arms that are equal differ by
 * exactly nothing; others are solved from the same guess, so that no arm's bits depend on which other arms there are.
 */
export function solveStarts({ arms, stepsPerYear }: Experiment, engine: Engine): readonly ArmStart[] {
  const known: ArmStart[] = [];
  return arms.map(arm => {
    const { image } = arm;
    const same = known.find(s => sameNumbers(s.arm.image, image));
    if (same) return { ...same, arm };
    const { values, report } =
      engine.knownStart?.(image, stepsPerYear) ?? engine.solver.solve(image, stepsPerYear);
    const start = { arm, start: report, values };
    known.push(start);
    return start;
  });
}

/**
 * Solves each arm's start and runs it.
 *
 * @param record slots to keep at every step
 * @param engine the experiment's program, made ready; absent: it is made ready for these arms alone
 */
export const runArms = (
  experiment: Experiment,
  record: readonly number[],
  engine: Engine = prepareEngine(experiment.program),
): readonly ArmRun[] => runFrom(solveStarts(experiment, engine), experiment, record, engine);

/** Runs each arm from its start. @param record slots to keep at every step */
export function runFrom(
  starts: readonly ArmStart[],
  { stepsPerYear, steps }: Experiment,
  record: readonly number[],
  { machine }: Engine,
): readonly ArmRun[] {
  return starts.map(start => {
    const { changes } = start.arm;
    const result = simulate(machine, { start: start.values, stepsPerYear, steps, changes, record });
    return { ...start, result };
  });
}

/** Whether two arms' numbers are the same, bit for bit. */
export const sameNumbers = (a: Float64Array, b: Float64Array): boolean =>
  a.every((x, i) => Object.is(x, b[i]));
