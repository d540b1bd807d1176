import { ranksOf } from '../../comparison/rank-correlation.ts';
import { quantile } from '../../comparison/spread.ts';
import { log } from '../../numeric/math.ts';
import { meanOf, varianceOf } from '../../numeric/moments.ts';
import { normalQuantile } from '../../numeric/quantile-normal.ts';

/** How well chains tell of one parameter. NaN where it never moved, or there are fewer than 8 draws a chain. */
export interface Mixing {
  /** 1 where chains cannot be told apart: the greater of that of their place and that of their width. */
  readonly rHat: number;
  /** So many independent draws would tell as much of the middle, and of the quantiles 5 % and 95 %. */
  readonly bulkEss: number;
  readonly tailEss: number;
}

/** The worst of several parameters, and what that means. */
export interface Verdict {
  readonly rHat: number;
  readonly ess: number;
  /** `nearly`: good enough to look at, and to be said. */
  readonly verdict: 'converged' | 'nearly' | typeof NOT_CONVERGED;
}

/** What a posterior says of itself, and scenarios that take it repeat. */
export const NOT_CONVERGED = 'not converged';

/** What the paper recommends, and what was usual before it. */
export const R_HAT_AIM = 1.01;
export const R_HAT_NEARLY = 1.05;
export const LEAST_ESS = 400;
const LEAST_DRAWS = 8;
const UNKNOWN: Mixing = { rHat: Number.NaN, bulkEss: Number.NaN, tailEss: Number.NaN };

/**
 * Split R-hat of ranks and effective sample sizes of one parameter: A. Vehtari, A. Gelman, D. Simpson, B. Carpenter and
 * P.-C. Bürkner, "Rank-normalization, folding, and localization: an improved R-hat for assessing convergence of MCMC",
 * Bayesian Analysis 16 (2021) 667; the last positive correlation is counted as their R package `posterior` does.
 *
 * @param chains draws of each in their order, none NaN, as many in each
 */
export function convergenceOf(chains: readonly Float64Array[]): Mixing {
  const draws = chains[0]?.length ?? 0;
  if (draws < LEAST_DRAWS) return UNKNOWN;
  const half = draws >> 1;
  const halves = chains.flatMap(chain => [chain.subarray(0, half), chain.subarray(draws - half)]);
  const sorted = pooled(halves).sort();
  if (sorted[0] === sorted.at(-1)) return UNKNOWN;
  const median = quantile(sorted, 0.5);
  const ranked = rankNormalised(halves);
  const folded = rankNormalised(halves.map(chain => chain.map(x => Math.abs(x - median))));
  const essBelow = (share: number): number => {
    const end = quantile(sorted, share);
    return effectiveSize(halves.map(chain => chain.map(x => (x <= end ? 1 : 0))));
  };
  return {
    rHat: Math.max(rHatOf(ranked), rHatOf(folded)),
    bulkEss: effectiveSize(ranked),
    tailEss: Math.min(essBelow(0.05), essBelow(0.95)),
  };
}

/** The worst of all parameters; of none, nothing is known. */
export function judgeConvergence(parameters: readonly Mixing[]): Verdict {
  const rHat = parameters.length === 0 ? Number.NaN : Math.max(...parameters.map(p => p.rHat));
  const ess =
    parameters.length === 0 ? Number.NaN : Math.min(...parameters.flatMap(p => [p.bulkEss, p.tailEss]));
  if (!(ess > LEAST_ESS && rHat < R_HAT_NEARLY)) return { rHat, ess, verdict: NOT_CONVERGED };
  return { rHat, ess, verdict: rHat < R_HAT_AIM ? 'converged' : 'nearly' };
}

function pooled(chains: readonly Float64Array[]): Float64Array {
  const length = chains[0]!.length;
  const all = new Float64Array(chains.length * length);
  for (const [c, chain] of chains.entries()) all.set(chain, c * length);
  return all;
}

/** Each number as the standard normal value of its rank among those of all chains. */
function rankNormalised(chains: readonly Float64Array[]): readonly Float64Array[] {
  const ranks = ranksOf(pooled(chains));
  const length = chains[0]!.length;
  const normal = ranks.map(rank => normalQuantile((rank - 0.375) / (ranks.length + 0.25)));
  return chains.map((_, c) => normal.subarray(c * length, (c + 1) * length));
}

/** The variance of means of chains, and the mean of variances within them. */
function variancesOf(chains: readonly Float64Array[]): { readonly between: number; readonly within: number } {
  return {
    between: varianceOf(Float64Array.from(chains, meanOf)),
    within: meanOf(Float64Array.from(chains, varianceOf)),
  };
}

function rHatOf(chains: readonly Float64Array[]): number {
  const { between, within } = variancesOf(chains);
  const length = chains[0]!.length;
  return Math.sqrt(between / within + (length - 1) / length);
}

/**
 * How many independent draws would give as good a mean: autocorrelations of all chains together are summed in pairs
 * until a pair is negative, none counted as more than the one before it (C. J. Geyer, Statistical Science 7 (1992) 473).
 */
function effectiveSize(chains: readonly Float64Array[]): number {
  const length = chains[0]!.length;
  const size = chains.length * length;
  const { between, within } = variancesOf(chains);
  const total = (within * (length - 1)) / length + between;
  const means = chains.map(meanOf);
  const correlation = (lag: number): number => {
    let sum = 0;
    for (const [c, chain] of chains.entries())
      for (let i = lag; i < length; i++) sum += (chain[i - lag]! - means[c]!) * (chain[i]! - means[c]!);
    return 1 - (within - sum / size) / total;
  };
  let time = -1;
  let pair = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag < length - 3; lag += 2) {
    const even = lag === 0 ? 1 : correlation(lag);
    const both = even + correlation(lag + 1);
    if (!(both > 0)) {
      time += Math.max(0, even);
      break;
    }
    pair = Math.min(pair, both);
    time += 2 * pair;
  }
  // Chains that turn back at every step tell more than independent draws, but not without bound.
  return size / Math.max(time, Math.LN10 / log(size));
}
