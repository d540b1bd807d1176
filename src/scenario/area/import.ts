import { Faults } from '../../diagnostics/diagnostic.ts';
import { matchColumns } from './columns.ts';
import { readCsv } from './csv.ts';
import type { AreaFile } from './figure.ts';
import { foldLabel } from './labels.ts';
import { readPublished } from './read-published.ts';
import { scaleNational } from './scale.ts';
import { type ImportOptions, selectRows } from './select-rows.ts';

/**
 * Turns the viewer's full adult export into an area file: the published figures of one area and year, and
 * what is scaled from national figures because nothing is published. Of a previous file the code, the note
 * and everything under `local` are kept.
 *
 * @param file the export's name, for the places of faults
 * @param national England's figures, to scale from
 * @returns undefined after any fault that is an error
 */
export function importArea(
  csvText: string,
  file: string,
  options: ImportOptions,
  national: AreaFile,
  previous: AreaFile | undefined,
  faults: Faults,
): AreaFile | undefined {
  const own = new Faults();
  const area = readExport(csvText, file, options, national, previous, own);
  faults.all.push(...own.all);
  return own.hasErrors ? undefined : area;
}

function readExport(
  csvText: string,
  file: string,
  options: ImportOptions,
  national: AreaFile,
  previous: AreaFile | undefined,
  faults: Faults,
): AreaFile | undefined {
  const table = readCsv(csvText, file, faults);
  const columns = table && matchColumns(table, faults);
  const wanted = options.area ?? previous?.area;
  const selection =
    columns &&
    selectRows(table, columns, { ...options, ...(wanted !== undefined && { area: wanted }) }, faults);
  if (!selection) return undefined;
  if (previous && foldLabel(previous.area) !== foldLabel(selection.area))
    return faults.error(
      'area/other-area',
      previous.place,
      `the area file is of ${previous.area}; the export's rows are of ${selection.area}`,
      'import into another file, or name the area',
    );
  if (previous && previous.period !== selection.period && previous.local.size > 0)
    faults.warn(
      'area/local-kept',
      previous.place,
      `the local figures were written for ${previous.period} and are kept for ${selection.period}: ${[...previous.local.keys()].join(', ')}`,
      'check that they, and the note, still hold',
    );
  // The file's own spelling stays, and an export in capitals does not name the area.
  const shouted = selection.area === selection.area.toUpperCase();
  const area = previous?.area ?? (shouted ? options.area?.trim() : undefined) ?? selection.area;
  const { period } = selection;
  const published = readPublished(table, columns, { ...selection, area }, faults);
  if (!published) return undefined;
  const local = previous?.local ?? new Map();
  const scaled = scaleNational({ area, period, published, local, national }, faults);
  if (!scaled) return undefined;
  return {
    area,
    ...(previous?.code !== undefined && { code: previous.code }),
    period,
    ...(previous?.note !== undefined && { note: previous.note }),
    published,
    scaled,
    local,
  };
}
