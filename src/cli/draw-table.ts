import {
  GUTTER,
  layOutTable,
  lengthOf,
  type TextTable,
  type Tone,
  widthOfColumns,
} from '../report/blocks.ts';

type Lines = readonly string[];

/**
 * A table as lines: columns apart by two spaces, a rule under the heads, and nothing else.
 *
 * @param paint colours a line of a cell, which does not make it wider
 */
export function drawTable(
  table: TextTable,
  paint: (text: string, tone: Tone | undefined) => string,
): string[] {
  const { columns } = table;
  const { heads, rows, widths } = layOutTable(table);
  const pad = (line: string, column: number, tone: Tone | undefined): string => {
    const space = ' '.repeat(widths[column]! - lengthOf(line));
    return columns[column]!.align === 'right' ? space + paint(line, tone) : paint(line, tone) + space;
  };
  const drawRow = (cells: readonly Lines[], toneOf: (column: number) => Tone | undefined): string[] =>
    Array.from({ length: heightOf(cells) }, (_, k) =>
      cells
        .map((lines, i) => pad(lines[k] ?? '', i, toneOf(i)))
        .join(' '.repeat(GUTTER))
        .trimEnd(),
    );
  const body = rows.flatMap((cells, r) => drawRow(cells, i => table.rows[r]![i]?.tone));
  if (columns.every(column => column.head === '')) return body;
  return [...drawRow(toBottom(heads), () => 'dim'), '─'.repeat(widthOfColumns(widths)), ...body];
}

const heightOf = (cells: readonly Lines[]): number => Math.max(...cells.map(lines => lines.length));

/** Cells of fewer lines begin further down. */
function toBottom(cells: readonly Lines[]): Lines[] {
  const height = heightOf(cells);
  return cells.map(lines => [...Array<string>(height - lines.length).fill(''), ...lines]);
}
