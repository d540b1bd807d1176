import { orderOf } from '../numeric/order.ts';
import { normalQuantile } from '../numeric/quantile-normal.ts';

/**
 * Spearman's rank correlation of two columns of the same draws, ties at their average rank. NaN where one of them is
 * the same in every draw.
 *
 * @param a ranks of one column @param b ranks of the other
 */
export function correlateRanks(a: Float64Array, b: Float64Array): number {
  // Ranks are whole numbers or halves, so nothing is rounded before the last line (up to some 300,000 draws).
  const centre = (a.length + 1) / 2;
  let [both, ofA, ofB] = [0, 0, 0];
  for (const [i, rank] of a.entries()) {
    const [x, y] = [rank - centre, b[i]! - centre];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return both / (Math.sqrt(ofA) * Math.sqrt(ofB));
}

/** The rank of each number from 1 up; equal ones share the average of theirs. */
export function ranksOf(values: Float64Array): Float64Array {
  const order = orderOf(values);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

/**
 * What the largest of so many rank correlations reaches by chance: where no parameter matters, any of them lies beyond
 * it in one of twenty comparisons. Without any connection the standard error of one is 1/√(n − 1) (Kendall and Gibbons,
 * Rank Correlation Methods); that all of them are looked at is allowed for as Bonferroni did.
 */
export const reachedByChance = (draws: number, parameters: number): number =>
  Math.min(1, normalQuantile(1 - 0.025 / Math.max(1, parameters)) / Math.sqrt(Math.max(1, draws - 1)));
