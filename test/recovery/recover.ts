import type { RunBlocks } from '../../src/ensemble/run-block.ts';
import { findPosterior } from '../../src/fit/find-posterior.ts';
import { type FitProblem, fitRuns } from '../../src/fit/fit-problem.ts';
import type { ChainDraws } from '../../src/fit/search/sample-posterior.ts';
import { makeData } from './made-data.ts';

export interface RecoveryRequest {
  readonly problem: FitProblem;
  /** By line. */
  readonly roundings: readonly number[];
  readonly runBlocks: RunBlocks;
  readonly seed: string;
  readonly sets: number;
  /** For each set. */
  readonly mostEvaluations: number;
  readonly onSet?: (fitted: FittedSet, set: number) => void;
}

/** What a fit made of a set of made data. Coordinates have standard normal priors. */
export interface FittedSet {
  /** Where the data were made: a coordinate for each parameter. */
  readonly truth: Float64Array;
  /** Of the posterior: rows of as many coordinates. */
  readonly draws: Float64Array;
  readonly verdict: ChainDraws['verdict'];
  /** Whether all searches have found the same. */
  readonly isAgreed: boolean;
  readonly evaluations: number;
  readonly seconds: number;
}

/** Makes sets of data, and fits the parameters to each as `tx-sim fit` does. */
export async function recover(request: RecoveryRequest): Promise<FittedSet[]> {
  const { problem, roundings, runBlocks, seed, sets, mostEvaluations, onSet } = request;
  const { simulate } = fitRuns(problem, runBlocks);
  const made = await makeData(problem, roundings, simulate, seed, sets);
  const all: FittedSet[] = [];
  for (const [set, { truth, points }] of made.entries()) {
    const began = performance.now();
    const found = await findPosterior(fitRuns({ ...problem, points }, runBlocks).evaluate, {
      seed: `${seed} ${set}`,
      dimensions: truth.length,
      mostEvaluations,
    });
    if (found.kind !== 'found') throw new RangeError(`set ${set}: nothing comes near its data`);
    const { search, posterior } = found;
    const fitted = {
      truth,
      draws: posterior.draws,
      verdict: posterior.verdict,
      isAgreed: search.agreeing === search.tops.length,
      evaluations: search.state.evaluations + posterior.evaluations,
      seconds: (performance.now() - began) / 1000,
    };
    all.push(fitted);
    onSet?.(fitted, set);
  }
  return all;
}
