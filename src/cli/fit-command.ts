import { availableParallelism } from 'node:os';
import { prepareEngine } from '../arms/run-arms.ts';
import { Faults } from '../diagnostics/diagnostic.ts';
import { findPosterior, leastEvaluations } from '../fit/find-posterior.ts';
import { fitRuns, prepareFit, valuesAt } from '../fit/fit-problem.ts';
import { fitResult } from '../fit/make-fit-result.ts';
import { posteriorOf } from '../fit/posterior-of.ts';
import { simulatedLines } from '../fit/simulated-lines.ts';
import { fitJson } from '../report/fit-json.ts';
import { fitPage } from '../report/fit-page.ts';
import { FACTOR } from '../scenario/posterior/posterior.ts';
import { writePosterior } from '../scenario/posterior/write-posterior.ts';
import { chooseCount } from './choose-compared.ts';
import { startPool } from './draw-workers.ts';
import { EXIT } from './exit-codes.ts';
import { badFile, writeAtomically } from './files.ts';
import { loadProgram } from './load.ts';
import { loadFit } from './load-fit.ts';
import { posteriorFile, refuseTarget } from './posterior-file.ts';
import { progressBar } from './progress.ts';
import { tellWarnings } from './tell.ts';
import { pageWidth, printJson, printPage } from './terminal.ts';
import { version } from './version.ts';

export interface FitOptions {
  readonly to?: string;
  readonly evaluations?: string;
  readonly workers?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Draws that a posterior file holds: more tell nothing that an interval shows. */
const KEPT_DRAWS = 1000;
const USUAL_EVALUATIONS = 200_000;

/** From published series to what they say of parameters: reads, searches, draws, simulates, writes and prints. */
export async function fitCommand(file: string, options: FitOptions): Promise<number> {
  const started = performance.now();
  const faults = new Faults();
  const to = options.to ?? posteriorFile(file);
  refuseTarget(to);
  const workers = chooseCount('--workers', options.workers, availableParallelism());
  const mostEvaluations = chooseCount('--evaluations', options.evaluations, USUAL_EVALUATIONS);
  const program = await loadProgram(faults);
  const { spec, series, experiment, facts } = loadFit(file, program, faults);
  tellWarnings(faults.all, options);
  const dimensions = spec.free.length;
  const least = leastEvaluations(dimensions);
  if (mostEvaluations < least)
    throw badFile(
      'cli/evaluations',
      `--evaluations ${mostEvaluations} is too few: a fit of ${dimensions} needs ${least}`,
    );
  const problem = prepareFit({ ...spec, experiment, series: [...series.values()] }, prepareEngine(program));
  const pool = startPool(problem, workers);
  try {
    const { evaluate, simulate, tally } = fitRuns(problem, pool.run);
    const found = await findPosterior(evaluate, {
      seed: spec.seed,
      dimensions,
      mostEvaluations,
      onProgress: progressBar('runs'),
    });
    if (!found)
      throw badFile(
        'fit/no-density',
        `none of ${tally.points} runs comes anywhere near the series, or every run failed (${tally.failed})`,
        'look at units and "times" of the lines, and at the priors',
      );
    const { search, posterior } = found;
    const draws = thinned(posterior.draws, dimensions);
    const values = valuesAt(problem, draws);
    const simulated = await simulate(values, draws.length / dimensions);
    const result = fitResult({
      facts: { ...facts, seconds: (performance.now() - started) / 1000 },
      parameters: problem.coordinates.map(({ parameter, valueAt }, p) => ({
        name: parameter.name,
        unit: parameter.over.length === 0 ? parameter.spec.unit.value : FACTOR,
        valueAt,
        mixing: posterior.convergence[p]!,
      })),
      draws,
      mode: search.found[0]!.point,
      lines: simulatedLines(problem, series, simulated, spec.years),
      convergence: {
        starts: search.found.map(f => f.logDensity),
        agreeing: search.agreeing,
        accepted: posterior.acceptance,
        evaluations: search.state.evaluations + posterior.evaluations,
        failed: tally.failed,
      },
    });
    writeAtomically(to, writePosterior(posteriorOf(result, values, to)));
    if (options.json)
      printJson(
        fitJson(
          result,
          { version },
          faults.all.map(d => d.message),
        ),
      );
    else {
      printPage(fitPage(result, pageWidth()), options.color);
      process.stderr.write(`wrote ${to}: name it in a scenario as parameters_from\n`);
    }
    return EXIT.fine;
  } finally {
    pool.close();
  }
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
