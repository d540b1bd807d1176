import { distanceOf } from '../lock/compare-numbers.ts';
import type { Moved } from '../lock/lock.ts';
import { type CheckedLock, holds } from './lock-results.ts';
import { finite } from './numbers.ts';
import type { Tool } from './run-json.ts';

/** Scenarios beside their locks, for machines; a number that does not exist, or has no meaning, is null. */
export const locksJson = (locks: readonly CheckedLock[], tool: Tool): object => ({
  tool: { name: 'tx-sim', version: tool.version },
  ok: locks.every(holds),
  scenarios: locks.map(({ file, state, missing, check, faults, suspicions, warnings, written }) => ({
    file,
    state,
    ...(missing && { missing }),
    ...(check && { changed: check.changed, compared: check.compared, moved: check.moved.map(movedJson) }),
    ...(faults && { diagnostics: faults }),
    suspicions,
    warnings,
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
