import { orderOf } from '../../numeric/order.ts';
import type { StreamKey } from '../../numeric/stream.ts';
import { chanceOf, normal, pickBeside } from './chance.ts';

/** Points side by side with their log densities. */
export interface Points {
  /** One row of d numbers each. */
  readonly points: Float64Array;
  readonly logDensities: Float64Array;
}

/** The population of one search, and what it has learnt: plain data. */
export interface Population extends Points {
  readonly generation: number;
  /** Means of the two numbers by which trials are made, as they have succeeded so far. */
  readonly weight: number;
  readonly crossover: number;
  /** The last population that was wider than the posterior, if only the first: where chains may start. */
  readonly wide: Points;
  /** The best when it last rose by more than the search's precision, and the generation of that. */
  readonly risen: { readonly best: number; readonly generation: number };
}

/** A trial for each member of a population, and the two numbers by which it was made. */
export interface Trials {
  readonly points: Float64Array;
  readonly weights: Float64Array;
  readonly crossovers: Float64Array;
}

/** The share of the best towards whom members move. */
const LEADERS = 0.1;
/** How fast the two means follow what succeeds, how far single numbers lie from them, and the least weight. */
const LEARNING = 0.1;
const SCATTER = 0.1;
const LEAST_WEIGHT = 0.05;
/** Generations without a better best before a population may be settled. */
const PATIENCE = 20;

/** Numbers by chance of one member: a leader, two others, weight (2), crossover, a coordinate; then one a coordinate. */
const BESIDE_COORDINATES = 7;

/** A population of which nothing is known yet. */
export function newPopulation(size: number, dimensions: number): Population {
  const unknown: Points = {
    points: new Float64Array(size * dimensions),
    logDensities: new Float64Array(size).fill(Number.NEGATIVE_INFINITY),
  };
  const risen = { best: Number.NEGATIVE_INFINITY, generation: 0 };
  return { ...unknown, generation: 0, weight: 0.5, crossover: 0.5, wide: unknown, risen };
}

/**
 * Differential evolution: R. Storn and K. Price, Journal of Global Optimization 11 (1997) 341, by the trials of J. Zhang
 * and A. C. Sanderson, "JADE", IEEE Transactions on Evolutionary Computation 13 (2009) 945, without their archive:
 * current-to-pbest/1/bin, where the weight and the share of coordinates that cross over follow what succeeds.
 *
 * Chosen over rand/1/bin with dither since runs are dear: it needs from a half to a seventh of them on the functions of
 * the tests, and nothing has to be set for parameters that depend on each other (many cross over) or do not (few).
 *
 * A member whose run failed tries a draw from the prior, as all do at first.
 *
 * @param key the stream of this search
 */
export function propose({ points, logDensities, ...learnt }: Population, key: StreamKey): Trials {
  const size = logDensities.length;
  const d = points.length / size;
  const order = orderOf(logDensities);
  const leaders = Math.max(2, Math.round(LEADERS * size));
  const trials = points.slice();
  const weights = new Float64Array(size);
  const crossovers = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const chance = chanceOf(key, learnt.generation, i, BESIDE_COORDINATES + d);
    const own = i * d;
    if (logDensities[i] === Number.NEGATIVE_INFINITY) {
      for (let j = 0; j < d; j++) trials[own + j] = normal(chance(BESIDE_COORDINATES + j));
      continue;
    }
    const leader = order[size - 1 - Math.floor(chance(0) * leaders)]! * d;
    const one = pickBeside([i], size, chance(1));
    const other = pickBeside([i, one], size, chance(2)) * d;
    // The ratio of two normal numbers is Cauchy's: mostly near the mean, at times far from it.
    const cauchy = normal(chance(3)) / normal(chance(4));
    const weight = Math.min(1, Math.max(LEAST_WEIGHT, learnt.weight + SCATTER * cauchy));
    const crossover = Math.min(1, Math.max(0, learnt.crossover + SCATTER * normal(chance(5))));
    const always = Math.floor(chance(6) * d);
    for (let j = 0; j < d; j++)
      if (j === always || chance(BESIDE_COORDINATES + j) < crossover) {
        const towards = points[leader + j]! - points[own + j]!;
        const across = points[one * d + j]! - points[other + j]!;
        trials[own + j] = points[own + j]! + weight * (towards + across);
      }
    weights[i] = weight;
    crossovers[i] = crossover;
  }
  return { points: trials, weights, crossovers };
}

/**
 * The next generation: trials that are no worse take the place of their members.
 *
 * @param logDensities of the trials
 * @param within a best that has risen by no more has not risen
 */
export function select(
  before: Population,
  trials: Trials,
  logDensities: Float64Array,
  within: number,
): Population {
  const size = logDensities.length;
  const d = trials.points.length / size;
  const next: Points = { points: before.points.slice(), logDensities: before.logDensities.slice() };
  const won = { count: 0, weights: 0, squares: 0, crossovers: 0 };
  for (let i = 0; i < size; i++) {
    const [was, is] = [before.logDensities[i]!, logDensities[i]!];
    if (was > is) continue;
    next.points.set(trials.points.subarray(i * d, (i + 1) * d), i * d);
    next.logDensities[i] = is;
    if (was === is || was === Number.NEGATIVE_INFINITY) continue;
    const weight = trials.weights[i]!;
    won.count++;
    won.weights += weight;
    won.squares += weight * weight;
    won.crossovers += trials.crossovers[i]!;
  }
  const follow = (mean: number, successful: number): number =>
    won.count === 0 ? mean : mean + LEARNING * (successful - mean);
  const generation = before.generation + 1;
  const { best, median } = heightsOf(next);
  return {
    ...next,
    generation,
    weight: follow(before.weight, won.squares / won.weights),
    crossover: follow(before.crossover, won.crossovers / won.count),
    wide: before.generation === 0 || isWide(best - median, d) ? next : before.wide,
    risen: best > before.risen.best + within ? { best, generation } : before.risen,
  };
}

/**
 * Draws from a normal posterior lie d / 2 below its best on average (half of chi-square with d degrees of freedom); a
 * population of which half is d or more below its best is wider.
 */
const isWide = (below: number, d: number): boolean => below >= d;

/**
 * Whether a population has found what it will: all its members are within some log density of the best, and the best
 * has not risen for a while. Where every run has failed for as long, nothing will be found.
 */
export function isSettled({ logDensities, generation, risen }: Population, within: number): boolean {
  if (generation - risen.generation < PATIENCE) return false;
  const { best, least } = heightsOf({ logDensities });
  return best === Number.NEGATIVE_INFINITY || best - least <= within;
}

/** The least, the median and the greatest log density. */
function heightsOf({
  logDensities,
}: Pick<Points, 'logDensities'>): Record<'least' | 'median' | 'best', number> {
  const sorted = logDensities.toSorted();
  const last = sorted.length - 1;
  return { least: sorted[0]!, median: sorted[last >> 1]!, best: sorted[last]! };
}
