import type { Ensemble } from './ensemble.ts';
import type { PreparedEnsemble } from './prepare-ensemble.ts';
import { prepareBlocks } from './run-block.ts';

/** Runs every draw of an ensemble on this thread, in whatever order of blocks. */
export function runHere(
  prepared: PreparedEnsemble,
  order = [...Array(prepared.blockCount).keys()],
): Ensemble {
  const runner = prepareBlocks(prepared.plan);
  const failures = order.flatMap(i => prepared.look(runner.run(prepared.block(i), prepared.values)));
  return prepared.finish(failures);
}
