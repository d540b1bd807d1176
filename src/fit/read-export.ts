import { Faults } from '../diagnostics/diagnostic.ts';
import { type ColumnIndex, matchColumns } from '../scenario/area/columns.ts';
import { type CsvTable, placeOfCell, readCsv } from '../scenario/area/csv.ts';
import { listValues } from '../scenario/area/figure.ts';
import { type AgeLabel, type GroupLabel, TOTAL } from '../scenario/area/labels.ts';
import { startYear } from '../scenario/area/period.ts';
import { columnsOf, PUBLISHED_LAYOUT } from '../scenario/area/published-layout.ts';
import { readPublished } from '../scenario/area/read-published.ts';
import { periodsOf, selectRows } from '../scenario/area/select-rows.ts';
import type { Series, SeriesPoint } from './fit-spec.ts';

/** What is read of an export, by the name that an area file has for it, and what the series are called. */
const READ: Readonly<Record<string, { readonly name: string; readonly unit: string }>> = {
  people_in_treatment: { name: 'in_treatment', unit: 'adults in the year' },
  people_in_treatment_by_group: { name: 'in_treatment', unit: 'adults in the year' },
  people_in_treatment_total: { name: 'in_treatment_total', unit: 'adults in the year' },
  new_presentations: { name: 'new_presentations', unit: 'adults in the year' },
  new_presentations_by_group: { name: 'new_presentations', unit: 'adults in the year' },
  exits_completed: { name: 'exits_completed', unit: 'adults leaving in the year' },
  exits_dropped_out: { name: 'exits_dropped_out', unit: 'adults leaving in the year' },
  exits_transferred: { name: 'exits_transferred', unit: 'adults leaving in the year' },
  exits_to_prison: { name: 'exits_to_prison', unit: 'adults leaving in the year' },
  exits_died: { name: 'exits_died', unit: 'adults leaving in the year' },
};

/**
 * Reads an export of the national statistics viewer as series of one area: people in treatment and new presentations
 * by group and by group and age (`in_treatment_opiate`, `in_treatment_opiate_a18_29`), people in treatment of all groups
 * (`in_treatment_total`), and exits by reason and group (`exits_completed_opiate`). What an export leaves NULL is a gap.
 *
 * @param area may be left out where the export has one
 * @returns series by name; undefined after a fault
 */
export function readExport(
  text: string,
  file: string,
  area: string | undefined,
  faults: Faults,
): ReadonlyMap<string, Series> | undefined {
  const options = area === undefined ? {} : { area };
  const table = readCsv(text, file, faults);
  const columns = table && matchColumns(table, faults);
  const periods = columns && periodsOf(table, columns, options, faults);
  if (!periods) return undefined;
  const all = new Map<string, Series>();
  const before = faults.errorCount;
  for (const period of periods) addYear(period, options, table, columns, all, faults);
  return faults.errorCount > before ? undefined : all;
}

function addYear(
  period: string,
  options: { readonly area?: string },
  table: CsvTable,
  columns: ColumnIndex,
  all: Map<string, Series>,
  faults: Faults,
): void {
  const own = new Faults();
  const selection = selectRows(table, columns, { ...options, period }, own);
  const figures = selection && readPublished(table, columns, selection, own);
  // Figures that are not series may be recorded in another way in some years.
  faults.all.push(...own.all.filter(d => d.code !== 'area/not-recorded'));
  if (!selection || !figures) return;
  for (const layout of PUBLISHED_LAYOUT) {
    const named = READ[layout.name];
    if (!named) continue;
    const { value: values, status, rounding = 0 } = figures.get(layout.name)!;
    const column = columns.get(columnsOf(layout)[0]!)!;
    for (const { elements, value } of listValues(values)) {
      const [group = TOTAL, age = TOTAL] = elements as readonly [GroupLabel?, AgeLabel?];
      const place = placeOfCell(table, selection.rowAt(group, age), column);
      const name = [named.name, ...elements].join('_');
      const known = all.get(name);
      const point: SeriesPoint[] = value === null ? [] : [{ year: startYear(period), value, status, place }];
      all.set(name, {
        name,
        unit: named.unit,
        // Of several roundings the widest.
        rounding: Math.max(rounding, known?.rounding ?? 0),
        source: `OHID/NDTMS ViewIt adult export, ${selection.area}`,
        points: [...(known?.points ?? []), ...point],
      });
    }
  }
}
