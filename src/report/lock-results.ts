import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LockCheck } from '../lock/compare-numbers.ts';
import type { Suspicion } from '../lock/suspicions.ts';

/** A scenario beside its lock. */
export interface CheckedLock {
  /** The scenario's file; of a lock whose scenario is gone, the lock's. */
  readonly file: string;
  readonly state: LockCheck['state'] | 'missing' | 'faulty';
  /** Where both could be read and run. */
  readonly check?: LockCheck;
  /** What is missing. */
  readonly missing?: 'lock' | 'scenario';
  /** Why nothing could be set side by side. */
  readonly faults?: readonly Diagnostic[];
  readonly suspicions: readonly Suspicion[];
  /** What a run of it alone would warn of, or fail for. */
  readonly warnings: readonly Diagnostic[];
  /** Whether the lock was written, anew or for the first time. */
  readonly written: boolean;
}

/** Whether a scenario gives the numbers that its lock has, or has now. */
export const holds = ({ state, written }: CheckedLock): boolean => written || state === 'unchanged';
