import type { Comparison } from '../../comparison/compare-ensemble.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { failureSentence } from '../../report/fault-sentence.ts';

/** More of the draws than this may not fail: what is left would be no sample of the whole. */
const MOST_FAILED = 0.01;

/** What to tell where too many draws failed; undefined where few did. */
export function tooManyFailed({ ensemble, failed }: Comparison): Diagnostic | undefined {
  const { draws } = ensemble.sample;
  if (failed <= MOST_FAILED * draws) return undefined;
  const first = failureSentence(ensemble.failures[0]!, ensemble.experiment);
  return {
    code: 'compare/failed-draws',
    severity: 'error',
    message: `${failed} of ${draws} draws of ${ensemble.experiment.spec.file} failed, more than 1%: ${first}`,
    hint: '--json gives the parameters of each',
  };
}
