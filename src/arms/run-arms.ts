import type { Program } from '../compile/program.ts';
import { compileProgram, type Machine } from '../run/machine.ts';
import { type RunResult, simulate } from '../run/simulate.ts';
import { prepareStart, type Start, type StartReport, type StartSolver } from '../run/solve-start.ts';
import type { Experiment, ExperimentArm } from '../scenario/experiment.ts';

/** One arm's run. */
export interface ArmRun {
  readonly arm: ExperimentArm;
  readonly start: StartReport;
  /** Slot values at the first instant, solved. */
  readonly values: Float64Array;
  readonly result: RunResult;
}

/** A start without what would help to solve another. */
export type KnownStart = Omit<Start, 'warm'>;

/** A program made ready to run, for as many experiments as there are. */
export interface Engine {
  readonly machine: Machine;
  readonly solver: StartSolver;
  /** The start that the solver would give, where it gave it before. */
  readonly knownStart?: (image: Float64Array, stepsPerYear: number) => KnownStart | undefined;
}

export function prepareEngine(program: Program): Engine {
  const machine = compileProgram(program);
  return { machine, solver: prepareStart(machine) };
}

/**
 * Solves each arm's start and runs it. Arms whose numbers are the same share one start, so that arms that
 * are equal differ by exactly nothing; others are solved from the same guess, so that no arm's bits depend on
 * which other arms there are.
 *
 * @param record slots to keep at every step
 * @param engine the experiment's program, made ready; absent: it is made ready for these arms alone
 */
export function runArms(
  experiment: Experiment,
  record: readonly number[],
  { machine, solver, knownStart }: Engine = prepareEngine(experiment.program),
): readonly ArmRun[] {
  const { stepsPerYear, steps } = experiment;
  const starts: { image: Float64Array; values: Float64Array; report: StartReport }[] = [];
  return experiment.arms.map(arm => {
    const { image } = arm;
    let start = starts.find(s => sameNumbers(s.image, image));
    if (!start) {
      const { values, report } = knownStart?.(image, stepsPerYear) ?? solver.solve(image, stepsPerYear);
      start = { image, values, report };
      starts.push(start);
    }
    const result = simulate(machine, {
      start: start.values,
      stepsPerYear,
      steps,
      changes: arm.changes,
      record,
    });
    return { arm, start: start.report, values: start.values, result };
  });
}

/** Whether two arms' numbers are the same, bit for bit. */
export const sameNumbers = (a: Float64Array, b: Float64Array): boolean =>
  a.every((x, i) => Object.is(x, b[i]));
