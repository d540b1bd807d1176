import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput, Faults } from '../../diagnostics/diagnostic.ts';
import { badFile, readInput } from '../disk/files.ts';
import { kindOf } from './file-kind.ts';
import { isLock, lockOf, scenarioOf } from './lock-file.ts';

/** What is to be checked. */
export interface LockedFiles {
  readonly scenarios: readonly string[];
  /** Locks whose scenario is gone. */
  readonly orphans: readonly string[];
}

/** Scenarios and locks as they were named, and all below the folders that were; each once, in order of name. */
export function findLocked(paths: readonly string[]): LockedFiles {
  const scenarios = new Set<string>();
  const orphans = new Set<string>();
  const addLock = (lock: string): void => {
    const scenario = scenarioOf(lock);
    if (scenario === undefined) orphans.add(lock);
    else scenarios.add(scenario);
  };
  for (const path of paths) {
    if (existsSync(path) && statSync(path).isDirectory()) {
      for (const file of filesBelow(path))
        if (isLock(file)) addLock(file);
        else if (isScenario(file)) scenarios.add(file);
    } else if (isLock(path) && existsSync(path)) addLock(path);
    else {
      refuseOtherKinds([path]);
      scenarios.add(path);
    }
  }
  if (scenarios.size + orphans.size === 0)
    throw badFile('lock/nothing', `there is no scenario and no lock below ${paths.join(', ')}`);
  return { scenarios: [...scenarios].sort(), orphans: [...orphans].sort() };
}

/** Every file below a folder; hidden ones, and what others have installed, left out. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => !/(^|[\\/])(\.|node_modules[\\/])/.test(name))
    .map(name => join(folder, name));

/** Whether a file is to be checked: a scenario, or one that has a lock and so was one. */
function isScenario(file: string): boolean {
  if (!/\.ya?ml$/i.test(file)) return false;
  return existsSync(lockOf(file)) || kindOf(readInput(file), new Faults()) === 'scenario';
}

/** Only scenarios have numbers to lock. */
export function refuseOtherKinds(files: readonly string[]): void {
  for (const file of files) {
    const faults = new Faults();
    const kind = kindOf(readInput(file), faults);
    if (!kind) throw new BadInput(faults.all);
    if (kind !== 'scenario')
      throw badFile('lock/no-scenario', `${file} is no scenario (${kind}), and has no outcomes to lock`);
  }
}
