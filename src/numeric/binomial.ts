import { invertCount } from './invert-count.ts';

/**
 * How many of n come about, each by a chance p of its own: the count at a share of the binomial distribution. A greater
 * share, n or p never gives a lesser count by more than rounding.
 *
 * @param share from 0, below 1
 * @param n a whole number, 0 or more; if it is less, there is none
 * @param p beyond 0 and 1 it is taken for those
 */
export function binomialCount(share: number, n: number, p: number): number {
  // (1 - p)^n is at least 1 - n p, and mostly that is all there is to know.
  return share < 1 - n * p ? 0 : someCount(share, n, p);
}

function someCount(share: number, n: number, p: number): number {
  if (p >= 1) return n;
  if (p > 0.5) return n - binomialCount(1 - share, n, 1 - p);
  const odds = p / (1 - p);
  const peak = Math.min(n, Math.floor((n + 1) * p));
  return invertCount(share, peak, [0, n], k => ((n - k + 1) / k) * odds);
}
