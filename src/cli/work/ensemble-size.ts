import { totalmem } from 'node:os';
import { bytesOfValues } from '../../ensemble/prepare-ensemble.ts';
import { windowsOf } from '../../outcome/measure-outcomes.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { badFile } from '../disk/files.ts';
import type { EnsembleOptions } from './run-ensemble.ts';

/** What the command takes by itself, and each worker beside it: measured, and rounded up. */
const OWN_BYTES = 160e6;
const BYTES_PER_WORKER = 40e6;
/** How much of the machine's memory may be taken. */
const MOST_SHARE = 0.8;

/** What an ensemble takes at most, in bytes. */
export function ensembleBytes(
  experiment: Experiment,
  { draws, outcomes }: Pick<EnsembleOptions, 'draws' | 'outcomes'>,
  workers: number,
): number {
  const values = bytesOfValues({
    arms: experiment.arms.length,
    outcomes: outcomes.length,
    windows: windowsOf(experiment, 'year').length,
    draws,
  });
  const parameters = [...experiment.program.model.variables.values()].filter(v => v.kind === 'parameter');
  const sample = parameters.length * draws * Float64Array.BYTES_PER_ELEMENT;
  return OWN_BYTES + workers * BYTES_PER_WORKER + values + sample;
}

/** Refuses what cannot fit, before anything is spent on it. */
export function refuseTooLarge(experiment: Experiment, options: EnsembleOptions, workers: number): void {
  const bytes = ensembleBytes(experiment, options, workers);
  const most = MOST_SHARE * Math.min(totalmem(), process.constrainedMemory() || Infinity);
  if (bytes <= most) return;
  const inGigabytes = (b: number): string => `${(b / 1e9).toPrecision(2)} GB`;
  throw badFile(
    'cli/memory',
    `${options.draws.toLocaleString('en-GB')} draws of ${experiment.arms.length} arms and ${options.outcomes.length} outcomes take about ${inGigabytes(bytes)} of memory, and there are ${inGigabytes(most)}`,
    'ask for fewer draws, or for fewer outcomes (--only)',
  );
}
