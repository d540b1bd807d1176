import { checkModel } from '../../check/check-model.ts';
import type { CheckedModel } from '../../check/checked.ts';
import type { Faults } from '../../diagnostics/diagnostic.ts';
import { readModel } from '../../model/read-model.ts';
import { given } from './load.ts';
import { readModelFiles } from './model-files.ts';

/** The shipped model, read from its texts and checked. */
export const freshModel = (faults: Faults): CheckedModel =>
  given(checkModel(given(readModel(readModelFiles(), faults), faults), faults), faults);
