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
  const sorted = values.slice().sort();
  return values.map(x => (countBelow(sorted, x, false) + countBelow(sorted, x, true) + 1) / 2);
}

/** How many of the sorted numbers are below `x`, or not above it. */
function countBelow(sorted: Float64Array, x: number, orEqual: boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! < x || (orEqual && sorted[middle] === x)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * What a rank correlation of so many draws reaches by chance: beyond it lies one in twenty of parameters that do not
 * matter (its standard error without any connection is 1/√(n − 1); Kendall and Gibbons, Rank Correlation Methods).
 */
export const reachedByChance = (draws: number): number => 2 / Math.sqrt(draws);
