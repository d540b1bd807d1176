import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrawFailure } from '../ensemble/ensemble.ts';
import type { PreparedEnsemble } from '../ensemble/prepare-ensemble.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { badFile, reasonOf } from './files.ts';
import { hashRun } from './hashes.ts';
import { UNFINISHED, writeFolder } from './results-folder.ts';
import type { EnsembleOptions } from './run-ensemble.ts';
import { version } from './version.ts';

const VALUES = 'unfinished.bin';

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
  folder: string,
  key: string,
  kept: KeptBlocks,
  { values, blockCount }: PreparedEnsemble,
): void {
  writeFolder(
    folder,
    {
      [UNFINISHED]: JSON.stringify({ key, ...kept }),
      [VALUES]: file => writeFileSync(file, new Uint8Array(values.buffer)),
    },
    { unfinished: true },
  );
  const share = Math.floor((100 * kept.blocks.length) / blockCount);
  process.stderr.write(
    `interrupted: ${share}% is done and kept in ${folder}; go on with --resume ${folder}\n`,
  );
}

/**
 * Reads what was kept into the ensemble's values.
 *
 * @throws BadInput when the folder cannot be read, or holds the blocks of another ensemble
 */
export function readKept(folder: string, key: string, values: Float64Array): KeptBlocks {
  const refuse = (why: string, hint?: string): never => {
    throw badFile('cli/resume', `cannot go on from ${folder}: ${why}`, hint);
  };
  try {
    const kept: KeptBlocks & { readonly key: string } = JSON.parse(
      readFileSync(join(folder, UNFINISHED), 'utf8'),
    );
    if (kept.key !== key)
      return refuse(
        'it holds draws of something else',
        'ask for the same scenario, area, draws, seed, sampling and outcomes as before',
      );
    const bytes = readFileSync(join(folder, VALUES));
    if (bytes.byteLength !== values.byteLength) return refuse(`${VALUES} is not whole`);
    new Uint8Array(values.buffer).set(bytes);
    return kept;
  } catch (e) {
    if (e instanceof Error && 'code' in e && e.code === 'ENOENT')
      return refuse('there are no unfinished draws in it');
    if (e instanceof SyntaxError) return refuse(`${UNFINISHED} is damaged`);
    throw e instanceof Error && 'code' in e && !('diagnostics' in e) ? badFile('cli/resume', reasonOf(e)) : e;
  }
}
