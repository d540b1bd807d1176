import { type FoundPosterior, findPosterior } from '../../fit/find-posterior.ts';
import { type FitProblem, fitRuns, valuesAt } from '../../fit/fit-problem.ts';
import type { FitResult } from '../../fit/fit-result.ts';
import { fitResult } from '../../fit/make-fit-result.ts';
import { simulatedLines } from '../../fit/simulated-lines.ts';
import { FACTOR } from '../../scenario/posterior/posterior.ts';
import { badFile } from '../disk/files.ts';
import type { FitToRun } from '../load/load-fit.ts';
import { heedInterrupt, Interrupted } from '../tell/interrupt.ts';
import { progressBar } from '../tell/progress.ts';
import { startPool } from './draw-workers.ts';
import type { FitKeeper, KeptFit } from './kept-fit.ts';

/** What is to be fitted, and how. */
export interface FitWork extends Pick<FitToRun, 'spec' | 'series' | 'facts'> {
  readonly problem: FitProblem;
  readonly mostEvaluations: number;
  readonly workers: number;
  readonly keeper: FitKeeper;
}

/** What a fit came to, and its draws: row by row the parameters' values. */
export interface Fitted {
  readonly result: FitResult;
  readonly values: Float64Array;
}

/** Draws that a posterior file holds: more tell nothing that an interval shows. */
const KEPT_DRAWS = 1000;

/**
 * Searches, draws from the posterior and simulates its draws, on workers of its own. An interrupt ends the process, with
 * what was done kept.
 *
 * @throws BadInput where nothing comes near the series
 */
export async function runFit(work: FitWork): Promise<Fitted> {
  const { problem, spec, series, facts, mostEvaluations, keeper } = work;
  const started = performance.now();
  const seconds = (): number => keeper.before.seconds + (performance.now() - started) / 1000;
  const dimensions = problem.coordinates.length;
  const tellProgress = progressBar('runs', keeper.before.tally.points);
  const pool = startPool(problem, work.workers);
  try {
    const { evaluate, simulate, tally } = fitRuns(problem, pool.run, keeper.before.tally);
    const kept = (state: KeptFit['state']): KeptFit => ({ state, tally, seconds: seconds() });
    const request = {
      seed: spec.seed,
      dimensions,
      mostEvaluations,
      onProgress: ({ evaluations, state }: { evaluations: number; state: KeptFit['state'] }) => {
        tellProgress(evaluations, mostEvaluations);
        keeper.keepAtTimes(() => kept(state));
      },
    };
    const found = await heedInterrupt(async signal => {
      const ended = await findPosterior(evaluate, { ...request, signal }, keeper.before.state);
      if (ended.kind !== 'interrupted') return ended;
      keepInterrupted(keeper, kept(ended.state));
      throw new Interrupted(signal);
    });
    if (found.kind === 'nowhere') {
      keeper.remove();
      throw badFile(
        'fit/no-density',
        `of ${tally.points} runs next to none comes anywhere near the series, or they failed (${tally.failed})`,
        'look at units and "times" of the lines, and at the priors',
      );
    }
    const draws = thinned(found.posterior.draws, dimensions);
    const values = valuesAt(problem, draws);
    const simulated = await simulate(values, draws.length / dimensions);
    const result = fitResult({
      facts: { ...facts, seconds: seconds() },
      parameters: problem.coordinates.map(({ parameter, valueAt }, p) => ({
        name: parameter.name,
        unit: parameter.over.length === 0 ? parameter.spec.unit.value : FACTOR,
        valueAt,
        mixing: found.posterior.mixing[p]!,
      })),
      draws,
      mode: found.search.tops[0]!.point,
      lines: simulatedLines(problem, series, simulated, spec.years),
      course: courseOf(found, tally.failed),
    });
    return { result, values };
  } finally {
    pool.close();
  }
}

type Found = Extract<FoundPosterior, { kind: 'found' }>;

const courseOf = ({ search, posterior }: Found, failed: number): FitResult['course'] => ({
  starts: search.tops.map(top => top.logDensity),
  agreeing: search.agreeing,
  accepted: posterior.acceptance,
  evaluations: search.state.evaluations + posterior.evaluations,
  failed,
});

/** Keeps what it has come to, and says how to go on. */
function keepInterrupted(keeper: FitKeeper, fit: KeptFit): void {
  if (fit.state.search) {
    keeper.keep(fit);
    process.stderr.write(
      `interrupted: ${fit.tally.points} runs are done and kept in ${keeper.path}; go on with the same command and --resume\n`,
    );
  } else process.stderr.write('interrupted: no run was done yet\n');
}

/** Draws evenly spaced over all, no more than a file is to keep. */
function thinned(draws: Float64Array, d: number): Float64Array {
  const all = draws.length / d;
  const kept = Math.min(all, KEPT_DRAWS);
  const out = new Float64Array(kept * d);
  for (let k = 0; k < kept; k++) {
    const from = Math.floor((k * all) / kept) * d;
    out.set(draws.subarray(from, from + d), k * d);
  }
  return out;
}
