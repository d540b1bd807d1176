import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Faults } from '../../diagnostics/diagnostic.ts';
import type { Lock } from '../../lock/lock.ts';
import { readLock, writeLock } from '../../lock/lock-text.ts';
import { displayName, readInput } from '../disk/files.ts';
import { isYaml } from '../disk/files-below.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { given } from './load.ts';
import { hashText } from './model-files.ts';

const LOCK = '.lock.json';

/** The lock of a scenario file, beside it: `x.lock.json` of `x.yaml`. */
export const lockOf = (scenario: string): string => scenario.replace(/\.ya?ml$/i, '') + LOCK;

export const isLock = (path: string): boolean => path.endsWith(LOCK);

/** The scenario that a lock is of, with the ending that it has; undefined where there is none. */
export function scenarioOf(lock: string): string | undefined {
  const folder = dirname(lock);
  const found = readdirSync(folder).find(name => isYaml(name) && lockOf(join(folder, name)) === join(lock));
  return found === undefined ? undefined : join(folder, found);
}

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
