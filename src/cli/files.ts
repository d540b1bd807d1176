import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  BadInput,
  type Diagnostic,
  type Faults,
  nearestName,
  type Place,
} from '../diagnostics/diagnostic.ts';
import type { LoadedFile, LoadFile } from '../scenario/read-scenario.ts';

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
  const read = tryRead(path);
  if ('why' in read) throw badFile('cli/unreadable', `cannot read ${path}: ${read.why}`, read.hint);
  return read;
}

/** A fault about a file that has no place inside any. */
export function badFile(code: string, message: string, hint?: string): BadInput {
  const fault: Diagnostic = { code, severity: 'error', message, ...(hint !== undefined && { hint }) };
  return new BadInput([fault]);
}

type Unread = { readonly why: string; readonly hint?: string };

function tryRead(path: string): LoadedFile | Unread {
  try {
    const bytes = readFileSync(path);
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), file: displayName(path) };
  } catch (e) {
    if (e instanceof TypeError) return { why: 'it is not text in UTF-8', hint: 'save it as "UTF-8"' };
    const near = nearestFile(path);
    return { why: reasonOf(e), ...(near && { hint: `did you mean ${near}?` }) };
  }
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
    return near && near !== basename(path) ? join(folder, near) : undefined;
  } catch {
    return undefined;
  }
}

/** Text of a file by the name that messages use, for showing the line at fault. */
export function sourceText(file: string): string | undefined {
  for (const path of [resolve(file), shippedFile(file)])
    try {
      return readFileSync(path, 'utf8');
    } catch {
      // The line is then left out of the message.
    }
  return undefined;
}

/**
 * Finds the files that a scenario names, relative to the file that names them. They must lie below the working
 * directory, below the scenario's own folder, or below the folder called `scenarios` nearest above the scenario: a scenario from somewhere else
 * has no business with the rest of the disk.
 */
export function loaderFor(scenario: string, faults: Faults): LoadFile {
  const roots = [process.cwd(), dirname(scenario), scenariosAbove(scenario), shippedFile('scenarios')].filter(
    r => r !== undefined,
  );
  const allowed = roots.map(realOrSame);
  return (path: string, from: Place) => {
    const target = resolve(dirname(resolve(from.file)), path);
    const real = realOrSame(target);
    if (!allowed.some(root => isBelow(real, root)))
      return faults.error(
        'cli/outside',
        from,
        `${path} lies outside the working directory and the folder of scenarios`,
        'copy it next to the scenario, or start the command from a folder above both',
      );
    const read = tryRead(target);
    if ('why' in read)
      return faults.error('cli/unreadable', from, `cannot read ${path}: ${read.why}`, read.hint);
    return read;
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
