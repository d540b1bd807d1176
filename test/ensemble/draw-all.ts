import { columnStart, type Ensemble } from '../../src/ensemble/ensemble.ts';
import type { LaneProgram } from '../../src/ensemble/lanes/lane-program.ts';
import { prepareEnsemble } from '../../src/ensemble/prepare-ensemble.ts';
import { runHere } from '../../src/ensemble/run-here.ts';
import { type Sampling, sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { engine } from '../treatment/bench.ts';

/** How a test runs an ensemble; all that it leaves out is as usual. */
export interface Drawn {
  readonly sampling?: Sampling;
  readonly lanes?: number;
  /** The last block first. */
  readonly backwards?: boolean;
  readonly only?: readonly string[];
  readonly noise?: boolean;
  readonly shared?: LaneProgram;
}

/** Every draw of an experiment, on this thread. */
export function drawAll(experiment: Experiment, draws: number, options: Drawn = {}): Ensemble {
  const { sampling = 'random', lanes, backwards = false, only, noise = false, shared } = options;
  const { model } = experiment.program;
  const sample = sampleParameters(model, experiment.spec, draws, sampling);
  const outcomes = [...model.outcomes.values()].filter(o => !only || only.includes(o.name));
  const request = {
    experiment,
    sample,
    sampling,
    outcomes,
    noise,
    ...(lanes !== undefined && { lanes }),
    ...(shared && { shared }),
  };
  const prepared = prepareEnsemble(request, engine);
  return backwards ? runHere(prepared, [...Array(prepared.blockCount).keys()].reverse()) : runHere(prepared);
}

/** An outcome of an arm in each draw: over the whole run, or in one of its years. */
export function valuesOf(ensemble: Ensemble, outcome: string, arm: string, window?: number): Float64Array {
  const { experiment, outcomes, windows, sample, values } = ensemble;
  const a = experiment.arms.findIndex(x => x.name === arm);
  const o = outcomes.findIndex(x => x.name === outcome);
  const shape = {
    arms: experiment.arms.length,
    outcomes: outcomes.length,
    windows: windows.length,
    draws: sample.draws,
  };
  const at = columnStart(shape, a, o, window);
  return values.subarray(at, at + sample.draws);
}
