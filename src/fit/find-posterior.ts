import type { LogDensity } from './log-density.ts';
import type { Watch } from './search/evaluate.ts';
import {
  type Search,
  type SearchState,
  STARTS,
  searchFromStarts,
  usualPopulation,
  widePoints,
} from './search/multistart.ts';
import { CHAINS, type ChainDraws, type ChainState, sampleByChains } from './search/sample-posterior.ts';

export interface PosteriorRequest extends Watch<FindState> {
  readonly seed: string;
  readonly dimensions: number;
  /** Of the search and the chains together; at least `leastEvaluations`. */
  readonly mostEvaluations: number;
}

/** How far it has come: plain data, from which it goes on with the same bits. */
export interface FindState {
  /** Absent before the first generation. */
  readonly search?: SearchState;
  /** Absent while the search goes on. */
  readonly chains?: ChainState;
}

/** Where the density is greatest and draws from it; or why there are none. */
export type FoundPosterior =
  | { readonly kind: 'found'; readonly search: Search; readonly posterior: ChainDraws }
  /** Next to no point that was looked at has any density: too few for chains to begin at. */
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'interrupted'; readonly state: FindState };

/** One in so many evaluations is of the search. */
const OF_SEARCH = 3;

/** With fewer evaluations the search would not have looked at each of its first points. */
export const leastEvaluations = (dimensions: number): number =>
  OF_SEARCH * STARTS * usualPopulation(dimensions);

/**
 * Searches from several starts, and draws from the posterior by chains that begin wider than it is.
 *
 * @param from what an interrupted one came to; with the same request it goes on as if it had not stopped
 */
export async function findPosterior(
  density: LogDensity,
  request: PosteriorRequest,
  from: FindState = {},
): Promise<FoundPosterior> {
  const { seed, dimensions, mostEvaluations, onProgress, signal } = request;
  const common = { seed, dimensions, ...(signal && { signal }) };
  const search = await searchFromStarts(
    density,
    {
      ...common,
      mostEvaluations: Math.floor(mostEvaluations / OF_SEARCH),
      onProgress: p => onProgress?.({ ...p, mostEvaluations, state: { search: p.state } }),
    },
    from.search,
  );
  if (search.stopped === 'aborted') return { kind: 'interrupted', state: { search: search.state } };
  const wide = widePoints(search.state);
  if (wide.length < CHAINS * dimensions) return { kind: 'nowhere' };
  const before = search.state.evaluations;
  const posterior = await sampleByChains(
    density,
    {
      ...common,
      from: wide,
      mostEvaluations: mostEvaluations - before,
      onProgress: ({ evaluations, best, state }) =>
        onProgress?.({
          evaluations: before + evaluations,
          mostEvaluations,
          best,
          state: { search: search.state, chains: state },
        }),
    },
    from.chains,
  );
  return posterior.stopped === 'aborted'
    ? { kind: 'interrupted', state: { search: search.state, chains: posterior.state } }
    : { kind: 'found', search, posterior };
}
