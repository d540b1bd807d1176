import { outcomesCsv } from '../../report/csv.ts';
import { runJson } from '../../report/run-json.ts';
import { runPage } from '../../report/run-results.ts';
import { badFile } from '../disk/files.ts';
import { rememberInputs } from '../disk/inputs.ts';
import { refuseFolder } from '../disk/results-folder.ts';
import { version } from '../disk/version.ts';
import { writeRun } from '../results/run-folder.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { pageWidth, printJson, printPage } from '../tell/terminal.ts';
import { type RunChoices, runScenario } from '../work/run-scenario.ts';
import { traceCommand } from './trace-command.ts';

export interface RunOptions extends RunChoices {
  readonly by?: string;
  readonly only?: readonly string[];
  readonly all?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly out?: string;
  readonly trace?: string;
  readonly arm?: string;
  readonly color?: boolean;
}

/** Runs a scenario, and prints what came of it, writes it, or both. */
export async function runCommand(file: string, options: RunOptions): Promise<number> {
  const { out } = options;
  if (options.trace !== undefined) return traceCommand(file, options.trace, options);
  refuseContradictions(options);
  if (out !== undefined) refuseFolder(out);
  const inputs = rememberInputs();
  const run = await runScenario(file, { ...options, wholly: out !== undefined }, inputs);
  const { results, only } = run;
  if (out !== undefined) writeRun(out, { file, options, kept: inputs.kept }, run);
  if (options.json) printJson(runJson(results, { version }, only));
  else if (options.csv) {
    const { breakdown, cut, whole } = results;
    process.stdout.write(outcomesCsv([breakdown?.table ?? whole, ...(cut?.table ? [cut.table] : [])], only));
  } else
    printPage(
      runPage(results, { detail: options.all === true, ...(only && { only }), width: pageWidth() }),
      options.color,
    );
  return results.expectations.every(e => e.ok) ? EXIT.fine : EXIT.failed;
}

function refuseContradictions({ arm, draw, sampling, noise }: RunOptions): void {
  if (arm !== undefined) throw badFile('cli/arm', '--arm goes with --trace');
  if (draw !== undefined) return;
  if (sampling !== undefined) throw badFile('cli/sampling', '--sampling goes with --draw');
  // What moves by chance has no usual value.
  if (noise) throw badFile('cli/noise', '--noise goes with --draw');
}
