import { existsSync } from 'node:fs';
import { Faults } from '../../diagnostics/diagnostic.ts';
import { readArea, writeArea } from '../../scenario/area/area-file.ts';
import { importArea } from '../../scenario/area/import.ts';
import { listChanges } from '../../scenario/area/list-changes.ts';
import { kebabCase, NATIONAL_FIGURES } from '../disk/area-files.ts';
import { displayName, readAnyText, readInput } from '../disk/files.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { given } from '../load/load.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { tellWarnings } from '../tell/tell.ts';
import { printJson } from '../tell/terminal.ts';

export interface AreaImportOptions {
  readonly area: string;
  readonly period?: string;
  readonly to?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Turns an export of the national statistics viewer into an area file, and says what changed. */
export async function areaImportCommand(file: string, options: AreaImportOptions): Promise<number> {
  const faults = new Faults();
  const { area, period, to = `scenarios/areas/${kebabCase(area)}.yaml` } = options;
  const national = readInput(NATIONAL_FIGURES);
  const england = given(readArea(national.text, national.file, faults), faults);
  const before = existsSync(to) ? readInput(to) : undefined;
  const previous = before && given(readArea(before.text, before.file, faults), faults);
  const wanted = { area, ...(period !== undefined && { period }) };
  // Its labels and numbers are plain in any encoding, and what is not CSV is told by the reader.
  const exported = readAnyText(file);
  const imported = given(importArea(exported.text, exported.file, wanted, england, previous, faults), faults);
  const text = writeArea(imported);
  const changes = previous && listChanges(previous, imported);
  if (text !== before?.text) writeWhole(to, text);
  tellWarnings(faults.all, options);
  const told = displayName(to);
  if (options.json)
    printJson({
      file: told,
      area: imported.area,
      period: imported.period,
      isNew: !previous,
      changes: changes ?? [],
      warnings: faults.all,
    });
  else process.stdout.write(sentences(told, imported.period, changes));
  return EXIT.fine;
}

function sentences(file: string, period: string, changes: readonly string[] | undefined): string {
  if (!changes) return `Wrote ${file}, with the figures of ${period}. Next: tx-sim area check ${file}\n`;
  if (changes.length === 0) return `${file} already holds these figures of ${period}; nothing changed.\n`;
  return `Replaced ${file}, with the figures of ${period}:\n${changes.map(c => `- ${c}\n`).join('')}`;
}
