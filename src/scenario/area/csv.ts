import type { Faults, Place } from '../../diagnostics/diagnostic.ts';

/** One line of cells. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Where each cell starts; a quoted cell before it may have spread over lines. */
  readonly starts: readonly { readonly line: number; readonly column: number }[];
}

export interface CsvTable {
  readonly file: string;
  readonly header: CsvRow;
  /** Without blank lines; each as wide as the header. */
  readonly rows: readonly CsvRow[];
}

/** Several times what the longest export of an area has, and few enough that a wrong file is told at once. */
const MAX_CHARACTERS = 4_000_000;
const MAX_CELLS = 500_000;
const MAX_COLUMNS = 2_000;
const MAX_ROWS = 100_000;
/** Rows of the wrong width are reported one by one up to here: a broken file has them by the hundred. */
const MAX_WIDTH_FAULTS = 5;

/** The place of a cell, for a fault in it. */
export function placeOfCell(table: CsvTable, row: CsvRow, index: number): Place {
  const length = Math.max(1, row.cells[index]?.length ?? 1);
  const { line, column } = row.starts[index] ?? { line: row.line, column: 1 };
  return { file: table.file, line, column, length };
}

/**
 * Reads comma-separated text: quoted cells (with doubled quotes and line breaks inside), any line ending,
 * and a byte-order mark. What people save instead of such a file (a web page, a workbook, semicolons) is
 * told as what it is.
 *
 * @returns undefined after a fault
 */
export function readCsv(text: string, file: string, faults: Faults): CsvTable | undefined {
  const start: Place = { file, line: 1, column: 1, length: 1 };
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.trim() === '')
    return faults.error('area/csv-empty', start, 'the file is empty; expected a CSV export');
  if (text.length > MAX_CHARACTERS)
    return faults.error(
      'area/csv-too-large',
      start,
      `the file has ${text.length} characters; at most ${MAX_CHARACTERS} are read`,
      'export one area alone',
    );
  if (body.startsWith('PK\u0003\u0004') || body.slice(0, 4000).includes('\0'))
    return faults.error(
      'area/not-csv',
      start,
      'the file is not text but a workbook or another binary file; expected a CSV export',
      'open it in a spreadsheet and save it as "CSV UTF-8 (comma delimited)"',
    );
  if (/^\s*<(!doctype|!--|\?xml|html|head|body|table|script)/i.test(body))
    return faults.error(
      'area/not-csv',
      start,
      'the file is a web page, not a CSV export',
      "use the viewer's own download button: saving the page in a browser keeps the page, not its data",
    );
  const lines = splitRows(body, file, faults);
  if (!lines) return undefined;
  const [header, ...rows] = lines.filter(row => row.cells.some(cell => cell.trim() !== ''));
  if (!header) return faults.error('area/csv-empty', start, 'the file is empty; expected a CSV export');
  const separator = [';', '\t', '|'].find(s => (header.cells[0] ?? '').split(s).length > 2);
  if (header.cells.length === 1 && separator)
    return faults.error(
      'area/csv-separator',
      { ...start, line: header.line },
      `the cells are separated by ${separator === '\t' ? 'tabs' : `"${separator}"`}; expected commas`,
      'export again with commas, or save as "CSV (comma delimited)"',
    );
  if (rows.length === 0)
    return faults.error('area/csv-empty', start, 'the file has a line of column names and no rows below it');
  const table: CsvTable = { file, header, rows };
  return checkWidths(table, faults) ? table : undefined;
}

/** Whether every row has as many cells as the header. */
function checkWidths(table: CsvTable, faults: Faults): boolean {
  const width = table.header.cells.length;
  const wrong = table.rows.filter(row => row.cells.length !== width);
  for (const row of wrong.slice(0, MAX_WIDTH_FAULTS))
    faults.error(
      'area/csv-width',
      placeOfCell(table, row, 0),
      `the row has ${row.cells.length} cells and the header has ${width}`,
    );
  if (wrong.length > MAX_WIDTH_FAULTS)
    faults.error(
      'area/csv-width',
      undefined,
      `${wrong.length - MAX_WIDTH_FAULTS} more rows differ in width from the header`,
    );
  return wrong.length === 0;
}

function splitRows(text: string, file: string, faults: Faults): CsvRow[] | undefined {
  const rows: CsvRow[] = [];
  let line = 1;
  let lineStart = 0;
  let row = { line, cells: [] as string[], starts: [] as { line: number; column: number }[] };
  let at = 0;
  let cells = 0;
  while (at <= text.length) {
    cells += 1;
    const most =
      cells > MAX_CELLS
        ? `the file goes on beyond ${MAX_CELLS} cells`
        : rows.length > MAX_ROWS
          ? `the file goes on beyond ${MAX_ROWS} rows`
          : row.cells.length > MAX_COLUMNS
            ? `the row goes on beyond ${MAX_COLUMNS} cells`
            : undefined;
    if (most !== undefined)
      return faults.error(
        'area/csv-too-large',
        { file, line, column: at - lineStart + 1, length: 1 },
        most,
        'export one area alone',
      );
    row.starts.push({ line, column: at - lineStart + 1 });
    let cell: string;
    if (text[at] === '"') {
      const place: Place = { file, line, column: at - lineStart + 1, length: 1 };
      const end = findClosingQuote(text, at + 1);
      if (end === undefined)
        return faults.error('area/csv-quote', place, 'the quote that opens here is never closed');
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      for (let i = at; i < end; i++) if (text[i] === '\n') [line, lineStart] = [line + 1, i + 1];
      at = end + 1;
      if (at < text.length && !',\r\n'.includes(text[at]!))
        return faults.error(
          'area/csv-quote',
          { ...place, line, column: at - lineStart + 1 },
          'expected a comma or the end of the line after the closing quote',
        );
    } else {
      let end = at;
      while (end < text.length && !',\r\n'.includes(text[end]!)) end += 1;
      cell = text.slice(at, end);
      at = end;
    }
    row.cells.push(cell);
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    rows.push(row);
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    lineStart = at;
    row = { line, cells: [], starts: [] };
    if (at >= text.length) break;
  }
  return rows;
}

/** The index of the quote that ends a quoted cell; a doubled quote is part of the cell. */
function findClosingQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return undefined;
}
