import type { Hashes } from '../../lock/lock.ts';
import { canonicalParts } from '../../report/canonical.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { hashText } from './model-files.ts';
import { hashModel } from './packed-model.ts';

/** What pins a run: SHA-256 of the contents of its model, its scenario, its area and its posterior. */
export function hashRun({ program, spec, area }: Experiment): Hashes {
  const parts = canonicalParts(spec, area);
  return {
    model: hashModel(program.model.spec),
    scenario: hashText(parts.scenario),
    area: hashText(parts.area),
    ...(parts.posterior !== undefined && { posterior: hashText(parts.posterior) }),
  };
}
