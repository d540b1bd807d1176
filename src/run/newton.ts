import { type Factors, factorize, solve } from '../numeric/linear.ts';
import type { Assign, Evaluate, Interpreter } from './interpret.ts';
import type { Pattern } from './start-pattern.ts';

/** The equations that a start must satisfy, and the unknowns that are free to do so. */
export interface StartSystem {
  readonly interpreter: Interpreter;
  /**
   * The residuals' terms, and only the equations that they read: most of a model does not matter here. From slot
   * `terms` on stand the nets of the steady stocks, then what each condition is about, then what it equals.
   */
  readonly evaluate: Assign;
  readonly terms: number;
  readonly unknownSlots: readonly number[];
  /** The first of the unknowns are steady stocks; the others belong to conditions. */
  readonly steadyCount: number;
  /** Of each steady stock: zero, unless it may be overdrawn. */
  readonly least: readonly (number | undefined)[];
  readonly what: readonly Evaluate[];
  readonly equals: readonly Evaluate[];
  readonly pattern: Pattern;
}

/** How the residuals answer to the unknowns, block by block. */
export interface Jacobian {
  readonly factors: (Factors | undefined)[];
  /** The size of each residual's terms; infinite for a condition whose unknown moves nothing, which is set aside. */
  readonly scale: Float64Array;
}

const TOLERANCE = 1e-13;
/** A slope below this is none, and terms smaller than this are judged as if they had this size. */
const NOTHING = 1e-9;
const LEAST_SCALE = 1e-6;
const MAX_ITERATIONS = 60;

/** Puts the unknowns into their slots. */
export function setUnknowns({ unknownSlots }: StartSystem, v: Float64Array, unknowns: Float64Array): void {
  for (const [i, slot] of unknownSlots.entries()) v[slot] = unknowns[i]!;
}

/** Residuals of the first `active` equations at these unknowns. */
function residuals(
  system: StartSystem,
  v: Float64Array,
  unknowns: Float64Array,
  corrections: Float64Array,
  active: number,
): Float64Array {
  setUnknowns(system, v, unknowns);
  system.evaluate(v);
  const { steadyCount, terms, what } = system;
  return Float64Array.from({ length: active }, (_, i) => {
    const term = v[terms + i]!;
    return i < steadyCount ? term : term * corrections[i - steadyCount]! - v[terms + i + what.length]!;
  });
}

/** Newton's method on the first `active` unknowns; writes `unknowns` and keeps the Jacobian in `jacobian`. */
export function newton(
  system: StartSystem,
  v: Float64Array,
  unknowns: Float64Array,
  corrections: Float64Array,
  jacobian: Jacobian,
  active: number,
): { readonly iterations: number; readonly residual: number; readonly worst: number } {
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
        Float64Array.from(members, i => (scale[i] === Infinity ? 0 : -r[i]!)),
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
  return { iterations, residual: size, worst: worstOf(r, scale) };
}

function sizeOf(r: Float64Array, scale: Float64Array): number {
  return beside(r, scale, worstOf(r, scale));
}

/** The equation furthest off, beside the size of its terms. */
function worstOf(r: Float64Array, scale: Float64Array): number {
  let worst = 0;
  for (let i = 1; i < r.length; i++) if (beside(r, scale, i) > beside(r, scale, worst)) worst = i;
  return worst;
}

function beside(r: Float64Array, scale: Float64Array, i: number): number {
  const off = i < r.length ? Math.abs(r[i]!) / scale[i]! : 0;
  return Number.isNaN(off) ? Infinity : off;
}

/** Nudges the unknowns, those of one colour together, and factorises each block. */
function buildJacobian(
  system: StartSystem,
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
  const setAside: number[] = [];
  scale.fill(LEAST_SCALE);
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
    for (const j of members) {
      let steepest = 0;
      for (const i of pattern.rows[j]!) {
        if (i >= active) continue;
        const slope = (moved[i]! - r[i]!) / step.get(j)!;
        const { size, matrix } = matrices[pattern.blockOf[i]!]!;
        matrix[pattern.placeIn[i]! * size + pattern.placeIn[j]!] = slope;
        scale[i] = scale[i]! + Math.abs(slope * unknowns[j]!);
        steepest = Math.max(steepest, Math.abs(slope));
      }
      if (j >= system.steadyCount && steepest < NOTHING) setAside.push(j);
    }
  }
  // An unknown that moves nothing (the entry rate of a group without people) stays where it is, and its
  // condition is left to the others.
  for (const j of setAside) {
    const { size, matrix } = matrices[pattern.blockOf[j]!]!;
    const at = pattern.placeIn[j]! * size;
    matrix.fill(0, at, at + size);
    matrix[at + pattern.placeIn[j]!] = 1;
    scale[j] = Infinity;
  }
  for (const [b, { size, matrix }] of matrices.entries()) {
    const factors = size > 0 ? factorize(matrix, size) : undefined;
    jacobian.factors[b] = factors && 'singular' in factors ? undefined : factors;
  }
}
