import { availableParallelism } from 'node:os';
import { type Engine, prepareEngine } from '../../arms/run-arms.ts';
import type { CheckedOutcome } from '../../check/checked.ts';
import type { Ensemble } from '../../ensemble/ensemble.ts';
import type { LaneProgram } from '../../ensemble/lanes/lane-program.ts';
import { type PreparedEnsemble, prepareEnsemble } from '../../ensemble/prepare-ensemble.ts';
import { type Sampling, sampleParameters } from '../../ensemble/sample-parameters.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { heedInterrupt, Interrupted } from '../tell/interrupt.ts';
import { runBlocks } from './draw-workers.ts';
import { refuseTooLarge } from './ensemble-size.ts';
import { type Keep, type KeptBlocks, keepBlocks, keyOf, readKept } from './kept-blocks.ts';
import { programForDraws } from './packed-lanes.ts';

/** What is to be drawn, and how. */
export interface EnsembleOptions {
  readonly draws: number;
  readonly sampling: Sampling;
  /** Those that are wanted; what none of them needs is not computed. */
  readonly outcomes: readonly CheckedOutcome[];
  /** Whether people and staff move as whole ones, by chance. */
  readonly noise?: boolean;
  /** A program made for this experiment and others. */
  readonly shared?: LaneProgram;
  /** Threads; absent: as many as the machine runs at once. */
  readonly workers?: number;
  /** Told of every draw that is done. */
  readonly onDraw?: (done: number, all: number) => void;
  /** What keeps the blocks that are finished when the command is interrupted. */
  readonly keep?: Keep;
  /** A folder that an interrupted command has kept its blocks in. */
  readonly resume?: string;
}

/**
 * Runs an experiment in every draw, on all cores.
 *
 * @throws BadInput when it cannot fit into memory, or the folder to go on from holds another ensemble
 */
export async function runEnsemble(
  experiment: Experiment,
  options: EnsembleOptions,
  engine: Engine = prepareEngine(experiment.program),
): Promise<Ensemble> {
  const { draws, sampling, outcomes, noise = false, onDraw } = options;
  const workers = options.workers ?? availableParallelism();
  refuseTooLarge(experiment, options, workers);
  return heedInterrupt(async signal => {
    const sample = sampleParameters(experiment.program.model, experiment.spec, draws, sampling);
    // Chance has programs of its own.
    const shared = noise
      ? undefined
      : (options.shared ?? programForDraws([{ experiment, sample }], outcomes));
    const prepared = prepareEnsemble(
      { experiment, sample, sampling, outcomes, noise, ...(shared && { shared }) },
      engine,
    );
    const { blockCount, plan } = prepared;
    const key = keyOf(experiment, options, plan.program.lanes);
    const kept = options.resume === undefined ? undefined : readKept(options.resume, key, prepared.values);
    const done = new Set(kept?.blocks);
    const failures = [...(kept?.failures ?? [])];
    await runBlocks({
      prepared,
      blocks: Array.from({ length: blockCount }, (_, i) => i).filter(i => !done.has(i)),
      workers,
      onDone: block => {
        done.add(block.index);
        failures.push(...prepared.look(block.suspects));
        onDraw?.(Math.min(draws, done.size * plan.program.lanes), draws);
      },
      signal,
    });
    if (done.size < blockCount) {
      keepInterrupted(options.keep, key, { blocks: [...done], failures }, prepared);
      throw new Interrupted(signal);
    }
    return prepared.finish(failures);
  });
}

/** Keeps what is finished, and says how to go on. */
function keepInterrupted(
  keep: Keep | undefined,
  key: string,
  kept: KeptBlocks,
  prepared: PreparedEnsemble,
): void {
  if (kept.blocks.length === 0) process.stderr.write('interrupted: no draw was done yet\n');
  else if (!keep)
    process.stderr.write('interrupted: nothing was kept, because no folder was named (--out)\n');
  else keepBlocks(keep, key, kept, prepared);
}
