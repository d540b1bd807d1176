import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { type CsvTable, readCsv } from '../../src/scenario/area/csv.ts';

/**
 * @param mend what is known to be wrong with the text, put right
 * @throws Error with every fault of the file
 */
export function readTable(path: string, mend = (text: string): string => text): CsvTable {
  const faults = new Faults();
  const table = readCsv(mend(readFileSync(path, 'utf8')), path, faults);
  if (!table) throw new Error(faults.all.map(f => f.message).join('; '));
  return table;
}

/** Rows by the names of their columns, trimmed. */
export const rowsOf = (table: CsvTable): Readonly<Record<string, string>>[] =>
  table.rows.map(({ cells }) =>
    Object.fromEntries(table.header.cells.map((column, i) => [column.trim(), cells[i]!.trim()])),
  );

export const comment = (lines: readonly string[]): string => lines.map(line => `# ${line}\n`).join('');

/** How YAML is written. */
export const STYLE = { lineWidth: 118, flowCollectionPadding: false } as const;

/** Records on one line each, the rest as usual. */
export const onOneLine = (item: object): string =>
  stringify(item, { ...STYLE, collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
