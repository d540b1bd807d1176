import { type Factors, factorizeRows, type SparseRow, solve } from '../numeric/linear.ts';
import type { Machine } from './machine.ts';

/** The equations that a start must satisfy, and the unknowns that are free to do so. */
export interface StartSystem {
  readonly machine: Machine;
  readonly unknownSlots: readonly number[];
  /** The first of the unknowns are steady stocks; the others belong to conditions. */
  readonly steadyCount: number;
  /** Of each unknown: the least that makes sense. */
  readonly least: readonly (number | undefined)[];
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
/** A Jacobian that brings the residuals down to this share of themselves is kept: a new one costs hundreds of tries. */
const STILL_GOOD = 0.5;

/** Puts the unknowns into their slots. */
export function setUnknowns({ machine, unknownSlots }: StartSystem, unknowns: Float64Array): void {
  const { memory } = machine;
  for (let i = 0; i < unknownSlots.length; i++) memory[unknownSlots[i]!] = unknowns[i]!;
}

/** Residuals of the first `active` equations at the unknowns that stand in their slots. */
function residuals(
  { machine, steadyCount, unknownSlots }: StartSystem,
  corrections: Float64Array,
  active: number,
): Float64Array {
  const { memory, places, call } = machine;
  call.residual();
  const r = memory.slice(places.terms, places.terms + active);
  const equals = places.terms + unknownSlots.length;
  for (let i = steadyCount; i < active; i++)
    r[i] = r[i]! * corrections[i - steadyCount]! - memory[equals + i - steadyCount]!;
  return r;
}

/** Newton's method on the first `active` unknowns, from what `prepare` made ready; writes `unknowns` and keeps the Jacobian in `jacobian`. */
export function newton(
  system: StartSystem,
  unknowns: Float64Array,
  corrections: Float64Array,
  jacobian: Jacobian,
  active: number,
): { readonly iterations: number; readonly residual: number; readonly worst: number } {
  const { scale } = jacobian;
  const blocks = system.machine.pattern.blocks.map(block => block.filter(i => i < active));
  setUnknowns(system, unknowns);
  let r = residuals(system, corrections, active);
  let iterations = 0;
  let contracting = jacobian.factors.every(f => f !== undefined);
  let size = sizeOf(r, scale);
  for (; iterations < MAX_ITERATIONS; iterations++) {
    if (!contracting) {
      buildJacobian(system, unknowns, corrections, active, r, jacobian);
      size = sizeOf(r, scale);
    }
    if (size <= TOLERANCE) break;
    const delta = stepTowards(r, blocks, jacobian);
    const tried = unknowns.slice();
    let next = r;
    let nextSize = Infinity;
    for (let lambda = 1; lambda > 1e-3; lambda /= 2) {
      for (let i = 0; i < active; i++) tried[i] = unknowns[i]! + lambda * delta[i]!;
      setUnknowns(system, tried);
      next = residuals(system, corrections, active);
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
    contracting = nextSize < STILL_GOOD * size;
    unknowns.set(tried);
    [r, size] = [next, nextSize];
  }
  return { iterations, residual: size, worst: worstOf(r, scale) };
}

/** The step that would make the residuals vanish if they were linear, block by block. */
function stepTowards(
  r: Float64Array,
  blocks: readonly (readonly number[])[],
  { factors, scale }: Jacobian,
): Float64Array {
  const delta = new Float64Array(r.length);
  for (const [b, members] of blocks.entries()) {
    const own = factors[b];
    if (!own) continue;
    const wanted = new Float64Array(members.length);
    for (let k = 0; k < members.length; k++) {
      const i = members[k]!;
      wanted[k] = scale[i] === Infinity ? 0 : -r[i]!;
    }
    const d = solve(own, wanted);
    for (let k = 0; k < members.length; k++) delta[members[k]!] = d[k]!;
  }
  return delta;
}

function sizeOf(r: Float64Array, scale: Float64Array): number {
  return beside(r, scale, worstOf(r, scale));
}

/** The equation furthest off, beside the size of its terms. */
function worstOf(r: Float64Array, scale: Float64Array): number {
  let worst = 0;
  let most = beside(r, scale, 0);
  for (let i = 1; i < r.length; i++) {
    const off = beside(r, scale, i);
    if (off > most) [worst, most] = [i, off];
  }
  return worst;
}

function beside(r: Float64Array, scale: Float64Array, i: number): number {
  const off = i < r.length ? Math.abs(r[i]!) / scale[i]! : 0;
  return Number.isNaN(off) ? Infinity : off;
}

/** Nudges the unknowns, those of one colour together, and factorises each block. */
function buildJacobian(
  system: StartSystem,
  unknowns: Float64Array,
  corrections: Float64Array,
  active: number,
  r: Float64Array,
  jacobian: Jacobian,
): void {
  const { machine, unknownSlots } = system;
  const { pattern, memory } = machine;
  const { scale } = jacobian;
  /** By residual: its slopes, by the unknown's place in their block. */
  const slopes = Array.from({ length: active }, (): SparseRow => new Map());
  const setAside: number[] = [];
  scale.fill(LEAST_SCALE);
  setUnknowns(system, unknowns);
  for (const colour of pattern.colours) {
    const members = colour.filter(j => j < active);
    if (members.length === 0) continue;
    for (const j of members)
      memory[unknownSlots[j]!] = unknowns[j]! + 1e-7 * Math.max(Math.abs(unknowns[j]!), 1e-3);
    const moved = residuals(system, corrections, active);
    for (const j of members) {
      // what rounding left of the nudge
      const step = memory[unknownSlots[j]!]! - unknowns[j]!;
      memory[unknownSlots[j]!] = unknowns[j]!;
      let steepest = 0;
      for (const i of pattern.rows[j]!) {
        if (i >= active) continue;
        const slope = (moved[i]! - r[i]!) / step;
        if (slope === 0) continue;
        slopes[i]!.set(pattern.placeIn[j]!, slope);
        scale[i] = scale[i]! + Math.abs(slope * unknowns[j]!);
        steepest = Math.max(steepest, Math.abs(slope));
      }
      if (j >= system.steadyCount && steepest < NOTHING) setAside.push(j);
    }
  }
  // An unknown that moves nothing (the entry rate of a group without people) stays where it is, and its
  // condition is left to the others.
  for (const j of setAside) {
    slopes[j] = new Map([[pattern.placeIn[j]!, 1]]);
    scale[j] = Infinity;
  }
  for (const [b, block] of pattern.blocks.entries()) {
    const rows = block.filter(i => i < active).map(i => slopes[i]!);
    const factors = rows.length > 0 ? factorizeRows(rows) : undefined;
    jacobian.factors[b] = factors && 'singular' in factors ? undefined : factors;
  }
}
