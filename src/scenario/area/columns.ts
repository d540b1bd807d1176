import { type Faults, nearestName } from '../../diagnostics/diagnostic.ts';
import { type CsvTable, placeOfCell } from './csv.ts';
import { foldLabel } from './labels.ts';
import { columnsOf, PUBLISHED_LAYOUT } from './published-layout.ts';

/** The columns that say what a row of the viewer's full adult export is about. */
const KEY_COLUMNS = ['ReportingPeriod', 'Area', 'sex', 'age_group', 'drug_group'] as const;

/** The index of each column that is read, by the name it has here. */
export type ColumnIndex = ReadonlyMap<string, number>;

/**
 * Finds the columns of the export, in whatever order and case they come.
 *
 * @returns undefined when some are missing or stand there twice
 */
export function matchColumns(table: CsvTable, faults: Faults): ColumnIndex | undefined {
  const wanted = [...new Set([...KEY_COLUMNS, ...PUBLISHED_LAYOUT.flatMap(columnsOf)])];
  const indexByLabel = new Map<string, number>();
  const twice: number[] = [];
  for (const [index, cell] of table.header.cells.entries()) {
    const label = foldLabel(cell);
    if (indexByLabel.has(label)) twice.push(index);
    else indexByLabel.set(label, index);
  }
  const read = new Set(wanted.map(foldLabel));
  const repeated = twice.filter(index => read.has(foldLabel(table.header.cells[index]!)));
  for (const index of repeated)
    faults.error(
      'area/column-twice',
      placeOfCell(table, table.header, index),
      `the column ${table.header.cells[index]} stands in the file twice`,
    );
  const missing = wanted.filter(name => !indexByLabel.has(foldLabel(name)));
  if (missing.length > 0) {
    const near = missing.flatMap(name => {
      const found = nearColumn(name, table.header.cells);
      return found ? [`${found} for ${name}`] : [];
    });
    return faults.error(
      'area/columns',
      { ...placeOfCell(table, table.header, 0), length: 1 },
      `the file has ${table.header.cells.length} columns and lacks ${missing.length} of the ${wanted.length} that are read: ${missing.join(', ')}`,
      near.length > 0
        ? `nearest names in the file: ${near.slice(0, 8).join(', ')}; expected the viewer's full adult export, every measure of one area`
        : "expected the viewer's full adult export, every measure of one area",
    );
  }
  if (repeated.length > 0) return undefined;
  return new Map(wanted.map(name => [name, indexByLabel.get(foldLabel(name))!]));
}

/** A column that may be the missing one under another name: one name holds the other, or they begin alike. */
function nearColumn(name: string, columns: readonly string[]): string | undefined {
  const folded = foldLabel(name);
  const near = nearestName(name, columns);
  return (
    columns.find(column => foldLabel(column).includes(folded)) ??
    (near && foldLabel(near).startsWith(folded.slice(0, 4)) ? near : undefined)
  );
}
