import { bandsOf } from '../../src/fit/fitted-line.ts';
import { varianceOf } from '../../src/numeric/moments.ts';
import type { FittedSet } from './recover.ts';

/** One parameter in one set of data, by its coordinate. */
export interface Estimate {
  readonly truth: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly isCovered: boolean;
  /** How many of RANKS − 1 draws lie below the truth: each number is equally likely where the posterior is right. */
  readonly rank: number;
  /** 1 − the draws' standard deviation, which is 1 before the data. */
  readonly narrowed: number;
}

export const RANKS = 100;
const BINS = 10;

/** The estimates of a set, parameter by parameter. */
export function estimatesOf({ truth, draws }: FittedSet): Estimate[] {
  const d = truth.length;
  const rows = draws.length / d;
  return Array.from(truth, (own, p) => {
    const column = Float64Array.from({ length: rows }, (_, k) => draws[k * d + p]!);
    const { low, median, high } = bandsOf(column);
    const spread = Array.from({ length: RANKS - 1 }, (_, i) => column[Math.floor((i * rows) / (RANKS - 1))]!);
    return {
      truth: own,
      low,
      median,
      high,
      isCovered: low <= own && own <= high,
      rank: spread.filter(x => x < own).length,
      narrowed: 1 - Math.sqrt(varianceOf(column)),
    };
  });
}

/** The share of estimates whose 90 % interval holds the truth, and one standard error of it if it were 90 %. */
export function coverageOf(estimates: readonly Estimate[]) {
  const covered = estimates.filter(e => e.isCovered).length;
  return { covered, share: covered / estimates.length, error: Math.sqrt((0.9 * 0.1) / estimates.length) };
}

/**
 * How evenly ranks lie: counts in ten equal parts, and the sum of squared differences from even counts over these, which
 * is chi-square with nine degrees of freedom where the posteriors are right and the ranks independent.
 *
 * S. Talts, M. Betancourt, D. Simpson, A. Vehtari and A. Gelman, "Validating Bayesian inference algorithms with
 * simulation-based calibration", arXiv:1804.06788 (2018).
 */
export function ranksEvenness(estimates: readonly Estimate[]) {
  const counts = new Array<number>(BINS).fill(0);
  for (const { rank } of estimates) counts[Math.floor((rank * BINS) / RANKS)]!++;
  const even = estimates.length / BINS;
  const chiSquare = counts.reduce((sum, n) => sum + ((n - even) * (n - even)) / even, 0);
  return { counts, chiSquare };
}

/** Chi-square with nine degrees of freedom is above this in one case in twenty, and in one in a thousand. */
export const ONE_IN_20 = 16.92;
export const ONE_IN_1000 = 27.88;
