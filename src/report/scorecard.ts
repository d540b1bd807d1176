import type { DomainSpec } from '../model/value-spec.ts';
import type { OutcomeRow, OutcomeTable } from '../outcome/outcome-table.ts';
import { capital, joinWords } from './blocks.ts';
import { styleOf } from './numbers.ts';
import { isMoved } from './outcome-lines.ts';

/** A measure of the scorecard: what each arm makes of it beside the first, and which arms do best. */
export interface Measure {
  readonly domain: DomainSpec;
  readonly row: OutcomeRow;
  /** The plural noun that sentences use. */
  readonly noun: string;
  /** By arm, beside the first; in the outcome's unit. */
  readonly differences: readonly number[];
  /** The arms that do best, by place; empty where rounding leaves no difference between any two. */
  readonly best: readonly number[];
}

/** Measures of an arm beyond these are counted, not named. */
const MOST_NAMED = 3;

/** The measures of a model's scorecard, domain by domain. */
export function scoreArms(
  scorecard: ReadonlyMap<string, DomainSpec>,
  whole: OutcomeTable,
): readonly Measure[] {
  return [...scorecard.values()].flatMap(domain =>
    domain.measures.flatMap(({ name, value: noun }) => {
      const row = whole.rows.find(r => r.spec.name === name.value && r.element === undefined);
      if (!row) return [];
      const differences = row.overall.map(x => x - row.overall[0]!);
      return [{ domain, row, noun, differences, best: bestOf(row) }];
    }),
  );
}

function bestOf({ spec, overall }: OutcomeRow): number[] {
  const style = styleOf(spec.unit.value, overall);
  const best = spec.better === 'higher' ? Math.max(...overall) : Math.min(...overall);
  const holders = [...overall.keys()].filter(a => !isMoved(style.difference(overall[a]! - best)));
  return holders.length === overall.length ? [] : holders;
}

/**
 * The arms that do best: `A or B`, or the others where they are fewer (`any but C`).
 *
 * @param labels of every arm, in order
 */
export function tellBest(best: readonly number[], labels: readonly string[]): string {
  const others = labels.filter((_, a) => !best.includes(a));
  return best.length > 2 && others.length < best.length
    ? `any but ${joinWords(others, 'or')}`
    : joinWords(
        best.map(a => labels[a]!),
        'or',
      );
}

/**
 * Which arms the measures prefer: `Completions that last prefer “As now”; deaths and costs to all who pay prefer
 * “Evolution”.`
 */
export function preferenceSentence(measures: readonly Measure[], { arms }: OutcomeTable): string {
  const byHolders = new Map<string, string[]>();
  for (const { best, noun } of measures) {
    if (best.length === 0) continue;
    const holders = tellBest(
      best,
      arms.map(arm => `“${arm.label}”`),
    );
    byHolders.set(holders, [...(byHolders.get(holders) ?? []), noun]);
  }
  const [only, ...others] = byHolders.keys();
  if (only === undefined) return 'No measure tells the arms apart.';
  if (others.length === 0) return `Every measure that tells the arms apart prefers ${only}.`;
  const clauses = [...byHolders].map(([holders, nouns]) => {
    const left = nouns.length - MOST_NAMED;
    // One more is as short to name as to count.
    const named = left > 1 ? [...nouns.slice(0, MOST_NAMED), `${left} other measures`] : nouns;
    return `${joinWords(named)} prefer ${holders}`;
  });
  const sentence = clauses.join('; ');
  return `${capital(sentence)}.`;
}
