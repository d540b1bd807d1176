import { compileModel } from '../compile/compile-model.ts';
import type { Program } from '../compile/program.ts';
import { Faults } from '../diagnostics/diagnostic.ts';
import { canonicalText } from '../report/canonical.ts';
import { countModel, modelPage, orderOfStep, orderPage } from '../report/model-page.ts';
import { structureOf } from '../report/structure.ts';
import { STEP_PHASES } from '../run/step-phases.ts';
import { EXIT } from './exit-codes.ts';
import { given, loadModel } from './load.ts';
import { hashText } from './model-files.ts';
import { printJson, printPage } from './terminal.ts';

export interface ModelOptions {
  readonly json?: boolean;
  readonly color?: boolean;
}

/** What the model is made of, and what a reviewer looks for in it. */
export async function structureCommand({ json, color }: ModelOptions): Promise<number> {
  const program = compiled();
  const counts = countModel(program);
  const { sectors, ...structure } = structureOf(program.model);
  const hash = hashText(canonicalText(program.model.spec));
  if (json) printJson({ hash, ...counts, bySector: sectors, ...structure });
  else printPage(modelPage(counts, { sectors, ...structure }, hash), color);
  return EXIT.fine;
}

/** What one step computes, in its order. */
export async function orderCommand({ json, color }: ModelOptions): Promise<number> {
  const order = orderOfStep(compiled());
  if (json) printJson({ phases: STEP_PHASES, order });
  else printPage(orderPage(STEP_PHASES, order), color);
  return EXIT.fine;
}

function compiled(): Program {
  const faults = new Faults();
  return given(compileModel(loadModel(faults), faults), faults);
}
