import { normal } from './chance.ts';

/** A normal distribution of points: plain data. */
export interface Gaussian {
  readonly mean: Float64Array;
  /** Lower triangular, row by row: the covariance is its product with itself turned over (Cholesky). */
  readonly factor: Float64Array;
}

/** The covariance is kept off being singular by this much of each coordinate's own variance. */
const RIDGE = 1e-9;

/**
 * The normal distribution with the mean and the covariance of some points.
 *
 * @param blocks of rows of d numbers
 * @returns undefined where they do not fill all d dimensions
 */
export function gaussianOf(blocks: readonly Float64Array[], d: number): Gaussian | undefined {
  const mean = new Float64Array(d);
  let rows = 0;
  for (const block of blocks)
    for (let i = 0; i < block.length; i += d, rows++) for (let j = 0; j < d; j++) mean[j]! += block[i + j]!;
  if (rows <= d) return undefined;
  for (let j = 0; j < d; j++) mean[j]! /= rows;
  const covariance = new Float64Array(d * d);
  const off = new Float64Array(d);
  for (const block of blocks)
    for (let i = 0; i < block.length; i += d) {
      for (let j = 0; j < d; j++) off[j] = block[i + j]! - mean[j]!;
      for (let j = 0; j < d; j++) for (let k = 0; k <= j; k++) covariance[j * d + k]! += off[j]! * off[k]!;
    }
  const factor = choleskyOf(
    covariance.map(sum => sum / (rows - 1)),
    d,
  );
  return factor && { mean, factor };
}

/** @param matrix symmetric, of which what is above the diagonal is not read @returns undefined where it is singular */
function choleskyOf(matrix: Float64Array, d: number): Float64Array | undefined {
  const l = new Float64Array(d * d);
  for (let j = 0; j < d; j++)
    for (let k = 0; k <= j; k++) {
      let rest = matrix[j * d + k]!;
      for (let m = 0; m < k; m++) rest -= l[j * d + m]! * l[k * d + m]!;
      if (k < j) l[j * d + k] = rest / l[k * d + k]!;
      else if (rest > RIDGE * matrix[j * d + j]!) l[j * d + j] = Math.sqrt(rest);
      else return undefined;
    }
  return l;
}

/**
 * Moves a point to another, as a step that the normal distribution would be left unchanged by: the share `width` of
 * where it comes to is drawn anew, the rest is where it was.
 *
 * @param to where it is; changed to where it goes
 * @param width above 0, at most 1: a draw that knows nothing of where it was
 * @param share uniform numbers by coordinate
 * @returns log of the distribution's density there, beside that where it was, turned over: what a density that is not
 *   normal is multiplied by for the choice to be fair
 */
export function moveWithin(
  { mean, factor }: Gaussian,
  to: Float64Array,
  width: number,
  share: (coordinate: number) => number,
): number {
  const d = mean.length;
  const kept = Math.sqrt(1 - width * width);
  const u = new Float64Array(d);
  let [before, after] = [0, 0];
  for (let j = 0; j < d; j++) {
    let rest = to[j]! - mean[j]!;
    for (let k = 0; k < j; k++) rest -= factor[j * d + k]! * u[k]!;
    u[j] = rest / factor[j * d + j]!;
    before += u[j]! * u[j]!;
  }
  for (let j = 0; j < d; j++) {
    u[j] = kept * u[j]! + width * normal(share(j));
    after += u[j]! * u[j]!;
  }
  for (let j = 0; j < d; j++) {
    let at = mean[j]!;
    for (let k = 0; k <= j; k++) at += factor[j * d + k]! * u[k]!;
    to[j] = at;
  }
  return (after - before) / 2;
}
