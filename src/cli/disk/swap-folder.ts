import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asideOf, listBeside, placeOf } from './beside.ts';
import { MANIFEST, namesIn } from './results-manifest.ts';
import { syncFolder } from './write-whole.ts';

/**
 * Puts a folder of results in the place of an earlier one, which goes, or of nothing. No system call that Node has can
 * exchange two folders: between two renames there is none of that name, and `settleFolder` knows what to do.
 */
export function swapFolders(fresh: string, target: string): void {
  if (!existsSync(target)) {
    renameSync(fresh, target);
    syncFolder(dirname(target));
    return;
  }
  const old = asideOf(fresh);
  renameSync(target, old);
  try {
    renameSync(fresh, target);
  } catch (e) {
    renameSync(old, target);
    throw e;
  }
  syncFolder(dirname(target));
  removeResults(old);
}

/**
 * Ends what a killed command has begun beside a folder of results. Killed between the two renames, it has left no
 * folder of that name, an earlier result aside, and a new one that is whole: the new one takes its place. What is left
 * of any other moment is of no use.
 */
export function settleFolder(path: string): void {
  const target = placeOf(path);
  try {
    if (!existsSync(dirname(target))) return;
    for (const { path: old, isLeftOver, asideFor } of listBeside(target))
      if (isLeftOver && asideFor !== undefined) {
        if (!existsSync(target)) renameSync(existsSync(asideFor) ? asideFor : old, target);
        if (existsSync(old)) removeResults(old);
      }
    for (const { path: left, isLeftOver, asideFor } of listBeside(target))
      if (isLeftOver && asideFor === undefined) rmSync(left, { recursive: true, force: true });
  } catch {
    // Where nothing can be changed, nothing is: whoever is to write there tells why not.
  }
}

/** Removes a result, file by file as its manifest names them: nothing else can be lost with it. */
export function removeResults(folder: string): void {
  for (const name of namesIn(folder) ?? []) rmSync(join(folder, name), { force: true });
  rmSync(join(folder, MANIFEST), { force: true });
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
