import { Faults } from '../diagnostics/diagnostic.ts';
import { runArms } from '../ensemble/run-arms.ts';
import { countEvidence } from '../outcome/evidence.ts';
import { measureOutcomes, slotsToRecord } from '../outcome/measure-outcomes.ts';
import { caveats, runWarnings } from '../report/caveats.ts';
import { outcomesCsv } from '../report/csv.ts';
import { checkExpectations } from '../report/expectations.ts';
import { runJson } from '../report/run-json.ts';
import { type RunResults, runPage } from '../report/run-results.ts';
import { resolveScenario } from '../scenario/resolve-scenario.ts';
import { refuseBadStart, refuseBrokenRun } from './broken-run.ts';
import { chooseBreakdown, chooseOutcomes } from './choose.ts';
import { EXIT } from './exit-codes.ts';
import { hashRun } from './hashes.ts';
import { given, loadProgram, loadScenario } from './load.ts';
import { refuseFolder, writeResults } from './results-folder.ts';
import { tellWarnings } from './tell.ts';
import { pageWidth, printJson, printPage } from './terminal.ts';
import { version } from './version.ts';

export interface RunOptions {
  readonly by?: string;
  readonly only?: readonly string[];
  readonly all?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly out?: string;
  readonly area?: string;
  readonly color?: boolean;
}

/** From a scenario to its result: the whole path, top to bottom. */
export async function runCommand(file: string, options: RunOptions): Promise<number> {
  const faults = new Faults();
  if (options.out !== undefined) refuseFolder(options.out);
  const program = loadProgram(faults);
  const { scenario, area } = loadScenario(file, options.area, faults);
  const by = chooseBreakdown(options.by, program.model);
  const only = chooseOutcomes(options.only, program.model);
  const experiment = given(resolveScenario(scenario, area, program, faults), faults);

  const record = slotsToRecord(program);
  tellWarnings(faults.all, options);
  const runs = runArms(experiment, record);
  refuseBadStart(experiment, runs, faults);
  refuseBrokenRun(experiment, runs);

  const measure = (window: 'year' | 'quarter', dimension?: string) =>
    measureOutcomes(experiment, runs, record, { window, ...(dimension !== undefined && { by: dimension }) });
  const whole = measure('year');
  const quarters = by === 'quarter' || scenario.expect.length > 0 ? measure('quarter') : whole;
  const results: RunResults = {
    experiment,
    hashes: hashRun(experiment),
    whole,
    ...(by === 'year' && { breakdown: { kind: 'windows', table: whole } }),
    ...(by === 'quarter' && { breakdown: { kind: 'windows', table: quarters } }),
    ...(typeof by === 'object' && { breakdown: { kind: 'elements', table: measure('year', by.dimension) } }),
    evidence: countEvidence(experiment),
    caveats: caveats(experiment, runs),
    warnings: [...faults.all.map(d => d.message), ...runWarnings(runs)],
    expectations: checkExpectations(experiment, whole, quarters),
  };

  if (options.out !== undefined) writeResults(options.out, results, measure);
  if (options.json) printJson(runJson(results, { version }, only));
  else if (options.csv) process.stdout.write(outcomesCsv([results.breakdown?.table ?? whole], only));
  else
    printPage(
      runPage(results, { detail: options.all === true, ...(only && { only }), width: pageWidth() }),
      options.color,
    );
  return results.expectations.every(e => e.ok) ? EXIT.fine : EXIT.failed;
}
