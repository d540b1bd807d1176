import type { DrawFailure } from '../../ensemble/ensemble.ts';
import type { PreparedEnsemble } from '../../ensemble/prepare-ensemble.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { badFile } from '../disk/files.ts';
import type { HeldPlace } from '../disk/hold-place.ts';
import { writeFolder } from '../disk/results-folder.ts';
import { readResult, UNFINISHED } from '../disk/results-manifest.ts';
import { settleFolder } from '../disk/swap-folder.ts';
import { version } from '../disk/version.ts';
import { hashRun } from '../load/hashes.ts';
import type { EnsembleOptions } from './run-ensemble.ts';

const VALUES = 'unfinished.bin';

/** A folder for draws of an interrupted comparison. */
export interface Keep {
  readonly place: HeldPlace;
  /** What goes on from there, beside the same command. */
  readonly goOn: string;
}

/** Blocks that were finished before the command was interrupted. */
export interface KeptBlocks {
  readonly blocks: readonly number[];
  readonly failures: readonly DrawFailure[];
}

/** What must be the same for blocks to be of the same ensemble. */
export const keyOf = (
  experiment: Experiment,
  { draws, sampling, noise = false, outcomes }: EnsembleOptions,
  lanes: number,
): string =>
  JSON.stringify({
    version,
    hashes: hashRun(experiment),
    seed: experiment.spec.seed,
    arms: experiment.arms.map(a => a.name),
    draws,
    sampling,
    noise,
    outcomes: outcomes.map(o => o.spec.name),
    lanes,
  });

/** Writes what is finished to a folder, whole or not at all, and says how to go on. */
export function keepBlocks(
  { place, goOn }: Keep,
  key: string,
  kept: KeptBlocks,
  { values, blockCount }: PreparedEnsemble,
): void {
  writeFolder(
    place,
    {
      [UNFINISHED]: JSON.stringify({ key, ...kept }),
      [VALUES]: put => put(new Uint8Array(values.buffer)),
    },
    { unfinished: true },
  );
  const share = Math.floor((100 * kept.blocks.length) / blockCount);
  process.stderr.write(`interrupted: ${share}% is done and kept in ${place.path}; go on with ${goOn}\n`);
}

/**
 * Reads what was kept into the ensemble's values.
 *
 * @throws BadInput when the folder cannot be read, is damaged, or holds the blocks of another ensemble
 */
export function readKept(folder: string, key: string, values: Float64Array): KeptBlocks {
  const refuse = (why: string, hint?: string): never => {
    throw badFile('cli/resume', `cannot go on from ${folder}: ${why}`, hint);
  };
  settleFolder(folder);
  const text = readResult(folder, UNFINISHED)?.toString();
  if (text === undefined) return refuse('there are no unfinished draws in it');
  const kept: KeptBlocks & { readonly key: string } = JSON.parse(text);
  const bytes = kept.key === key ? readResult(folder, VALUES) : undefined;
  if (bytes?.byteLength !== values.byteLength)
    return refuse(
      'it holds draws of something else',
      'ask for the same scenario, area, draws, seed, sampling and outcomes as before',
    );
  new Uint8Array(values.buffer).set(bytes);
  return kept;
}
