import { distanceOf } from '../lock/compare-numbers.ts';
import type { Moved } from '../lock/lock.ts';
import type { CheckedLock } from './lock-results.ts';
import { finite } from './numbers.ts';
import type { Tool } from './run-json.ts';

/** Scenarios beside their locks, for machines; a number that does not exist, or has no meaning, is null. */
export const locksJson = (locks: readonly CheckedLock[], tool: Tool): object => ({
  tool: { name: 'tx-sim', version: tool.version },
  ok: locks.every(l => l.written || l.state === 'unchanged'),
  scenarios: locks.map(({ file, state, missing, check, faults, suspicions, written }) => ({
    file,
    state,
    ...(missing && { missing }),
    ...(check && { changed: check.changed, compared: check.compared, moved: check.moved.map(movedJson) }),
    ...(faults && { diagnostics: faults }),
    suspicions,
    written,
  })),
});

function movedJson(moved: Moved): object {
  const { part, name, arm, column, locked, now, within } = moved;
  const { absolute, relative } = distanceOf(moved);
  return {
    part,
    name,
    arm,
    column,
    locked: finite(locked ?? Number.NaN),
    now: finite(now ?? Number.NaN),
    difference: finite(absolute),
    relative: finite(relative),
    tolerance: within,
  };
}
