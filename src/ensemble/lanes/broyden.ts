import { instantiate } from '../../run/instantiate.ts';
import { type VectorCalls, vectorModule } from './vector-module.ts';

/** Steps that are learnt from; beyond them the search has lost its way. */
const MOST_LESSONS = 48;
const DOUBLE = 8;
const PAGE = 65_536;

/**
 * Steps towards a root in every lane by itself, by Broyden's method: each step shows how far the inverse Jacobian
 * that it began with is off, and what was learnt is kept when the system itself is moved a little (C. T. Kelley,
 * Iterative Methods for Linear and Nonlinear Equations, 1995, chapter 7). Vectors are by unknown and lane, and stand
 * one after the other in a memory of their own.
 */
export class Broyden {
  /** Written by whoever takes steps. */
  readonly residual: Float64Array;
  private readonly lanes: number;
  private readonly vectors: Vectors;
  /** By lesson: which vector was the step and which the next, and by lane the square of the step's length. */
  private readonly lessons: {
    readonly step: number;
    readonly next: number;
    readonly squares: Float64Array;
  }[] = [];
  private taken = 0;
  /** The step taken last, unless the system was moved since. */
  private last: number | undefined;

  /**
   * @param inverse of how residuals answer to unknowns, row by row
   * @param sizes of the unknowns
   */
  constructor(inverse: Float64Array, sizes: Float64Array, lanes: number) {
    this.lanes = lanes;
    this.vectors = new Vectors(inverse, sizes, lanes, MOST_LESSONS + 2);
    this.residual = this.vectors.at(0);
  }

  /** Forgets what was learnt. */
  begin(): void {
    this.lessons.length = 0;
    this.taken = 0;
    this.last = undefined;
  }

  /** The system is about to be another, nearby. */
  pause(): void {
    this.last = undefined;
  }

  /**
   * The next step, given the residuals where the last one led.
   *
   * @param searching lanes that took the last step, and from which there is something to learn
   */
  step(searching: Uint8Array): Float64Array {
    const { vectors, lanes, last } = this;
    if (this.taken === MOST_LESSONS) this.begin();
    this.taken += 1;
    const own = this.taken;
    vectors.against(0, own);
    for (const { step, next, squares } of this.lessons)
      vectors.addTimes(own, share(vectors.dot(step, own), squares), next);
    const z = vectors.at(own);
    if (last !== undefined && this.taken > 1) {
      const squares = vectors.dot(last, last).map((q, l) => (searching[l] === 1 ? q : 0));
      const shares = share(vectors.dot(last, own), squares);
      for (let i = 0; i < z.length; i++) z[i] = z[i]! / (1 - shares[i % lanes]!);
      this.lessons.push({ step: last, next: own, squares });
    }
    this.last = own;
    return z;
  }
}

/** By lane how much of a lesson applies; none where nothing was learnt. */
const share = (products: Float64Array, squares: Float64Array): Float64Array =>
  products.map((p, l) => (squares[l] === 0 ? 0 : p / squares[l]!));

/** Vectors in a memory, by number, with an inverse and weights that all of them share. */
class Vectors {
  private readonly buffer: ArrayBuffer;
  private readonly call: VectorCalls;
  private readonly length: number;
  private readonly weights: number;
  private readonly scratch: Float64Array;
  private readonly first: number;

  constructor(inverse: Float64Array, sizes: Float64Array, lanes: number, count: number) {
    const n = sizes.length;
    this.length = n * lanes;
    this.weights = inverse.length * DOUBLE;
    const scratch = this.weights + n * DOUBLE;
    this.first = scratch + lanes * DOUBLE;
    const pages = Math.ceil((this.first + count * this.length * DOUBLE) / PAGE);
    const instance = instantiate(vectorModule(n, lanes, pages));
    if (!instance) throw new Error('no room for the vectors of a search');
    this.buffer = instance.buffer;
    this.call = instance.exports as unknown as VectorCalls;
    new Float64Array(this.buffer, 0, inverse.length).set(inverse);
    // One over the square of each size, so that steps in people and in rates weigh alike.
    new Float64Array(this.buffer, this.weights, n).set(
      sizes.map(u => {
        const size = Math.max(Math.abs(u), 1e-3);
        return 1 / (size * size);
      }),
    );
    this.scratch = new Float64Array(this.buffer, scratch, lanes);
  }

  at(vector: number): Float64Array {
    return new Float64Array(this.buffer, this.address(vector), this.length);
  }

  /** out = −inverse · vector. */
  against(vector: number, out: number): void {
    this.call.against(0, this.address(vector), this.address(out));
  }

  /** By lane. */
  dot(a: number, b: number): Float64Array {
    this.call.dot(this.weights, this.address(a), this.address(b), this.scratch.byteOffset);
    return this.scratch.slice();
  }

  /** to = to + times[lane] · what. */
  addTimes(to: number, times: Float64Array, what: number): void {
    this.scratch.set(times);
    this.call.addTimes(this.address(to), this.scratch.byteOffset, this.address(what));
  }

  private address(vector: number): number {
    return this.first + vector * this.length * DOUBLE;
  }
}
