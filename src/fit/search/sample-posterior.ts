import { streamKey } from '../../numeric/stream.ts';
import type { LogDensity } from '../log-density.ts';
import { convergenceOf, judgeConvergence, type Mixing, type Verdict } from './convergence.ts';
import { acceptMoves, type Chains, firstPoints, proposeMoves, THINNING } from './de-mc.ts';
import { evaluate, greatest, type Watch } from './evaluate.ts';

export interface ChainOptions extends Watch<ChainState> {
  readonly seed: string;
  readonly dimensions: number;
  /** Rows of d numbers, spread at least as wide as the posterior: what `widePoints` of a search gives. */
  readonly from: Float64Array;
  /** Of all chains together. */
  readonly mostEvaluations: number;
}

/** All that the chains know: plain data, from which they go on with the same bits. */
export interface ChainState {
  readonly evaluations: number;
  readonly best: number;
  readonly chains: Chains;
  /** So many draws of each chain are looked at next. */
  readonly nextLook: number;
}

/** Draws from a posterior, and how far they may be trusted. */
export interface ChainDraws {
  /** One row of d numbers for each draw, all of equal weight: those of one generation after the other. */
  readonly draws: Float64Array;
  readonly count: number;
  /** By parameter, and the worst of them. */
  readonly mixing: readonly Mixing[];
  readonly verdict: Verdict;
  /** The share of moves that were accepted after the burn-in; NaN where there were none. */
  readonly acceptance: number;
  readonly evaluations: number;
  readonly stopped: 'converged' | 'evaluations' | 'aborted';
  readonly state: ChainState;
}

/** Evaluated in one call. */
export const CHAINS = 24;
/** Generations before draws are taken: so many a dimension, and at most a third of all. */
const BURN_IN_PER_DIMENSION = 20;
const MOST_BURN_IN = 1 / 3;
/** Draws of each chain when convergence is first looked at, and how many more at each further look. */
const FIRST_LOOK = 50;
const LATER_LOOKS = 1.2;

/**
 * Draws from a posterior by chains of DE-MC(Z) with moves within a normal distribution, until they have converged
 * or the most evaluations are made.
 *
 * @param resumed what earlier chains came to; with the same options they go on as if they had not stopped
 * @throws RangeError where that state is of another size, or there are too few points to start from
 */
export async function sampleByChains(
  density: LogDensity,
  options: ChainOptions,
  resumed?: ChainState,
): Promise<ChainDraws> {
  const { seed, mostEvaluations, dimensions: d } = options;
  const key = streamKey(seed, 'posterior');
  let state = resumed ?? (await firstState(density, options));
  if (state.chains.points.length !== CHAINS * d || state.chains.logDensities.length !== CHAINS)
    throw new RangeError(`expected ${CHAINS} chains with ${d} coordinates`);
  for (;;) {
    const looked = looksNow(state) ? convergenceByParameter(state.chains) : undefined;
    if (looked) state = { ...state, nextLook: Math.ceil(state.nextLook * LATER_LOOKS) };
    const stopped = reasonToStop(state, options, looked);
    if (stopped) return resultOf(state, stopped, looked ?? convergenceByParameter(state.chains));
    const moves = proposeMoves(state.chains, key);
    const logs = await evaluate(density, moves.points, CHAINS);
    state = {
      ...state,
      evaluations: state.evaluations + CHAINS,
      best: Math.max(state.best, greatest(logs)),
      chains: acceptMoves(state.chains, moves, logs, key),
    };
    options.onProgress?.({ evaluations: state.evaluations, mostEvaluations, best: state.best, state });
  }
}

async function firstState(
  density: LogDensity,
  { dimensions, from, mostEvaluations }: ChainOptions,
): Promise<ChainState> {
  const width = CHAINS * dimensions;
  if (from.length < width || from.length % dimensions !== 0)
    throw new RangeError(
      `${from.length / dimensions} points for ${CHAINS} chains: expected as many at least`,
    );
  const points = firstPoints(from, CHAINS, dimensions);
  const logDensities = await evaluate(density, points, CHAINS);
  const archive = Array.from({ length: Math.floor(from.length / width) }, (_, i) =>
    from.slice(i * width, (i + 1) * width),
  );
  const most = Math.floor((mostEvaluations / CHAINS) * MOST_BURN_IN);
  const chains: Chains = {
    generation: 0,
    points,
    logDensities,
    archive,
    burnIn: Math.min(BURN_IN_PER_DIMENSION * dimensions, most),
    drawsFrom: archive.length,
    scale: 1,
    gaussian: undefined,
    fittedTo: 0,
    proposed: 0,
    accepted: 0,
  };
  return { evaluations: CHAINS, best: greatest(logDensities), chains, nextLook: FIRST_LOOK };
}

function reasonToStop(
  { evaluations, chains }: ChainState,
  { signal, mostEvaluations }: ChainOptions,
  looked: readonly Mixing[] | undefined,
): ChainDraws['stopped'] | undefined {
  if (looked && judgeConvergence(looked).verdict === 'converged') return 'converged';
  if (signal?.aborted) return 'aborted';
  return evaluations + chains.logDensities.length > mostEvaluations ? 'evaluations' : undefined;
}

/** The places after the burn-in: a row for each chain, one generation after the other. */
const drawsOf = ({ generation, burnIn, archive, drawsFrom }: Chains): readonly Float64Array[] =>
  generation < burnIn ? [] : archive.slice(drawsFrom);

const looksNow = ({ chains, nextLook }: ChainState): boolean =>
  chains.generation % THINNING === 0 && drawsOf(chains).length >= nextLook;

function convergenceByParameter(chains: Chains): readonly Mixing[] {
  const draws = drawsOf(chains);
  const size = chains.logDensities.length;
  const d = chains.points.length / size;
  return Array.from({ length: d }, (_, j) =>
    convergenceOf(
      Array.from({ length: size }, (_, c) => Float64Array.from(draws, places => places[c * d + j]!)),
    ),
  );
}

function resultOf(state: ChainState, stopped: ChainDraws['stopped'], mixing: readonly Mixing[]): ChainDraws {
  const { chains, evaluations } = state;
  const places = drawsOf(chains);
  const width = chains.points.length;
  const draws = new Float64Array(places.length * width);
  for (const [i, rows] of places.entries()) draws.set(rows, i * width);
  return {
    draws,
    count: places.length * chains.logDensities.length,
    mixing,
    verdict: judgeConvergence(mixing),
    acceptance: chains.accepted / chains.proposed,
    evaluations,
    stopped,
    state,
  };
}
