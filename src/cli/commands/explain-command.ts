import { runArms } from '../../arms/run-arms.ts';
import type { Program } from '../../compile/program.ts';
import { Faults, suggest } from '../../diagnostics/diagnostic.ts';
import { measureOutcomes, slotsToRecord } from '../../outcome/measure-outcomes.ts';
import { explainJson, explainPage, startValues, type ValuesOnArea } from '../../report/explain-page.ts';
import { explainableNames, explainName } from '../../report/explanation.ts';
import { explainPolicy, policyNames } from '../../report/policy-list.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { scenarioSchema } from '../../scenario/schema.ts';
import { DEFAULT_AREA } from '../disk/area-files.ts';
import { badFile } from '../disk/files.ts';
import { loadWholeProgram, untouchedYear } from '../load/load.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { printJson, printPage } from '../tell/terminal.ts';

export interface ExplainOptions {
  readonly area?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** What a name of the model means, with what it is worth on an area; what a policy of a scenario does; or what a fault says. */
export async function explainCommand(name: string, options: ExplainOptions): Promise<number> {
  // Only codes of faults have a stroke, and they need no model.
  if (name.includes('/')) return await explainCode(name, options);
  const { area, json, color } = options;
  const faults = new Faults();
  const program = await loadWholeProgram(faults);
  const { model } = program;
  const explanation = explainName(name, model);
  if (!explanation) {
    const schema = scenarioSchema();
    const policy = explainPolicy(schema, name);
    if (policy) {
      if (json) printJson(policy.json);
      else printPage(policy.page, color);
      return EXIT.fine;
    }
    const hint =
      suggest(name, [...explainableNames(model), ...policyNames(schema)]) ??
      '`tx-sim list parameters` (or stocks, outcomes) prints names';
    throw badFile('cli/unknown-name', `nothing in the model is called "${name}"`, hint);
  }
  const worth = valuesOn(untouchedYear(area ?? DEFAULT_AREA, program, faults), name, program);
  if (json) printJson(explainJson(explanation, worth));
  else printPage(explainPage(explanation, worth), color);
  return EXIT.fine;
}

async function explainCode(written: string, { json, color }: ExplainOptions): Promise<number> {
  const { explainFault, suggestFault } = await import('../../report/fault-list.ts');
  // As a message shows it: in brackets.
  const code = written.replace(/^\[(.*)\]$/, '$1');
  const fault = explainFault(code);
  if (!fault)
    throw badFile(
      'cli/unknown-name',
      `no fault has the code "${code}"`,
      suggestFault(code) ?? '`tx-sim list faults` prints them all',
    );
  if (json) printJson(fault.json);
  else printPage(fault.page, color);
  return EXIT.fine;
}

/** A variable at the start, or an outcome in the first year; undefined for what has no value. */
function valuesOn(experiment: Experiment, name: string, program: Program): ValuesOnArea | undefined {
  const { area } = experiment;
  const outcome = program.model.outcomes.get(name);
  if (outcome) {
    const record = slotsToRecord(program);
    const table = measureOutcomes(experiment, runArms(experiment, record), record, { window: 'year' });
    const value = table.rows.find(r => r.spec.name === name)!.overall[0]!;
    return { when: `in ${area.period}`, area, values: [value], over: [], unit: outcome.spec.unit.value };
  }
  const slots = program.variables.get(name)?.slots;
  if (!slots) return undefined;
  const [run] = runArms({ ...experiment, steps: 0 }, []);
  return startValues(name, program.model, slots, run!.values, area);
}
