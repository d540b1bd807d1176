import { meanOf } from '../numeric/moments.ts';
import { normalCdf } from '../numeric/quantile-normal.ts';

/** A published number and the simulated one beside it. */
export interface Pair {
  readonly observed: number;
  readonly simulated: number;
}

/** What a mean squared error is made of: shares that add up to 1; all NaN where there is no error. */
export interface ErrorShares {
  /** The two means differ. */
  readonly bias: number;
  /** One varies more than the other. */
  readonly variance: number;
  /** They do not move together. */
  readonly covariance: number;
}

/** How well a simulation tells published numbers. */
export interface Measures {
  /** How many published numbers it is set beside. */
  readonly points: number;
  readonly mape: number;
  /** The share of published numbers within the middle 50 and 90 % of what is predicted. */
  readonly within50: number;
  readonly within90: number;
  readonly theil: ErrorShares;
}

/**
 * The mean absolute percentage error, as a fraction: the mean of |simulated − observed| / |observed|. A published 0 is
 * left out; NaN where nothing is left.
 *
 * R. J. Hyndman and A. B. Koehler, "Another look at measures of forecast accuracy", International Journal of
 * Forecasting 22 (2006).
 */
export const mape = (pairs: readonly Pair[]): number =>
  meanOf(
    pairs
      .filter(p => p.observed !== 0)
      .map(({ observed, simulated }) => Math.abs((simulated - observed) / observed)),
  );

/**
 * Where a published number stands in what is predicted of it: the share of simulations, each blurred by the error that
 * the fit allows, that lies below (the probability integral transform). NaN where there is no simulation.
 *
 * A. P. Dawid, "Statistical theory: the prequential approach", Journal of the Royal Statistical Society A 147 (1984).
 *
 * @param simulated by draw; those that do not exist (NaN) are left out
 * @param sd standard deviation of the allowed error, in the unit of the numbers; 0 blurs nothing, and what is met
 *   exactly then counts half
 */
export function predictiveShare(simulated: Float64Array, sd: number, observed: number): number {
  const known = simulated.filter(x => !Number.isNaN(x));
  const below = (x: number): number => {
    if (sd > 0) return normalCdf((observed - x) / sd);
    return x === observed ? 0.5 : x < observed ? 1 : 0;
  };
  return meanOf(Array.from(known, below));
}

/**
 * The share of published numbers within the middle of what is predicted. NaN where there are none.
 *
 * @param shares where each stands, as `predictiveShare` says
 * @param middle how much of the prediction: 0.9 for that between its quantiles 5 and 95 %
 */
export function coverage(shares: readonly number[], middle: number): number {
  return meanOf(shares.map(share => (Math.abs(share - 0.5) <= middle / 2 ? 1 : 0)));
}

/**
 * Theil's inequality shares of the mean squared error: (mean difference)², (difference of standard deviations)² and
 * 2 (1 − r) times their product, each beside their sum. Good models err by covariance: bias and variance are faults
 * that can be mended.
 *
 * H. Theil, Applied Economic Forecasting (North-Holland, 1966); J. D. Sterman, "Appropriate summary statistics for
 * evaluating the historical fit of system dynamics models", Dynamica 10 (1984).
 */
export function theil(pairs: readonly Pair[]): ErrorShares {
  const observed = pairs.map(p => p.observed);
  const simulated = pairs.map(p => p.simulated);
  const [ofObserved, ofSimulated] = [meanOf(observed), meanOf(simulated)];
  const [a, b] = [observed.map(x => x - ofObserved), simulated.map(x => x - ofSimulated)];
  const [sdOfA, sdOfB] = [Math.sqrt(meanProduct(a, a)), Math.sqrt(meanProduct(b, b))];
  const bias = square(ofSimulated - ofObserved);
  const variance = square(sdOfB - sdOfA);
  // Of series that move as one rounding may leave a little less than nothing.
  const covariance = Math.max(0, 2 * (sdOfA * sdOfB - meanProduct(a, b)));
  const all = bias + variance + covariance;
  return { bias: bias / all, variance: variance / all, covariance: covariance / all };
}

/**
 * All measures of a simulation.
 *
 * @param shares where each published number stands in its prediction, in the order of the pairs
 */
export const measuresOf = (pairs: readonly Pair[], shares: readonly number[]): Measures => ({
  points: pairs.length,
  mape: mape(pairs),
  within50: coverage(shares, 0.5),
  within90: coverage(shares, 0.9),
  theil: theil(pairs),
});

const square = (x: number): number => x * x;
const meanProduct = (a: readonly number[], b: readonly number[]): number =>
  meanOf(a.map((x, i) => x * b[i]!));
