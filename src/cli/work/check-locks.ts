import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { BadInput, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { compareNumbers, ENGINE, isOfYear } from '../../lock/compare-numbers.ts';
import type { Lock, LockChange, Numbers } from '../../lock/lock.ts';
import { suspicionsOf } from '../../lock/suspicions.ts';
import type { CheckedLock } from '../../report/lock-results.ts';
import { badFile, displayName } from '../disk/files.ts';
import { chooseCount } from '../load/choose-compared.ts';
import { lockOf, readLockFile, writeLockFile } from '../load/lock-file.ts';
import { LOCKED_DRAWS } from '../load/usual-draws.ts';
import { progressBar } from '../tell/progress.ts';
import type { WholeDone } from './check-worker.ts';
import { runWhole } from './check-workers.ts';
import type { WholeTask } from './fresh-numbers.ts';

export interface LockRequest {
  /** Scenario files. */
  readonly scenarios: readonly string[];
  /** Locks whose scenario is gone. */
  readonly orphans?: readonly string[];
  /** What is written: nothing, or every lock that is missing or not as it was. */
  readonly update: boolean;
  /** Why locks may be written anew. */
  readonly reason?: string;
  /** In place of what each lock says. */
  readonly asked?: Partial<Omit<WholeTask, 'file'>>;
  readonly workers?: string;
}

/** A scenario, its lock as far as there is one, and what it gives now. */
interface Beside {
  readonly scenario: string;
  readonly lock?: Lock;
  readonly faults?: readonly Diagnostic[];
  readonly now?: Numbers;
}

/**
 * Runs scenarios over the cores and sets each beside its lock. Locks are only written once all are known, so that a
 * reason that is missing is told before anything is.
 *
 * @throws BadInput where locks are to be written anew and no reason is given, or one cannot be written
 */
export async function checkLocks(request: LockRequest): Promise<readonly CheckedLock[]> {
  const { scenarios, orphans = [], update, reason } = request;
  const workers =
    request.workers === undefined ? availableParallelism() : chooseCount('--workers', request.workers, 1);
  const known = scenarios.map(scenario => readBeside(scenario));
  const all = await runAll(known, request, workers);
  const checked = all.map(toChecked);
  if (update) {
    refuseWithoutReason(checked, reason);
    for (const [i, { scenario, lock, now }] of all.entries()) {
      const { state, check } = checked[i]!;
      if (!now || state === 'unchanged' || state === 'faulty') continue;
      const change = lock && check && { ...changeOf(lock, check), reason: reason! };
      writeLockFile(lockOf(scenario), {
        ...now,
        history: [...(lock?.history ?? []), ...(change ? [change] : [])],
      });
      checked[i] = { ...checked[i]!, written: true };
    }
  }
  const gone = orphans.map(
    (file): CheckedLock => ({
      file: displayName(file),
      state: 'missing',
      missing: 'scenario',
      suspicions: [],
      written: false,
    }),
  );
  return [...checked, ...gone];
}

function readBeside(scenario: string): Beside {
  const path = lockOf(scenario);
  if (!existsSync(path)) return { scenario };
  try {
    return { scenario, lock: readLockFile(path) };
  } catch (e) {
    if (e instanceof BadInput) return { scenario, faults: e.diagnostics };
    throw e;
  }
}

/** Runs what has a lock, and what is to get one. */
async function runAll(
  known: readonly Beside[],
  { update, asked }: LockRequest,
  workers: number,
): Promise<readonly Beside[]> {
  const toRun = known.filter(b => b.lock || (update && !b.faults));
  const tasks = toRun.map(({ scenario, lock }): WholeTask => {
    const { draws, sampling } = { draws: LOCKED_DRAWS, sampling: 'random', ...lock, ...asked };
    return { file: scenario, draws, sampling };
  });
  const tell = progressBar('scenarios');
  const done = await runWhole(tasks, workers, n => tell(n, tasks.length));
  const results = new Map<Beside, WholeDone>(toRun.map((b, i) => [b, done[i]!]));
  return known.map(b => ({ ...b, ...besideDone(results.get(b)) }));
}

const besideDone = (done: WholeDone | undefined): Partial<Beside> =>
  done === undefined ? {} : 'numbers' in done ? { now: done.numbers } : { faults: done.faults };

function toChecked({ scenario, lock, faults, now }: Beside): CheckedLock {
  const file = displayName(scenario);
  const base = { file, suspicions: now ? suspicionsOf(now) : [], written: false };
  if (faults) return { ...base, state: 'faulty', faults };
  if (!lock || !now) return { ...base, state: 'missing', missing: 'lock' };
  const check = compareNumbers(lock, now);
  return { ...base, state: check.state, check };
}

function refuseWithoutReason(checked: readonly CheckedLock[], reason: string | undefined): void {
  const dirty = checked.filter(c => c.state === 'moved' || c.state === 'stale');
  const [first] = dirty;
  if (!first || (reason !== undefined && reason.trim() !== '')) return;
  throw badFile(
    'lock/no-reason',
    `${dirty.length} of ${checked.length} scenarios are not as they were locked, the first of them ${first.file}; nothing was written`,
    'look at what moved with `tx-sim check`, then say why it may: --reason "…"',
  );
}

/** What a lock's history says of it, but for the reason. */
function changeOf(
  lock: Lock,
  { changed, moved }: NonNullable<CheckedLock['check']>,
): Omit<LockChange, 'reason'> {
  const whole = moved.filter(m => !isOfYear(m));
  return {
    from: lock.tool,
    changed: changed.filter(c => c !== ENGINE || changed.length === 1),
    moved: whole,
    movedYears: moved.length - whole.length,
  };
}
