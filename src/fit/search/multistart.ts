import { type StreamKey, streamKey } from '../../numeric/stream.ts';
import type { LogDensity } from '../log-density.ts';
import {
  isSettled,
  newPopulation,
  type Points,
  type Population,
  propose,
  select,
} from './differential-evolution.ts';
import { evaluate, greatest, type Watch } from './evaluate.ts';

export interface SearchOptions extends Watch<SearchState> {
  readonly seed: string;
  readonly dimensions: number;
  /** Of all starts together. */
  readonly mostEvaluations: number;
}

/** All that a search knows: plain data, from which it goes on with the same bits. */
export interface SearchState {
  readonly evaluations: number;
  readonly populations: readonly Population[];
}

/** What one start has found. */
export interface Top {
  /** d numbers. */
  readonly point: Float64Array;
  /** -Infinity where every run failed. */
  readonly logDensity: number;
  readonly settled: boolean;
}

export interface Search {
  /** What each start has found, the best first. */
  readonly tops: readonly Top[];
  /** How many starts have found the same as the best one, itself among them. */
  readonly agreeing: number;
  readonly stopped: 'settled' | 'evaluations' | 'aborted';
  readonly state: SearchState;
}

/** Searches that know nothing of each other. */
export const STARTS = 4;
const LANES = 12;
const LEAST_POPULATION = 48;
const MEMBERS_PER_DIMENSION = 2;
/** Log densities that differ by no more are alike: a posterior is d / 2 high. */
const WITHIN = 0.1;
/**
 * Two starts have found the same when their bests differ by less in log density, and by less than this many standard
 * deviations of the prior in every coordinate.
 */
const SAME_HEIGHT = 0.5;
const SAME_PLACE = 0.5;
/** Where the best of a start is so much below the best of all, next to none of the posterior lies there. */
const FAR_BELOW = 10;

/**
 * Looks for the point of greatest density by differential evolution from several starts, a generation of all of which
 * is evaluated in one call. Ends when all have settled, or the most evaluations leave no room for a generation.
 *
 * @param from what an earlier search came to; with the same options it goes on as if it had not stopped
 * @throws RangeError where that state is of another size
 */
export async function searchFromStarts(
  density: LogDensity,
  options: SearchOptions,
  from?: SearchState,
): Promise<Search> {
  const { seed, dimensions, mostEvaluations } = options;
  const size = usualPopulation(dimensions);
  const keys = Array.from({ length: STARTS }, (_, start) => streamKey(seed, `search ${start}`));
  let state: SearchState = from ?? {
    evaluations: 0,
    populations: keys.map(() => newPopulation(size, dimensions)),
  };
  if (
    state.populations.length !== STARTS ||
    state.populations.some(p => p.points.length !== size * dimensions || p.logDensities.length !== size)
  )
    throw new RangeError(`expected ${STARTS} populations of ${size} points with ${dimensions} coordinates`);
  for (;;) {
    const stopped = reasonToStop(state, size, options);
    if (stopped) return { ...judge(state), stopped, state };
    state = await nextGeneration(density, state, keys);
    const best = Math.max(...state.populations.map(p => greatest(p.logDensities)));
    options.onProgress?.({ evaluations: state.evaluations, mostEvaluations, best, state });
  }
}

/** As many members as the functions of the tests need, in whole blocks of points that are run side by side. */
export function usualPopulation(dimensions: number): number {
  return Math.max(LEAST_POPULATION, Math.ceil((MEMBERS_PER_DIMENSION * dimensions) / LANES) * LANES);
}

function reasonToStop(
  { populations, evaluations }: SearchState,
  size: number,
  { signal, mostEvaluations }: SearchOptions,
): Search['stopped'] | undefined {
  const running = populations.filter(p => !isSettled(p, WITHIN)).length;
  if (running === 0) return 'settled';
  if (signal?.aborted) return 'aborted';
  return evaluations + running * size > mostEvaluations ? 'evaluations' : undefined;
}

async function nextGeneration(
  density: LogDensity,
  { evaluations, populations }: SearchState,
  keys: readonly StreamKey[],
): Promise<SearchState> {
  const running = populations.flatMap((population, start) =>
    isSettled(population, WITHIN) ? [] : [{ start, trials: propose(population, keys[start]!) }],
  );
  const size = populations[0]!.logDensities.length;
  const rows = running.length * size;
  const width = populations[0]!.points.length;
  const points = new Float64Array(running.length * width);
  for (const [i, { trials }] of running.entries()) points.set(trials.points, i * width);
  const logs = await evaluate(density, points, rows);
  const next = [...populations];
  for (const [i, { start, trials }] of running.entries())
    next[start] = select(populations[start]!, trials, logs.slice(i * size, (i + 1) * size), WITHIN);
  return { evaluations: evaluations + rows, populations: next };
}

function judge({ populations }: SearchState): Pick<Search, 'tops' | 'agreeing'> {
  const tops = populations
    .map(population => ({ ...bestOf(population), settled: isSettled(population, WITHIN) }))
    .sort((a, b) => b.logDensity - a.logDensity || 0);
  const agreeing = tops.filter(other => isSame(tops[0]!, other)).length;
  return { tops, agreeing };
}

function bestOf({ points, logDensities }: Points): Pick<Top, 'point' | 'logDensity'> {
  const logDensity = greatest(logDensities);
  const d = points.length / logDensities.length;
  const row = logDensities.indexOf(logDensity);
  return { point: points.slice(row * d, (row + 1) * d), logDensity };
}

const isSame = (best: Top, other: Top): boolean =>
  best.logDensity - other.logDensity < SAME_HEIGHT &&
  best.point.every((x, j) => Math.abs(x - other.point[j]!) < SAME_PLACE);

/**
 * Points that are spread wider than the posterior, for chains to start from: of each start whose best is not far below
 * the best of all, the last population that was wider than the posterior, without members whose runs failed. A start
 * that has settled would give points that are all the same.
 *
 * @returns rows of d numbers, those of the starts in turn
 */
export function widePoints({ populations }: SearchState): Float64Array {
  const bests = populations.map(p => greatest(p.logDensities));
  const most = Math.max(...bests);
  const wide = populations.filter((_, start) => most - bests[start]! < FAR_BELOW).map(p => p.wide);
  const rows: number[] = [];
  for (let i = 0; i < populations[0]!.logDensities.length; i++)
    for (const { points, logDensities } of wide) {
      const d = points.length / logDensities.length;
      if (logDensities[i]! > Number.NEGATIVE_INFINITY) rows.push(...points.subarray(i * d, (i + 1) * d));
    }
  return Float64Array.from(rows);
}
