import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** A file or folder that tx-sim has made beside a target, to be put in its place once it is whole. */
export interface Beside {
  readonly path: string;
  readonly pid: number;
  /** Whether whoever made it is gone: it was killed, and nobody else will clear it away. */
  readonly isLeftOver: boolean;
  /** Of an earlier result that was moved aside: the new one, which was whole by then. */
  readonly asideFor?: string;
}

/** Numbers of processes mean nothing to another machine, or another container, that shares the disk. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);

/** Where a path leads: through links, where there is something; in full. */
export const placeOf = (path: string): string => (existsSync(path) ? realpathSync(path) : resolve(path));

const prefixOf = (target: string): string => `.${basename(target)}.tx-sim-`;

/** What this process has named itself. */
const own = new Set<string>();

/**
 * A new name beside a target, so that it is on the same disk and can take the target's place at once. It is hidden,
 * ends like no file of ours, and tells whose it is.
 */
export function nameBeside(target: string): string {
  const name = `${prefixOf(target)}${MACHINE}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const path = join(dirname(target), name);
  own.add(path);
  return path;
}

/** What stands for an earlier result while the new one, made beside it under this name, takes its place. */
export const asideOf = (fresh: string): string => `${fresh}-old`;

/** All that has been made beside a target, and is still there. */
export function listBeside(target: string): Beside[] {
  const folder = dirname(target);
  const prefix = prefixOf(target);
  return readdirSync(folder).flatMap(name => {
    if (!name.startsWith(prefix)) return [];
    const [, stem, machine, pid, old] =
      /^(([0-9a-f]{6})-(\d+)-[0-9a-f]{8})(-old)?$/.exec(name.slice(prefix.length)) ?? [];
    if (stem === undefined) return [];
    const path = join(folder, name);
    const fresh = join(folder, prefix + stem);
    const isLeftOver = machine === MACHINE && !own.has(fresh) && isGone(Number(pid));
    return [{ path, pid: Number(pid), isLeftOver, ...(old && { asideFor: fresh }) }];
  });
}

/** In a container every run can have the same number: what bears ours, and is not of us, is of an earlier one. */
function isGone(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
