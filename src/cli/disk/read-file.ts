import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type { Code } from '../../diagnostics/codes.ts';

/** More than any file that is read has, and few enough that a wrong one costs nothing. */
const MOST_BYTES = 8_000_000;

/** Why a file is not read, although the system would read it. */
export class Unfit extends Error {
  /** Of the diagnostic, and where in the file (lines and columns count from 1); absent for what is no file at all. */
  readonly at: { readonly code: Code; readonly line: number; readonly column: number } | undefined;
  readonly hint: string | undefined;
  constructor(message: string, at?: Unfit['at'], hint?: string) {
    super(message);
    this.at = at;
    this.hint = hint;
  }
}

/**
 * The bytes of a file or, where `orPipe`, of a pipe (as in `tx-sim validate <(…)`); nothing else can be read to its end.
 *
 * @throws Unfit for what is too large, or neither a file nor a pipe; the system's own error otherwise
 */
export function readBytes(path: string, orPipe = false): Buffer {
  // Asked before it is opened: to open a pipe waits for whoever writes to it.
  refuseOthers(statSync(path), orPipe);
  const file = openSync(path, 'r');
  try {
    const { size } = refuseOthers(fstatSync(file), orPipe);
    const chunks: Buffer[] = [];
    let total = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.max(65_536, size - total + 1));
      const read = readSync(file, chunk);
      if (read === 0) return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, read));
      total += read;
      if (total > MOST_BYTES) throw tooLarge('more');
    }
  } finally {
    closeSync(file);
  }
}

function refuseOthers(stats: Stats, orPipe: boolean): Stats {
  if (stats.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  if (!stats.isFile() && !(orPipe && stats.isFIFO())) throw new Unfit('it is not a file');
  if (stats.size > MOST_BYTES) throw tooLarge(stats.size.toLocaleString('en-GB'));
  return stats;
}

const tooLarge = (bytes: string): Unfit =>
  new Unfit(`it has ${bytes} bytes; at most ${MOST_BYTES.toLocaleString('en-GB')} are read`, {
    code: 'source/too-large',
    line: 1,
    column: 1,
  });

/** The bytes as text, without a byte-order mark. @throws Unfit where they are not UTF-8 */
export function decodeText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw notText(bytes);
  return new TextDecoder().decode(bytes);
}

function notText(bytes: Buffer): Unfit {
  const why = 'it is not text in UTF-8';
  const code = 'source/encoding';
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff')
    return new Unfit(why, { code, line: 1, column: 1 }, 'it seems to be UTF-16: save it as "UTF-8"');
  for (let line = 1, from = 0; ; line++) {
    const end = bytes.indexOf('\n', from);
    const own = bytes.subarray(from, end < 0 ? bytes.length : end);
    // What is broken is decoded as a sign of its own.
    if (!isUtf8(own)) {
      const column = new TextDecoder().decode(own).indexOf('\uFFFD') + 1;
      return new Unfit(why, { code, line, column }, 'save it as "UTF-8"');
    }
    from = end + 1;
  }
}
