import type { OutcomeRow, OutcomeTable } from '../outcome/outcome-table.ts';
import {
  type Block,
  type Cell,
  type Column,
  gap,
  heading,
  type TextTable,
  table,
  text,
  widthOf,
} from './blocks.ts';
import { elementLabel, measureHeading, measureOf, outcomeLabel, words } from './labels.ts';
import { familyOf, type NumberStyle, styleOf } from './numbers.ts';
import { drawTrend } from './trend.ts';

/** What to print of measured outcomes. */
export interface TableRequest {
  /** By year, not broken down. */
  readonly whole: OutcomeTable;
  /** Rows to put under each outcome: its windows, or its elements. */
  readonly breakdown?: { readonly kind: 'windows' | 'elements'; readonly table: OutcomeTable };
  /** Rows of the table `detail` too. */
  readonly detail: boolean;
  /** Only these outcomes, by name; absent: all. */
  readonly only?: ReadonlySet<string>;
  /** Characters on a line. */
  readonly width: number;
}

const LABEL_WIDTH = 36;
const TABLES = [
  ['outcome', 'Outcomes'],
  ['cost', 'Costs'],
  ['detail', 'Detail'],
] as const;

/** The outcome table, the cost table and, where asked for, the detail: arms side by side where they fit, else one under the other. */
export function outcomeBlocks(request: TableRequest): Block[] {
  const { whole, breakdown, only, detail } = request;
  const blocks: Block[] = [];
  for (const [name, title] of TABLES) {
    const shown = whole.rows.filter(
      r => r.spec.table === name && (only ? only.has(r.spec.name) : name !== 'detail' || detail),
    );
    const rows = shown.filter(r => partsOf(r, request) !== undefined);
    if (rows.length > 0) blocks.push(...tablesOf(title, rows, request), gap);
    const left = shown.filter(r => !rows.includes(r));
    if (left.length > 0 && breakdown?.table.by)
      blocks.push(
        text(
          `Not counted by ${words(breakdown.table.by)}: ${left.map(r => r.spec.label).join('; ')}.`,
          'dim',
        ),
        gap,
      );
  }
  return blocks;
}

function tablesOf(title: string, rows: readonly OutcomeRow[], request: TableRequest): Block[] {
  const { arms } = request.whole;
  const all = tableOf(
    rows,
    arms.map((_, a) => a),
    request,
  );
  if (arms.length <= 2 || widthOf(all) <= request.width)
    return [heading(title), table(all.columns, all.rows)];
  return arms.slice(1).flatMap((arm, i) => {
    const pair = tableOf(rows, [0, i + 1], request);
    const under = `${title}: ${words(arm.name)} beside ${words(arms[0]!.name)}`;
    return [...(i > 0 ? [gap] : []), heading(under), table(pair.columns, pair.rows)];
  });
}

/** @param arms which arms, the first of the run among them */
function tableOf(rows: readonly OutcomeRow[], arms: readonly number[], request: TableRequest): TextTable {
  const { whole } = request;
  const columns: Column[] = [{ head: '', align: 'left', most: LABEL_WIDTH }];
  for (const a of arms) {
    columns.push({ head: words(whole.arms[a]!.name), align: 'right', most: 12 });
    if (a > 0) columns.push({ head: 'difference', align: 'right' });
  }
  columns.push({ head: 'by year', align: 'left' });
  const body: Cell[][] = [];
  const measures = [...new Set(rows.map(r => measureOf(r.spec.summary, whole.windows)))];
  for (const measure of measures) {
    body.push([
      { text: measureHeading(measure), tone: 'strong' },
      ...columns.slice(1).map(() => ({ text: '' })),
    ]);
    for (const row of rows.filter(r => measureOf(r.spec.summary, whole.windows) === measure)) {
      body.push(
        line(
          `  ${outcomeLabel(row.spec)}`,
          row,
          row.overall,
          arms,
          styleOf(row.spec.unit.value, row.overall),
          trendOf(row, arms),
        ),
      );
      body.push(...(partsOf(row, request) ?? []).map(part => partLine(part, row, arms)));
    }
  }
  return { columns, rows: body };
}

/** What stands under a row: its windows or elements; undefined where it has none of the kind asked for. */
function partsOf(row: OutcomeRow, { breakdown }: TableRequest): readonly Part[] | undefined {
  if (!breakdown) return [];
  const { table: t, kind } = breakdown;
  const own = t.rows.filter(r => r.spec.name === row.spec.name);
  if (kind === 'elements') {
    const elements = own.filter(r => r.element !== undefined);
    if (elements.length === 0) return undefined;
    const all = elements.flatMap(r => r.overall);
    return elements.map(r => ({ label: elementLabel(r.element!), values: r.overall, all, row: r }));
  }
  const [one] = own;
  if (!one || one.byWindow.every(windows => windows.every(Number.isNaN))) return [];
  const all = one.byWindow.flat();
  return t.windows.map((w, i) => ({
    label: w.name,
    values: one.byWindow.map(arm => arm[i]!),
    all,
    row: undefined,
  }));
}

interface Part {
  readonly label: string;
  readonly values: readonly number[];
  /** Every number of the parts beside it, so that all are printed alike. */
  readonly all: readonly number[];
  readonly row: OutcomeRow | undefined;
}

const partLine = (part: Part, row: OutcomeRow, arms: readonly number[]): Cell[] =>
  line(
    `    ${part.label}`,
    row,
    part.values,
    arms,
    styleOf(row.spec.unit.value, part.all),
    part.row ? trendOf(part.row, arms) : '',
  );

function line(
  label: string,
  { spec }: OutcomeRow,
  values: readonly number[],
  arms: readonly number[],
  style: NumberStyle,
  trend: string,
): Cell[] {
  const cells: Cell[] = [{ text: label }];
  for (const a of arms) {
    cells.push({ text: style.value(values[a]!) });
    if (a === 0) continue;
    const difference = values[a]! - values[0]!;
    const printed = style.difference(difference);
    const matters = /^[+−]/.test(printed) && spec.better !== 'neither';
    const isGood = difference > 0 === (spec.better === 'higher');
    cells.push({
      text: printed,
      tone: matters
        ? isGood
          ? 'good'
          : 'bad'
        : printed === '0' || printed.startsWith('under')
          ? 'dim'
          : 'plain',
    });
  }
  return [...cells, { text: trend }];
}

/** The years of the arm that differs most from the first; of the first where none does. */
function trendOf(row: OutcomeRow, arms: readonly number[]): string {
  const gapOf = (a: number): number =>
    row.byWindow[a]!.reduce((sum, x, w) => sum + (Math.abs(x - row.byWindow[0]![w]!) || 0), 0);
  const most = arms.reduce((best, a) => (gapOf(a) > gapOf(best) ? a : best), arms[0]!);
  return drawTrend(row.byWindow[most]!, familyOf(row.spec.unit.value) === 'count' ? 1 : 0);
}
