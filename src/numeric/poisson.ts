import { invertCount } from './invert-count.ts';

/**
 * How many come about where `mean` are to be expected, each by itself: the count at a share of the Poisson distribution.
 *
 * @param share from 0, below 1
 * @param mean 0 or more
 */
export function poissonCount(share: number, mean: number): number {
  // exp(-mean) is at least 1 - mean.
  return share < 1 - mean ? 0 : someCount(share, mean);
}

function someCount(share: number, mean: number): number {
  return invertCount(share, Math.floor(mean), [0, Infinity], k => mean / k);
}
