import { exactSum } from '../numeric/exact-sum.ts';
import { orderOf } from '../numeric/order.ts';

/** How numbers of many draws lie: their middle, 90 % of them, and how well so many draws hold these. */
export interface Spread {
  /** How many numbers there are; those that do not exist (NaN) are left out of everything. */
  readonly count: number;
  readonly mean: number;
  /** Standard errors: of the mean, of the median, and of the less certain end of the interval. */
  readonly meanError: number;
  readonly medianError: number;
  readonly endError: number;
  /** The quantiles 5 %, 50 % and 95 %. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

const LOW = 0.05;
const HIGH = 0.95;

/** The spread of numbers in any order: the same bits however they are ordered. All NaN where there are none. */
export function spreadOf(values: Float64Array): Spread {
  const sorted = sortedOf(values);
  const count = sorted.length;
  const mean = exactSum(sorted) / count;
  // In order of size, so that no other order changes the bits.
  let squares = 0;
  for (const x of sorted) squares += (x - mean) * (x - mean);
  return {
    count,
    mean,
    meanError: Math.sqrt(squares / (count - 1) / count),
    medianError: quantileError(sorted, 0.5),
    endError: Math.max(quantileError(sorted, LOW), quantileError(sorted, HIGH)),
    low: quantile(sorted, LOW),
    median: quantile(sorted, 0.5),
    high: quantile(sorted, HIGH),
  };
}

/** The numbers that exist, from the least to the greatest. */
export function sortedOf(values: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) count++;
  const known = count === values.length ? values : values.filter(x => !Number.isNaN(x));
  const order = orderOf(known);
  const sorted = new Float64Array(count);
  // -0 becomes 0: the two are equal, and which comes first would be left open.
  for (let i = 0; i < count; i++) sorted[i] = known[order[i]!]! + 0;
  return sorted;
}

/**
 * A quantile of sorted numbers, between the two nearest: type 7 of Hyndman and Fan, "Sample quantiles in statistical
 * packages" (The American Statistician 50, 1996), as R and NumPy take it unasked. NaN where there are none.
 */
export function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  const [from, to] = [sorted[below] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return from === to ? from : from + (at - below) * (to - from);
}

/**
 * The standard error of a quantile, whatever the distribution: how far the quantiles one standard error of a binomial
 * share to either side are, the farther of the two (after Conover, Practical Nonparametric Statistics, section 3.2).
 */
function quantileError(sorted: Float64Array, share: number): number {
  const step = Math.sqrt((share * (1 - share)) / sorted.length);
  const [below, at, above] = [Math.max(0, share - step), share, Math.min(1, share + step)].map(s =>
    quantile(sorted, s),
  ) as [number, number, number];
  return Math.max(above - at, at - below);
}
