import type { CheckedLoop } from '../../check/checked.ts';
import type { Reread } from '../../claims/grid.ts';
import { Faults } from '../../diagnostics/diagnostic.ts';
import { countEvidence } from '../../outcome/evidence.ts';
import { caveats, runWarnings } from '../../report/caveats.ts';
import { checkExpectations } from '../../report/expectations.ts';
import type { RunResults } from '../../report/run-results.ts';
import { type CutLoop, cutScenario, describeCut } from '../../scenario/cut-loops.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { resolveScenario } from '../../scenario/resolve-scenario.ts';
import type { ScenarioSpec } from '../../scenario/scenario.ts';
import { DISK, type Inputs } from '../disk/inputs.ts';
import { appraiser, chooseBreakdown, chooseDraws, chooseLoops, chooseOutcomes } from '../load/choose.ts';
import { hashRun } from '../load/hashes.ts';
import { given, loadProgram, loadScenario } from '../load/load.ts';
import { refuseBadStart } from '../tell/broken-run.ts';
import { progressBar } from '../tell/progress.ts';
import { tellWarnings, type Voice } from '../tell/tell.ts';
import { shippedEngine } from './packed-starts.ts';
import { measureRuns, type Ran, runExperiment } from './run-experiment.ts';

/** What decides the numbers of a run, beside its files. */
export interface RunChoices {
  readonly cut?: readonly string[];
  readonly draws?: string;
  readonly draw?: string;
  readonly sampling?: string;
  readonly noise?: boolean;
  readonly seed?: string;
  readonly appraisal?: string;
  readonly area?: string;
}

export interface RunRequest extends RunChoices, Voice {
  readonly by?: string;
  readonly only?: readonly string[];
  /** Whether more than outcomes by year is wanted of it. */
  readonly wholly: boolean;
}

/** What came of a scenario, and a way to measure more of it. */
export interface ScenarioRun {
  readonly results: RunResults;
  readonly measure: Ran['measure'];
  /** Outcomes that are wanted; absent: all. */
  readonly only: ReadonlySet<string> | undefined;
}

/**
 * From a scenario to its results: the whole path, top to bottom.
 *
 * @throws BadInput where anything that was read or asked for is at fault; BrokenRun where a run stops being believable
 */
export async function runScenario(
  file: string,
  options: RunRequest,
  inputs: Inputs = DISK,
): Promise<ScenarioRun> {
  const faults = new Faults();
  const program = await loadProgram(faults);
  const loaded = loadScenario(file, program.model, options.area, faults, inputs);
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
  const claims = scenario.claim && !one ? await import('../../claims/claims.ts') : undefined;
  const claim =
    scenario.claim && claims && given(claims.checkClaim(scenario.claim, usual, reread, faults), faults);
  const draws = one ? 0 : chooseDraws(options.draws, scenario.claim);

  tellWarnings(faults.all, options);
  const engine = shippedEngine(program);
  // A date means the quarter that it falls in.
  const byQuarter = by === 'quarter' || scenario.expect.some(e => e.at.kind === 'date');
  const byYear = !byQuarter && typeof by !== 'object' && !options.wholly;
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

  return { results, measure, only };
}

/** What a reader must not take for this run: notes tell of the scenario as it is written, and a claim is tried whole. */
function otherwise({ area, appraisal, cut }: RunChoices, { notes, claim }: ScenarioSpec): string[] {
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
