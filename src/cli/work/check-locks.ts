import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { BadInput, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { compareNumbers, ENGINE, isOfYear } from '../../lock/compare-numbers.ts';
import type { Lock, LockChange, Numbers } from '../../lock/lock.ts';
import { suspicionsOf } from '../../lock/suspicions.ts';
import type { CheckedLock } from '../../report/lock-results.ts';
import { placeOf } from '../disk/beside.ts';
import { badFile, displayName } from '../disk/files.ts';
import { chooseCount } from '../load/choose-compared.ts';
import { lockOf, readLockFile, writeLockFile } from '../load/lock-file.ts';
import type { LockedFiles } from '../load/locked-files.ts';
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
  readonly unreadable?: LockedFiles['unreadable'];
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
  readonly warnings?: readonly Diagnostic[];
}

/**
 * Runs scenarios over the cores and sets each beside its lock. Locks are only written once all are known, so that a
 * reason that is missing is told before anything is.
 *
 * @throws BadInput where locks are to be written anew and no reason is given, or two scenarios would share one
 */
export async function checkLocks(request: LockRequest): Promise<readonly CheckedLock[]> {
  const { scenarios, orphans = [], unreadable = [], update, reason } = request;
  const workers =
    request.workers === undefined ? availableParallelism() : chooseCount('--workers', request.workers, 1);
  refuseTwins(scenarios);
  const known = scenarios.map(scenario => readBeside(scenario));
  const all = await runAll(known, request, workers);
  let checked = all.map(toChecked);
  if (update) {
    refuseWithoutReason(checked, reason);
    checked = checked.map((lock, i) => writeIfDue(lock, all[i]!, reason));
  }
  return [
    ...checked,
    ...unreadable.map(({ file, faults }) => lockless(file, { state: 'faulty', faults })),
    ...orphans.map(file => lockless(file, { state: 'missing', missing: 'scenario' })),
  ];
}

const lockless = (file: string, what: Pick<CheckedLock, 'state' | 'faults' | 'missing'>): CheckedLock => ({
  file: nameOf(file),
  ...what,
  suspicions: [],
  warnings: [],
  written: false,
});

/** By its own name, and not that of what it may lead to: the lock stands beside the link. */
const nameOf = (file: string): string => join(displayName(dirname(file)), basename(file));

/** `x.yaml` and `x.yml` would overwrite one another's lock. */
function refuseTwins(scenarios: readonly string[]): void {
  const byLock = new Map<string, string>();
  for (const scenario of scenarios) {
    const lock = placeOf(lockOf(scenario));
    const twin = byLock.get(lock);
    if (twin !== undefined)
      throw badFile(
        'lock/shared',
        `${twin} and ${scenario} would share one lock`,
        'give one of them another name',
      );
    byLock.set(lock, scenario);
  }
}

/** A lock that cannot be written is told of its scenario, and the rest goes on. */
function writeIfDue(
  checked: CheckedLock,
  { scenario, lock, now }: Beside,
  reason: string | undefined,
): CheckedLock {
  const { state, check } = checked;
  if (!now || state === 'unchanged' || state === 'faulty') return checked;
  const change = lock && check && { ...changeOf(lock, check), reason: reason! };
  try {
    writeLockFile(lockOf(scenario), {
      ...now,
      history: [...(lock?.history ?? []), ...(change ? [change] : [])],
    });
    return { ...checked, written: true };
  } catch (e) {
    if (e instanceof BadInput) return { ...checked, state: 'faulty', faults: e.diagnostics };
    throw e;
  }
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
  done === undefined
    ? {}
    : 'numbers' in done
      ? { now: done.numbers, warnings: done.warnings }
      : { faults: done.faults };

function toChecked({ scenario, lock, faults, now, warnings = [] }: Beside): CheckedLock {
  const file = nameOf(scenario);
  const base = { file, suspicions: now ? suspicionsOf(now) : [], warnings, written: false };
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
    `not as locked before: ${dirty.length} of ${checked.length}, the first of them ${first.file}; nothing was written`,
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
