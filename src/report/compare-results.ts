import type { Comparison } from '../comparison/compare-ensemble.ts';
import type { Ensemble } from '../ensemble/ensemble.ts';
import type { Hashes } from '../lock/lock.ts';
import type { EvidenceCount } from '../outcome/evidence.ts';
import { type Block, countOf, gap, heading, text } from './blocks.ts';
import { leadBlocks } from './compare-lead.ts';
import { restsBlocks } from './compare-rests.ts';
import { answerSentences } from './compare-sentences.ts';
import { spreadBlocks } from './compare-tables.ts';
import { countDraws, whole } from './draw-shares.ts';
import { factBlocks, questionBlocks } from './run-header.ts';
import type { Shown } from './run-results.ts';

/** Everything that `compare` has to say of one scenario, however it is then printed. */
export interface CompareResults {
  readonly comparison: Comparison;
  readonly hashes: Hashes;
  readonly evidence: { readonly parameters: EvidenceCount; readonly figures: EvidenceCount };
  readonly caveats: readonly string[];
  readonly warnings: readonly string[];
}

/** The page that `compare` prints: the answer first, what was run, the tables, who is ahead by year, and what it hangs and rests on. */
export function comparePage(results: CompareResults, shown: Shown): Block[] {
  const { comparison, hashes } = results;
  const { ensemble, contest, sound } = comparison;
  const { experiment } = ensemble;
  return [
    ...questionBlocks(experiment),
    gap,
    heading('Answer'),
    ...answerSentences(comparison).map(s => text(s)),
    gap,
    ...factBlocks(experiment, hashes, drawsFact(comparison)),
    gap,
    ...(sound.length > 0 ? spreadBlocks({ ensemble, sound, ...shown }) : []),
    ...(contest ? leadBlocks(contest, experiment.arms, shown.width) : []),
    ...restsBlocks(results),
  ];
}

const SAMPLED: Readonly<Record<Ensemble['sampling'], string>> = {
  random: 'at random',
  latin: 'by Latin hypercube',
  sobol: 'by a shifted Sobol sequence',
};

/** `1,000, each of 255 parameters at random, the same in every arm (seed barnet-2016)`. */
function drawsFact({ ensemble: { sample, sampling, noise, experiment }, failed }: Comparison): string {
  const { parameters, draws } = sample;
  const luck = noise ? '; whole people and staff move by chance, with the same luck in every arm' : '';
  const lost = failed > 0 ? `; ${countDraws(failed)} failed` : '';
  return `${whole(draws)}, each of ${countOf(parameters.length, 'parameter')} ${SAMPLED[sampling]}, the same in every arm (seed ${experiment.spec.seed})${luck}${lost}`;
}
