import { exp } from '../../src/numeric/math.ts';

/** What was measured, with noise that is normal and goes together. */
export interface Measured {
  readonly values: readonly number[];
  /** Square, symmetric, positive definite. */
  readonly covariance: readonly (readonly number[])[];
}

/**
 * The weights, adding up to 1, that make draws of a prior draws of its posterior (importance sampling with the prior as
 * proposal): in proportion to the likelihood of what was measured.
 *
 * @param simulated by draw, what would be measured without noise; NaN where the run failed: its weight is 0
 * @throws RangeError where the covariance is not positive definite, or no draw comes out
 */
export function weightsOf(simulated: readonly (readonly number[])[], measured: Measured): Float64Array {
  const lower = cholesky(measured.covariance);
  const logs = simulated.map(own => {
    const z = solveLower(
      lower,
      measured.values.map((x, i) => x - own[i]!),
    );
    return -0.5 * z.reduce((sum, x) => sum + x * x, 0);
  });
  const most = Math.max(...logs.filter(log => !Number.isNaN(log)));
  if (most === -Infinity) throw new RangeError('no draw comes out');
  const likelihoods = Float64Array.from(logs, log => (Number.isNaN(log) ? 0 : exp(log - most)));
  const all = likelihoods.reduce((sum, x) => sum + x, 0);
  return likelihoods.map(x => x / all);
}

/** So many equal draws would tell as much of a mean (Kish 1965). @param weights they add up to 1 */
export const effectiveDraws = (weights: Float64Array): number =>
  1 / weights.reduce((sum, w) => sum + w * w, 0);

/** L of A = L Lᵀ, row by row (Golub and Van Loan, Matrix Computations, §4.2). */
function cholesky(a: readonly (readonly number[])[]): number[][] {
  const lower: number[][] = [];
  for (const [i, row] of a.entries()) {
    const own: number[] = [];
    for (let j = 0; j < i; j++) own.push((row[j]! - product(own, lower[j]!, j)) / lower[j]![j]!);
    const square = row[i]! - product(own, own, i);
    if (!(square > 0)) throw new RangeError('the covariance is not positive definite');
    lower.push([...own, Math.sqrt(square)]);
  }
  return lower;
}

/** x of L x = b. */
function solveLower(lower: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x: number[] = [];
  for (const [i, row] of lower.entries()) x.push((b[i]! - product(row, x, i)) / row[i]!);
  return x;
}

/** Of the first n entries. */
function product(a: readonly number[], b: readonly number[], n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i]! * b[i]!;
  return sum;
}
