import { availableParallelism } from 'node:os';
import { prepareEngine } from '../../arms/run-arms.ts';
import { Faults } from '../../diagnostics/diagnostic.ts';
import { leastEvaluations } from '../../fit/find-posterior.ts';
import { prepareFit } from '../../fit/fit-problem.ts';
import { posteriorOf } from '../../fit/posterior-of.ts';
import { fitJson } from '../../report/fit-json.ts';
import { fitPage } from '../../report/fit-page.ts';
import { writePosterior } from '../../scenario/posterior/write-posterior.ts';
import { badFile } from '../disk/files.ts';
import { holdPlace } from '../disk/hold-place.ts';
import { version } from '../disk/version.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { chooseCount } from '../load/choose-compared.ts';
import { loadProgram } from '../load/load.ts';
import { loadFit } from '../load/load-fit.ts';
import { posteriorFile, refuseTarget } from '../load/posterior-file.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { tellWarnings } from '../tell/tell.ts';
import { pageWidth, printJson, printPage } from '../tell/terminal.ts';
import { fitKey, readKeptFit, refuseUnfinished, startKeeping, unfinishedFile } from '../work/kept-fit.ts';
import { runFit } from '../work/run-fit.ts';

export interface FitOptions {
  readonly to?: string;
  readonly evaluations?: string;
  readonly resume?: boolean;
  readonly workers?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

const USUAL_EVALUATIONS = 200_000;

/** From published series to what they say of parameters: reads, searches, draws, simulates, writes and prints. */
export async function fitCommand(file: string, options: FitOptions): Promise<number> {
  const faults = new Faults();
  const to = options.to ?? posteriorFile(file);
  const unfinished = unfinishedFile(to);
  refuseTarget(to);
  if (!options.resume) refuseUnfinished(unfinished);
  const workers = chooseCount('--workers', options.workers, availableParallelism());
  const mostEvaluations = chooseCount('--evaluations', options.evaluations, USUAL_EVALUATIONS);
  const program = await loadProgram(faults);
  const { spec, series, experiment, facts } = loadFit(file, program, faults);
  tellWarnings(faults.all, options);
  const least = leastEvaluations(spec.free.length);
  if (mostEvaluations < least)
    throw badFile(
      'cli/evaluations',
      `--evaluations ${mostEvaluations} is too few: a fit of ${spec.free.length} needs ${least}`,
    );
  const key = fitKey(spec, facts, mostEvaluations);
  const before = options.resume ? readKeptFit(unfinished, key) : undefined;
  // Nothing is worse than a fit of an hour that cannot be kept.
  const place = holdPlace(to);
  const keeper = startKeeping(unfinished, key, before);
  const { result, values } = await (async () => {
    const problem = prepareFit({ ...spec, experiment, series: [...series.values()] }, prepareEngine(program));
    return runFit({ problem, spec, series, facts, mostEvaluations, workers, keeper });
  })().finally(place.release);
  writeWhole(to, writePosterior(posteriorOf(result, values, to)));
  keeper.remove();
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
}
