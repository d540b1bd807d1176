import { type Faults, suggest } from '../../diagnostics/diagnostic.ts';
import type { ColumnIndex } from './columns.ts';
import { type CsvRow, type CsvTable, placeOfCell } from './csv.ts';
import { AGES, GROUPS } from './figure.ts';
import {
  AGE_NAMES,
  type AgeLabel,
  foldLabel,
  GROUP_NAMES,
  type GroupLabel,
  isBothSexes,
  matchAge,
  matchGroup,
  printAge,
  printGroup,
  TOTAL,
} from './labels.ts';
import { parsePeriod, startYear } from './period.ts';

/** What to take from an export that may hold many areas and years. */
export interface ImportOptions {
  /** May be left out when the export holds one area. */
  readonly area?: string;
  /** The latest in the export when left out. */
  readonly period?: string;
}

/** The rows of one area and year, both sexes together. */
export interface Selection {
  /** As the export spells it. */
  readonly area: string;
  readonly period: string;
  readonly rowAt: (group: GroupLabel, age: AgeLabel) => CsvRow;
}

/** The financial years that an export has of an area, in order; undefined where it is not clear which area is meant. */
export function periodsOf(
  table: CsvTable,
  columns: ColumnIndex,
  options: Pick<ImportOptions, 'area'>,
  faults: Faults,
): readonly string[] | undefined {
  const cell = (row: CsvRow, column: string): string => row.cells[columns.get(column)!]!.trim();
  const area = chooseArea([...new Set(table.rows.map(row => cell(row, 'Area')))], table, options, faults);
  if (area === undefined) return undefined;
  const ofArea = table.rows.filter(row => foldLabel(cell(row, 'Area')) === foldLabel(area));
  const years = ofArea.flatMap(row => parsePeriod(cell(row, 'ReportingPeriod')) ?? []);
  return [...new Set(years)].sort((a, b) => startYear(a) - startYear(b));
}

/** Finds the rows of one area and period; every group and age must be there once. */
export function selectRows(
  table: CsvTable,
  columns: ColumnIndex,
  options: ImportOptions,
  faults: Faults,
): Selection | undefined {
  const cell = (row: CsvRow, column: string): string => row.cells[columns.get(column)!]!.trim();
  const area = chooseArea([...new Set(table.rows.map(row => cell(row, 'Area')))], table, options, faults);
  if (area === undefined) return undefined;
  const ofArea = table.rows.filter(row => foldLabel(cell(row, 'Area')) === foldLabel(area));
  const periods = [...new Set(ofArea.map(row => cell(row, 'ReportingPeriod')))];
  const period = choosePeriod(periods, area, table, options, faults);
  if (period === undefined) return undefined;
  const rows = ofArea.filter(
    row => parsePeriod(cell(row, 'ReportingPeriod')) === period && isBothSexes(cell(row, 'sex')),
  );
  return indexRows(rows, { area, period }, table, columns, faults);
}

function chooseArea(
  areas: readonly string[],
  table: CsvTable,
  { area }: ImportOptions,
  faults: Faults,
): string | undefined {
  const place = { file: table.file, line: 1, column: 1, length: 1 };
  if (area === undefined) {
    if (areas.length === 1) return areas[0];
    const listed = `${areas.slice(0, 12).join(', ')}${areas.length > 12 ? ', …' : ''}`;
    return faults.error(
      'area/which-area',
      place,
      `the file holds ${areas.length} areas and none was asked for`,
      `name one of: ${listed}`,
    );
  }
  const found = areas.find(a => foldLabel(a) === foldLabel(area));
  return (
    found ??
    faults.error(
      'area/unknown-area',
      place,
      `the file has no rows for the area "${area}"`,
      suggest(area, areas),
    )
  );
}

function choosePeriod(
  labels: readonly string[],
  area: string,
  table: CsvTable,
  { period }: ImportOptions,
  faults: Faults,
): string | undefined {
  const place = { file: table.file, line: 1, column: 1, length: 1 };
  const known = labels.flatMap(label => parsePeriod(label) ?? []).sort((a, b) => startYear(a) - startYear(b));
  const latest = known.at(-1);
  if (latest === undefined)
    return faults.error(
      'area/unknown-period',
      place,
      `no reporting period of ${area} is a financial year such as 2016/17; found ${labels.join(', ')}`,
    );
  if (period === undefined) return latest;
  const wanted = parsePeriod(period);
  if (wanted !== undefined && known.includes(wanted)) return wanted;
  return faults.error(
    'area/unknown-period',
    place,
    wanted === undefined
      ? `"${period}" is not a financial year such as 2016/17`
      : `the file has no rows for ${area} in ${wanted}`,
    `the file has: ${[...new Set(known)].join(', ')}`,
  );
}

function indexRows(
  rows: readonly CsvRow[],
  { area, period }: { readonly area: string; readonly period: string },
  table: CsvTable,
  columns: ColumnIndex,
  faults: Faults,
): Selection | undefined {
  const rowByKey = new Map<string, CsvRow>();
  let sound = true;
  const unknown = (row: CsvRow, column: string, names: readonly string[]): void => {
    const index = columns.get(column)!;
    const label = row.cells[index]!.trim();
    const hint = suggest(label, names);
    faults.error(
      'area/label',
      placeOfCell(table, row, index),
      `"${label}" is not a known ${column === 'age_group' ? 'age group' : 'client group'}`,
      hint,
    );
    sound = false;
  };
  for (const row of rows) {
    const group = matchGroup(row.cells[columns.get('drug_group')!]!);
    const age = matchAge(row.cells[columns.get('age_group')!]!);
    if (!group) unknown(row, 'drug_group', GROUP_NAMES);
    if (!age) unknown(row, 'age_group', AGE_NAMES);
    if (!group || !age) continue;
    const key = `${group} ${age}`;
    const first = rowByKey.get(key);
    if (first) {
      faults.error(
        'area/row-twice',
        placeOfCell(table, row, 0),
        `a second row for ${area}, ${period}, both sexes, ${printGroup(group)}, ${printAge(age)}; the first is on line ${first.line}`,
      );
      sound = false;
    } else rowByKey.set(key, row);
  }
  const missing = [
    ...GROUPS.flatMap(group => ([...AGES, TOTAL] as const).map(age => [group, age] as const)),
    [TOTAL, TOTAL] as const,
  ].filter(([group, age]) => !rowByKey.has(`${group} ${age}`));
  if (missing.length > 0)
    return faults.error(
      'area/rows',
      { file: table.file, line: 1, column: 1, length: 1 },
      `${area} in ${period} lacks the rows, both sexes together, of: ${missing.map(([group, age]) => `${printGroup(group)} aged ${printAge(age)}`).join('; ')}`,
      'export every group and age with its total',
    );
  return sound ? { area, period, rowAt: (group, age) => rowByKey.get(`${group} ${age}`)! } : undefined;
}
