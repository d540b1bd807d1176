import type { AreaCheckLine } from '../outcome/area-check.ts';
import type { AreaFile } from '../scenario/area/figure.ts';
import { type Block, bullets, type Cell, gap, heading, left, right, table, text } from './blocks.ts';
import { elementLabel } from './labels.ts';
import { plain } from './numbers.ts';

const NOT_A_VALIDATION =
  'This is a check of the start, not a validation: the start is solved from these very figures, so agreement says that the solution holds, and nothing of whether the model is right.';

/** The start-up check of an area: published beside simulated, line by line. */
export function areaCheckPage(
  area: AreaFile,
  lines: readonly AreaCheckLine[],
  warnings: readonly string[],
): Block[] {
  const out = lines.filter(l => !l.ok).length;
  return [
    heading(`${area.area} ${area.period}: the first simulated year beside the published one`),
    gap,
    table(
      [left(''), right('published'), right('simulated'), left('allowed'), left('')],
      groupsOf(lines).flatMap(rowsOf),
    ),
    gap,
    text(
      out === 0
        ? `All ${lines.length} lines are within what is allowed.`
        : `${out} of ${lines.length} lines are out.`,
    ),
    text(NOT_A_VALIDATION),
    ...(warnings.length > 0 ? [gap, heading('Warnings'), bullets(warnings)] : []),
  ];
}

export const areaCheckJson = (
  area: AreaFile,
  lines: readonly AreaCheckLine[],
  warnings: readonly string[],
): object => ({
  area: area.area,
  period: area.period,
  note: NOT_A_VALIDATION,
  ok: lines.every(l => l.ok),
  lines,
  warnings,
});

/** Lines of one figure stand together. */
const groupsOf = (lines: readonly AreaCheckLine[]): AreaCheckLine[][] =>
  [...new Set(lines.map(l => l.what))].map(what => lines.filter(l => l.what === what));

/** A line alone on one row; several as a heading with a row for each element. */
function rowsOf(group: readonly AreaCheckLine[]): Cell[][] {
  const [first] = group;
  if (group.length === 1) return [rowOf(first!.what, first!)];
  const head: Cell[] = [{ text: first!.what }, ...Array.from({ length: 4 }, () => ({ text: '' }))];
  return [head, ...group.map(l => rowOf(`  ${elementLabel(l.element)}`, l))];
}

const rowOf = (label: string, { published, simulated, tolerance, ok }: AreaCheckLine): Cell[] => [
  { text: label },
  { text: number(published, Number.isInteger(published) ? 0 : 1) },
  { text: number(simulated, 1) },
  { text: tolerance, tone: 'dim' },
  ok ? { text: 'ok' } : { text: 'OUT', tone: 'bad' },
];

const number = (x: number, decimals: number): string => (Number.isFinite(x) ? plain(x, decimals) : '–');
