import type { Faults, Place } from '../../diagnostics/diagnostic.ts';
import type { ColumnIndex } from './columns.ts';
import { type CsvRow, type CsvTable, placeOfCell } from './csv.ts';
import { AGES, type Figure, type Figures, type FigureValue, GROUPS, listValues, valueAt } from './figure.ts';
import { type GroupLabel, printAge, printGroup, TOTAL } from './labels.ts';
import { columnsOf, PUBLISHED_LAYOUT, type PublishedLayout } from './published-layout.ts';
import type { Selection } from './select-rows.ts';

/** The viewer rounds counts to this before it publishes them. */
const ROUNDING = 5;
/** Cells at fault are reported one by one up to here. */
const MAX_CELL_FAULTS = 20;

type Count = number | null;

/** A count, null for NULL or an empty cell, or what is wrong with the cell. */
function readCount(text: string): Count | { readonly fault: string } {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.toUpperCase() === 'NULL') return null;
  const plain = /^-?\d{1,3}(,\d{3})+$/.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed;
  if (/^-\d+(\.0+)?$/.test(plain)) return { fault: `the count is negative: ${trimmed}` };
  const count = /^\d+(\.0+)?$/.test(plain) ? Number(plain) : Number.NaN;
  return Number.isSafeInteger(count)
    ? count
    : { fault: `expected a whole number or NULL, found "${trimmed}"` };
}

/**
 * Reads every published figure of the selected area and period. A NULL stays null, and so does a sum with a
 * NULL in it.
 *
 * @returns undefined when a cell is not a count
 */
export function readPublished(
  table: CsvTable,
  columns: ColumnIndex,
  selection: Selection,
  faults: Faults,
): Figures | undefined {
  const bad = new Map<string, () => void>();
  const seen: number[] = [];
  const countAt = (row: CsvRow, column: string): Count => {
    const index = columns.get(column)!;
    const count = readCount(row.cells[index]!);
    if (typeof count === 'number') seen.push(count);
    if (typeof count === 'number' || count === null) return count;
    bad.set(`${row.line} ${index}`, () =>
      faults.error('area/cell', placeOfCell(table, row, index), `${count.fault} in the column ${column}`),
    );
    return null;
  };
  const values = PUBLISHED_LAYOUT.map(layout => tabulate(layout, selection, countAt));
  for (const report of [...bad.values()].slice(0, MAX_CELL_FAULTS)) report();
  if (bad.size > MAX_CELL_FAULTS)
    faults.error('area/cell', undefined, `${bad.size - MAX_CELL_FAULTS} more cells are not counts`);
  if (bad.size > 0) return undefined;
  const rounded = seen.every(count => count % ROUNDING === 0);
  const figures = new Map(
    PUBLISHED_LAYOUT.map((layout, i) => [
      layout.name,
      describe(layout, values[i]!, selection, rounded, table, faults),
    ]),
  );
  const inTreatment = columnsOf(PUBLISHED_LAYOUT.find(l => l.name === 'people_in_treatment')!)[0]!;
  const placeOfTotal = (group: GroupLabel): Place =>
    placeOfCell(table, selection.rowAt(group, TOTAL), columns.get(inTreatment)!);
  checkTotals(figures, rounded ? ROUNDING : 0, placeOfTotal, faults);
  return figures;
}

function tabulate(
  { rows, columns }: PublishedLayout,
  { rowAt }: Selection,
  countAt: (row: CsvRow, column: string) => Count,
): FigureValue {
  const fromRow = (row: CsvRow): FigureValue =>
    'dimension' in columns
      ? new Map(Object.entries(columns.byElement).map(([element, column]) => [element, countAt(row, column)]))
      : addUp(columns.map(column => countAt(row, column)));
  if (rows === 'total') return fromRow(rowAt(TOTAL, TOTAL));
  return new Map(
    GROUPS.map(group => [
      group,
      rows === 'group'
        ? fromRow(rowAt(group, TOTAL))
        : new Map(AGES.map(age => [age, fromRow(rowAt(group, age))])),
    ]),
  );
}

/** The sum of counts; one that is not known makes the sum not known. */
const addUp = (counts: readonly Count[]): Count =>
  counts.reduce<Count>((sum, count) => (sum === null || count === null ? null : sum + count), 0);

const replaceAll = (value: FigureValue, by: null): FigureValue =>
  value instanceof Map ? new Map([...value].map(([element, inner]) => [element, replaceAll(inner, by)])) : by;

function describe(
  layout: PublishedLayout,
  read: FigureValue,
  { area, period }: Selection,
  rounded: boolean,
  table: CsvTable,
  faults: Faults,
): Figure {
  const { columns, rows } = layout;
  const summed = 'dimension' in columns || columns.length === 1 ? undefined : columns;
  const notRecorded =
    layout.zeroMeansNotRecorded === true && listValues(read).every(({ value }) => value === 0);
  if (notRecorded)
    faults.warn(
      'area/not-recorded',
      { file: table.file, line: 1, column: 1, length: 1 },
      `${layout.name} is 0 in every group in ${period}, which means recorded in another way; it is taken as not known`,
      `exports fill ${columnsOf(layout)[0]} and the like from 2012/13`,
    );
  const method = notRecorded
    ? 'every cell was 0, which in this export means that the year was recorded in another way'
    : summed &&
      `sum of ${summed.join(' + ')}${rounded ? `, each rounded to ${ROUNDING}` : ''}; null where a part is NULL`;
  const byGroup = rows === 'total' ? [] : (['group'] as const);
  const further =
    'dimension' in columns ? [columns.dimension] : rows === 'group_age' ? (['age'] as const) : [];
  return {
    doc: layout.doc,
    unit: layout.unit,
    status: summed ? 'derived' : 'read',
    source: `OHID/NDTMS ViewIt adult export, ${period}, ${area}`,
    ...(rounded && { rounding: ROUNDING }),
    ...(method && { method }),
    by: [...byGroup, ...further],
    value: notRecorded ? replaceAll(read, null) : read,
  };
}

/** Warns when parts and whole differ by more than rounding can explain: rows of another layout, or a hand-edited file. */
function checkTotals(
  figures: Figures,
  rounding: number,
  placeOfTotal: (group: GroupLabel) => Place,
  faults: Faults,
): void {
  const byAge = figures.get('people_in_treatment')!;
  const byGroup = figures.get('people_in_treatment_by_group')!;
  const all = valueAt(figures.get('people_in_treatment_total')!) ?? null;
  const compare = (parts: readonly Count[], whole: Count, group: GroupLabel, what: string): void => {
    const sum = addUp(parts);
    const slack = (rounding / 2) * (parts.length + 1);
    if (sum !== null && whole !== null && Math.abs(sum - whole) > slack)
      faults.warn(
        'area/totals',
        placeOfTotal(group),
        `${what} add up to ${sum} people in treatment and their total says ${whole}: more than rounding explains`,
      );
  };
  for (const group of GROUPS)
    compare(
      AGES.map(age => valueAt(byAge, group, age) ?? null),
      valueAt(byGroup, group) ?? null,
      group,
      `the ages ${AGES.map(printAge).join(', ')} of ${printGroup(group)}`,
    );
  compare(
    GROUPS.map(group => valueAt(byGroup, group) ?? null),
    all,
    TOTAL,
    'the four groups',
  );
}
