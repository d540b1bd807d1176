import { type Equation, eachSlot, type Node } from '../compile/ir.ts';
import type { Program } from '../compile/program.ts';
import { type Factors, factorize, solve } from '../numeric/linear.ts';
import {
  type Assign,
  type Evaluate,
  type Interpreter,
  interpretEquations,
  interpretNode,
} from './interpret.ts';
import { simulate } from './simulate.ts';

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
  readonly iterations: number;
  /** How often the first year was run to aim at its totals. */
  readonly years: number;
  /** Unknowns whose value is not possible: below the least that makes sense, or a stock below zero. */
  readonly infeasible: readonly { readonly name: string; readonly value: number; readonly least: number }[];
}

export interface WarmStart {
  readonly unknowns: Float64Array;
  readonly corrections: Float64Array;
  readonly jacobian: Jacobian;
}

/** How the residuals answer to the unknowns, block by block, and the size of each residual's terms. */
export interface Jacobian {
  readonly factors: (Factors | undefined)[];
  readonly scale: Float64Array;
}

/** The equations of the start, prepared once for a program. */
export interface StartSolver {
  solve(values: Float64Array, stepsPerYear: number, warm?: WarmStart): Start;
}

const TOLERANCE = 1e-13;
const GOOD_ENOUGH = 1e-10;
const MAX_ITERATIONS = 60;
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
  const system: System = {
    interpreter,
    evaluate: interpretEquations(neededBy(residualNodes, program), program.tables),
    unknownSlots,
    steadyCount: program.steady.length,
    least: program.steady.map(s => (stockOf.get(s)!.mayBeNegative ? undefined : 0)),
    nets: program.steady.map(s => interpretNode(stockOf.get(s)!.net, program.tables)),
    what: program.conditions.map(c => interpretNode(c.what, program.tables)),
    equals: program.conditions.map(c => interpretNode(c.equals, program.tables)),
    pattern,
  };
  return { solve: (values, stepsPerYear, warm) => findStart(system, guess, values, stepsPerYear, warm) };
}

interface System {
  readonly interpreter: Interpreter;
  /** Only the equations that residuals read: most of a model does not matter here. */
  readonly evaluate: Assign;
  readonly unknownSlots: readonly number[];
  /** The first of the unknowns are steady stocks; the others belong to conditions. */
  readonly steadyCount: number;
  /** Of each steady stock: zero, unless it may be overdrawn. */
  readonly least: readonly (number | undefined)[];
  readonly nets: readonly Evaluate[];
  readonly what: readonly Evaluate[];
  readonly equals: readonly Evaluate[];
  readonly pattern: Pattern;
}

function findStart(
  system: System,
  guess: Assign,
  given: Float64Array,
  stepsPerYear: number,
  warm: WarmStart | undefined,
): Start {
  const { interpreter, unknownSlots, steadyCount } = system;
  const { program } = interpreter;
  const v = Float64Array.from(given);
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
  let years = 0;
  const aims = program.conditions.some(c => c.overFirstYear);
  let onTarget = !aims;
  for (;;) {
    const found = newton(system, v, unknowns, corrections, jacobian, n);
    iterations += found.iterations;
    residual = found.residual;
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
  const report = { converged: residual <= GOOD_ENOUGH && onTarget, residual, iterations, years, infeasible };
  return { values: v, report, warm: { unknowns, corrections, jacobian } };
}

function setUnknowns({ unknownSlots }: System, v: Float64Array, unknowns: Float64Array): void {
  for (const [i, slot] of unknownSlots.entries()) v[slot] = unknowns[i]!;
}

/** Residuals of the first `active` equations at these unknowns. */
function residuals(
  system: System,
  v: Float64Array,
  unknowns: Float64Array,
  corrections: Float64Array,
  active: number,
): Float64Array {
  setUnknowns(system, v, unknowns);
  system.evaluate(v);
  const { steadyCount } = system;
  return Float64Array.from({ length: active }, (_, i) =>
    i < steadyCount
      ? system.nets[i]!(v)
      : system.what[i - steadyCount]!(v) * corrections[i - steadyCount]! - system.equals[i - steadyCount]!(v),
  );
}

/** Newton's method on the first `active` unknowns; writes `unknowns` and keeps the Jacobian in `jacobian`. */
function newton(
  system: System,
  v: Float64Array,
  unknowns: Float64Array,
  corrections: Float64Array,
  jacobian: Jacobian,
  active: number,
) {
  const { pattern } = system;
  const { scale } = jacobian;
  let r = residuals(system, v, unknowns, corrections, active);
  let iterations = 0;
  let contracting = jacobian.factors.every(f => f !== undefined);
  let size = sizeOf(r, scale);
  for (; iterations < MAX_ITERATIONS; iterations++) {
    if (!contracting) {
      buildJacobian(system, v, unknowns, corrections, active, r, jacobian);
      size = sizeOf(r, scale);
    }
    if (size <= TOLERANCE) break;
    const delta = new Float64Array(active);
    for (const [b, block] of pattern.blocks.entries()) {
      const factors = jacobian.factors[b];
      const members = block.filter(i => i < active);
      if (!factors || members.length === 0) continue;
      const d = solve(
        factors,
        Float64Array.from(members, i => -r[i]!),
      );
      for (const [k, i] of members.entries()) delta[i] = d[k]!;
    }
    let lambda = 1;
    let tried = unknowns;
    let next = r;
    let nextSize = Infinity;
    for (; lambda > 1e-3; lambda /= 2) {
      tried = unknowns.map((u, i) => (i < active ? u + lambda * delta[i]! : u));
      next = residuals(system, v, tried, corrections, active);
      nextSize = sizeOf(next, scale);
      if (nextSize < size) break;
    }
    if (!(nextSize < size)) {
      // A stale Jacobian may point the wrong way; a fresh one that does not help means this is as near as it gets.
      if (contracting) {
        contracting = false;
        continue;
      }
      break;
    }
    contracting = nextSize < 0.2 * size;
    unknowns.set(tried);
    [r, size] = [next, nextSize];
  }
  return { iterations, residual: size };
}

function sizeOf(r: Float64Array, scale: Float64Array): number {
  let size = 0;
  for (let i = 0; i < r.length; i++) {
    const beside = Math.abs(r[i]!) / scale[i]!;
    if (!(beside <= size)) size = Number.isNaN(beside) ? Infinity : beside;
  }
  return size;
}

/** Nudges the unknowns, those of one colour together, and factorises each block. */
function buildJacobian(
  system: System,
  v: Float64Array,
  unknowns: Float64Array,
  corrections: Float64Array,
  active: number,
  r: Float64Array,
  jacobian: Jacobian,
): void {
  const { pattern } = system;
  const { scale } = jacobian;
  const matrices = pattern.blocks.map(block => {
    const size = block.filter(i => i < active).length;
    return { size, matrix: new Float64Array(size * size) };
  });
  scale.fill(1e-12);
  for (const colour of pattern.colours) {
    const members = colour.filter(j => j < active);
    if (members.length === 0) continue;
    const nudged = Float64Array.from(unknowns);
    const step = new Map<number, number>();
    for (const j of members) {
      const h = 1e-7 * Math.max(Math.abs(unknowns[j]!), 1e-3);
      nudged[j] = unknowns[j]! + h;
      step.set(j, nudged[j]! - unknowns[j]!);
    }
    const moved = residuals(system, v, nudged, corrections, active);
    for (const j of members)
      for (const i of pattern.rows[j]!) {
        if (i >= active) continue;
        const slope = (moved[i]! - r[i]!) / step.get(j)!;
        const { size, matrix } = matrices[pattern.blockOf[i]!]!;
        matrix[pattern.placeIn[i]! * size + pattern.placeIn[j]!] = slope;
        scale[i] = scale[i]! + Math.abs(slope * unknowns[j]!);
      }
  }
  for (const [b, { size, matrix }] of matrices.entries()) {
    const factors = size > 0 ? factorize(matrix, size) : undefined;
    jacobian.factors[b] = factors && 'singular' in factors ? undefined : factors;
  }
}

/** Runs the first year and re-aims the rates whose yearly totals are given. Gives the greatest relative change. */
function aimAtFirstYear(
  { interpreter, what }: System,
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

/** The equations of the start that these nodes need, in order. */
function neededBy(nodes: readonly Node[], program: Program): Equation[] {
  const needed = new Set<number>();
  for (const node of nodes) eachSlot(node, s => needed.add(s));
  const kept: Equation[] = [];
  for (const equation of program.start.toReversed())
    if (needed.has(equation.slot)) {
      kept.push(equation);
      eachSlot(equation.node, s => needed.add(s));
    }
  return kept.reverse();
}

function slotsOf(node: Node): number[] {
  const slots: number[] = [];
  eachSlot(node, s => slots.push(s));
  return slots;
}

/** Which residuals each unknown moves, and what follows from it. */
interface Pattern {
  /** By unknown: the residuals that it reaches. */
  readonly rows: readonly (readonly number[])[];
  /** Unknowns that reach no common residual share a colour. */
  readonly colours: readonly (readonly number[])[];
  /** Sets of unknowns (and their residuals) that nothing ties to the others. */
  readonly blocks: readonly (readonly number[])[];
  readonly blockOf: Int32Array;
  readonly placeIn: Int32Array;
}

function findPattern(
  program: Program,
  unknownSlots: readonly number[],
  residualNodes: readonly Node[],
): Pattern {
  const n = unknownSlots.length;
  const reads = new Map<number, Set<number>>(unknownSlots.map((s, j) => [s, new Set([j])]));
  const readBy = (node: Node): Set<number> => {
    const all = new Set<number>();
    eachSlot(node, s => {
      for (const j of reads.get(s) ?? []) all.add(j);
    });
    return all;
  };
  for (const { slot, node } of program.start) if (!reads.has(slot)) reads.set(slot, readBy(node));
  const columns = residualNodes.map(node => [...readBy(node)]);
  const rows: number[][] = Array.from({ length: n }, () => []);
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  for (const [i, cols] of columns.entries())
    for (const j of cols) {
      rows[j]!.push(i);
      parent[root(i)] = root(j);
    }
  const blocks = new Map<number, number[]>();
  const blockOf = new Int32Array(n);
  const placeIn = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const block = blocks.get(root(i)) ?? [];
    blocks.set(root(i), block);
    placeIn[i] = block.push(i) - 1;
  }
  for (const [b, block] of [...blocks.values()].entries()) for (const i of block) blockOf[i] = b;
  const colours: number[][] = [];
  const taken: Set<number>[] = [];
  for (let j = 0; j < n; j++) {
    let c = taken.findIndex(t => rows[j]!.every(i => !t.has(i)));
    if (c < 0) c = taken.push(new Set()) - 1;
    for (const i of rows[j]!) taken[c]!.add(i);
    (colours[c] ??= []).push(j);
  }
  return { rows, colours, blocks: [...blocks.values()], blockOf, placeIn };
}
