import { eachSlot, type Node } from '../compile/ir.ts';
import { type Assign, type Interpreter, interpretEquations, interpretNode } from './interpret.ts';
import { type Jacobian, newton, type StartSystem, setUnknowns } from './newton.ts';
import { simulate } from './simulate.ts';
import { findPattern, neededBy } from './start-pattern.ts';

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
export function prepareStart(interpreter: Interpreter): StartSolver {
  const { program } = interpreter;
  const unknownSlots = [...program.steady, ...program.conditions.map(c => c.unknown)];
  const stockOf = new Map(program.stocks.map(s => [s.slot, s]));
  const residualNodes: Node[] = [
    ...program.steady.map(s => stockOf.get(s)!.net),
    ...program.conditions.flatMap<Node>(c => [{ op: 'sub', a: c.what, b: c.equals }]),
  ];
  const pattern = findPattern(program, unknownSlots, residualNodes);
  const guess = interpretEquations(program.guesses, program.tables);
  const terms = program.slotCount;
  const termNodes = [
    ...program.steady.map(s => stockOf.get(s)!.net),
    ...program.conditions.map(c => c.what),
    ...program.conditions.map(c => c.equals),
  ];
  const system: StartSystem = {
    interpreter,
    evaluate: interpreter.assigns([
      ...neededBy(residualNodes, program),
      ...termNodes.map((node, i) => ({ slot: terms + i, node })),
    ]),
    terms,
    unknownSlots,
    steadyCount: program.steady.length,
    least: program.steady.map(s => (stockOf.get(s)!.mayBeNegative ? undefined : 0)),
    what: program.conditions.map(c => interpretNode(c.what, program.tables)),
    equals: program.conditions.map(c => interpretNode(c.equals, program.tables)),
    pattern,
  };
  return { solve: (values, stepsPerYear, warm) => findStart(system, guess, values, stepsPerYear, warm) };
}

function findStart(
  system: StartSystem,
  guess: Assign,
  given: Float64Array,
  stepsPerYear: number,
  warm: WarmStart | undefined,
): Start {
  const { interpreter, unknownSlots, steadyCount } = system;
  const { program } = interpreter;
  const v = new Float64Array(system.terms + steadyCount + 2 * program.conditions.length);
  v.set(given);
  v[program.clock.dt] = 1 / stepsPerYear;
  v[program.clock.newYear] = 1;
  const n = unknownSlots.length;
  let unknowns: Float64Array;
  let corrections = new Float64Array(program.conditions.length).fill(1);
  let jacobian: Jacobian = {
    factors: system.pattern.blocks.map(() => undefined),
    scale: new Float64Array(n),
  };
  let iterations = 0;
  if (warm) {
    unknowns = Float64Array.from(warm.unknowns);
    corrections = Float64Array.from(warm.corrections);
    jacobian = { factors: [...warm.jacobian.factors], scale: Float64Array.from(warm.jacobian.scale) };
  } else {
    interpreter.start(v);
    guess(v);
    unknowns = Float64Array.from(unknownSlots, s => v[s]!);
    // With the freed unknowns at their guesses the stocks alone are close to linear: a safe first approach.
    if (steadyCount > 0)
      iterations += newton(system, v, unknowns, corrections, jacobian, steadyCount).iterations;
    jacobian.factors.fill(undefined);
  }
  let residual = 0;
  let worst = 0;
  let years = 0;
  const aims = program.conditions.some(c => c.overFirstYear);
  let onTarget = !aims;
  for (;;) {
    const found = newton(system, v, unknowns, corrections, jacobian, n);
    iterations += found.iterations;
    ({ residual, worst } = found);
    // The last point that was tried is not always the one that was taken.
    setUnknowns(system, v, unknowns);
    interpreter.start(v);
    if (!aims || residual > GOOD_ENOUGH || years === MAX_YEARS) break;
    onTarget = aimAtFirstYear(system, v, stepsPerYear, corrections) < YEAR_TOLERANCE;
    years += 1;
    if (onTarget) break;
  }
  const infeasible: { name: string; value: number; least: number }[] = [];
  for (const [i, slot] of unknownSlots.entries()) {
    const least = i < steadyCount ? system.least[i] : program.conditions[i - steadyCount]!.least;
    const value = unknowns[i]!;
    if (least === undefined || value >= least) continue;
    // On the bound itself rounding falls on either side of it.
    if (value > least - 1e-9) unknowns[i] = least;
    else infeasible.push({ name: program.slotNames[slot]!, value, least });
  }
  setUnknowns(system, v, unknowns);
  interpreter.start(v);
  const unmet = program.conditions.flatMap(({ name }, c) => {
    const by = system.what[c]!(v) * corrections[c]! - system.equals[c]!(v);
    return jacobian.scale[steadyCount + c] === Infinity && Math.abs(by) > 1e-6 ? [{ name, by }] : [];
  });
  const converged = residual <= GOOD_ENOUGH && onTarget;
  // A start near another can still lie beyond a bend; from the guess it is found all the same.
  if (!converged && warm) return findStart(system, guess, given, stepsPerYear, undefined);
  const report = {
    converged,
    residual,
    worst: program.slotNames[unknownSlots[worst] ?? -1] ?? '',
    iterations,
    years,
    unmet,
    infeasible,
  };
  return { values: v.slice(0, program.slotCount), report, warm: { unknowns, corrections, jacobian } };
}

/** Runs the first year and re-aims the rates whose yearly totals are given. Gives the greatest relative change. */
function aimAtFirstYear(
  { interpreter, what }: StartSystem,
  v: Float64Array,
  stepsPerYear: number,
  corrections: Float64Array,
): number {
  const { program } = interpreter;
  const totals = new Float64Array(what.length);
  const rates = what.map(w => w(v));
  const record = program.conditions.map((c, i) => ({ i, yearly: c.overFirstYear })).filter(c => c.yearly);
  const slots = [...new Set(record.flatMap(({ i }) => slotsOf(program.conditions[i]!.what)))];
  const { series } = simulate(interpreter, {
    start: v,
    stepsPerYear,
    steps: stepsPerYear,
    changes: [],
    record: slots,
    checkLaws: false,
  });
  const row = Float64Array.from(v);
  for (let s = 0; s < stepsPerYear; s++) {
    for (const [k, slot] of slots.entries()) row[slot] = series[s * slots.length + k]!;
    for (const { i } of record) totals[i] = totals[i]! + what[i]!(row) / stepsPerYear;
  }
  let moved = 0;
  for (const { i } of record) {
    const correction = rates[i] === 0 ? 1 : totals[i]! / rates[i]!;
    moved = Math.max(moved, Math.abs(correction / corrections[i]! - 1));
    corrections[i] = correction;
  }
  return moved;
}

function slotsOf(node: Node): number[] {
  const slots: number[] = [];
  eachSlot(node, s => slots.push(s));
  return slots;
}
