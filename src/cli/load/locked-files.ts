import { existsSync, statSync } from 'node:fs';
import { BadInput, type Diagnostic, Faults } from '../../diagnostics/diagnostic.ts';
import { placeOf } from '../disk/beside.ts';
import { badFile, readInput } from '../disk/files.ts';
import { filesBelow, isYaml } from '../disk/files-below.ts';
import { kindOf } from './file-kind.ts';
import { isLock, lockOf, scenarioOf } from './lock-file.ts';

/** What is to be checked, in order of name. */
export interface LockedFiles {
  readonly scenarios: readonly string[];
  /** Locks whose scenario is gone. */
  readonly orphans: readonly string[];
  /** Files of which nobody can say whether they are scenarios. */
  readonly unreadable: readonly { readonly file: string; readonly faults: readonly Diagnostic[] }[];
}

/**
 * Scenarios and locks as they were named, and all below the folders that were.
 *
 * @throws BadInput where there is none, or a file that was named is something else
 */
export function findLocked(paths: readonly string[]): LockedFiles {
  const scenarios: string[] = [];
  const orphans = new Set<string>();
  const unreadable: { file: string; faults: readonly Diagnostic[] }[] = [];
  const add = (file: string, isNamed: boolean): void => {
    if (isLock(file)) {
      const scenario = scenarioOf(file);
      if (scenario === undefined) orphans.add(file);
      else scenarios.push(scenario);
      return;
    }
    const { kind, faults } = tryKind(file);
    if (kind === 'scenario' || existsSync(lockOf(file))) scenarios.push(file);
    else if (isNamed) throw kind === undefined ? new BadInput(faults) : noScenario(file, kind);
    else if (faults.some(f => f.code !== 'cli/unknown-file')) unreadable.push({ file, faults });
  };
  for (const path of paths)
    if (existsSync(path) && statSync(path).isDirectory())
      for (const file of filesBelow(path).filter(f => isLock(f) || isYaml(f))) add(file, false);
    else if (isLock(path) && !existsSync(path)) readInput(path);
    else add(path, true);
  if (scenarios.length + orphans.size + unreadable.length === 0)
    throw badFile('lock/nothing', `there is no scenario and no lock below ${paths.join(', ')}`);
  return { scenarios: distinct(scenarios).sort(), orphans: [...orphans].sort(), unreadable };
}

/** Scenarios that are to be locked, each once. @throws BadInput where one is something else */
export function scenariosNamed(files: readonly string[]): readonly string[] {
  for (const file of files) {
    const { kind, faults } = tryKind(file);
    if (kind === undefined) throw new BadInput(faults);
    if (kind !== 'scenario') throw noScenario(file, kind);
    if (!statSync(file).isFile()) throw noScenario(file, 'pipe');
  }
  return distinct(files);
}

/** However they are written, and each by its own name where several lead to one. */
function distinct(files: readonly string[]): string[] {
  const byPlace = new Map<string, string>();
  for (const file of files) {
    const place = `${placeOf(file)} ${placeOf(lockOf(file))}`;
    if (!byPlace.has(place)) byPlace.set(place, file);
  }
  return [...byPlace.values()];
}

function tryKind(file: string): { readonly kind?: string; readonly faults: readonly Diagnostic[] } {
  const faults = new Faults();
  try {
    const kind = kindOf(readInput(file), faults);
    return { ...(kind && { kind }), faults: faults.all };
  } catch (e) {
    if (e instanceof BadInput) return { faults: e.diagnostics };
    throw e;
  }
}

const noScenario = (file: string, kind: string): BadInput =>
  badFile('lock/no-scenario', `${file} is no scenario (${kind}), and has no outcomes to lock`);
