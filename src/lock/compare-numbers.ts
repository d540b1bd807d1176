import { type Lock, type LockedRow, type Moved, type Numbers, WHOLE } from './lock.ts';

/** How a scenario's numbers lie beside its lock. */
export interface LockCheck {
  /** Stale: every number holds, but the lock is of something else than what was run. */
  readonly state: 'unchanged' | 'moved' | 'stale';
  /** What the numbers rest on that has changed: `model`, `scenario`, `area`, `posterior`, and the tool's code. */
  readonly changed: readonly string[];
  /** How many numbers were set side by side. */
  readonly compared: number;
  /** In the order of the lock, then what it knows nothing of. */
  readonly moved: readonly Moved[];
}

/** What the tool's code is called among what has changed. Alone it makes no lock stale: holding that is what a lock is for. */
export const ENGINE = 'engine';

/** Sets numbers beside their lock: equal to the bit, or within what the locked scenario states. */
export function compareNumbers(lock: Lock, now: Numbers): LockCheck {
  const moved: Moved[] = [];
  let compared = 0;
  for (const { row, was, is } of besideEachOther(lock, now)) {
    const within = toleranceOf(row, lock);
    for (let i = 0; i < Math.max(was.length, is.length); i++) {
      compared++;
      if (isWithin(was[i], is[i], within)) continue;
      const column = lock.columns[row.part][i] ?? now.columns[row.part][i] ?? String(i + 1);
      const { part, name, arm } = row;
      moved.push({ part, name, arm, column, locked: was[i], now: is[i], within });
    }
  }
  const changed = changesBetween(lock, now);
  const isOther = changed.some(c => c !== ENGINE);
  return { state: moved.length > 0 ? 'moved' : isOther ? 'stale' : 'unchanged', changed, compared, moved };
}

/** What two sets of numbers rest on that is not the same. */
function changesBetween(lock: Lock, now: Numbers): string[] {
  const hashes = (['model', 'scenario', 'area', 'posterior'] as const).filter(
    part => lock.hashes[part] !== now.hashes[part],
  );
  const settings = (['seed', 'draws', 'sampling', 'stepsPerYear'] as const).filter(s => lock[s] !== now[s]);
  const isEngine = lock.tool.version !== now.tool.version || lock.tool.sha256 !== now.tool.sha256;
  return [
    ...hashes,
    ...settings.map(s => (s === 'stepsPerYear' ? 'step' : s)),
    ...(isEngine ? [ENGINE] : []),
  ];
}

/** Every row of the lock, then those that it knows nothing of; no numbers where one of the two has no such row. */
function besideEachOther({ rows: locked }: Lock, { rows }: Numbers) {
  const known = new Map(locked.map(row => [keyOf(row), row]));
  const found = new Map(rows.map(row => [keyOf(row), row]));
  return [
    ...locked.map(row => ({ row, was: row.values, is: found.get(keyOf(row))?.values ?? [] })),
    ...rows.filter(row => !known.has(keyOf(row))).map(row => ({ row, was: [], is: row.values })),
  ];
}

const keyOf = ({ part, name, arm }: LockedRow): string => JSON.stringify([part, name, arm]);

const toleranceOf = ({ part, name }: LockedRow, { tolerances }: Lock): number =>
  part === 'usual' || part === 'draws' ? (tolerances.find(t => t.outcome === name)?.within ?? 0) : 0;

function isWithin(locked: number | undefined, now: number | undefined, within: number): boolean {
  if (locked === undefined || now === undefined) return false;
  // What is endless has no meaning either, and is not told apart in the file.
  if (!(Number.isFinite(locked) || Number.isFinite(now))) return true;
  return Math.abs(now - locked) <= within * Math.abs(locked);
}

/** Whether a number is of a single year. */
export const isOfYear = ({ part, column }: Moved): boolean => part === 'usual' && column !== WHOLE;

/** How far a number has moved: in its own unit, and as a share of the locked number (NaN where there is nothing to divide by). */
export function distanceOf({ locked, now }: Moved): { readonly absolute: number; readonly relative: number } {
  const absolute = (now ?? Number.NaN) - (locked ?? Number.NaN);
  return { absolute, relative: locked === 0 ? Number.NaN : absolute / Math.abs(locked ?? Number.NaN) };
}
