import { runArms } from '../../arms/run-arms.ts';
import { Faults } from '../../diagnostics/diagnostic.ts';
import { checkAreaStart } from '../../outcome/area-check.ts';
import { slotsToRecord } from '../../outcome/measure-outcomes.ts';
import { areaCheckJson, areaCheckPage } from '../../report/area-check-page.ts';
import { runWarnings } from '../../report/caveats.ts';
import { loadProgram, untouchedYear } from '../load/load.ts';
import { refuseBrokenRun } from '../tell/broken-run.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { printJson, printPage } from '../tell/terminal.ts';

export interface AreaCheckOptions {
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Compares the first simulated year of an untouched run with the published year of its area. */
export async function areaCheckCommand(area: string, { json, color }: AreaCheckOptions): Promise<number> {
  const faults = new Faults();
  const program = await loadProgram(faults);
  const experiment = untouchedYear(area, program, faults);
  const record = slotsToRecord(program);
  const runs = runArms(experiment, record);
  refuseBrokenRun(experiment, runs);
  const lines = checkAreaStart(experiment, runs[0]!, record);
  const warnings = runWarnings(runs);
  if (json) printJson(areaCheckJson(experiment.area, lines, warnings));
  else printPage(areaCheckPage(experiment.area, lines, warnings), color);
  return lines.every(l => l.ok) ? EXIT.fine : EXIT.failed;
}
