import { Faults } from '../diagnostics/diagnostic.ts';
import {
  type Listing,
  listAppraisals,
  listComparisons,
  listLoops,
  listOutcomes,
  listParameters,
  listPublished,
  listStocks,
} from '../report/lists.ts';
import { listPolicies } from '../report/policy-list.ts';
import { scenarioSchema } from '../scenario/schema.ts';
import { EXIT } from './exit-codes.ts';
import { loadModel } from './load.ts';
import { printJson, printPage } from './terminal.ts';

export interface ListOptions {
  readonly json?: boolean;
  readonly color?: boolean;
}

const LISTS: Readonly<Record<string, () => Listing>> = {
  outcomes: () => listOutcomes(loadModel(new Faults())),
  parameters: () => listParameters(loadModel(new Faults())),
  stocks: () => listStocks(loadModel(new Faults())),
  loops: () => listLoops(loadModel(new Faults())),
  policies: () => listPolicies(scenarioSchema(), loadModel(new Faults())),
  appraisals: () => listAppraisals(loadModel(new Faults())),
  comparisons: () => listComparisons(loadModel(new Faults())),
  published: () => listPublished(loadModel(new Faults())),
};

/** Lists what a model or a scenario can name. */
export async function listCommand(what: string, { json, color }: ListOptions): Promise<number> {
  const { page, json: document } = LISTS[what]!();
  if (json) printJson(document);
  else printPage(page, color);
  return EXIT.fine;
}
