import type { OutcomeRow, OutcomeTable } from '../outcome/outcome-table.ts';
import type { CutLoop } from '../scenario/cut-loops.ts';
import { type Block, type Cell, type Column, countOf, gap, heading, table, text } from './blocks.ts';
import { type CutResults, cutExplained, cutSentences, loopNames } from './cut-results.ts';
import { armHead, measureHeading, measureOf, outcomeLabel } from './labels.ts';
import { familyOf, styleOf } from './numbers.ts';
import { isMoved, toneOf } from './outcome-lines.ts';
import { LEAST_POUNDS } from './result-sentences.ts';

/** Which rows to show: those of the table `detail` too; only these outcomes, by name (absent: all). */
export interface CutShown {
  readonly detail: boolean;
  readonly only?: ReadonlySet<string>;
}

const LABEL_WIDTH = 34;
const HEAD_WIDTH = 14;

/** What cutting loops changes: in sentences, then the rows that move, an arm at a time. */
export function cutBlocks(whole: OutcomeTable, cut: CutResults, shown: CutShown): Block[] {
  const working = cut.loops.filter(l => l.atWork);
  const { table: withCut } = cut;
  const sentences = cutSentences(whole, cut).map(s => text(s));
  const title = heading(`With ${loopNames(cut.loops)} cut`);
  if (!withCut) return [title, ...sentences, gap];
  const how = [
    ...cutExplained(working),
    'The start is solved again, so that the first year is still the published one.',
  ].join(' ');
  const rows = whole.rows
    .map((row, i) => ({ row, cut: withCut.rows[i]! }))
    .filter(r => isShown(r.row, shown));
  const pairs = whole.arms.length > 1 ? whole.arms.slice(1).map((_, i) => i + 1) : [0];
  return [
    title,
    ...sentences,
    text(how, 'dim'),
    gap,
    ...pairs.flatMap(a => [...armTable(rows, a, whole, working), gap]),
  ];
}

const isShown = ({ spec }: OutcomeRow, { detail, only }: CutShown): boolean =>
  only ? only.has(spec.name) : spec.table !== 'detail' || detail;

interface CutRow {
  readonly row: OutcomeRow;
  readonly cut: OutcomeRow;
}

/**
 * One arm: as it is, cut, and the difference; beside the first arm where there are several. Money moves by £1,000 or
 * more, as in the sentences; what else moves prints as more than `under`.
 */
function armTable(
  rows: readonly CutRow[],
  a: number,
  { arms, windows }: OutcomeTable,
  loops: readonly CutLoop[],
): Block[] {
  const several = a > 0;
  const names = loopNames(loops);
  const title = several ? [heading(`${armHead(arms[a]!)} beside ${armHead(arms[0]!)}`)] : [];
  const lines = rows.map(r => ({ ...r, ...lineOf(r, a, several) }));
  const shown = withParents(lines);
  const still = lines.length - lines.filter(l => l.moves).length;
  if (shown.length === 0) return [...title, text('No row of the tables moves.')];
  const heads = several
    ? ['all loops', `${names} cut`, `${names} ${loops.length > 1 ? 'add' : 'adds'}`]
    : ['as it is', `${names} cut`, 'difference'];
  const columns: Column[] = [
    { head: '', align: 'left', most: LABEL_WIDTH },
    ...heads.map<Column>(head => ({ head, align: 'right', most: HEAD_WIDTH })),
  ];
  const measured = ({ row }: CutRow): string => measureOf(row.spec.summary, windows);
  const body = [...new Set(lines.map(measured))]
    .filter(m => shown.some(l => measured(l) === m))
    .flatMap<Cell[]>(measure => [
      [{ text: measureHeading(measure), tone: 'strong' }, ...heads.map(() => ({ text: '' }))],
      ...shown.filter(l => measured(l) === measure).map(l => l.cells),
    ]);
  return [
    ...title,
    table(columns, body),
    ...(still > 0 ? [text(`${countOf(still, 'other row does', 'other rows do')} not move.`, 'dim')] : []),
  ];
}

function lineOf({ row, cut }: CutRow, a: number, several: boolean): { cells: Cell[]; moves: boolean } {
  const { spec } = row;
  const style = styleOf(spec.unit.value, [...row.overall, ...cut.overall]);
  const [asIs, without] = [row, cut].map(r => (several ? r.overall[a]! - r.overall[0]! : r.overall[a]!)) as [
    number,
    number,
  ];
  // Of arms set beside another what the loop adds is told; of an arm alone what the cut changes.
  const change = several ? asIs - without : without - asIs;
  const print = several ? style.difference : style.value;
  const printed = style.difference(change);
  const indent = spec.label.startsWith('of which') ? '    ' : '  ';
  return {
    cells: [
      { text: indent + outcomeLabel(spec) },
      { text: print(asIs) },
      { text: print(without) },
      { text: printed, tone: toneOf(printed, change, spec) },
    ],
    moves: isMoved(printed) && !(familyOf(spec.unit.value) === 'money' && Math.abs(change) < LEAST_POUNDS),
  };
}

/** The lines that move, each part below its whole even where the whole stands still. */
function withParents<L extends CutRow & { readonly moves: boolean }>(lines: readonly L[]): L[] {
  const isPart = ({ row }: L): boolean => row.spec.label.startsWith('of which');
  return lines.filter((line, i) => {
    if (line.moves || isPart(line)) return line.moves;
    const next = lines.findIndex((l, j) => j > i && !isPart(l));
    return lines.slice(i + 1, next < 0 ? undefined : next).some(l => l.moves);
  });
}
