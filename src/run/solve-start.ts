import type { Machine } from './machine.ts';
import { type Jacobian, newton, type StartSystem, setUnknowns } from './newton.ts';
import { simulate } from './simulate.ts';
import { unknownsOf } from './start-pattern.ts';

/** What the solver found, and how well it meets what it was asked. */
export interface Start {
  /** Every slot's value at the first instant. */
  readonly values: Float64Array;
  readonly report: StartReport;
  /** Passed to the next solve of the same program, it saves most of the work. */
  readonly warm: WarmStart;
}

export interface StartReport {
  readonly converged: boolean;
  /** Greatest residual beside the size of its equation. */
  readonly residual: number;
  /** What that equation is about: the steady stock, or the unknown freed for a condition. */
  readonly worst: string;
  readonly iterations: number;
  /** How often the first year was run to aim at its totals. */
  readonly years: number;
  /** Conditions that nothing could be freed for, and by how much they are missed. */
  readonly unmet: readonly { readonly name: string; readonly by: number }[];
  /** Unknowns whose value is not possible: below the least that makes sense, or a stock below zero. */
  readonly infeasible: readonly { readonly name: string; readonly value: number; readonly least: number }[];
}

export interface WarmStart {
  readonly unknowns: Float64Array;
  readonly corrections: Float64Array;
  readonly jacobian: Jacobian;
}

/** The equations of the start, prepared once for a program. */
export interface StartSolver {
  solve(values: Float64Array, stepsPerYear: number, warm?: WarmStart): Start;
}

const GOOD_ENOUGH = 1e-10;
const YEAR_TOLERANCE = 1e-6;
const MAX_YEARS = 12;

/**
 * Prepares the search for a start: values of the steady stocks that make their net flows zero, together with
 * values of the freed unknowns that make the conditions true.
 *
 * Newton's method. The Jacobian's pattern comes from the equations themselves, so unknowns that share no
 * equation are nudged together and blocks that share no unknown are solved apart; a Jacobian that still
 * works is used again. A figure that is a yearly total is met by running the first year and re-aiming its
 * rate by the ratio of the two, until that ratio stands still.
 */
export function prepareStart(machine: Machine): StartSolver {
  const { stocks, steady, conditions } = machine.program;
  const mayBeNegative = new Set(stocks.filter(s => s.mayBeNegative).map(s => s.slot));
  const system: StartSystem = {
    machine,
    unknownSlots: unknownsOf(machine.program),
    steadyCount: steady.length,
    least: [...steady.map(s => (mayBeNegative.has(s) ? undefined : 0)), ...conditions.map(c => c.least)],
  };
  return { solve: (values, stepsPerYear, warm) => findStart(system, values, stepsPerYear, warm) };
}

function findStart(
  system: StartSystem,
  given: Float64Array,
  stepsPerYear: number,
  warm: WarmStart | undefined,
): Start {
  const { machine, unknownSlots, steadyCount } = system;
  const { program, memory, call } = machine;
  memory.set(given);
  memory[program.clock.dt] = 1 / stepsPerYear;
  memory[program.clock.newYear] = 1;
  call.prepare();
  const { unknowns, corrections, jacobian } = warm ? copyOf(warm) : guessStart(system);
  let iterations = 0;
  // With the freed unknowns at their guesses the stocks alone are close to linear: a safe first approach.
  if (!warm && steadyCount > 0) {
    iterations += newton(system, unknowns, corrections, jacobian, steadyCount).iterations;
    jacobian.factors.fill(undefined);
  }
  let residual = 0;
  let worst = 0;
  let years = 0;
  const aims = program.conditions.some(c => c.overFirstYear);
  let onTarget = !aims;
  for (;;) {
    const found = newton(system, unknowns, corrections, jacobian, unknownSlots.length);
    iterations += found.iterations;
    ({ residual, worst } = found);
    if (!aims || residual > GOOD_ENOUGH || years === MAX_YEARS) break;
    // The last point that was tried is not always the one that was taken.
    setUnknowns(system, unknowns);
    onTarget = aimAtFirstYear(machine, stepsPerYear, corrections) < YEAR_TOLERANCE;
    years += 1;
    if (onTarget) break;
  }
  const infeasible: { name: string; value: number; least: number }[] = [];
  for (const [i, slot] of unknownSlots.entries()) {
    const [least, value] = [system.least[i], unknowns[i]!];
    if (least === undefined || value >= least) continue;
    // On the bound itself rounding falls on either side of it.
    if (value > least - 1e-9) unknowns[i] = least;
    else infeasible.push({ name: program.slotNames[slot]!, value, least });
  }
  setUnknowns(system, unknowns);
  const unmet = unmetConditions(system, corrections, jacobian);
  call.start();
  const converged = residual <= GOOD_ENOUGH && onTarget;
  // A start near another can still lie beyond a bend; from the guess it is found all the same.
  if (!converged && warm) return findStart(system, given, stepsPerYear, undefined);
  const report = {
    converged,
    residual,
    worst: program.slotNames[unknownSlots[worst] ?? -1] ?? '',
    iterations,
    years,
    unmet,
    infeasible,
  };
  return { values: memory.slice(0, program.slotCount), report, warm: { unknowns, corrections, jacobian } };
}

/** The unknowns at their guesses, and nothing known of what they do. */
function guessStart({ machine, unknownSlots }: StartSystem): WarmStart {
  const { program, pattern, memory, call } = machine;
  call.start();
  call.guess();
  return {
    unknowns: Float64Array.from(unknownSlots, s => memory[s]!),
    corrections: new Float64Array(program.conditions.length).fill(1),
    jacobian: {
      factors: pattern.blocks.map(() => undefined),
      scale: new Float64Array(unknownSlots.length),
    },
  };
}

const copyOf = ({ unknowns, corrections, jacobian: { factors, scale } }: WarmStart): WarmStart => ({
  unknowns: unknowns.slice(),
  corrections: corrections.slice(),
  jacobian: { factors: [...factors], scale: scale.slice() },
});

/** Conditions that nothing could be freed for. */
function unmetConditions(
  { machine, steadyCount }: StartSystem,
  corrections: Float64Array,
  { scale }: Jacobian,
): StartReport['unmet'] {
  const { program, places, memory, call } = machine;
  call.residual();
  const what = places.terms + steadyCount;
  const equals = what + corrections.length;
  return program.conditions.flatMap(({ name }, c) => {
    const by = memory[what + c]! * corrections[c]! - memory[equals + c]!;
    return scale[steadyCount + c] === Infinity && Math.abs(by) > 1e-6 ? [{ name, by }] : [];
  });
}

/** Runs the first year and re-aims the rates whose yearly totals are given. Gives the greatest relative change. */
function aimAtFirstYear(machine: Machine, stepsPerYear: number, corrections: Float64Array): number {
  const { program, places, memory, call } = machine;
  const yearly = program.conditions.flatMap((c, i) => (c.overFirstYear ? [i] : []));
  call.start();
  call.rates();
  const before = memory.slice();
  const totals = new Float64Array(yearly.length);
  simulate(machine, {
    start: before.subarray(0, program.slotCount),
    stepsPerYear,
    steps: stepsPerYear - 1,
    changes: [],
    record: [],
    checkLaws: false,
    onStep: () => {
      call.rates();
      for (let k = 0; k < totals.length; k++)
        totals[k] = totals[k]! + memory[places.rates + k]! / stepsPerYear;
    },
  });
  memory.set(before);
  let moved = 0;
  for (const [k, i] of yearly.entries()) {
    const rate = before[places.rates + k]!;
    const correction = rate === 0 ? 1 : totals[k]! / rate;
    moved = Math.max(moved, Math.abs(correction / corrections[i]! - 1));
    corrections[i] = correction;
  }
  return moved;
}
