import type { CheckedModel } from '../../check/checked.ts';
import { Faults } from '../../diagnostics/diagnostic.ts';
import {
  type Listing,
  listAppraisals,
  listComparisons,
  listLoops,
  listOutcomes,
  listParameters,
  listPublished,
  listStocks,
} from '../../report/lists.ts';
import { listPolicies } from '../../report/policy-list.ts';
import { scenarioSchema } from '../../scenario/schema.ts';
import { loadModel } from '../load/load.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { printJson, printPage } from '../tell/terminal.ts';

export interface ListOptions {
  readonly json?: boolean;
  readonly color?: boolean;
}

const LISTS: Readonly<Record<string, (model: CheckedModel) => Listing>> = {
  outcomes: model => listOutcomes(model),
  parameters: model => listParameters(model),
  stocks: model => listStocks(model),
  loops: model => listLoops(model),
  policies: model => listPolicies(scenarioSchema(), model),
  appraisals: model => listAppraisals(model),
  comparisons: model => listComparisons(model),
  published: model => listPublished(model),
};

/** Lists what a model or a scenario can name, or what can be wrong with them. */
export async function listCommand(what: string, { json, color }: ListOptions): Promise<number> {
  const { page, json: document } =
    what === 'faults'
      ? (await import('../../report/fault-list.ts')).listFaults()
      : LISTS[what]!(await loadModel(new Faults()));
  if (json) printJson(document);
  else printPage(page, color);
  return EXIT.fine;
}
