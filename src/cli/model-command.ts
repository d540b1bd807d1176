import { compileModel } from '../compile/compile-model.ts';
import { Faults } from '../diagnostics/diagnostic.ts';
import { canonicalText } from '../report/canonical.ts';
import { countModel, modelPage, orderOfStep, orderPage } from '../report/model-page.ts';
import { STEP_PHASES } from '../run/step-phases.ts';
import { EXIT } from './exit-codes.ts';
import { given, loadModel } from './load.ts';
import { hashText } from './model-files.ts';
import { printJson, printPage } from './terminal.ts';

export interface ModelOptions {
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Counts the model, or prints the order of one step. */
export async function modelCommand(what: 'counts' | 'order', { json, color }: ModelOptions): Promise<number> {
  const faults = new Faults();
  const model = loadModel(faults);
  const program = given(compileModel(model, faults), faults);
  if (what === 'order') {
    const order = orderOfStep(program);
    if (json) printJson({ phases: STEP_PHASES, order });
    else printPage(orderPage(STEP_PHASES, order), color);
    return EXIT.fine;
  }
  const counts = countModel(program);
  const hash = hashText(canonicalText(model.spec));
  if (json) printJson({ hash, ...counts });
  else printPage(modelPage(counts, hash), color);
  return EXIT.fine;
}
