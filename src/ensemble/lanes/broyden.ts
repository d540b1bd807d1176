import { instantiate } from '../../run/instantiate.ts';
import { BYTES_PER_NUMBER, PAGE } from '../../run/wasm-bytes.ts';
import { BYTES_PER_ADDRESS, ENTRY, type VectorCalls, vectorModule } from './vector-module.ts';

/** The latest lessons are enough: with all of them a search is no more than a tenth shorter, and each costs. */
const MOST_LESSONS = 3;
/** The residuals, the step that is made, and the steps of the lessons with the last one's next. */
const VECTORS = MOST_LESSONS + 3;

/**
 * Steps towards a root in every lane by itself, by Broyden's method: each step shows how far the inverse Jacobian
 * that it began with is off (C. T. Kelley, Iterative Methods for Linear and Nonlinear Equations, 1995, chapter 7).
 * Vectors are by unknown and lane, and stand one after the other in a memory of their own.
 */
export class Broyden {
  /** Written by whoever takes steps. */
  readonly residual: Float64Array;
  private readonly lanes: number;
  private readonly vectors: Vectors;
  /** The latest: which vector was the step and which the next, and by lane the square of the step's length. */
  private readonly lessons: {
    readonly step: number;
    readonly next: number;
    readonly squares: Float64Array;
  }[] = [];
  /** How many steps were taken since it began; their vectors are used in turn. */
  private taken = 0;

  /**
   * @param inverse of how residuals answer to unknowns, row by row
   * @param sizes of the unknowns
   */
  constructor(inverse: Float64Array, sizes: Float64Array, lanes: number) {
    this.lanes = lanes;
    this.vectors = new Vectors(inverse, sizes, lanes, VECTORS);
    this.residual = this.vectors.at(0);
  }

  /** Forgets what was learnt. */
  begin(): void {
    this.lessons.length = 0;
    this.taken = 0;
  }

  /**
   * The next step, given the residuals where the last one led.
   *
   * @param searching lanes that took every step since it began
   */
  step(searching: Uint8Array): Float64Array {
    const { vectors, lanes, lessons } = this;
    const last = this.vectorOf(this.taken);
    this.taken += 1;
    const own = this.vectorOf(this.taken);
    vectors.against(0, own);
    for (const { step, next, squares } of lessons)
      vectors.addTimes(own, share(vectors.dot(step, own), squares), next);
    const z = vectors.at(own);
    if (this.taken === 1) return z;
    const squares = vectors.dot(last, last).map((q, l) => (searching[l] === 1 ? q : 0));
    const shares = share(vectors.dot(last, own), squares);
    for (let l = 0; l < lanes; l++) {
      const less = 1 - shares[l]!;
      for (let i = l; i < z.length; i += lanes) z[i] = z[i]! / less;
    }
    lessons.push({ step: last, next: own, squares });
    if (lessons.length > MOST_LESSONS) lessons.shift();
    return z;
  }

  /** Where the k-th step stands: as long as lessons speak of it, no other stands there. */
  private vectorOf(k: number): number {
    return 1 + (k % (VECTORS - 1));
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
  /** Addresses. */
  private readonly ends: number;
  private readonly weights: number;
  private readonly first: number;
  private readonly scratch: Float64Array;

  constructor(inverse: Float64Array, sizes: Float64Array, lanes: number, count: number) {
    const n = sizes.length;
    this.length = n * lanes;
    const entries = entriesOf(inverse, n);
    this.ends = entries.flat().length * ENTRY;
    this.weights = this.ends + n * BYTES_PER_NUMBER;
    const scratch = this.weights + n * BYTES_PER_NUMBER;
    this.first = scratch + lanes * BYTES_PER_NUMBER;
    const pages = Math.ceil(this.address(count) / PAGE);
    const instance = instantiate(vectorModule(n, lanes, pages));
    if (!instance) throw new Error('no room for the vectors of a search');
    this.buffer = instance.buffer;
    this.call = instance.exports as unknown as VectorCalls;
    const memory = new DataView(this.buffer);
    let end = 0;
    for (const [i, row] of entries.entries()) {
      for (const { column, value } of row) {
        memory.setFloat64(end, value, true);
        memory.setUint32(end + BYTES_PER_NUMBER, column * lanes * BYTES_PER_NUMBER, true);
        end += ENTRY;
      }
      memory.setUint32(this.ends + i * BYTES_PER_ADDRESS, end, true);
    }
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
    this.call.against(0, this.ends, this.address(vector), this.address(out));
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
    return this.first + vector * this.length * BYTES_PER_NUMBER;
  }
}

/** By row: the entries that are not zero, or the first. Most are: what a group's stocks settle at moves few others. */
function entriesOf(matrix: Float64Array, n: number): { readonly column: number; readonly value: number }[][] {
  return Array.from({ length: n }, (_, i) => {
    const own: { column: number; value: number }[] = [];
    for (let column = 0; column < n; column++) {
      const value = matrix[i * n + column]!;
      if (value !== 0) own.push({ column, value });
    }
    return own.length > 0 ? own : [{ column: 0, value: 0 }];
  });
}
