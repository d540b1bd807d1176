import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Code } from '../../diagnostics/codes.ts';
import {
  BadInput,
  type Diagnostic,
  type Faults,
  nearestName,
  type Place,
  shorten,
} from '../../diagnostics/diagnostic.ts';
import type { LoadedFile, LoadFile } from '../../scenario/read-scenario.ts';
import { decodeText, readBytes, Unfit } from './read-file.ts';

/** The package's own folder: the bundle stands in `dist/`, one level below it. */
export const packageRoot = fileURLToPath(new URL('../', import.meta.url));

/** A file that ships with the package. */
export const shippedFile = (path: string): string => join(packageRoot, path);

/** How a file is called in messages: relative to the working directory where it lies below it. */
export function displayName(path: string): string {
  const real = realOrSame(resolve(path));
  const root = realOrSame(process.cwd());
  return isBelow(real, root) ? relative(root, real).split(sep).join('/') : real;
}

/** The text of a file that the user named, or the command ends with a sentence that says why not. */
export function readInput(path: string): LoadedFile {
  const read = tryRead(path, path, true);
  if ('why' in read) throw new BadInput([unreadable(path, read, undefined)]);
  return read;
}

/** The text of a file whatever its encoding: what is not UTF-8 shows as broken signs. @throws BadInput as `readInput` */
export function readAnyText(path: string): LoadedFile {
  try {
    return { text: readBytes(path, true).toString('utf8'), file: displayName(path) };
  } catch (e) {
    throw new BadInput([unreadable(path, whyUnread(e, path, path), undefined)]);
  }
}

/** Why a file cannot be read: at the place in it that is at fault, or else where it was named. */
function unreadable(path: string, { why, hint, at }: Unread, from: Place | undefined): Diagnostic {
  const place = at ? { file: displayName(path), line: at.line, column: at.column, length: 1 } : from;
  return {
    code: at?.code ?? 'cli/unreadable',
    severity: 'error',
    message: `cannot read ${path}: ${why}`,
    ...(place && { place }),
    ...(hint !== undefined && { hint }),
  };
}

/** A fault about a file that has no place inside any. */
export function badFile(code: Code, message: string, hint?: string): BadInput {
  const fault: Diagnostic = {
    code,
    severity: 'error',
    message: shorten(message),
    ...(hint !== undefined && { hint: shorten(hint) }),
  };
  return new BadInput([fault]);
}

interface Unread {
  readonly why: string;
  readonly hint?: string;
  readonly at?: Unfit['at'];
}

/** @param written how the user wrote the path */
function tryRead(path: string, written: string, orPipe: boolean): LoadedFile | Unread {
  try {
    return { text: decodeText(readBytes(path, orPipe)), file: displayName(path) };
  } catch (e) {
    return whyUnread(e, path, written);
  }
}

function whyUnread(e: unknown, path: string, written: string): Unread {
  const why = reasonOf(e);
  if (e instanceof Unfit) return { why, ...(e.hint && { hint: e.hint }), at: e.at };
  const near = nearestFile(path);
  return { why, ...(near && { hint: `did you mean ${join(dirname(written), near)}?` }) };
}

/** Why the system refused, as people say it. */
export function reasonOf(e: unknown): string {
  const { code, message } = e as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EISDIR') return 'it is a folder; expected a file';
  if (code === 'ENOTDIR') return 'part of the path is a file, not a folder';
  if (code === 'EEXIST') return 'something of that name is already there';
  if (code === 'EACCES' || code === 'EPERM') return 'permission was refused';
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'EDQUOT') return 'your share of the disk is full';
  if (code === 'EBUSY') return 'the system is using it';
  if (code === 'ENAMETOOLONG') return 'its name is too long';
  if (code === 'EROFS') return 'the disk can only be read';
  return message;
}

function nearestFile(path: string): string | undefined {
  try {
    const folder = dirname(path);
    const near = nearestName(basename(path), readdirSync(folder));
    return near && near !== basename(path) ? near : undefined;
  } catch {
    return undefined;
  }
}

/** Lines of files by the names that messages use, each file read once: there may be thousands of faults in it. */
export function sourceLines(): (file: string) => readonly string[] | undefined {
  const known = new Map<string, readonly string[] | undefined>();
  return file => {
    if (!known.has(file)) known.set(file, linesOf(file));
    return known.get(file);
  };
}

function linesOf(file: string): readonly string[] | undefined {
  for (const path of [resolve(file), shippedFile(file)])
    try {
      return readBytes(path).toString('utf8').split(/\r?\n/);
    } catch {
      // The line is then left out of the message.
    }
  return undefined;
}

/**
 * Finds the files that a scenario names, relative to the file that names them. They must lie below the working
 * directory, below the scenario's own folder, below the folder called `scenarios` nearest above the scenario, or among
 * those that ship: a scenario from somewhere else has no business with the rest of the disk. A link counts as what it
 * leads to.
 */
export function loaderFor(scenario: string, faults: Faults): LoadFile {
  const roots = [process.cwd(), dirname(scenario), scenariosAbove(scenario), shippedFile('scenarios')].filter(
    r => r !== undefined,
  );
  const allowed = roots.map(realOrSame);
  return (path: string, from: Place) => {
    const real = realOrSame(resolve(dirname(resolve(from.file)), path));
    if (!allowed.some(root => isBelow(real, root)))
      return faults.error(
        'cli/outside',
        from,
        `${path} lies outside the working directory and the folder of scenarios`,
        'copy it next to the scenario, or start the command from a folder above both',
      );
    const read = tryRead(real, path, false);
    if (!('why' in read)) return read;
    faults.all.push(unreadable(path, read, from));
    return undefined;
  };
}

function scenariosAbove(scenario: string): string | undefined {
  let folder = dirname(realOrSame(resolve(scenario)));
  while (basename(folder) !== 'scenarios') {
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return folder;
}

export const isBelow = (path: string, root: string): boolean => {
  const from = relative(root, path);
  return from !== '..' && !from.startsWith(`..${sep}`) && !isAbsolute(from);
};

/** Where a path really leads; a path that does not exist (yet) is judged by the part that does. */
function realOrSame(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realOrSame(above), basename(path));
  }
}

/** Whether there is anything of that name: a link that leads nowhere is something. */
export function isTaken(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Makes a folder and those above it. (The recursive option of mkdir never returns below /proc.) */
export function makeFolders(path: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw new Error(`${displayName(path)} is not a folder`);
    return;
  }
  makeFolders(dirname(path));
  mkdirSync(path);
}
