import { Faults } from '../diagnostics/diagnostic.ts';
import { batchFiles, prepareBatch, runBatch } from './batch-command.ts';
import { chooseOutcomes } from './choose.ts';
import { comparisonFiles } from './compare-folder.ts';
import { compareScenario, type DrawOptions, loadCompared, readAsked } from './compare-scenario.ts';
import type { Inputs } from './inputs.ts';
import { loadProgram } from './load.ts';
import type { Repeatable } from './repeatable.ts';
import type { Content } from './results-folder.ts';
import { runFiles } from './run-folder.ts';
import { runScenario } from './run-scenario.ts';

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
