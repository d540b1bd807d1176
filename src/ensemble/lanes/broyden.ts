/**
 * Steps towards a root in every lane by itself, by Broyden's method: each step shows how far the inverse Jacobian
 * that it began with is off, and what was learnt is kept when the system itself is moved a little (C. T. Kelley,
 * Iterative Methods for Linear and Nonlinear Equations, 1995, chapter 7). Vectors are by unknown and lane.
 */
export class Broyden {
  /** Written by whoever takes steps. */
  readonly residual: Float64Array;
  private readonly inverse: Float64Array;
  private readonly lanes: number;
  private readonly n: number;
  /** By unknown: one over the square of its size, so that steps in people and in rates weigh alike. */
  private readonly weight: Float64Array;
  private readonly learnt: Lesson[] = [];
  private count = 0;
  /** The step taken last, unless the system was moved since. */
  private last: Float64Array | undefined;

  /**
   * @param inverse of how residuals answer to unknowns, row by row
   * @param sizes of the unknowns
   */
  constructor(inverse: Float64Array, sizes: Float64Array, lanes: number) {
    this.inverse = inverse;
    this.lanes = lanes;
    this.n = sizes.length;
    this.residual = new Float64Array(this.n * lanes);
    this.weight = sizes.map(u => {
      const size = Math.max(Math.abs(u), 1e-3);
      return 1 / (size * size);
    });
  }

  /** Forgets what was learnt. */
  begin(): void {
    this.count = 0;
    this.last = undefined;
  }

  /** The system is about to be another, nearby. */
  pause(): void {
    this.last = undefined;
  }

  /** The next step, given the residuals where the last one led; only what `searching` lanes do is learnt from. */
  step(searching: Uint8Array): Float64Array {
    const { lanes, n } = this;
    const z = new Float64Array(n * lanes);
    applyInverse(this.inverse, this.residual, z, lanes);
    for (let k = 0; k < this.count; k++) {
      const { step, next, square } = this.learnt[k]!;
      addTimes(
        z,
        next,
        this.dot(step, z).map((d, l) => (square[l] === 0 ? 0 : d / square[l]!)),
        lanes,
      );
    }
    const { last } = this;
    if (last) {
      const square = this.dot(last, last).map((q, l) => (searching[l] === 1 ? q : 0));
      const share = this.dot(last, z).map((d, l) => (square[l] === 0 ? 0 : d / square[l]!));
      for (let i = 0; i < z.length; i++) z[i] = z[i]! / (1 - share[i % lanes]!);
      this.learnt[this.count++] = { step: last, next: z, square };
    }
    this.last = z;
    return z;
  }

  private dot(a: Float64Array, b: Float64Array): Float64Array {
    const { lanes, weight } = this;
    const sums = new Float64Array(lanes);
    for (let i = 0, at = 0; i < weight.length; i++)
      for (let l = 0; l < lanes; l++, at++) sums[l] = sums[l]! + weight[i]! * a[at]! * b[at]!;
    return sums;
  }
}

/** A step, the one that followed, and by lane the square of its length: 0 where nothing was learnt. */
interface Lesson {
  readonly step: Float64Array;
  readonly next: Float64Array;
  readonly square: Float64Array;
}

function addTimes(to: Float64Array, what: Float64Array, times: Float64Array, lanes: number): void {
  for (let at = 0; at < to.length; at += lanes)
    for (let l = 0; l < lanes; l++) to[at + l] = to[at + l]! + times[l]! * what[at + l]!;
}

/** out = −inverse · r, in every lane. */
function applyInverse(inverse: Float64Array, r: Float64Array, out: Float64Array, lanes: number): void {
  const n = r.length / lanes;
  const sums = new Float64Array(lanes);
  for (let i = 0; i < n; i++) {
    sums.fill(0);
    for (let j = 0; j < n; j++) {
      const m = inverse[i * n + j]!;
      for (let l = 0; l < lanes; l++) sums[l] = sums[l]! - m * r[j * lanes + l]!;
    }
    out.set(sums, i * lanes);
  }
}
