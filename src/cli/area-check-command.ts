import { existsSync } from 'node:fs';
import { Faults } from '../diagnostics/diagnostic.ts';
import { runArms } from '../ensemble/run-arms.ts';
import { checkAreaStart } from '../outcome/area-check.ts';
import { slotsToRecord } from '../outcome/measure-outcomes.ts';
import { areaCheckJson, areaCheckPage } from '../report/area-check-page.ts';
import { runWarnings } from '../report/caveats.ts';
import { kebabCase } from './area-import-command.ts';
import { refuseBrokenRun } from './broken-run.ts';
import { EXIT } from './exit-codes.ts';
import { badFile, shippedFile } from './files.ts';
import { loadProgram, untouchedYear } from './load.ts';
import { printJson, printPage } from './terminal.ts';

export interface AreaCheckOptions {
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Compares the first simulated year of an untouched run with the published year of its area. */
export async function areaCheckCommand(area: string, { json, color }: AreaCheckOptions): Promise<number> {
  const faults = new Faults();
  const program = loadProgram(faults);
  const experiment = untouchedYear(findArea(area), program, faults);
  const record = slotsToRecord(program);
  const runs = runArms(experiment, record);
  refuseBrokenRun(experiment, runs);
  const lines = checkAreaStart(experiment, runs[0]!, record);
  const warnings = runWarnings(runs);
  if (json) printJson(areaCheckJson(experiment.area, lines, warnings));
  else printPage(areaCheckPage(experiment.area, lines, warnings), color);
  return lines.every(l => l.ok) ? EXIT.fine : EXIT.failed;
}

/** An area by its file, or by its name: under the working directory's scenarios first, then among those shipped. */
function findArea(area: string): string {
  const own = `scenarios/areas/${kebabCase(area)}.yaml`;
  const found = [area, own, shippedFile(own)].find(path => /\.ya?ml$/.test(path) && existsSync(path));
  if (found !== undefined || /\.ya?ml$/.test(area)) return found ?? area;
  throw badFile('cli/unknown-area', `there is no area file for "${area}": looked for ${own}`, '`tx-sim area import` makes one; a file can also be named by its path');
}
