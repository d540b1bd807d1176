import type { OutcomeRow, OutcomeTable } from '../outcome/outcome-table.ts';
import { familyOf, plain } from './numbers.ts';

/** How an outcome that counts people is told: `3 more people die`, `no difference in deaths`. */
export interface PeoplePhrase {
  readonly outcome: string;
  readonly one: string;
  readonly many: string;
  readonly noun: string;
  /** Whether the arm that does best in it is named. */
  readonly ranks: boolean;
  /** What is counted is the noun itself, and not people who do something. */
  readonly countsNoun?: true;
}

/** What is told of people, the most telling first; a model without these outcomes is told by its labels. */
export const PEOPLE_PHRASES: readonly PeoplePhrase[] = [
  {
    outcome: 'completions_kept',
    one: 'completes treatment and is not back within six months',
    many: 'complete treatment and are not back within six months',
    noun: 'completions that last',
    ranks: true,
  },
  {
    outcome: 'in_treatment',
    one: 'is in treatment in an average year',
    many: 'are in treatment in an average year',
    noun: 'people in treatment',
    ranks: false,
  },
  { outcome: 'deaths', one: 'dies', many: 'die', noun: 'deaths', ranks: false },
];

/** How many outcomes of an unknown model are told. */
const MOST_UNKNOWN = 3;

export interface ToldRow {
  readonly row: OutcomeRow;
  readonly phrase: PeoplePhrase;
}

/** The rows of a table that sentences are made of. */
export function toldRows({ rows }: OutcomeTable): ToldRow[] {
  const known = PEOPLE_PHRASES.flatMap(phrase => {
    const row = rows.find(r => r.spec.name === phrase.outcome);
    return row ? [{ row, phrase }] : [];
  });
  return known.length > 0 ? known : rows.filter(isCount).slice(0, MOST_UNKNOWN).map(byLabel);
}

const isCount = ({ spec }: OutcomeRow): boolean =>
  spec.table === 'outcome' && spec.better !== 'neither' && familyOf(spec.unit.value) === 'count';

function byLabel(row: OutcomeRow): ToldRow {
  const noun = row.spec.label.toLowerCase();
  const { name: outcome } = row.spec;
  return { row, phrase: { outcome, one: noun, many: noun, noun, ranks: false, countsNoun: true } };
}

/**
 * `143 (6.1%) fewer people complete …`, `143 fewer die`.
 *
 * @param between what stands between the number and the people: ` (6.1%) fewer`, or nothing
 * @param isFirst whether the sentence has not said yet that it is of people
 */
export function tellCount(count: number, phrase: PeoplePhrase, between: string, isFirst: boolean): string {
  const n = Math.round(count);
  const people = isFirst && !phrase.countsNoun ? (n === 1 ? ' person' : ' people') : '';
  return `${plain(n, 0)}${between}${people} ${n === 1 ? phrase.one : phrase.many}`;
}
