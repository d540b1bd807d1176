import type { AreaCheckLine } from '../outcome/area-check.ts';
import type { AreaFile } from '../scenario/area/figure.ts';
import { type Block, bullets, gap, heading, table, text } from './blocks.ts';
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
      [
        { head: '', align: 'left' },
        { head: '', align: 'left' },
        { head: 'published', align: 'right' },
        { head: 'simulated', align: 'right' },
        { head: 'allowed', align: 'left' },
        { head: '', align: 'left' },
      ],
      lines.map((l, i) => [
        { text: lines[i - 1]?.what === l.what ? '' : l.what },
        { text: elementLabel(l.element) },
        { text: number(l.published) },
        { text: number(l.simulated) },
        { text: l.tolerance, tone: 'dim' },
        l.ok ? { text: 'ok' } : { text: 'OUT', tone: 'bad' },
      ]),
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
  schemaVersion: 1,
  area: area.area,
  period: area.period,
  note: NOT_A_VALIDATION,
  ok: lines.every(l => l.ok),
  lines,
  warnings,
});

const number = (x: number): string => (Number.isFinite(x) ? plain(x, x < 100 ? 1 : 0) : '–');
