import type { ClaimResults } from '../claims/try-claim.ts';
import type { Hashes } from '../lock/lock.ts';
import type { EvidenceCount } from '../outcome/evidence.ts';
import type { OutcomeTable } from '../outcome/outcome-table.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { type Block, bullets, countOf, gap, groupThousands, heading, text } from './blocks.ts';
import { evidenceSentence } from './caveats.ts';
import { claimBlocks } from './claim-page.ts';
import type { CutResults } from './cut-results.ts';
import { cutBlocks } from './cut-tables.ts';
import type { ExpectationResult } from './expectations.ts';
import type { Breakdown } from './outcome-lines.ts';
import { outcomeBlocks } from './outcome-tables.ts';
import { resultSentences } from './result-sentences.ts';
import { headerBlocks } from './run-header.ts';
import { valueBlocks } from './value-blocks.ts';

/** Everything that `run` has to say, however it is then printed. */
export interface RunResults {
  readonly experiment: Experiment;
  readonly hashes: Hashes;
  /** By year, not broken down. */
  readonly whole: OutcomeTable;
  readonly breakdown?: Breakdown;
  /** The same with feedback loops cut, where that was asked for. */
  readonly cut?: CutResults;
  /** A claim that the scenario puts to the test. */
  readonly claim?: ClaimResults;
  /** The draw that was run in place of the usual values. */
  readonly drawn?: OneDraw;
  readonly evidence: { readonly parameters: EvidenceCount; readonly figures: EvidenceCount };
  readonly caveats: readonly string[];
  readonly warnings: readonly string[];
  readonly expectations: readonly ExpectationResult[];
}

/** One of the draws that `compare` takes. */
export interface OneDraw {
  readonly draw: number;
  readonly draws: number;
  readonly sampling: string;
  /** Whether people and staff moved as whole ones, by chance. */
  readonly noise: boolean;
  /** In their own units; of a parameter with several values the factor on them. */
  readonly parameters: Readonly<Record<string, number>>;
}

export interface Shown {
  readonly detail: boolean;
  readonly only?: ReadonlySet<string>;
  readonly width: number;
}

/** The page that `run` prints: what was run, the result in sentences, the tables, and what all of it rests on. */
export function runPage(results: RunResults, shown: Shown): Block[] {
  const { experiment, hashes, whole, claim, cut, drawn, evidence, warnings, expectations } = results;
  return [
    ...headerBlocks(experiment, hashes, drawn && tellDraw(drawn, experiment)),
    gap,
    ...(claim ? claimBlocks(claim) : []),
    ...(cut ? cutBlocks(whole, cut, shown) : []),
    ...(claim && !wantsTables(results, shown)
      ? [text(TABLES_ON_DEMAND, 'dim'), gap]
      : resultBlocks(results, shown)),
    heading('What it rests on'),
    text(evidenceSentence(evidence)),
    bullets([...results.caveats, ...experiment.spec.notes.map(n => `Note of the scenario: ${n}`)]),
    ...(warnings.length > 0 ? [gap, heading('Warnings'), bullets(warnings)] : []),
    ...(expectations.length > 0
      ? [gap, heading('Expectations'), bullets(expectations.map(tellExpectation))]
      : []),
  ];
}

/** A claim's own numbers come first; the tables of its arms follow where they are asked for. */
const wantsTables = ({ breakdown }: RunResults, { detail, only }: Shown): boolean =>
  detail || only !== undefined || breakdown !== undefined;

const TABLES_ON_DEMAND =
  'What the arms come to in every outcome and cost: --by year, --all, or --only with their names.';

function resultBlocks({ experiment, whole, breakdown }: RunResults, shown: Shown): Block[] {
  return [
    heading('Result'),
    ...resultSentences(whole).map(s => text(s)),
    gap,
    ...outcomeBlocks({ whole, ...(breakdown && { breakdown }), ...shown }),
    // Whoever asks for a few outcomes wants those alone.
    ...(shown.only ? [] : valueBlocks(experiment, whole, shown.width)),
  ];
}

const tellExpectation = ({ ok, told }: ExpectationResult): string => `${ok ? 'holds' : 'FAILS'}: ${told}`;

/** `draw 17 of 1,000: 281 parameters as they were drawn (random, seed barnet-2016)`. */
const tellDraw = ({ draw, draws, sampling, noise, parameters }: OneDraw, { spec }: Experiment): string =>
  `draw ${draw} of ${groupThousands(String(draws))}, counted from 0: ${countOf(Object.keys(parameters).length, 'parameter')} as drawn (${sampling}, seed ${spec.seed})${noise ? ', whole people and staff moved by chance' : ''}; --json lists them`;
