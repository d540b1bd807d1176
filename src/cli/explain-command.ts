import { Faults, suggest } from '../diagnostics/diagnostic.ts';
import { runArms } from '../ensemble/run-arms.ts';
import { explainJson, explainPage, startValues } from '../report/explain-page.ts';
import { explainableNames, explainName } from '../report/explanation.ts';
import { DEFAULT_AREA } from './area-files.ts';
import { EXIT } from './exit-codes.ts';
import { badFile } from './files.ts';
import { loadProgram, untouchedYear } from './load.ts';
import { printJson, printPage } from './terminal.ts';

export interface ExplainOptions {
  readonly area?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** What a name of the model means, with its value at the start on an area. */
export async function explainCommand(name: string, { area, json, color }: ExplainOptions): Promise<number> {
  const faults = new Faults();
  const program = loadProgram(faults, model => (model.variables.has(name) ? [name] : []));
  const { model } = program;
  const explanation = explainName(name, model);
  if (!explanation) {
    const hint =
      suggest(name, explainableNames(model)) ?? '`tx-sim list parameters` (or stocks, outcomes) prints names';
    throw badFile('cli/unknown-name', `nothing in the model is called "${name}"`, hint);
  }
  const experiment = untouchedYear(area ?? DEFAULT_AREA, program, faults);
  const slots = program.variables.get(name)?.slots ?? [];
  const [run] = slots.length > 0 ? runArms({ ...experiment, steps: 0 }, []) : [];
  const start = run && startValues(name, model, slots, run.values, experiment.area);
  if (json) printJson(explainJson(explanation, start));
  else printPage(explainPage(explanation, start), color);
  return EXIT.fine;
}
