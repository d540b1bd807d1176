import { readdirSync, readFileSync } from 'node:fs';
import { type Engine, prepareEngine } from '../arms/run-arms.ts';
import { checkClaim, tryClaim } from '../claims/claims.ts';
import { type Comparison, compareEnsemble } from '../comparison/compare-ensemble.ts';
import type { Program } from '../compile/program.ts';
import { prepareEnsemble } from '../ensemble/prepare-ensemble.ts';
import { runHere } from '../ensemble/run-here.ts';
import { sampleParameters } from '../ensemble/sample-parameters.ts';
import type { LockTool, Numbers } from '../lock/lock.ts';
import { makeNumbers } from '../lock/make-numbers.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { chooseDeciding, chooseSampling } from './choose-compared.ts';
import { loadCompared } from './compare-scenario.ts';
import { shippedFile } from './files.ts';
import { hashRun } from './hashes.ts';
import { given } from './load.ts';
import { hashText } from './model-files.ts';
import { shippedEngine } from './packed-starts.ts';
import { runExperiment } from './run-experiment.ts';
import { version } from './version.ts';

/** How many draws a lock holds, and of which kind. */
export interface DrawsAsked {
  readonly draws: number;
  readonly sampling: string;
}

/**
 * A way to run scenarios whole, each as its file says: at the usual values, in draws, and with its claim tried. All on
 * this thread, so that several can be run side by side; the bits are those of `run` and `compare`.
 */
export function freshNumbers(program: Program): (file: string, asked: DrawsAsked) => Numbers {
  const engine = shippedEngine(program);
  const engineOfDraws = prepareEngine(program);
  const tool = builtTool();
  return (file, asked) => {
    const { experiment, reread, faults } = loadCompared(file, program, {});
    const { spec } = experiment;
    const claim = spec.claim && given(checkClaim(spec.claim, experiment, reread, faults), faults);
    const whole = runExperiment(experiment, engine, faults, { byYear: true }).measure('year');
    const comparison = asked.draws > 0 ? compareHere(experiment, asked, engineOfDraws) : undefined;
    const tried = claim && tryClaim({ claim, experiment, engine, whole, reread, draws: claim.spec.draws });
    return {
      tool,
      hashes: hashRun(experiment),
      seed: spec.seed,
      ...asked,
      stepsPerYear: spec.stepsPerYear,
      tolerances: spec.tolerances.map(({ outcome, within, reason }) => ({
        outcome: outcome.value,
        within,
        reason,
      })),
      ...makeNumbers({ whole, ...(comparison && { comparison }), ...(tried && { claim: tried }) }),
    };
  };
}

/** Only what every page shows is drawn: the detail is held at the usual values. */
function compareHere(
  experiment: Experiment,
  { draws, sampling: asked }: DrawsAsked,
  engine: Engine,
): Comparison {
  const { model } = experiment.program;
  const sampling = chooseSampling(asked);
  const deciding = chooseDeciding(undefined, model);
  const outcomes = [...model.outcomes.values()].filter(o => o === deciding || o.spec.table !== 'detail');
  const sample = sampleParameters(model, experiment.spec, draws, sampling);
  const ensemble = runHere(prepareEnsemble({ experiment, sample, sampling, outcomes }, engine));
  return compareEnsemble(ensemble, deciding.name);
}

/** The version of this tool, and the hash of its code as it was built; what Node has kept of compiled code left out. */
function builtTool(): LockTool {
  const folder = shippedFile('dist');
  const code = readdirSync(folder).filter(name => /\.[cm]js$/.test(name));
  const hashes = code.sort().map(name => `${name} ${hashText(readFileSync(`${folder}/${name}`, 'utf8'))}`);
  return { version, sha256: hashText(hashes.join('\n')) };
}
