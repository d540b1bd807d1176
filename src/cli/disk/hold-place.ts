import { lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { BadInput } from '../../diagnostics/diagnostic.ts';
import { listBeside, nameBeside, placeOf } from './beside.ts';
import { badFile, displayName, makeFolders } from './files.ts';
import { unwritable } from './write-whole.ts';

/** A place that one command keeps to itself, from before its first run until its result is there. */
export interface HeldPlace {
  /** As the user named it. */
  readonly path: string;
  /** Where the result is to stand. */
  readonly target: string;
  /** An empty folder beside it, which says that it is held, and in which a new folder can be filled. */
  readonly folder: string;
  /** Once there is nothing more to write. */
  release(): void;
}

/**
 * Keeps a place for this command, and finds out whether it can be written there at all. A hold whose process was
 * killed counts for nothing. Two that come at the very same moment may both be refused, and never both be granted: each
 * first takes hold, then looks for others.
 *
 * @param what it is to hold, for messages
 * @throws BadInput `cli/in-use` when another command holds it, `cli/unwritable` when it cannot be written
 */
export function holdPlace(path: string, what = ''): HeldPlace {
  try {
    const target = placeOf(path);
    makeFolders(dirname(target));
    for (const { path: left, isLeftOver } of listBeside(target)) if (isLeftOver) removeIfEmpty(left);
    const folder = nameBeside(target);
    mkdirSync(folder);
    const release = (): void => rmSync(folder, { recursive: true, force: true });
    const other = listBeside(target).find(b => b.path !== folder && !b.isLeftOver && isFolder(b.path));
    if (!other) return { path, target, folder, release };
    release();
    throw badFile(
      'cli/in-use',
      `cannot write ${what}${path}: another tx-sim (process ${other.pid}) is at work on it`,
      `wait until that is done, or name another place; if none is running, remove ${displayName(other.path)}`,
    );
  } catch (e) {
    throw e instanceof BadInput ? e : unwritable(path, e, what);
  }
}

const isFolder = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** A hold that was never filled is of no use to anybody; one that holds something is settled by those who know what. */
function removeIfEmpty(path: string): void {
  if (isFolder(path) && readdirSync(path).length === 0) rmdirSync(path);
}
