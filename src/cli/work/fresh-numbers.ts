import { readdirSync, readFileSync } from 'node:fs';
import { prepareEngine } from '../../arms/run-arms.ts';
import { checkClaim, tryClaim } from '../../claims/claims.ts';
import { type Comparison, compareEnsemble } from '../../comparison/compare-ensemble.ts';
import type { Program } from '../../compile/program.ts';
import { BadInput, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DrawnExperiment } from '../../ensemble/draw-plan.ts';
import type { LaneProgram } from '../../ensemble/lanes/lane-program.ts';
import { prepareEnsemble } from '../../ensemble/prepare-ensemble.ts';
import { runHere } from '../../ensemble/run-here.ts';
import { sampleParameters } from '../../ensemble/sample-parameters.ts';
import type { LockTool, Numbers } from '../../lock/lock.ts';
import { makeNumbers } from '../../lock/make-numbers.ts';
import { checkExpectations } from '../../report/expectations.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { shippedFile } from '../disk/files.ts';
import { version } from '../disk/version.ts';
import { chooseDeciding, chooseSampling } from '../load/choose-compared.ts';
import { hashRun } from '../load/hashes.ts';
import { given } from '../load/load.ts';
import { hashText } from '../load/model-files.ts';
import { type Compared, loadCompared } from './compare-scenario.ts';
import { tooManyFailed } from './failed-draws.ts';
import { programForDraws } from './packed-lanes.ts';
import { shippedEngine } from './packed-starts.ts';
import { type Ran, runExperiment } from './run-experiment.ts';

/** A scenario that is to be run whole: how many draws, and of which kind. */
export interface WholeTask {
  readonly file: string;
  readonly draws: number;
  readonly sampling: string;
}

/** What came of it, and what a run of it alone would warn of, or fail for. */
export interface WholeRun {
  readonly numbers: Numbers;
  readonly warnings: readonly Diagnostic[];
}

/**
 * A way to run scenarios whole, each as its file says: at the usual values, in draws, and with its claim tried. All on
 * this thread, so that several can be run side by side; the bits are those of `run` and `compare`.
 *
 * @param tasks all that there are, though only some may be run here: draws of those with the same clock share a program
 */
export function freshNumbers(program: Program, tasks: readonly WholeTask[]): (task: number) => WholeRun {
  const engine = shippedEngine(program);
  const tool = builtTool();
  const loaded = tasks.map(({ file }) => once(() => loadCompared(file, program, {})));
  const draw = prepareDraws(program, tasks, loaded);
  return t => {
    const { experiment, reread, faults } = loaded[t]!();
    const { draws, sampling } = tasks[t]!;
    const { spec } = experiment;
    const claim = spec.claim && given(checkClaim(spec.claim, experiment, reread, faults), faults);
    // A date means the quarter that it falls in.
    const byYear = spec.expect.every(e => e.at.kind !== 'date');
    const { measure } = runExperiment(experiment, engine, faults, { byYear });
    const whole = measure('year');
    const comparison = draws > 0 ? draw(experiment, tasks[t]!) : undefined;
    const tried = claim && tryClaim({ claim, experiment, engine, whole, reread, draws: claim.spec.draws });
    const numbers: Numbers = {
      tool,
      hashes: hashRun(experiment),
      seed: spec.seed,
      draws,
      sampling,
      stepsPerYear: spec.stepsPerYear,
      tolerances: spec.tolerances.map(({ outcome, within, reason }) => ({
        outcome: outcome.value,
        within,
        reason,
      })),
      ...makeNumbers({ whole, ...(comparison && { comparison }), ...(tried && { claim: tried }) }),
    };
    const tooMany = comparison && tooManyFailed(comparison);
    // What ends a command that asks for draws alone is no fault of the lock, which holds how many failed.
    const failed = tooMany ? [{ ...tooMany, severity: 'warning' as const }] : [];
    return { numbers, warnings: [...faults.all, ...failedExpectations(experiment, measure), ...failed] };
  };
}

/** Expectations of the scenario that fail: `run` exits 1 for them. */
function failedExpectations(experiment: Experiment, measure: Ran['measure']): Diagnostic[] {
  if (experiment.spec.expect.length === 0) return [];
  const byDate = experiment.spec.expect.some(e => e.at.kind === 'date');
  const results = checkExpectations(experiment, measure('year'), measure(byDate ? 'quarter' : 'year'));
  return results
    .filter(r => !r.ok)
    .map(({ told, expectation }) => ({
      code: 'lock/expectation',
      severity: 'warning',
      message: `an expectation of the scenario fails: ${told}`,
      place: expectation.place,
    }));
}

type Draw = (experiment: Experiment, task: WholeTask) => Comparison;

/** Making a program takes longer than the draws of a lock, so those that can share one do. */
function prepareDraws(
  program: Program,
  tasks: readonly WholeTask[],
  loaded: readonly (() => Compared)[],
): Draw {
  const { model } = program;
  const engine = prepareEngine(program);
  const deciding = chooseDeciding(undefined, model);
  // Only what every page shows is drawn: the detail is held at the usual values.
  const outcomes = [...model.outcomes.values()].filter(o => o === deciding || o.spec.table !== 'detail');
  const clockOf = ({ stepsPerYear, steps }: Experiment): string => `${stepsPerYear} ${steps}`;
  const shared = new Map<string, LaneProgram>();
  const programFor = (experiment: Experiment): LaneProgram => {
    const clock = clockOf(experiment);
    const known = shared.get(clock);
    if (known) return known;
    const alike = tasks.flatMap(({ draws }, t): DrawnExperiment[] => {
      const own = draws > 0 ? ifSound(loaded[t]!)?.experiment : undefined;
      // How they are taken is nothing to the program.
      return own && clockOf(own) === clock
        ? [{ experiment: own, sample: { ...sampleParameters(model, own.spec, 1, 'random'), draws } }]
        : [];
    });
    const made = programForDraws(alike, outcomes);
    shared.set(clock, made);
    return made;
  };
  return (experiment, { draws, sampling: asked }) => {
    const sampling = chooseSampling(asked);
    const sample = sampleParameters(model, experiment.spec, draws, sampling);
    const request = { experiment, sample, sampling, outcomes, shared: programFor(experiment) };
    return compareEnsemble(runHere(prepareEnsemble(request, engine)), deciding.name);
  };
}

/** What is at fault is told when its turn comes. */
function ifSound<T>(load: () => T): T | undefined {
  try {
    return load();
  } catch (e) {
    if (e instanceof BadInput) return undefined;
    throw e;
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The version of this tool, and the hash of its code as it was built; what Node has kept of compiled code left out. */
function builtTool(): LockTool {
  const folder = shippedFile('dist');
  const code = readdirSync(folder).filter(name => /\.[cm]js$/.test(name));
  const hashes = code.sort().map(name => `${name} ${hashText(readFileSync(`${folder}/${name}`, 'utf8'))}`);
  return { version, sha256: hashText(hashes.join('\n')) };
}
