import { Broyden } from './broyden.ts';
import type { LaneMachine } from './lane-machine.ts';

/** A start that was found the long way, from which those of draws are sought: plain data. */
export interface SearchBase {
  /** By unknown. */
  readonly unknowns: Float64Array;
  /** By condition: its total over the first year beside the rate that it starts with. */
  readonly corrections: Float64Array;
  /** The inverse of how residuals answer to unknowns, row by row. */
  readonly inverse: Float64Array;
  /** By unknown: the size of its residual's terms; infinite where the unknown moves nothing and is left where it is. */
  readonly scale: Float64Array;
  /** By yearly condition, row by row: how far to move each correction for what each yearly total is off. */
  readonly aim: Float64Array;
}

/** How the search ended in one lane. */
export interface LaneStart {
  readonly converged: boolean;
  /** The unknown whose residual is furthest off, and by how much beside its size. */
  readonly worst: number;
  readonly residual: number;
  readonly iterations: number;
  readonly years: number;
}

/** How near is near enough to look at a first year from: while its totals are far off, nearer would be in vain. */
const NEAR = [1e-3, 1e-7];
const TOLERANCE = 1e-11;
const GOOD_ENOUGH = 1e-10;
const YEAR_TOLERANCE = 1e-6;
const MOST_ITERATIONS = 40;
const MOST_YEARS = 12;

/**
 * Finds the starts of all lanes at once, each as `solve-start.ts` does for one: from a start nearby whose Jacobian is
 * known, so that a try costs one computation of the residuals. Broyden's method learns from each try how far that
 * Jacobian is off (C. T. Kelley, Iterative Methods for Linear and Nonlinear Equations, 1995, algorithm brsol). What
 * a lane finds depends on no other lane.
 */
export class LaneSearch {
  /** By condition and lane; set to the base's by `begin`. */
  readonly corrections: Float64Array;
  private readonly machine: LaneMachine;
  private readonly base: SearchBase;
  private readonly n: number;
  private readonly lanes: number;
  /** By unknown and lane. */
  private readonly x: Float64Array;
  /** Unknowns that move nothing. */
  private readonly still: readonly number[];
  private readonly broyden: Broyden;
  private readonly found: { residual: Float64Array; worst: Int32Array; iterations: Int32Array };

  constructor(machine: LaneMachine, base: SearchBase) {
    const { lanes } = machine.program;
    this.machine = machine;
    this.base = base;
    this.lanes = lanes;
    this.n = base.unknowns.length;
    this.x = new Float64Array(this.n * lanes);
    this.still = [...base.scale.keys()].filter(i => base.scale[i] === Infinity);
    this.corrections = new Float64Array(base.corrections.length * lanes);
    this.broyden = new Broyden(base.inverse, base.unknowns, lanes);
    this.found = {
      residual: new Float64Array(lanes),
      worst: new Int32Array(lanes),
      iterations: new Int32Array(lanes),
    };
  }

  /** Finds every lane's start; afterwards the memory holds its first instant. */
  solve(): LaneStart[] {
    const { lanes, found } = this;
    this.begin();
    const all = new Uint8Array(lanes).fill(1);
    const open = new Uint8Array(lanes).fill(1);
    const onTarget = new Uint8Array(lanes);
    const years = new Int32Array(lanes);
    const off = new Float64Array(lanes).fill(Infinity);
    const { yearly } = this.machine.program.search;
    for (let year = 0; open.includes(1); year++) {
      const near = NEAR[Math.min(year, NEAR.length - 1)]!;
      this.newton(open, yearly.length === 0 ? TOLERANCE : near);
      for (let l = 0; l < lanes; l++) {
        if (!(found.residual[l]! <= near) || year === MOST_YEARS) open[l] = 0;
        else if (yearly.length === 0) [onTarget[l], open[l]] = [1, 0];
      }
      if (!open.includes(1)) break;
      this.settle();
      const ratios = this.runYear();
      for (let l = 0; l < lanes; l++) {
        if (open[l] === 0) continue;
        years[l] = year + 1;
        const before = off[l]!;
        const now = (off[l] = this.aim(ratios, l));
        // What is left after this aim, if it comes as much nearer as the last did, needs no other year to be seen.
        const left = now < YEAR_TOLERANCE ? 0 : (now * now) / before;
        if (left < YEAR_TOLERANCE && year >= NEAR.length - 1) [onTarget[l], open[l]] = [1, 0];
      }
    }
    this.newton(all, TOLERANCE);
    this.keepWithinBounds();
    this.settle();
    return Array.from({ length: lanes }, (_, l) => ({
      converged: onTarget[l] === 1 && found.residual[l]! <= GOOD_ENOUGH,
      worst: found.worst[l]!,
      residual: found.residual[l]!,
      iterations: found.iterations[l]!,
      years: years[l]!,
    }));
  }

  /** Every lane at the base's start. */
  begin(): void {
    const { lanes, base } = this;
    for (const [i, u] of base.unknowns.entries()) this.x.fill(u, i * lanes, (i + 1) * lanes);
    for (const [c, v] of base.corrections.entries()) this.corrections.fill(v, c * lanes, (c + 1) * lanes);
    this.found.iterations.fill(0);
  }

  /** Brings the residuals of the open lanes to nothing; the others stay as they are. */
  newton(open: Uint8Array, tolerance: number): void {
    const { lanes, broyden, found, x } = this;
    const { call, fill, program } = this.machine;
    const searching = Uint8Array.from(open);
    const last = new Float64Array(lanes).fill(Infinity);
    fill(program.clock.time, 0);
    fill(program.clock.newYear, 1);
    this.placeUnknowns();
    call.prepare();
    broyden.begin();
    for (let tries = 0; tries < MOST_ITERATIONS; tries++) {
      this.placeUnknowns();
      call.residual();
      this.readResiduals(searching);
      for (let l = 0; l < lanes; l++) {
        if (searching[l] === 0) continue;
        const size = found.residual[l]!;
        // Where rounding is all that is left, it gets no nearer.
        if (size <= tolerance || (size <= GOOD_ENOUGH && size > 0.5 * last[l]!) || Number.isNaN(size))
          searching[l] = 0;
        last[l] = size;
      }
      if (!searching.includes(1)) return;
      const step = broyden.step(searching);
      for (let l = 0; l < lanes; l++) {
        if (searching[l] === 0) continue;
        found.iterations[l] = found.iterations[l]! + 1;
        for (let i = l; i < x.length; i += lanes) x[i] = x[i]! + step[i]!;
      }
    }
  }

  /** Puts the first instant of every lane into the memory. */
  settle(): void {
    const { call, fill, program } = this.machine;
    fill(program.clock.time, 0);
    fill(program.clock.newYear, 1);
    this.placeUnknowns();
    call.start();
  }

  /** Runs the first year from where the memory stands. Gives, by yearly condition and lane, its total beside its rate. */
  runYear(): Float64Array {
    const { call, fill, memory, program } = this.machine;
    const { lanes } = this;
    const { rates, totals } = program.search;
    const rate = Float64Array.from(
      { length: rates.length * lanes },
      (_, i) => memory[place(rates, i, lanes)]!,
    );
    for (const t of totals) fill(t, 0);
    fill(program.clock.step, 0);
    call.prepareYear();
    call.year(1);
    fill(program.clock.newYear, 0);
    call.year(program.stepsPerYear - 1);
    return rate.map((r, i) => (r === 0 ? 1 : memory[place(totals, i, lanes)]! / r));
  }

  /** Moves a lane's corrections to where its yearly totals should be met. Gives how far the furthest was off. */
  private aim(ratios: Float64Array, l: number): number {
    const { lanes, corrections, base } = this;
    const { yearly } = this.machine.program.search;
    const m = yearly.length;
    const off = Float64Array.from(yearly, (c, k) => ratios[k * lanes + l]! - corrections[c * lanes + l]!);
    let furthest = 0;
    for (const [k, c] of yearly.entries()) {
      const at = c * lanes + l;
      furthest = Math.max(furthest, Math.abs(off[k]! / corrections[at]!));
      let move = 0;
      for (let j = 0; j < m; j++) move += base.aim[k * m + j]! * off[j]!;
      corrections[at] = corrections[at]! + move;
    }
    return furthest;
  }

  private placeUnknowns(): void {
    const { memory, program } = this.machine;
    memory.set(this.x, program.search.firstUnknown * this.lanes);
  }

  /** Residuals of every lane for the next step, and of the searching lanes the size and place of the greatest. */
  private readResiduals(searching: Uint8Array): void {
    const { lanes, corrections, found, n, still } = this;
    const { memory, program } = this.machine;
    const { firstTerm, equals, steadyCount } = program.search;
    const { scale } = this.base;
    const { residual } = this.broyden;
    residual.set(memory.subarray(firstTerm * lanes, (firstTerm + n) * lanes));
    for (const [c, at] of equals.entries())
      for (let l = 0; l < lanes; l++) {
        const i = (steadyCount + c) * lanes + l;
        residual[i] = residual[i]! * corrections[c * lanes + l]! - memory[at * lanes + l]!;
      }
    for (const i of still) residual.fill(0, i * lanes, (i + 1) * lanes);
    for (let l = 0; l < lanes; l++) {
      if (searching[l] === 0) continue;
      let [size, worst] = [0, 0];
      for (let i = 0; i < n; i++) {
        const beside = Math.abs(residual[i * lanes + l]!) / scale[i]!;
        if (beside > size || Number.isNaN(beside)) [size, worst] = [beside, i];
      }
      [found.residual[l], found.worst[l]] = [size, worst];
    }
  }

  /** On the bound itself rounding falls on either side of it. */
  private keepWithinBounds(): void {
    const { lanes, x } = this;
    for (const [i, least] of this.machine.program.search.least.entries())
      for (let l = 0; l < lanes; l++) {
        const at = i * lanes + l;
        if (x[at]! < least && x[at]! > least - 1e-9) x[at] = least;
      }
  }
}

const place = (places: Int32Array, i: number, lanes: number): number =>
  places[Math.floor(i / lanes)]! * lanes + (i % lanes);
