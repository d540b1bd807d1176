import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { BadInput } from '../../diagnostics/diagnostic.ts';
import { SCHEMA_VERSION } from '../../report/schema-version.ts';
import { badFile, isBelow, isTaken } from './files.ts';
import type { HeldPlace } from './hold-place.ts';
import { MANIFEST, namesIn, UNFINISHED } from './results-manifest.ts';
import { settleFolder, swapFolders } from './swap-folder.ts';
import { version } from './version.ts';
import { syncFolder, unwritable } from './write-whole.ts';

/** For messages of what cannot be written. */
export const RESULTS = 'results to ';

/**
 * Refuses a folder that holds anything but an earlier result of ours, before a run is spent on it. What a killed
 * command has left beside it is settled first.
 */
export function refuseFolder(path: string, unfinished: 'refused' | 'replaced' = 'refused'): void {
  if (path.trim() !== '') settleFolder(path);
  refuseContent(path, unfinished);
}

function refuseContent(path: string, unfinished: 'refused' | 'replaced'): void {
  const refuse = (why: string, way = 'name an empty or a new folder'): never => {
    throw badFile('cli/out', `cannot write ${RESULTS}${path}: ${why}`, way);
  };
  if (path.trim() === '') refuse('no folder is named');
  if (!existsSync(path)) {
    if (isTaken(path)) refuse('it is a link that leads nowhere');
    return;
  }
  const { dev } = statSync(path);
  if (!statSync(path).isDirectory()) refuse('it is not a folder');
  const target = realpathSync(path);
  if (isBelow(realpathSync(process.cwd()), target))
    refuse('it is the folder this command runs in, or holds it');
  if (statSync(dirname(target)).dev !== dev)
    refuse(
      'it is a disk of its own, which cannot be replaced whole',
      `name a folder in it: ${join(path, 'results')}`,
    );
  const found = readdirSync(path);
  if (found.length === 0) return;
  if (!found.includes(MANIFEST))
    refuse('the folder is not empty, and what it holds is not an earlier result');
  const known = namesIn(path);
  if (!known) refuse(`its ${MANIFEST} is damaged, or was not written by tx-sim`);
  if (unfinished === 'refused' && known?.includes(UNFINISHED))
    throw badFile(
      'cli/out',
      `cannot write ${RESULTS}${path}: it holds draws of an interrupted comparison`,
      `go on with --resume ${path}, or name another folder`,
    );
  const stray = found.find(name => name !== MANIFEST && !known?.includes(name));
  if (stray !== undefined) refuse(`it also holds ${stray}, which tx-sim did not write`);
}

/** What a file is to hold: its text, or whoever hands its bytes over piece by piece. */
export type Content = string | ((put: (bytes: Uint8Array) => void) => void);

/** SHA-256 of what a file is to hold. @param also is handed every piece as well */
export function hashContent(content: Content, also: (piece: Uint8Array | string) => void = () => {}): string {
  const hash = createHash('sha256');
  const put = (piece: Uint8Array | string): void => {
    hash.update(piece);
    also(piece);
  };
  if (typeof content === 'string') put(content);
  else content(put);
  return hash.digest('hex');
}

/** Writes a file piece by piece, onto the disk. @returns its SHA-256 */
function writeContent(path: string, content: Content): string {
  const file = openSync(path, 'wx');
  try {
    const sha256 = hashContent(content, piece => writeFileSync(file, piece));
    fsyncSync(file);
    return sha256;
  } finally {
    closeSync(file);
  }
}

/**
 * Writes a folder of results with a manifest that holds the hash of every file, what made them and whatever else is
 * to be said. The folder appears whole or not at all: a new one is filled beside the old one, then the two are swapped.
 *
 * @param place of the folder, held; it is used up
 */
export function writeFolder(place: HeldPlace, files: Readonly<Record<string, Content>>, said: object): void {
  const { path, target, folder } = place;
  try {
    const hashes: Record<string, { readonly sha256: string }> = {};
    for (const [name, content] of Object.entries(files))
      hashes[name] = { sha256: writeContent(join(folder, name), content) };
    const manifest = {
      schemaVersion: SCHEMA_VERSION,
      tool: { name: 'tx-sim', version },
      versions: { node: process.version },
      command: ['tx-sim', ...process.argv.slice(2)],
      ...said,
      files: hashes,
    };
    writeContent(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    syncFolder(folder);
    // What it holds may have changed while the run went on.
    refuseContent(target, 'replaced');
    swapFolders(folder, target);
  } catch (e) {
    throw e instanceof BadInput ? e : unwritable(path, e, RESULTS);
  } finally {
    place.release();
  }
}
