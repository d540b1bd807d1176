import fc from 'fast-check';
import { inject } from 'vitest';

// That something fails is enough: nobody looks for the least of what does. And what holds for half a second of random
// trials is let be: to try less can only miss a change.
fc.configureGlobal({ endOnFailure: true, interruptAfterTimeLimit: 500 });

// Stryker keeps the active mutant, and which were met, in a global object; a thread that is kept still has those of the
// tests before, which must not be active while the next files are loaded, nor be counted again.
const given = inject as (key: string) => string;
const state = ((globalThis as Record<string, unknown>)[given('globalNamespace')] ??= {}) as Record<
  string,
  unknown
>;
if (given('mutantActivation') !== 'static') state['activeMutant'] = undefined;
state['mutantCoverage'] = undefined;
