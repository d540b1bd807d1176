import { invertCount } from './invert-count.ts';

/**
 * How many of those taken are marked, where every choice is as likely as any other: the count at a share of the
 * hypergeometric distribution.
 *
 * @param share from 0, below 1
 * @param all whole numbers, as `marked` and `taken`, neither more than all
 */
export function hypergeometricCount(share: number, all: number, marked: number, taken: number): number {
  const others = all - marked;
  const least = Math.max(0, taken - others);
  const most = Math.min(taken, marked);
  // where numbers are so large that products are rounded, this can lie one beyond the ends
  const peak = Math.floor(((taken + 1) * (marked + 1)) / (all + 2));
  return invertCount(
    share,
    Math.min(most, Math.max(least, peak)),
    [least, most],
    k => ((marked - k + 1) * (taken - k + 1)) / (k * (others - taken + k)),
  );
}
