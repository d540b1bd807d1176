import { Faults } from '../../diagnostics/diagnostic.ts';
import type { Inputs } from '../disk/inputs.ts';
import type { Repeatable } from '../disk/repeatable.ts';
import type { Content } from '../disk/results-folder.ts';
import { chooseOutcomes } from '../load/choose.ts';
import { loadProgram } from '../load/load.ts';
import { comparisonFiles } from '../results/compare-folder.ts';
import { runFiles } from '../results/run-folder.ts';
import { compareScenario, type DrawOptions, loadCompared, readAsked } from '../work/compare-scenario.ts';
import { runScenario } from '../work/run-scenario.ts';
import { batchFiles, prepareBatch, runBatch } from './batch-command.ts';

/** Makes the files of a folder of results again. @param inputs what the folder has kept of all that was read */
export async function repeat(
  { command, file, options }: Repeatable,
  inputs: Inputs,
  workers: string | undefined,
): Promise<Readonly<Record<string, Content>>> {
  // What was warned of then need not be said again.
  const quiet = { ...options, json: true };
  const drawn: DrawOptions = { ...quiet, ...(workers !== undefined && { workers }) };
  switch (command) {
    case 'run': {
      const { results, measure } = await runScenario(file, { ...quiet, wholly: true }, inputs);
      return runFiles(results, measure);
    }
    case 'compare':
      return comparisonAgain(file, drawn, inputs);
    case 'batch':
      return batchFiles(await runBatch(await prepareBatch(file, drawn, inputs)));
  }
}

async function comparisonAgain(
  file: string,
  options: DrawOptions & { readonly only?: readonly string[] },
  inputs: Inputs,
): Promise<Readonly<Record<string, Content>>> {
  const program = await loadProgram(new Faults());
  const only = chooseOutcomes(options.only, program.model);
  const asked = readAsked(options, program, options.only);
  const { comparison } = await compareScenario(loadCompared(file, program, options, inputs), asked);
  return comparisonFiles(comparison, only);
}
