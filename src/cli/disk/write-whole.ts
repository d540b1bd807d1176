import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { BadInput } from '../../diagnostics/diagnostic.ts';
import { listBeside, nameBeside, placeOf } from './beside.ts';
import { badFile, isTaken, makeFolders, reasonOf } from './files.ts';

/**
 * Writes a file so that whoever reads it, at whatever moment and whatever happens to this process or to the machine,
 * finds the earlier one or the new one, never a part of one. Makes the folders above it; keeps the permissions of the
 * earlier file; goes through a link to the file that it leads to.
 *
 * @param over what it may take the place of
 * @throws BadInput `cli/unwritable`: the earlier file is then as it was
 */
export function writeWhole(path: string, text: string, over: 'earlier' | 'nothing' = 'earlier'): void {
  let fresh: string | undefined;
  try {
    const target = placeOf(path);
    const before = existsSync(target) ? statSync(target) : undefined;
    if (before && !before.isFile()) throw new Error('it is not a file');
    makeFolders(dirname(target));
    for (const other of listBeside(target)) if (other.isLeftOver) removeFile(other.path);
    fresh = nameBeside(target);
    writeFileSync(fresh, text, { flag: 'wx' });
    if (before) chmodSync(fresh, before.mode);
    syncToDisk(fresh);
    if (over === 'earlier') renameSync(fresh, target);
    else putWhereNothingIs(fresh, target);
    syncFolder(dirname(target));
  } catch (e) {
    if (fresh !== undefined) rmSync(fresh, { force: true });
    throw unwritable(path, e);
  }
}

/** What says that a place could not be written, why, and what to do. */
export function unwritable(path: string, e: unknown, what = ''): BadInput {
  const hint = WAYS_OUT[(e as NodeJS.ErrnoException).code ?? ''];
  return badFile('cli/unwritable', `cannot write ${what}${path}: ${reasonOf(e)}`, hint);
}

const ELSEWHERE = 'name a place in a folder that you can write to';
const WAYS_OUT: Readonly<Record<string, string>> = {
  ENOSPC: 'make room, or name a place on another disk; what was there before is as it was',
  EDQUOT: 'make room, or name a place on another disk; what was there before is as it was',
  EACCES: ELSEWHERE,
  EPERM: ELSEWHERE,
  EROFS: ELSEWHERE,
  EEXIST: 'name another: what is there is never overwritten',
  EBUSY:
    'it is mounted by itself, and cannot be replaced whole: name a place in a folder inside or beside it',
};

/** A rename would take the place of whatever came to be there since it was looked for; a link does not. */
function putWhereNothingIs(fresh: string, target: string): void {
  try {
    linkSync(fresh, target);
  } catch (e) {
    if (isTaken(target) || (e as NodeJS.ErrnoException).code === 'EEXIST') throw e;
    // Memory sticks and some shared disks have no links.
    renameSync(fresh, target);
    return;
  }
  rmSync(fresh);
}

/** A folder of this name is a hold, and is not for a writer of files to remove. */
function removeFile(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) rmSync(path, { force: true });
}

/** Waits until a file's bytes are on the disk: a disk that was full, or a power cut, would show only later. */
export function syncToDisk(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Waits until the names in a folder are on the disk, where the system can. */
export function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // Windows and some shared disks cannot. What is in place is whole all the same.
  }
}
