import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { badFile, reasonOf } from './files.ts';
import { isRepeatable, type Repeatable } from './repeatable.ts';

export const MANIFEST = 'manifest.json';
/** What says that a folder holds draws of an interrupted comparison. */
export const UNFINISHED = 'unfinished.json';

/** Whether a folder holds results that are finished. */
export const holdsResults = (path: string): boolean => namesIn(path)?.includes(UNFINISHED) === false;

/** What a folder of results says of itself. */
export interface Manifest {
  readonly tool: { readonly name: string; readonly version: string };
  readonly versions: { readonly node: string };
  /** Of results of one scenario. */
  readonly hashes?: { readonly model: string };
  /** Absent in what an interrupted command has kept. */
  readonly repeat?: Repeatable;
  readonly files: Readonly<Record<string, { readonly sha256: string }>>;
}

/**
 * What a folder holds is known by it, and removed by it: a name that leads out of the folder is none of ours.
 *
 * @returns undefined where there is none, or it is damaged, or not ours
 */
export function readManifest(folder: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
    const { tool, versions, files, repeat, hashes } = manifest;
    const isOurs =
      tool.name === 'tx-sim' &&
      [tool.version, versions.node].every(x => typeof x === 'string') &&
      Object.entries<{ sha256: unknown }>(files).every(
        ([name, { sha256 }]) => isPlain(name) && typeof sha256 === 'string',
      ) &&
      (repeat === undefined || isRepeatable(repeat)) &&
      (hashes === undefined || typeof hashes.model === 'string');
    return isOurs ? manifest : undefined;
  } catch {
    return undefined;
  }
}

const isPlain = (name: string): boolean => basename(name) === name && !['', '.', '..'].includes(name);

/** The names of a result's files, without its manifest. */
export function namesIn(folder: string): string[] | undefined {
  const manifest = readManifest(folder);
  return manifest && Object.keys(manifest.files);
}

/**
 * The bytes of a file in a folder of results, which are those that were written.
 *
 * @returns undefined where the manifest does not name it
 * @throws BadInput `cli/damaged` where the file is missing, cut off or edited, or the manifest is
 */
export function readResult(folder: string, name: string): Buffer | undefined {
  const damaged = (why: string): never => {
    throw badFile(
      'cli/damaged',
      `${join(folder, name)} is not as tx-sim wrote it: ${why}`,
      'take it from a copy, or run again',
    );
  };
  const manifest = readManifest(folder);
  if (!manifest) return existsSync(join(folder, MANIFEST)) ? damaged(`${MANIFEST} is damaged`) : undefined;
  const written = manifest.files[name]?.sha256;
  if (written === undefined) return undefined;
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, name));
  } catch (e) {
    return damaged(reasonOf(e));
  }
  return createHash('sha256').update(bytes).digest('hex') === written
    ? bytes
    : damaged('its bytes have another SHA-256 than its manifest says');
}

/** SHA-256 of a file, read piece by piece: one of draws may be larger than memory. */
export function hashFile(path: string): string {
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
