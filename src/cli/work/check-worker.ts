import { parentPort, workerData } from 'node:worker_threads';
import { BadInput, type Diagnostic, Faults } from '../../diagnostics/diagnostic.ts';
import { loadProgram } from '../load/load.ts';
import { BrokenRun } from '../tell/broken-run.ts';
import { freshNumbers, type WholeRun, type WholeTask } from './fresh-numbers.ts';

/** What came of a scenario that was run whole. */
export type WholeDone = WholeRun | { readonly faults: readonly Diagnostic[] };

/** Runs scenarios as they are called for, by place among all that there are, one after the other. */
const ready = loadProgram(new Faults()).then(program => freshNumbers(program, workerData as WholeTask[]));
parentPort!.on('message', async (task: number) => {
  const run = await ready;
  parentPort!.postMessage(tryRun(() => run(task)));
});

function tryRun(run: () => WholeRun): WholeDone {
  try {
    return run();
  } catch (e) {
    if (e instanceof BadInput) return { faults: e.diagnostics };
    if (e instanceof BrokenRun) return { faults: [{ code: e.code, severity: 'error', message: e.message }] };
    throw e;
  }
}
