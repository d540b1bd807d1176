import type { LogDensity } from './log-density.ts';
import { type Search, STARTS, searchFromStarts, usualPopulation, widePoints } from './search/multistart.ts';
import { type Posterior, samplePosterior } from './search/sample-posterior.ts';

export interface PosteriorRequest {
  readonly seed: string;
  readonly dimensions: number;
  /** Of the search and the chains together; at least `leastEvaluations`. */
  readonly mostEvaluations: number;
  /** Told after each generation: how many evaluations there were, of how many at most. */
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/** Where the density is greatest, and draws from it. */
export interface Found {
  readonly search: Search;
  readonly posterior: Posterior;
}

/** One in so many evaluations is of the search. */
const OF_SEARCH = 3;

/** With fewer evaluations the search would not have looked at each of its first points. */
export const leastEvaluations = (dimensions: number): number =>
  OF_SEARCH * STARTS * usualPopulation(dimensions);

/**
 * Searches from several starts, and draws from the posterior by chains that begin wider than it is.
 *
 * @returns undefined where no point that was looked at has any density
 */
export async function findPosterior(
  density: LogDensity,
  request: PosteriorRequest,
): Promise<Found | undefined> {
  const { seed, dimensions, mostEvaluations, onProgress, signal } = request;
  const common = { seed, dimensions, ...(signal && { signal }) };
  const search = await searchFromStarts(density, {
    ...common,
    mostEvaluations: Math.floor(mostEvaluations / OF_SEARCH),
    onProgress: p => onProgress?.(p.evaluations, mostEvaluations),
  });
  if (search.found[0]!.logDensity === -Infinity) return undefined;
  const before = search.state.evaluations;
  const posterior = await samplePosterior(density, {
    ...common,
    from: widePoints(search.state),
    mostEvaluations: mostEvaluations - before,
    onProgress: p => onProgress?.(before + p.evaluations, mostEvaluations),
  });
  return { search, posterior };
}
