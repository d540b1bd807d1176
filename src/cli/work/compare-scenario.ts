import { type Engine, prepareEngine } from '../../arms/run-arms.ts';
import type { CheckedOutcome } from '../../check/checked.ts';
import type { Reread } from '../../claims/grid.ts';
import { compareEnsemble } from '../../comparison/compare-ensemble.ts';
import type { Program } from '../../compile/program.ts';
import { Faults } from '../../diagnostics/diagnostic.ts';
import type { LaneProgram } from '../../ensemble/lanes/lane-program.ts';
import type { Sampling } from '../../ensemble/sample-parameters.ts';
import { countEvidence } from '../../outcome/evidence.ts';
import { caveats } from '../../report/caveats.ts';
import type { CompareResults } from '../../report/compare-results.ts';
import type { AreaFile } from '../../scenario/area/figure.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { resolveScenario } from '../../scenario/resolve-scenario.ts';
import { DISK, type Inputs } from '../disk/inputs.ts';
import { appraiser, chooseOutcomes } from '../load/choose.ts';
import {
  chooseArms,
  chooseCount,
  chooseDeciding,
  choosePair,
  chooseSampling,
} from '../load/choose-compared.ts';
import { hashRun } from '../load/hashes.ts';
import { given, loadScenario } from '../load/load.ts';
import { USUAL_DRAWS } from '../load/usual-draws.ts';
import { progressBar } from '../tell/progress.ts';
import { tellWarnings, type Voice } from '../tell/tell.ts';
import type { Keep } from './kept-blocks.ts';
import { runEnsemble } from './run-ensemble.ts';

/** How draws were asked for; `compare`, `batch` and `sweep` alike. */
export interface DrawOptions extends Voice {
  readonly draws?: string;
  readonly on?: string;
  readonly between?: readonly string[];
  readonly arms?: readonly string[];
  readonly seed?: string;
  readonly sampling?: string;
  readonly workers?: string;
  readonly noise?: boolean;
  readonly area?: string;
  readonly appraisal?: string;
}

/** The same, proven as far as it can be before a scenario is read. */
export interface Asked {
  readonly options: DrawOptions;
  readonly draws: number;
  readonly sampling: Sampling;
  readonly workers: number | undefined;
  readonly deciding: CheckedOutcome;
  /** Those that are wanted, the deciding one among them. */
  readonly outcomes: readonly CheckedOutcome[];
  /** The program, made ready. */
  readonly engine: Engine;
}

/** @param only outcomes that are wanted besides the deciding one; absent: all */
export function readAsked(options: DrawOptions, program: Program, only?: readonly string[]): Asked {
  const { model } = program;
  const deciding = chooseDeciding(options.on, model);
  const wanted = chooseOutcomes(only, model);
  return {
    options,
    draws: chooseCount('--draws', options.draws, USUAL_DRAWS),
    sampling: chooseSampling(options.sampling),
    workers: options.workers === undefined ? undefined : chooseCount('--workers', options.workers, 1),
    deciding,
    outcomes: [...model.outcomes.values()].filter(o => o === deciding || !wanted || wanted.has(o.name)),
    engine: prepareEngine(program),
  };
}

/** A scenario as it was asked for: its area, appraisal, seed and arms. */
export interface Compared {
  readonly experiment: Experiment;
  readonly reread: Reread;
  /** What there is to warn of. */
  readonly faults: Faults;
}

/** @param otherArea in place of the scenario's own, and of the one that was asked for */
export function loadCompared(
  file: string,
  program: Program,
  options: DrawOptions,
  inputs: Inputs = DISK,
  otherArea: string | AreaFile | undefined = options.area,
): Compared {
  const faults = new Faults();
  const { scenario, area, reread } = loadScenario(file, program.model, otherArea, faults, inputs);
  const appraised = appraiser(options.appraisal, program.model);
  const seed = options.seed === undefined ? {} : { seed: options.seed };
  const spec = { ...appraised(scenario, faults), ...seed };
  const whole = given(resolveScenario(spec, area, program, faults), faults);
  return {
    experiment: chooseArms(options.arms, whole),
    reread: (instead, own) => {
      const again = reread(instead, own);
      return again && { ...appraised(again, own), ...seed };
    },
    faults,
  };
}

/** Where blocks of draws are kept when the command is interrupted and found again, who is told of draws, and a program. */
export interface Keeping {
  /** Made for this scenario in several areas. */
  readonly shared?: LaneProgram;
  readonly keep?: Keep;
  readonly resume?: string;
  /** Told of every draw that is done, in place of a bar. */
  readonly onDraw?: (done: number, all: number) => void;
}

const CHANCE =
  'Chance moves levels, not only spreads: a service that chance gives a post too many makes somebody redundant, one that it gives too few pays for agency staff, and the smaller the service the more. Set arms beside one another, not beside a run without --noise.';

/** Runs every draw of a scenario and compares its arms. */
export async function compareScenario(
  { experiment, faults }: Compared,
  asked: Asked,
  keeping: Keeping = {},
): Promise<CompareResults> {
  const { options, draws, sampling, deciding, outcomes, workers, engine } = asked;
  const pair = choosePair(options.between, experiment);
  tellWarnings(faults.all, options);
  const request = {
    draws,
    sampling,
    outcomes,
    noise: options.noise === true,
    onDraw: progressBar('draws'),
    ...(workers !== undefined && { workers }),
    ...keeping,
  };
  const ensemble = await runEnsemble(experiment, request, engine);
  return {
    comparison: compareEnsemble(ensemble, deciding.name, pair),
    hashes: hashRun(experiment),
    evidence: countEvidence(experiment),
    caveats: [...caveats(experiment, [], draws), ...(options.noise ? [CHANCE] : [])],
    warnings: faults.all.map(d => d.message),
  };
}
