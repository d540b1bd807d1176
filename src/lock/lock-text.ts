import type { Code } from '../diagnostics/codes.ts';
import type { Faults } from '../diagnostics/diagnostic.ts';
import { type Lock, type LockChange, type LockedRow, type Moved, PARTS } from './lock.ts';

const KIND = 'tx-sim lock';
/** Changes when an older tool could not read a lock. */
const LOCK_VERSION = 1;

/** As many as can be asked for. */
const MOST_DRAWS = 1_000_000;

/** SHA-256 of a text, in hexadecimal. */
export type Hash = (text: string) => string;

/** A lock's content as JSON has it: numbers that have no meaning are null, and rows are short lists. */
interface Written {
  readonly kind: string;
  readonly lockVersion: number;
  readonly [key: string]: unknown;
}

/**
 * A lock as the text of its file: JSON with a row to a line, so that version control shows which moved. Every number is
 * written with all its digits. The first lines hold the hash of all the rest, by which a file that was cut or edited is
 * known.
 */
export function writeLock(lock: Lock, hash: Hash): string {
  const { columns, rows, history, ...facts } = lock;
  const content: Written = {
    kind: KIND,
    lockVersion: LOCK_VERSION,
    ...facts,
    history: history.map(change => ({ ...change, moved: change.moved.map(writeMoved) })),
    columns,
    rows: rows.map(({ part, name, arm, values }) => [part, name, arm, values]),
  };
  const { kind, lockVersion, ...rest } = content;
  const lines = Object.entries(rest).map(([key, value]) => `  ${JSON.stringify(key)}: ${layOut(key, value)}`);
  const head = [
    `  "kind": ${JSON.stringify(kind)}`,
    `  "lockVersion": ${lockVersion}`,
    `  "sha256": "${hash(JSON.stringify(content))}"`,
  ];
  return `{\n${[...head, ...lines].join(',\n')}\n}\n`;
}

/** A line for each row, and for each change in a lock's history. */
function layOut(key: string, value: unknown): string {
  if (!Array.isArray(value) || value.length === 0 || !(key === 'rows' || key === 'history'))
    return JSON.stringify(value);
  return `[\n${value.map(item => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
}

/** A number that is absent is left out, one that has no meaning is null. */
const writeMoved = ({ part, name, arm, column, locked, now, within }: Moved): object => ({
  part,
  name,
  arm,
  column,
  ...(locked !== undefined && { locked }),
  ...(now !== undefined && { now }),
  within,
});

/**
 * Reads the text of a lock.
 *
 * @param file its name, for faults
 * @returns undefined where it is no lock, is not whole, or was edited after it was written
 */
export function readLock(text: string, file: string, hash: Hash, faults: Faults): Lock | undefined {
  const restore = 'restore it from version control, or remove it and lock the scenario anew';
  const refuse = (code: Code, line: number, column: number, why: string, hint = restore): undefined =>
    faults.error(code, { file, line, column, length: 1 }, why, hint);
  const conflict = text.split('\n').findIndex(line => /^(<{7}|={7}|>{7})/.test(line));
  if (conflict >= 0)
    return refuse(
      'lock/conflict',
      conflict + 1,
      1,
      'the lock holds both sides of a merge that was not finished',
    );
  let content: { sha256?: unknown } & Partial<Written>;
  try {
    content = JSON.parse(text);
  } catch {
    return refuse('lock/not-whole', ...placeOfFault(text), 'the lock is cut short, or is not JSON');
  }
  if (content === null || content.kind !== KIND)
    return refuse('lock/not-a-lock', 1, 1, `this is no lock: expected "kind": "${KIND}"`, restore);
  if (content.lockVersion !== LOCK_VERSION)
    return refuse(
      'lock/version',
      ...placeOfKey(text, 'lockVersion'),
      typeof content.lockVersion === 'number'
        ? `the lock is of version ${content.lockVersion}, and this tool reads version ${LOCK_VERSION}`
        : `the lock does not say its version, and this tool reads version ${LOCK_VERSION}`,
      'use the tool that wrote it, or remove the lock and lock the scenario anew',
    );
  const { sha256, ...rest } = content;
  if (!isWritten(rest) || sha256 !== hashIfWritable(rest, hash))
    return refuse('lock/edited', ...placeOfKey(text, 'sha256'), 'the lock was edited after it was written');
  return fromWritten(rest);
}

type WrittenLock = Written &
  Omit<Lock, 'rows' | 'history'> & {
    readonly rows: readonly (readonly [LockedRow['part'], string, string, readonly (number | null)[]])[];
    readonly history: readonly (Omit<LockChange, 'moved'> & { readonly moved: readonly WrittenMoved[] })[];
  };
type WrittenMoved = Omit<Moved, 'locked' | 'now'> & {
  readonly locked?: number | null;
  readonly now?: number | null;
};

/** What is nested deeper than a lock is cannot be written down again. */
function hashIfWritable(content: object, hash: Hash): string | undefined {
  try {
    return hash(JSON.stringify(content));
  } catch {
    return undefined;
  }
}

/** Whether it has the parts of a lock: a hash can be made for anything. */
function isWritten(content: object): content is WrittenLock {
  const { tool, hashes, seed, draws, sampling, stepsPerYear, tolerances, columns, rows, history } =
    content as Partial<WrittenLock>;
  const isCount = (x: unknown): boolean => Number.isSafeInteger(x) && (x as number) >= 0;
  return (
    isRecord(tool) &&
    isRecord(hashes) &&
    [seed, sampling].every(x => typeof x === 'string') &&
    [draws, stepsPerYear].every(isCount) &&
    (draws as number) <= MOST_DRAWS &&
    isList(tolerances, isRecord) &&
    isRecord(columns) &&
    PARTS.every(part => Array.isArray(columns[part])) &&
    isList(rows, isRow) &&
    isList(history, change => isRecord(change) && isList((change as Partial<LockChange>).moved, isRecord))
  );
}

const isList = (x: unknown, test: (item: unknown) => boolean): boolean => Array.isArray(x) && x.every(test);

const isRecord = (x: unknown): x is object => typeof x === 'object' && x !== null && !Array.isArray(x);

const isRow = (row: unknown): boolean =>
  Array.isArray(row) &&
  PARTS.includes(row[0]) &&
  [row[1], row[2]].every(x => typeof x === 'string') &&
  Array.isArray(row[3]) &&
  row[3].every(x => x === null || typeof x === 'number');

function fromWritten({ kind: _, lockVersion: __, rows, history, ...facts }: WrittenLock): Lock {
  return {
    ...(facts as Omit<Lock, 'rows' | 'history'>),
    rows: rows.map(([part, name, arm, values]) => ({ part, name, arm, values: values.map(numberOf) })),
    history: history.map(change => ({
      ...change,
      moved: change.moved.map(m => ({
        ...m,
        locked: m.locked === undefined ? undefined : numberOf(m.locked),
        now: m.now === undefined ? undefined : numberOf(m.now),
      })),
    })),
  };
}

const numberOf = (x: number | null): number => x ?? Number.NaN;

/** Line and column of a key, counted from 1; of the first character where there is none. */
function placeOfKey(text: string, key: string): [number, number] {
  return placeAt(text, Math.max(0, text.indexOf(`"${key}"`)));
}

/** The first line that says nothing by itself, as every line of a lock does; the end where all do. */
function placeOfFault(text: string): [number, number] {
  const lines = text.split('\n');
  const line = lines.findIndex(l => !standsAlone(l.trim().replace(/,$/, '')));
  return line < 0 ? placeAt(text, text.length) : [line + 1, lines[line]!.search(/\S/) + 1];
}

function standsAlone(line: string): boolean {
  // The first and the last line of all, and of what has a line for each item.
  if (/^([{}\]]?|"\w+": \[)$/.test(line)) return true;
  try {
    JSON.parse(/^[[{]/.test(line) ? line : `{${line}}`);
    return true;
  } catch {
    return false;
  }
}

function placeAt(text: string, at: number): [number, number] {
  const before = text.slice(0, at).split('\n');
  return [before.length, before.at(-1)!.length + 1];
}
