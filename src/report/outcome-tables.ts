import type { OutcomeSpec } from '../model/spec.ts';
import type { OutcomeRow, OutcomeTable, Window } from '../outcome/outcome-table.ts';
import {
  type Block,
  type Cell,
  type Column,
  countOf,
  gap,
  heading,
  joinWords,
  type TextTable,
  table,
  text,
  widthOf,
} from './blocks.ts';
import { armHead, measureHeading, measureOf, words } from './labels.ts';
import { familyOf } from './numbers.ts';
import { type Breakdown, canBreakDown, linesOfRow } from './outcome-lines.ts';

/** What to print of measured outcomes. */
export interface TableRequest {
  /** By year, not broken down. */
  readonly whole: OutcomeTable;
  readonly breakdown?: Breakdown;
  /** Rows of the table `detail` too. */
  readonly detail: boolean;
  /** Only these outcomes, by name; absent: all. */
  readonly only?: ReadonlySet<string>;
  /** Characters on a line. */
  readonly width: number;
}

const LABEL_WIDTH = 34;
const HEAD_WIDTH = 12;
/** A millionth of a person or a pound is rounding. */
export const NOTHING = 1e-6;
/** Rows that cannot be broken down are named up to here, and counted beyond. */
const MOST_NAMED = 4;
/** The tables of a page, by what outcomes say of themselves, with their titles. */
export const TABLES = [
  ['outcome', 'Outcomes'],
  ['cost', 'Costs'],
  ['detail', 'Detail'],
] as const;

/** The outcome table, the cost table and, where asked for, the detail: arms side by side where they fit, else one under the other. */
export function outcomeBlocks(request: TableRequest): Block[] {
  const { whole, breakdown, only, detail } = request;
  const blocks: Block[] = [];
  const left: OutcomeRow[] = [];
  const empty: OutcomeRow[] = [];
  for (const [name, title] of TABLES) {
    const asked = whole.rows.filter(
      r => r.spec.table === name && (only ? only.has(r.spec.name) : name !== 'detail' || detail),
    );
    // What did not happen in any arm is named below, so that a table shows what did.
    const shown = asked.filter(r => only || !isNothing(r));
    empty.push(...asked.filter(r => !shown.includes(r)));
    const rows = shown.filter(r => canBreakDown(r, breakdown));
    if (rows.length > 0)
      blocks.push(...armTables(title, whole.arms, request.width, arms => tableOf(rows, arms, request)), gap);
    left.push(...shown.filter(r => !rows.includes(r)));
  }
  const { arms } = whole;
  const whose = arms.length > 1 ? ` of the arm that differs most from ${armHead(arms[0]!)}` : '';
  const trends = `By year: each row${whose} on a scale of its own; level where it hardly moves.`;
  return [
    ...blocks,
    ...(left.length > 0 && breakdown?.table.by ? [text(notCounted(left, breakdown.table.by), 'dim')] : []),
    ...(empty.length > 0
      ? [text(`Nothing in any arm: ${joinWords(empty.map(r => r.spec.label))}.`, 'dim')]
      : []),
    ...(blocks.length > 0 ? [text(trends, 'dim')] : []),
    gap,
  ];
}

/** Nobody and no pound in any arm and year; a share of nothing is a finding, and stays. */
const isNothing = ({ spec, byWindow }: OutcomeRow): boolean =>
  /^(count|money)$/.test(familyOf(spec.unit.value)) &&
  byWindow.every(years => years.every(v => Math.abs(v) < NOTHING));

function notCounted(rows: readonly OutcomeRow[], by: string): string {
  if (rows.length > MOST_NAMED)
    return `${countOf(rows.length, 'other row')} are not counted by ${words(by)}.`;
  return `Not counted by ${words(by)}: ${joinWords(rows.map(r => r.spec.label))}.`;
}

/**
 * A table of all arms under a title, or where that is too wide one of each beside the first.
 *
 * @param width characters on a line @param tableOf the table of some arms, by place
 */
export function armTables(
  title: string,
  arms: readonly { readonly name: string; readonly label: string }[],
  width: number,
  tableOf: (arms: readonly number[]) => TextTable,
): Block[] {
  const all = tableOf([...arms.keys()]);
  if (arms.length <= 2 || widthOf(all) <= width) return [heading(title), table(all.columns, all.rows)];
  return arms.slice(1).flatMap((arm, i) => {
    const pair = tableOf([0, i + 1]);
    const under = `${title}: ${armHead(arm)} beside ${armHead(arms[0]!)}`;
    return [...(i > 0 ? [gap] : []), heading(under), table(pair.columns, pair.rows)];
  });
}

/** @param arms which arms, the first of the run among them */
function tableOf(rows: readonly OutcomeRow[], arms: readonly number[], request: TableRequest): TextTable {
  const { whole, breakdown } = request;
  const columns: Column[] = [{ head: '', align: 'left', most: LABEL_WIDTH }];
  for (const a of arms) {
    columns.push({ head: armHead(whole.arms[a]!), align: 'right', most: HEAD_WIDTH });
    if (a > 0) columns.push({ head: `beside\n${armHead(whole.arms[0]!)}`, align: 'right', most: HEAD_WIDTH });
  }
  columns.push({ head: 'by year', align: 'left' });
  const body = byMeasure(rows, whole.windows, columns, row => linesOfRow(row, arms, breakdown));
  return { columns, rows: body };
}

/** Rows of a table under the headings that say how years became one number. */
export function byMeasure<R extends { readonly spec: OutcomeSpec }>(
  rows: readonly R[],
  windows: readonly Window[],
  columns: readonly Column[],
  lines: (row: R) => Cell[][],
): Cell[][] {
  const measured = (row: R): string => measureOf(row.spec.summary, windows);
  const rest = columns.slice(1).map(() => ({ text: '' }));
  return [...new Set(rows.map(measured))].flatMap(measure => [
    [{ text: measureHeading(measure), tone: 'strong' as const }, ...rest],
    ...rows.filter(row => measured(row) === measure).flatMap(lines),
  ]);
}
