import type { OutcomeTable } from '../outcome/outcome-table.ts';
import type { CutLoop } from '../scenario/cut-loops.ts';
import { countOf, joinWords } from './blocks.ts';
import { familyOf, figures, pounds } from './numbers.ts';
import { tellCount, toldRows } from './people-phrases.ts';
import { changesOf, LEAST_POUNDS, MONEY_PHRASES, MOST_ARMS, spanOf } from './result-sentences.ts';

/** The same scenario with feedback loops cut, beside the scenario as it is. */
export interface CutResults {
  readonly loops: readonly CutLoop[];
  /** By year, its arms in the order of the run's own; undefined where none of the loops is at work. */
  readonly table: OutcomeTable | undefined;
}

/** `R1 and R3`. */
export const loopNames = (loops: readonly CutLoop[]): string => joinWords(loops.map(l => l.name));

const withLabels = (loops: readonly CutLoop[]): string => joinWords(loops.map(l => `${l.name} (${l.label})`));

/** How each loop is cut, or that it is not at work. */
export function cutExplained(loops: readonly CutLoop[]): string[] {
  return loops.map(({ name, label, parameters, atWork }) => {
    if (!atWork) {
      const names = joinWords(parameters.map(p => p.name));
      return parameters.length === 1
        ? `${name} (${label}) is not at work: ${names} stands at its neutral value already.`
        : `${name} (${label}) is not at work: ${names} stand at their neutral values already.`;
    }
    const told = parameters.map(
      p =>
        `${p.name} ${figures(p.neutral)} in place of ${p.value === undefined ? 'its values' : figures(p.value)}`,
    );
    return `${name} is cut by ${joinWords(told)}.`;
  });
}

/** A run of one arm as it is, and with loops cut, as one table of two arms. */
export function besideCut(whole: OutcomeTable, cut: OutcomeTable, a: number): OutcomeTable {
  return {
    ...whole,
    arms: [whole.arms[a]!, cut.arms[a]!],
    rows: whole.rows.map((row, i) => {
      const other = cut.rows[i]!;
      return {
        ...row,
        byWindow: [row.byWindow[a]!, other.byWindow[a]!],
        overall: [row.overall[a]!, other.overall[a]!],
      };
    }),
  };
}

/**
 * What cutting loops changes, in sentences that stand alone: for an arm alone beside itself as it is; for several,
 * how far what each changes beside the first is another, and then the first beside itself where it moves.
 */
export function cutSentences(whole: OutcomeTable, { loops, table }: CutResults): string[] {
  const working = loops.filter(l => l.atWork);
  const idle = cutExplained(loops.filter(l => !l.atWork));
  const [first, ...others] = whole.arms;
  if (!table || !first) return idle;
  const without = `Without ${withLabels(working)}`;
  const itself = changesOf(besideCut(whole, table, 0), 1);
  if (others.length === 0)
    return [
      itself !== undefined
        ? `${without}, ${spanOf(whole)}: ${itself}.`
        : anyMoves(whole, r => table.rows[r]!.overall[0]! - whole.rows[r]!.overall[0]!)
          ? `${without}, ${spanOf(whole)}: no difference in ${toldNouns(whole)}; the table shows what else moves.`
          : `${without}, ${spanOf(whole)}, ${NOTHING}.`,
      ...idle,
    ];
  const told = others
    .slice(0, MOST_ARMS)
    .map(
      (arm, i) =>
        `${without}, “${arm.label}” beside “${first.label}” ${spanOf(whole)}: ${addedSentence(whole, table, i + 1, working)}.`,
    );
  const left = others.length - MOST_ARMS;
  return [
    ...told,
    ...(left > 0 ? [`The tables show ${countOf(left, 'more arm')}.`] : []),
    ...(itself === undefined
      ? []
      : [`“${first.label}” itself without ${loopNames(working)}, ${spanOf(whole)}: ${itself}.`]),
    ...idle,
  ];
}

/** `40 fewer people die (52 fewer with it); R2 makes no difference to …`: an arm beside the first, without and with the loops. */
function addedSentence(whole: OutcomeTable, cut: OutcomeTable, a: number, loops: readonly CutLoop[]): string {
  const it = loops.length > 1 ? 'them' : 'it';
  const apart = (i: number): readonly [number, number] =>
    [cut, whole].map(t => t.rows[i]!.overall[a]! - t.rows[i]!.overall[0]!) as [number, number];
  const clauses: string[] = [];
  const same: string[] = [];
  for (const { row, phrase } of toldRows(whole)) {
    const [without, withLoops] = apart(whole.rows.indexOf(row));
    if (Math.abs(withLoops - without) >= 1) {
      const told =
        Math.round(without) === 0
          ? `no difference in ${phrase.noun}`
          : tellCount(Math.abs(without), phrase, direction(without), clauses.length === 0);
      clauses.push(`${told} (${tellWith(withLoops)} with ${it})`);
    } else same.push(phrase.noun);
  }
  const money = MONEY_PHRASES.flatMap(({ outcome, more, less }) => {
    const i = whole.rows.findIndex(r => r.spec.name === outcome);
    if (i < 0) return [];
    const [without, withLoops] = apart(i);
    if (!(Math.abs(withLoops - without) >= LEAST_POUNDS)) return [];
    const told = (without < 0 ? less : more).replace('#', pounds(Math.abs(without)));
    const signed = without < 0 === withLoops < 0 ? '' : withLoops < 0 ? ' less' : ' more';
    return [`${told} (${pounds(Math.abs(withLoops))}${signed} with ${it})`];
  });
  const isTold = clauses.length > 0 || money.length > 0;
  const moves = anyMoves(whole, i => apart(i)[1] - apart(i)[0]);
  if (!isTold && !moves) return NOTHING;
  const makes = `${loopNames(loops)} ${loops.length > 1 ? 'make' : 'makes'} no difference to`;
  const unchanged = same.length > 0 ? [`${makes} ${joinWords(same, 'or')}`] : [];
  if (!isTold) return [...unchanged, 'the table shows what else moves'].join('; ');
  return [...(clauses.length > 0 ? [joinWords(clauses)] : []), ...unchanged, ...money].join('; ');
}

const NOTHING = 'nothing changes by as much as one person, nor the money by £1,000';

const toldNouns = (whole: OutcomeTable): string =>
  joinWords(
    toldRows(whole).map(t => t.phrase.noun),
    'or',
  );

/** Whether any count of the outcome and cost tables changes by a person or more, or any money by £1,000. */
function anyMoves({ rows }: OutcomeTable, changeOf: (row: number) => number): boolean {
  return rows.some(({ spec }, i) => {
    const family = familyOf(spec.unit.value);
    const least = family === 'count' ? 1 : family === 'money' ? LEAST_POUNDS : Number.POSITIVE_INFINITY;
    return spec.table !== 'detail' && Math.abs(changeOf(i)) >= least;
  });
}

const direction = (x: number): string => (x > 0 ? ' more' : ' fewer');

const tellWith = (x: number): string => {
  const n = Math.round(Math.abs(x));
  return n === 0 ? 'none' : `${figures(n)}${direction(x)}`;
};
