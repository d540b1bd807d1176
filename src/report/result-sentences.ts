import type { OutcomeTable } from '../outcome/outcome-table.ts';
import { countOf, joinWords } from './blocks.ts';
import { outcomeLabel } from './labels.ts';
import { plain, pounds, styleOf } from './numbers.ts';
import { type ToldRow, tellCount, toldRows } from './people-phrases.ts';

/** What is told of money: the two first that differ by £1,000 or more. */
export const MONEY_PHRASES: readonly {
  readonly outcome: string;
  readonly more: string;
  readonly less: string;
}[] = [
  { outcome: 'money_granted', more: '# more is given for treatment', less: '# less is given for treatment' },
  {
    outcome: 'money_returned',
    more: '# more of it is not spent on treatment',
    less: '# more of it is spent on treatment',
  },
];

export const LEAST_POUNDS = 1000;
const MOST_MONEY = 2;
/** An arm that shares its first place with more than one other is not worth a sentence. */
const MOST_BEST = 2;
/** More arms than this are left to the tables. */
export const MOST_ARMS = 4;

/**
 * The result in a few plain sentences: which arm does best, and what each changes for people and for money beside
 * the first; for an arm alone what becomes of it.
 *
 * @param table by year, not broken down
 */
export function resultSentences(table: OutcomeTable): string[] {
  const [first, ...others] = table.arms;
  if (!first) return [];
  if (others.length === 0) return aloneSentences(table);
  const told = others.slice(0, MOST_ARMS).map((arm, i) => armSentence(table, i + 1, arm.label, first.label));
  const left = others.length - MOST_ARMS;
  const best = others.length > 1 ? bestSentence(table) : undefined;
  return [
    ...(best === undefined ? [] : [best]),
    ...told,
    ...(left > 0 ? [`The tables show ${countOf(left, 'more arm')}.`] : []),
  ];
}

/** `“A” has the most completions that last (2,223) and the fewest deaths (813).` Arms within one person are equal. */
function bestSentence(table: OutcomeTable): string | undefined {
  const claims = toldRows(table).flatMap(({ row, phrase }) => {
    if (!phrase.ranks) return [];
    const { overall, spec } = row;
    const isMost = spec.better === 'higher';
    const best = isMost ? Math.max(...overall) : Math.min(...overall);
    const holders = table.arms
      .filter((_, a) => Math.abs(overall[a]! - best) < 1)
      .map(arm => `“${arm.label}”`);
    if (holders.length === table.arms.length || holders.length > MOST_BEST) return [];
    const told = `the ${isMost ? 'most' : 'fewest'} ${phrase.noun} (${plain(Math.round(best), 0)})`;
    return [{ who: joinWords(holders), verb: holders.length > 1 ? 'have' : 'has', told }];
  });
  const [one, two] = claims;
  if (!one) return undefined;
  if (!two) return `${one.who} ${one.verb} ${one.told}.`;
  return one.who === two.who
    ? `${one.who} ${one.verb} ${one.told} and ${two.told}.`
    : `${one.who} ${one.verb} ${one.told}; ${two.who} ${two.verb} ${two.told}.`;
}

function armSentence(table: OutcomeTable, a: number, label: string, reference: string): string {
  const compared = `“${label}” beside “${reference}”, ${spanOf(table)}:`;
  const changes = changesOf(table, a);
  return changes === undefined
    ? `${compared} it makes no difference; no count changes by as much as one person, nor the money by £1,000.`
    : `${compared} ${changes}.`;
}

/**
 * What an arm changes for people and for money beside the first: `3 (1.2%) more people die; no difference in …`.
 * Undefined where no count changes by as much as one person, nor the money by £1,000.
 */
export function changesOf(table: OutcomeTable, a: number): string | undefined {
  const clauses: string[] = [];
  const same: string[] = [];
  for (const told of toldRows(table)) {
    const clause = peopleClause(told, a, clauses.length === 0);
    if (clause) clauses.push(clause);
    else same.push(told.phrase.noun);
  }
  const money = moneyClauses(table, a);
  if (clauses.length === 0 && money.length === 0) return undefined;
  const unchanged = same.length > 0 ? [`no difference in ${joinWords(same, 'or')}`] : [];
  return [...(clauses.length > 0 ? [joinWords(clauses)] : []), ...unchanged, ...money].join('; ');
}

/** `over 10 years`, `in 2016/17`. */
export const spanOf = ({ windows }: OutcomeTable): string =>
  windows.length > 1 ? `over ${countOf(windows.length, 'year')}` : `in ${windows[0]?.name}`;

/** `143 (6.1%) fewer people complete …`; nothing when the difference is under one person. */
function peopleClause({ row, phrase }: ToldRow, a: number, isFirst: boolean): string | undefined {
  const difference = row.overall[a]! - row.overall[0]!;
  if (!(Math.abs(difference) >= 1)) return undefined;
  const share = shareOf(Math.abs(difference), row.overall[0]!);
  const between = `${share} ${difference > 0 ? 'more' : 'fewer'}`;
  return tellCount(Math.abs(difference), phrase, between, isFirst);
}

function shareOf(difference: number, reference: number): string {
  const share = (100 * difference) / Math.abs(reference);
  if (!Number.isFinite(share) || share < 0.05) return '';
  return ` (${plain(share, share < 9.95 ? 1 : 0)}%)`;
}

function moneyClauses({ rows }: OutcomeTable, a: number): string[] {
  return MONEY_PHRASES.flatMap(({ outcome, more, less }) => {
    const row = rows.find(r => r.spec.name === outcome);
    const difference = row ? row.overall[a]! - row.overall[0]! : 0;
    if (!(Math.abs(difference) >= LEAST_POUNDS)) return [];
    return [(difference > 0 ? more : less).replace('#', pounds(Math.abs(difference)))];
  }).slice(0, MOST_MONEY);
}

function aloneSentences(table: OutcomeTable): string[] {
  const people = toldRows(table);
  const [first, last] = [table.windows[0], table.windows.at(-1)];
  if (people.length === 0 || !first || !last) return [];
  const over =
    table.windows.length > 1 ? `Over ${countOf(table.windows.length, 'year')}` : `In ${first.name}`;
  const clauses = people.map(({ row, phrase }, i) => tellCount(row.overall[0]!, phrase, '', i === 0));
  const sentences = [`${over}, ${joinWords(clauses)}.`];
  if (first === last) return sentences;
  const moved = people.flatMap(({ row }) => {
    const [from, to] = [row.byWindow[0]![0]!, row.byWindow[0]!.at(-1)!];
    if (!(Math.abs(to - from) >= 1)) return [];
    const style = styleOf(row.spec.unit.value, [from, to]);
    return [
      `${outcomeLabel(row.spec).toLowerCase()} ${style.value(from)} → ${style.value(to)} (${style.difference(to - from)})`,
    ];
  });
  const span = `From ${first.name} to ${last.name}`;
  sentences.push(
    moved.length > 0
      ? `${span}: ${joinWords(moved)}.`
      : `${span} no yearly count of ${joinWords(
          people.map(p => p.phrase.noun),
          'or',
        )} moves by as much as one person.`,
  );
  return sentences;
}
