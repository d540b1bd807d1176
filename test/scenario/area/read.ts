import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { Faults } from '../../../src/diagnostics/diagnostic.ts';
import { renderDiagnostic } from '../../../src/diagnostics/render.ts';
import { readArea } from '../../../src/scenario/area/area-file.ts';
import type { AreaFile, Figures } from '../../../src/scenario/area/figure.ts';
import { importArea } from '../../../src/scenario/area/import.ts';
import type { ImportOptions } from '../../../src/scenario/area/select-rows.ts';
import { writeExport } from '../../fixtures/area/testshire.ts';

/** Faults as a user reads them, without the lines of the file. */
export const printFaults = (faults: Faults): string[] =>
  faults.all.map(d => renderDiagnostic(d, () => undefined));

/** The text of a shipped area file. */
export const shippedText = (name: string): string =>
  readFileSync(new URL(`../../../scenarios/areas/${name}`, import.meta.url), 'utf8');

/** An area that must read without a fault. */
export function readSound(text: string, file = 'area.yaml'): AreaFile {
  const faults = new Faults();
  const area = readArea(text, file, faults);
  expect(printFaults(faults)).toEqual([]);
  return area!;
}

export const ENGLAND = readSound(shippedText('england-figures.yaml'), 'england-figures.yaml');

/** Imports an export (Testshire's when none is given), and says every fault. */
export function importText(
  text: string = writeExport(),
  options: ImportOptions = {},
  previous?: AreaFile,
  national: AreaFile = ENGLAND,
): { readonly area: AreaFile | undefined; readonly faults: string[]; readonly all: Faults['all'] } {
  const faults = new Faults();
  const area = importArea(text, 'export.csv', options, national, previous, faults);
  return { area, faults: printFaults(faults), all: faults.all };
}

/** An import that must succeed without a fault or warning. */
export function importSound(text?: string, options?: ImportOptions, previous?: AreaFile): AreaFile {
  const { area, faults } = importText(text, options, previous);
  expect(faults).toEqual([]);
  return area!;
}

/** The area without the places it was read from, to compare what it says. */
export function withoutPlaces(area: AreaFile): unknown {
  const strip = (figures: Figures) =>
    new Map([...figures].map(([name, { place: _, ...figure }]) => [name, figure]));
  const { place: _, ...rest } = area;
  return {
    ...rest,
    published: strip(area.published),
    scaled: strip(area.scaled),
    local: strip(area.local),
  };
}
