import type { OutcomeRow, OutcomeTable } from '../outcome/outcome-table.ts';
import type { Cell, Tone } from './blocks.ts';
import { elementLabel, outcomeLabel } from './labels.ts';
import { familyOf, type NumberStyle, styleOf } from './numbers.ts';
import { drawTrend } from './trend.ts';

/** Lines to put under each outcome: its windows, or its elements. */
export interface Breakdown {
  readonly kind: 'windows' | 'elements';
  readonly table: OutcomeTable;
}

/** A line under an outcome. */
interface Part {
  readonly label: string;
  /** By arm. */
  readonly values: readonly number[];
  readonly trend: string;
}

/** Whether an outcome has the elements that are asked for; every outcome has windows. */
export const canBreakDown = (row: OutcomeRow, breakdown: Breakdown | undefined): boolean =>
  breakdown?.kind !== 'elements' ||
  breakdown.table.rows.some(r => r.spec.name === row.spec.name && r.element);

/**
 * An outcome as lines of a table: itself, then its parts. Each has a label, for each arm its number and (but for
 * the first) the difference from the first, and a trend.
 *
 * @param arms which arms, the first of the run among them
 */
export function linesOfRow(row: OutcomeRow, arms: readonly number[], breakdown?: Breakdown): Cell[][] {
  const unit = row.spec.unit.value;
  // A part of the row above stands further in, and its own parts further still.
  const indent = row.spec.label.startsWith('of which') ? '    ' : '  ';
  const own = { label: outcomeLabel(row.spec), values: row.overall, trend: trendOf(row, arms) };
  const parts = breakdown ? partsOf(row, arms, breakdown) : [];
  const style = styleOf(
    unit,
    parts.flatMap(p => p.values),
  );
  return [
    lineOf(own, indent, row, arms, styleOf(unit, row.overall)),
    ...parts.map(part => lineOf(part, `${indent}  `, row, arms, style)),
  ];
}

function partsOf(row: OutcomeRow, arms: readonly number[], { kind, table }: Breakdown): Part[] {
  const rows = table.rows.filter(r => r.spec.name === row.spec.name);
  if (kind === 'elements') return elementParts(rows, arms);
  const [one] = rows;
  if (!one || one.byWindow.every(windows => windows.every(Number.isNaN))) return [];
  return table.windows.map((w, i) => ({
    label: w.name,
    values: one.byWindow.map(arm => arm[i]!),
    trend: '',
  }));
}

/** Elements with nothing in them in any arm stand together on one line. */
function elementParts(rows: readonly OutcomeRow[], arms: readonly number[]): Part[] {
  const isEmpty = (r: OutcomeRow): boolean => r.byWindow.every(windows => windows.every(x => x === 0));
  const empty = rows.filter(isEmpty);
  const shown = empty.length > 1 && empty.length < rows.length ? rows.filter(r => !isEmpty(r)) : rows;
  const parts = shown.map(r => ({
    label: elementLabel(r.element!),
    values: r.overall,
    trend: trendOf(r, arms),
  }));
  return shown === rows ? parts : [...parts, { label: 'all others', values: empty[0]!.overall, trend: '' }];
}

function lineOf(
  part: Part,
  indent: string,
  row: OutcomeRow,
  arms: readonly number[],
  style: NumberStyle,
): Cell[] {
  const cells: Cell[] = [{ text: indent + part.label }];
  for (const a of arms) {
    cells.push({ text: style.value(part.values[a]!) });
    if (a === 0) continue;
    const difference = part.values[a]! - part.values[0]!;
    const printed = style.difference(difference);
    cells.push({ text: printed, tone: toneOf(printed, difference, row.spec) });
  }
  return [...cells, { text: part.trend }];
}

/** Whether a printed difference is one at all, and no `0` or `under 1`. */
export const isMoved = (printed: string): boolean => /^[+−]/.test(printed);

/** How a difference is meant: dim where it is none, else by whether more is good. */
export function toneOf(printed: string, difference: number, { better }: OutcomeRow['spec']): Tone {
  if (!isMoved(printed)) return 'dim';
  if (better === 'neither') return 'plain';
  return difference > 0 === (better === 'higher') ? 'good' : 'bad';
}

/** The years of the arm that differs most from the first; of the first where none does. */
function trendOf(row: OutcomeRow, arms: readonly number[]): string {
  const apart = (a: number): number =>
    row.byWindow[a]!.reduce((sum, x, w) => sum + (Math.abs(x - row.byWindow[0]![w]!) || 0), 0);
  const most = arms.reduce((best, a) => (apart(a) > apart(best) ? a : best), arms[0]!);
  return drawTrend(row.byWindow[most]!, /^(count|money)$/.test(familyOf(row.spec.unit.value)) ? 1 : 0);
}
