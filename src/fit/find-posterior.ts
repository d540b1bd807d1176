import type { LogDensity } from './log-density.ts';
import { type Search, searchFromStarts, widePoints } from './search/multistart.ts';
import { type Posterior, samplePosterior } from './search/sample-posterior.ts';

export interface PosteriorRequest {
  readonly seed: string;
  readonly dimensions: number;
  /** Of the search and the chains together, which may take two thirds of them. */
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

const SHARE_OF_SEARCH = 1 / 3;

/** Searches from several starts, and draws from the posterior by chains that begin wider than it is. */
export async function findPosterior(density: LogDensity, request: PosteriorRequest): Promise<Found> {
  const { seed, dimensions, mostEvaluations, onProgress, signal } = request;
  const common = { seed, dimensions, ...(signal && { signal }) };
  const search = await searchFromStarts(density, {
    ...common,
    mostEvaluations: Math.floor(mostEvaluations * SHARE_OF_SEARCH),
    onProgress: p => onProgress?.(p.evaluations, mostEvaluations),
  });
  const before = search.state.evaluations;
  const posterior = await samplePosterior(density, {
    ...common,
    from: widePoints(search.state),
    mostEvaluations: mostEvaluations - before,
    onProgress: p => onProgress?.(before + p.evaluations, mostEvaluations),
  });
  return { search, posterior };
}
