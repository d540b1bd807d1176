import type { Comparison, Contest } from '../comparison/compare-ensemble.ts';
import type { YearSpread } from '../comparison/crossing.ts';
import type { YearLead } from '../comparison/lead.ts';
import type { ExperimentArm } from '../scenario/experiment.ts';
import { countOf, joinWords } from './blocks.ts';
import { isTossUp, tellDraws } from './draw-shares.ts';
import { inSentence } from './labels.ts';
import { styleOf, tellRange } from './numbers.ts';

/** The answer: who is ahead by the middle and by the end, how sure that is, when it turns, and by how much. */
export function answerSentences(comparison: Comparison): string[] {
  const { contest, ensemble, sound } = comparison;
  const { arms } = ensemble.experiment;
  if (sound.length === 0) return ['No draw came out in every arm, so there is nothing to compare.'];
  if (!contest)
    return ['There is one arm, and nothing to set beside it: the tables show what the draws make of it.'];
  return [
    `${standingSentence(contest, arms)} ${crossingSentence(contest, arms)}`.trim(),
    sizeSentence(contest, arms),
    ...referenceSentence(comparison, contest),
  ];
}

const quoted = ({ label }: ExperimentArm): string => `“${label}”`;

/** Who is ahead at the end of a year, and in how many draws. */
interface Standing {
  readonly when: string;
  readonly kind: 'same' | 'toss-up' | 'ahead';
  readonly leader: string;
  readonly other: string;
  /** `71% of draws`. */
  readonly told: string;
  /** `; they are the same in 12% of draws`, where they are in any. */
  readonly level: string;
}

function standingOf(
  { year, window, ahead, same }: YearLead,
  { pair }: Contest,
  arms: readonly ExperimentArm[],
): Standing {
  const all = ahead[0] + ahead[1] + same;
  const lead = ahead[1] >= ahead[0] ? 1 : 0;
  const [more, fewer] = [ahead[lead], ahead[1 - lead]!];
  const level = same > 0 ? `, and they are the same in ${tellDraws(same, all)}` : '';
  return {
    when: `by year ${year} (${window.name})`,
    kind: more === 0 ? 'same' : isTossUp(more, fewer) ? 'toss-up' : 'ahead',
    leader: quoted(arms[pair[lead]]!),
    other: quoted(arms[pair[1 - lead]!]!),
    told: tellDraws(more, all),
    level,
  };
}

function standingSentence(contest: Contest, arms: readonly ExperimentArm[]): string {
  const { years, spec } = contest;
  const middle = standingOf(years[Math.ceil(years.length / 2) - 1]!, contest, arms);
  const last = standingOf(years.at(-1)!, contest, arms);
  const on = inSentence(spec.label);
  if (middle.when === last.when) return `On ${on}, ${clause(last)}.`;
  const isOneStory = middle.kind === 'ahead' && last.kind === 'ahead' && middle.leader === last.leader;
  if (!isOneStory) return `On ${on}, ${clause(middle)}; ${clause(last)}.`;
  const ahead = `${last.leader} is ahead of ${last.other} on ${on} in ${middle.told}`;
  return middle.told === last.told && middle.told === 'every draw'
    ? `${ahead}, ${middle.when} as ${last.when}.`
    : `${ahead} ${middle.when}${middle.level} and in ${last.told} ${last.when}${last.level}.`;
}

function clause({ when, kind, leader, other, told, level }: Standing): string {
  if (kind === 'same') return `${when} ${leader} and ${other} are the same in every draw`;
  if (kind === 'toss-up')
    return `${when} it is a toss-up between ${leader} and ${other}: ${leader} is ahead in ${told}${level}`;
  return `${when} ${leader} is ahead of ${other} in ${told}${level}`;
}

/** Fewer draws than this are no crossing to speak of. */
const LEAST_CROSSED = 0.01;

/** When the lead changes hands; no word of crossing where it hardly ever does. */
function crossingSentence({ crossing, pair, years }: Contest, arms: readonly ExperimentArm[]): string {
  const last = years.at(-1)!;
  const all = last.ahead[0] + last.ahead[1] + last.same;
  const goes = crossing.overtaking
    .map((o, i) => ({ ...o, label: quoted(arms[pair[i]!]!) }))
    .filter(o => o.draws > 0)
    .sort((a, b) => b.draws - a.draws);
  const crossed = goes.reduce((n, o) => n + o.draws, 0);
  if (crossed < LEAST_CROSSED * all) {
    const isBoth = Math.min(...last.ahead) > 0;
    return isBoth ? `Whoever is ahead first ends ahead, in ${tellDraws(all - crossed, all)}.` : '';
  }
  if (Number.isFinite(crossing.years.median)) {
    const told = goes.map(
      (o, i) => `${o.label} ${i === 0 ? 'goes ahead for good ' : ''}in ${tellDraws(o.draws, all)}`,
    );
    return `They cross in ${tellYears(crossing.years)}: ${joinWords(told)}.`;
  }
  const told = goes.map(o => {
    const share = goes.length > 1 ? ` in ${tellDraws(o.draws, all)}` : '';
    return `${o.label} goes ahead for good in ${tellYears(o.years!)}${share}`;
  });
  return `They cross in ${tellDraws(crossed, all)}: ${joinWords(told)}.`;
}

/** `year 7 (4–never)`. */
export function tellYears({ low, median, high }: YearSpread): string {
  const tell = (year: number): string => (Number.isFinite(year) ? String(year) : 'never');
  return low === high ? `year ${tell(median)}` : `year ${tell(median)} (${tell(low)}–${tell(high)})`;
}

/** By how much, at the end. */
function sizeSentence({ spec, pair, years }: Contest, arms: readonly ExperimentArm[]): string {
  const { difference } = years.at(-1)!;
  const style = styleOf(
    spec.unit.value,
    [difference.low, difference.median, difference.high],
    difference.medianError,
  );
  const ends = styleOf(spec.unit.value, [difference.low, difference.high], difference.endError);
  const [first, second] = pair.map(a => quoted(arms[a]!));
  const span = `over ${countOf(years.length, 'year')}`;
  return `${second} less ${first}, ${span}: ${style.difference(difference.median)} at the median, ${tellRange(ends.difference(difference.low), ends.difference(difference.high))} in 90% of draws.`;
}

/** How both fare beside the first arm, where that is a third one. */
function referenceSentence({ ensemble }: Comparison, { spec, pair, whole }: Contest): string[] {
  const { arms } = ensemble.experiment;
  if (pair.includes(0)) return [];
  const told = pair.map(a => {
    const { better, same, worse } = whole.beside[a - 1]!.counted!;
    return `${quoted(arms[a]!)} in ${tellDraws(better, better + same + worse)}`;
  });
  return [`Better than ${quoted(arms[0]!)} on ${inSentence(spec.label)}: ${joinWords(told)}.`];
}
