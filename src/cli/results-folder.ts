import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { BadInput } from '../diagnostics/diagnostic.ts';
import { SCHEMA_VERSION } from '../report/schema-version.ts';
import { badFile, isBelow, makeFolders, reasonOf } from './files.ts';
import { version } from './version.ts';

const MANIFEST = 'manifest.json';
/** What says that a folder holds draws of an interrupted comparison. */
export const UNFINISHED = 'unfinished.json';

/** Refuses a folder that holds anything but an earlier result of ours, before a run is spent on it. */
export function refuseFolder(path: string, unfinished: 'refused' | 'replaced' = 'refused'): void {
  const refuse = (why: string): never => {
    throw badFile('cli/out', `cannot write results to ${path}: ${why}`, 'name an empty or a new folder');
  };
  if (path.trim() === '') refuse('no folder is named');
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) refuse('it is not a folder');
  if (isBelow(realpathSync(process.cwd()), realpathSync(path)))
    refuse('it is the folder this command runs in, or holds it');
  const found = readdirSync(path);
  if (found.length === 0) return;
  if (!found.includes(MANIFEST))
    refuse('the folder is not empty, and what it holds is not an earlier result');
  const known = filesOfManifest(join(path, MANIFEST));
  if (!known) refuse(`its ${MANIFEST} was not written by tx-sim`);
  if (unfinished === 'refused' && known?.includes(UNFINISHED))
    throw badFile(
      'cli/out',
      `cannot write results to ${path}: it holds draws of an interrupted comparison`,
      `go on with --resume ${path}, or name another folder`,
    );
  const stray = found.find(name => name !== MANIFEST && !known?.includes(name));
  if (stray !== undefined) refuse(`it also holds ${stray}, which tx-sim did not write`);
}

function filesOfManifest(path: string): string[] | undefined {
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    return manifest.tool?.name === 'tx-sim' ? Object.keys(manifest.files) : undefined;
  } catch {
    return undefined;
  }
}

/** What a file is to hold: its text, or whoever writes it to the place that is named. */
export type Content = string | ((file: string) => void);

/**
 * Writes a folder of results with a manifest that holds the hash of every file, what made them and whatever else is
 * to be said. The folder appears whole or not at all: a new one is filled beside the old one, then the two are swapped.
 */
export function writeFolder(path: string, files: Readonly<Record<string, Content>>, said: object): void {
  let fresh: string | undefined;
  try {
    const target = existsSync(path) ? realpathSync(path) : resolve(path);
    makeFolders(dirname(target));
    fresh = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    chmodSync(fresh, 0o755);
    const hashes: Record<string, { readonly sha256: string }> = {};
    for (const [name, content] of Object.entries(files)) {
      const file = join(fresh, name);
      if (typeof content === 'string') writeFileSync(file, content);
      else content(file);
      hashes[name] = { sha256: hashFile(file) };
    }
    const manifest = {
      schemaVersion: SCHEMA_VERSION,
      tool: { name: 'tx-sim', version },
      versions: { node: process.version },
      command: ['tx-sim', ...process.argv.slice(2)],
      ...said,
      files: hashes,
    };
    writeFileSync(join(fresh, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    // What it holds may have changed while the run went on.
    refuseFolder(target, 'replaced');
    swap(fresh, target);
  } catch (e) {
    if (fresh !== undefined && existsSync(fresh)) rmSync(fresh, { recursive: true });
    if (e instanceof BadInput) throw e;
    throw badFile('cli/unwritable', `cannot write results to ${path}: ${reasonOf(e)}`);
  }
}

/** SHA-256 of a file, read piece by piece: one of draws may be larger than memory. */
function hashFile(path: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(1 << 20);
  const file = openSync(path, 'r');
  try {
    for (let n = readSync(file, piece); n > 0; n = readSync(file, piece)) hash.update(piece.subarray(0, n));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

function swap(fresh: string, target: string): void {
  if (!existsSync(target)) {
    renameSync(fresh, target);
    return;
  }
  const old = `${fresh}-old`;
  renameSync(target, old);
  try {
    renameSync(fresh, target);
  } catch (e) {
    renameSync(old, target);
    throw e;
  }
  removeResults(old);
}

/** Removes an earlier result, file by file as its manifest names them: nothing else can be lost with it. */
function removeResults(folder: string): void {
  const manifest = join(folder, MANIFEST);
  for (const name of filesOfManifest(manifest) ?? []) rmSync(join(folder, name), { force: true });
  rmSync(manifest, { force: true });
  rmdirSync(folder);
}
