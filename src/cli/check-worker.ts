import { parentPort } from 'node:worker_threads';
import { BadInput, type Diagnostic, Faults } from '../diagnostics/diagnostic.ts';
import type { Numbers } from '../lock/lock.ts';
import { BrokenRun } from './broken-run.ts';
import { type DrawsAsked, freshNumbers } from './fresh-numbers.ts';
import { loadProgram } from './load.ts';

/** A scenario that is to be run whole. */
export interface CheckTask extends DrawsAsked {
  readonly file: string;
}

/** What came of it. */
export type CheckDone = { readonly numbers: Numbers } | { readonly faults: readonly Diagnostic[] };

/** Runs scenarios as they are handed over, one after the other. */
const ready = loadProgram(new Faults()).then(freshNumbers);
parentPort!.on('message', async ({ file, ...asked }: CheckTask) => {
  const run = await ready;
  parentPort!.postMessage(tryRun(() => run(file, asked)));
});

function tryRun(run: () => Numbers): CheckDone {
  try {
    return { numbers: run() };
  } catch (e) {
    if (e instanceof BadInput) return { faults: e.diagnostics };
    if (e instanceof BrokenRun) return { faults: [{ code: e.code, severity: 'error', message: e.message }] };
    throw e;
  }
}
