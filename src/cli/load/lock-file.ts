import { existsSync } from 'node:fs';
import { Faults } from '../../diagnostics/diagnostic.ts';
import type { Lock } from '../../lock/lock.ts';
import { readLock, writeLock } from '../../lock/lock-text.ts';
import { displayName, readInput } from '../disk/files.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { given } from './load.ts';
import { hashText } from './model-files.ts';

const LOCK = '.lock.json';

/** The lock of a scenario file, beside it: `x.lock.json` of `x.yaml`. */
export const lockOf = (scenario: string): string => scenario.replace(/\.ya?ml$/i, '') + LOCK;

export const isLock = (path: string): boolean => path.endsWith(LOCK);

/** The scenario that a lock is of, with the ending that it has; undefined where there is none. */
export const scenarioOf = (lock: string): string | undefined =>
  ['.yaml', '.yml'].map(end => lock.slice(0, -LOCK.length) + end).find(path => existsSync(path));

/** @throws BadInput where it cannot be read, is not whole or was edited */
export function readLockFile(path: string): Lock {
  const { text } = readInput(path);
  const faults = new Faults();
  return given(readLock(text, displayName(path), hashText, faults), faults);
}

/** Writes a lock, whole or not at all. */
export function writeLockFile(path: string, lock: Lock): void {
  writeWhole(path, writeLock(lock, hashText));
}
