import type { Comparison, Contest } from '../comparison/compare-ensemble.ts';
import type { Ensemble } from '../ensemble/ensemble.ts';
import type { ExperimentArm } from '../scenario/experiment.ts';
import {
  type Block,
  bullets,
  type Cell,
  countOf,
  gap,
  heading,
  joinWords,
  left,
  right,
  table,
  text,
} from './blocks.ts';
import { evidenceSentence, STATUS_WORDS } from './caveats.ts';
import type { CompareResults } from './compare-results.ts';
import { whole } from './draw-shares.ts';
import { failureSentence } from './fault-sentence.ts';
import { armHead, inSentence, words } from './labels.ts';
import { figures, plain, rounded } from './numbers.ts';

/** How many parameters are named that the answer hangs on. */
const MOST_DRIVERS = 8;
const MOST_NAMED = 4;
const MOST_FAILURES = 3;

/** What the answer hangs on, and what all of it rests on. */
export function restsBlocks({ comparison, evidence, caveats, warnings }: CompareResults): Block[] {
  const { contest, ensemble } = comparison;
  const { spec, arms } = ensemble.experiment;
  return [
    ...(contest ? (areTied(ensemble) ? TIED : driverBlocks(contest, arms)) : []),
    heading('What it rests on'),
    text(`${evidenceSentence(evidence)} ${drawnSentence(comparison)}`),
    bullets([
      ...failureSentences(comparison),
      ...setSentence(comparison),
      ...caveats,
      ...spec.notes.map(n => `Note of the scenario: ${n}`),
    ]),
    ...(warnings.length > 0 ? [gap, heading('Warnings'), bullets(warnings)] : []),
  ];
}

/** In fewer draws Sobol's points tie some parameters to one another, and false names would be told. */
const LEAST_OF_SOBOL = 1024;
const areTied = ({ sampling, sample }: Ensemble): boolean =>
  sampling === 'sobol' && sample.draws < LEAST_OF_SOBOL;
const TIED: readonly Block[] = [
  heading('What it hangs on'),
  text(
    `In fewer than ${whole(LEAST_OF_SOBOL)} draws Sobol’s points tie parameters to one another, so this is not told; --sampling random or latin tells it.`,
  ),
  gap,
];

function driverBlocks({ drivers, spec, pair }: Contest, arms: readonly ExperimentArm[]): Block[] {
  const { all, byChance } = drivers;
  const told = all.filter(d => Math.abs(d.rank) > byChance).slice(0, MOST_DRIVERS);
  const [first, second] = pair.map(a => armHead(arms[a]!));
  const chance = `of ${countOf(all.length, 'parameter')} that do not matter the largest stays below ${rounded(byChance, 2, byChance / 4)} either way in nineteen of twenty comparisons`;
  if (all.length === 0) return [];
  if (told.length === 0)
    return [heading('What it hangs on'), text(`No parameter stands out from chance: ${chance}.`), gap];
  const rows = told.map(({ parameter, rank }): Cell[] => {
    const [low, high] = parameter.spec.range;
    return [
      { text: words(parameter.name) },
      { text: `${rank > 0 ? '+' : ''}${rounded(rank, 2, byChance / 4)}` },
      { text: rank > 0 ? second! : first! },
      { text: `${parameter.over.length > 0 ? '× ' : ''}${figures(low)} to ${figures(high)}` },
      { text: STATUS_WORDS[parameter.spec.status]!, tone: 'dim' },
    ];
  });
  return [
    heading(
      `What it hangs on: how far ${second} is ahead of ${first} on ${inSentence(spec.label)}, over the run`,
    ),
    table(
      [
        left('parameter', 36),
        right('rank\ncorrelation'),
        left('more of it\nfavours', 18),
        right('range'),
        left(''),
      ],
      rows,
    ),
    text(
      `A rank correlation is from −1 to 1; ${chance}. \`tx-sim explain NAME\` says what a parameter is.`,
      'dim',
    ),
    gap,
  ];
}

/** `255 of the parameters were drawn; 203 of these (80%) are assumed.` */
function drawnSentence({ drawn }: Comparison): string {
  const { assumption } = drawn.byStatus;
  if (drawn.total === 0) return 'None was drawn: every draw is the same.';
  const share = plain((100 * assumption) / drawn.total, 0);
  return `${whole(drawn.total)} of the parameters were drawn; ${whole(assumption)} of these (${share}%) are assumed.`;
}

function setSentence({ set }: Comparison): string[] {
  if (set.length === 0) return [];
  const names = set.slice(0, set.length > MOST_NAMED + 1 ? MOST_NAMED : set.length).map(p => words(p.name));
  const more = set.length - names.length;
  const told = joinWords(more > 0 ? [...names, countOf(more, 'other')] : names);
  return [`Set by the scenario, and so not drawn: ${told}.`];
}

function failureSentences({ failed, ensemble }: Comparison): string[] {
  const { failures, experiment, sample } = ensemble;
  if (failed === 0) return [];
  const told = failures.slice(0, MOST_FAILURES).map(f => failureSentence(f, experiment));
  const more = failures.length - told.length;
  const list = joinWords(more > 0 ? [...told, countOf(more, 'other')] : told).replaceAll(/\.$/g, '');
  return [
    `${countOf(failed, 'draw')} of ${whole(sample.draws)} failed and ${failed === 1 ? 'is' : 'are'} left out of everything, in every arm: ${list}. \`tx-sim run ${experiment.spec.file} --draw ${failures[0]!.draw} ${askedFor(ensemble)}\` shows the first.`,
  ];
}

/** The options that decide what a draw is. */
const askedFor = ({ sample, sampling, noise, experiment }: Ensemble): string =>
  `--draws ${sample.draws} --sampling ${sampling} --seed ${JSON.stringify(experiment.spec.seed)}${noise ? ' --noise' : ''}`;
