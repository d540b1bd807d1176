/** A tail at a place t: the logarithm of its share, and the share beside the density there (negative: above t). */
export interface Tail {
  readonly logShare: number;
  readonly ratio: number;
}

/** Where a step is so small that the next would change nothing: the error is squared at each. */
const SMALL = 1e-9;
const MOST_STEPS = 200;

/**
 * The place t at which a tail has a given share, by Newton's method on the logarithm of the share.
 *
 * For a density that is log-concave in t, so is each tail: after the first step, wherever it started, Newton's method
 * stays on the tail's own side of the answer and only comes nearer. Gamma is log-concave in log x, beta in
 * log(x / (1 - x)), for every shape.
 */
export function solveTail(tailAt: (t: number) => Tail, logShare: number, start: number): number {
  let t = start;
  for (let i = 0; i < MOST_STEPS; i++) {
    const tail = tailAt(t);
    const step = (logShare - tail.logShare) * tail.ratio;
    t += step;
    if (!(Math.abs(step) > SMALL)) break;
  }
  return t;
}
