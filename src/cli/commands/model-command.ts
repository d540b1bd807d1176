import { Faults } from '../../diagnostics/diagnostic.ts';
import { countModel, modelPage, orderOfStep, orderPage } from '../../report/model-page.ts';
import { structureOf } from '../../report/structure.ts';
import { STEP_PHASES } from '../../run/step-phases.ts';
import { loadProgram } from '../load/load.ts';
import { hashModel } from '../load/packed-model.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { printJson, printPage } from '../tell/terminal.ts';

export interface ModelOptions {
  readonly json?: boolean;
  readonly color?: boolean;
}

/** What the model is made of, and what a reviewer looks for in it. */
export async function structureCommand({ json, color }: ModelOptions): Promise<number> {
  const program = await loadProgram(new Faults());
  const counts = countModel(program);
  const { sectors, ...structure } = structureOf(program.model);
  const hash = hashModel(program.model.spec);
  if (json) printJson({ hash, ...counts, bySector: sectors, ...structure });
  else printPage(modelPage(counts, { sectors, ...structure }, hash), color);
  return EXIT.fine;
}

/** What one step computes, in its order. */
export async function orderCommand({ json, color }: ModelOptions): Promise<number> {
  const order = orderOfStep(await loadProgram(new Faults()));
  if (json) printJson({ phases: STEP_PHASES, order });
  else printPage(orderPage(STEP_PHASES, order), color);
  return EXIT.fine;
}
