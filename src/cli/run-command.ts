import type { CheckedLoop } from '../check/checked.ts';
import type { Reread } from '../claims/grid.ts';
import { Faults } from '../diagnostics/diagnostic.ts';
import { countEvidence } from '../outcome/evidence.ts';
import { caveats, runWarnings } from '../report/caveats.ts';
import { outcomesCsv } from '../report/csv.ts';
import { checkExpectations } from '../report/expectations.ts';
import { runJson } from '../report/run-json.ts';
import { type RunResults, runPage } from '../report/run-results.ts';
import { type CutLoop, cutScenario, describeCut } from '../scenario/cut-loops.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { resolveScenario } from '../scenario/resolve-scenario.ts';
import type { ScenarioSpec } from '../scenario/scenario.ts';
import { refuseBadStart } from './broken-run.ts';
import { appraiser, chooseBreakdown, chooseDraws, chooseLoops, chooseOutcomes } from './choose.ts';
import { EXIT } from './exit-codes.ts';
import { badFile } from './files.ts';
import { hashRun } from './hashes.ts';
import { given, loadProgram, loadScenario } from './load.ts';
import { shippedEngine } from './packed-starts.ts';
import { progressBar } from './progress.ts';
import { refuseFolder } from './results-folder.ts';
import { measureRuns, runExperiment } from './run-experiment.ts';
import { writeRun } from './run-folder.ts';
import { tellWarnings } from './tell.ts';
import { pageWidth, printJson, printPage } from './terminal.ts';
import { traceCommand } from './trace-command.ts';
import { version } from './version.ts';

export interface RunOptions {
  readonly by?: string;
  readonly only?: readonly string[];
  readonly all?: boolean;
  readonly cut?: readonly string[];
  readonly draws?: string;
  readonly draw?: string;
  readonly sampling?: string;
  readonly noise?: boolean;
  readonly seed?: string;
  readonly appraisal?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly out?: string;
  readonly area?: string;
  readonly trace?: string;
  readonly arm?: string;
  readonly color?: boolean;
}

/** From a scenario to its result: the whole path, top to bottom. */
export async function runCommand(file: string, options: RunOptions): Promise<number> {
  if (options.trace !== undefined) return traceCommand(file, options.trace, options);
  if (options.arm !== undefined) throw badFile('cli/arm', '--arm goes with --trace');
  if (options.draw === undefined && options.sampling !== undefined)
    throw badFile('cli/sampling', '--sampling goes with --draw');
  // What moves by chance has no usual value.
  if (options.noise && options.draw === undefined) throw badFile('cli/noise', '--noise goes with --draw');
  const faults = new Faults();
  if (options.out !== undefined) refuseFolder(options.out);
  const program = await loadProgram(faults);
  const loaded = loadScenario(file, program.model, options.area, faults);
  const { area } = loaded;
  const by = chooseBreakdown(options.by, program.model);
  const only = chooseOutcomes(options.only, program.model);
  const appraised = appraiser(options.appraisal, program.model);
  const seed = options.seed === undefined ? {} : { seed: options.seed };
  const scenario = { ...appraised(loaded.scenario, faults), ...seed };
  const reread: Reread = (instead, own) => {
    const spec = loaded.reread(instead, own);
    return spec && appraised(spec, own);
  };
  const loops = options.cut ? chooseLoops(options.cut, program.model) : [];
  const usual = given(resolveScenario(scenario, area, program, faults), faults);
  // What draws a parameter is only loaded for those who ask for a draw.
  const { chooseDraw, runOneDraw } = options.draw === undefined ? {} : await import('./one-draw.ts');
  const one = chooseDraw?.(options);
  const cut = loops.length > 0 ? cutExperiment(usual, loops, faults) : undefined;
  // The parser of equations, which a claim's test needs, takes as long to load as all else here.
  const claims = scenario.claim && !one ? await import('../claims/claims.ts') : undefined;
  const claim =
    scenario.claim && claims && given(claims.checkClaim(scenario.claim, usual, reread, faults), faults);
  const draws = one ? 0 : chooseDraws(options.draws, scenario.claim);

  tellWarnings(faults.all, options);
  const engine = shippedEngine(program);
  // A date means the quarter that it falls in.
  const byQuarter = by === 'quarter' || scenario.expect.some(e => e.at.kind === 'date');
  const byYear = !byQuarter && typeof by !== 'object' && options.out === undefined;
  const draw = one && runOneDraw?.(usual, one, engine);
  if (draw) refuseBadStart(draw.experiment, draw.runs, faults);
  const experiment = draw?.experiment ?? usual;
  const { runs, measure } = draw
    ? measureRuns(experiment, draw.runs, draw.record)
    : runExperiment(usual, engine, faults, { byYear });
  const cutRun = cut?.experiment && runExperiment(cut.experiment, engine, faults, { byYear: true });

  const whole = measure('year');
  const quarters = byQuarter ? measure('quarter') : whole;
  const tried =
    claims &&
    claim &&
    claims.tryClaim({ claim, experiment, engine, whole, reread, draws, onTrial: progressBar('trials') });
  const results: RunResults = {
    experiment,
    hashes: hashRun(experiment),
    whole,
    ...(by === 'year' && { breakdown: { kind: 'windows', table: whole } }),
    ...(by === 'quarter' && { breakdown: { kind: 'windows', table: quarters } }),
    ...(typeof by === 'object' && { breakdown: { kind: 'elements', table: measure('year', by.dimension) } }),
    ...(cut && {
      cut: {
        loops: cut.loops,
        table: cutRun?.measure('year'),
      },
    }),
    ...(tried && { claim: tried }),
    ...(draw && { drawn: draw.drawn }),
    evidence: countEvidence(experiment),
    caveats: [...caveats(experiment, runs, draws), ...otherwise(options, scenario)],
    warnings: [...faults.all.map(d => d.message), ...runWarnings([...runs, ...(cutRun?.runs ?? [])])],
    expectations: checkExpectations(experiment, whole, quarters),
  };

  if (options.out !== undefined) writeRun(options.out, results, measure);
  if (options.json) printJson(runJson(results, { version }, only));
  else if (options.csv)
    process.stdout.write(
      outcomesCsv(
        [results.breakdown?.table ?? whole, ...(results.cut?.table ? [results.cut.table] : [])],
        only,
      ),
    );
  else
    printPage(
      runPage(results, { detail: options.all === true, ...(only && { only }), width: pageWidth() }),
      options.color,
    );
  return results.expectations.every(e => e.ok) ? EXIT.fine : EXIT.failed;
}

/** What a reader must not take for this run: notes tell of the scenario as it is written, and a claim is tried whole. */
function otherwise({ area, appraisal, cut }: RunOptions, { notes, claim }: ScenarioSpec): string[] {
  const isOther = area !== undefined || appraisal !== undefined;
  return [
    ...(isOther && notes.length > 0
      ? ['Numbers in the notes are of the scenario as it is written, not of this run.']
      : []),
    ...(cut && claim ? ['The claim is tried with every loop at work.'] : []),
  ];
}

/** The experiment with loops cut; none where that leaves every number as it is. */
function cutExperiment(
  whole: Experiment,
  loops: readonly CheckedLoop[],
  faults: Faults,
): { readonly loops: readonly CutLoop[]; readonly experiment: Experiment | undefined } {
  // What it warns of beyond the cut has been told of the scenario as it is.
  const again = new Faults();
  const spec = cutScenario(whole.spec, loops, faults);
  const experiment = given(resolveScenario(spec, whole.area, whole.program, again), again);
  const told = describeCut(loops, whole, experiment);
  return { loops: told, experiment: told.some(l => l.atWork) ? experiment : undefined };
}
