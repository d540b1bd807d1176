import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
} from 'yaml';
import type { Faults, Place } from '../diagnostics/diagnostic.ts';

/** A YAML value in which every node knows its place. */
export type SourceNode = SourceMap | SourceList | SourceScalar;

export interface SourceEntry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: SourceNode;
}

export interface SourceMap {
  readonly kind: 'map';
  readonly place: Place;
  /** In the order written. */
  readonly entries: ReadonlyMap<string, SourceEntry>;
}

export interface SourceList {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly SourceNode[];
}

export interface SourceScalar {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: string | number | boolean | null;
  /** The characters as written, for values that YAML would read in its own way. */
  readonly text: string;
}

/** Limits that keep a hostile file from costing more than an error message. */
const MAX_BYTES = 4_000_000;
const MAX_DEPTH = 40;
const MAX_ALIASES = 100;

/**
 * Reads YAML text into a plain tree. Any fault of syntax, and anything that would lose or hide meaning
 * (duplicate keys, unknown tags, merge keys, `__proto__`), is reported at its place.
 *
 * @returns undefined when the text cannot be read
 */
export function readYaml(text: string, file: string, faults: Faults): SourceNode | undefined {
  const start: Place = { file, line: 1, column: 1, length: 1 };
  if (text.length > MAX_BYTES)
    return faults.error(
      'source/too-large',
      start,
      `the file has ${text.length} characters; at most ${MAX_BYTES} are read`,
    );
  if (text.includes('\0'))
    return faults.error('source/binary', start, 'the file holds NUL characters; expected YAML text');
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    merge: false,
  });
  const placeAt = (from: number, to: number): Place => {
    const { line, col } = lines.linePos(from);
    return { file, line, column: col, length: Math.max(1, to - from) };
  };
  for (const fault of [...document.errors, ...document.warnings]) {
    const [from, to] = fault.pos;
    faults.error('source/yaml', placeAt(from, to), sentence(fault.message));
  }
  if (document.errors.length + document.warnings.length > 0) return undefined;
  if (document.contents === null) return faults.error('source/empty', start, 'the file is empty');
  let aliases = 0;

  const placeOf = (node: Node): Place => placeAt(node.range?.[0] ?? 0, node.range?.[1] ?? 0);

  const convert = (node: ParsedNode | null, depth: number, near: Place): SourceNode | undefined => {
    if (node === null) return { kind: 'scalar', place: near, value: null, text: '' };
    const place = placeOf(node);
    if (depth > MAX_DEPTH)
      return faults.error('source/too-deep', place, `nested more than ${MAX_DEPTH} levels deep`);
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > MAX_ALIASES)
        return faults.error('source/aliases', place, `more than ${MAX_ALIASES} aliases`);
      const target = node.resolve(document);
      return target
        ? convert(target as ParsedNode, depth + 1, place)
        : faults.error('source/yaml', place, `alias *${node.source} has no anchor`);
    }
    if (isScalar(node)) {
      const { value } = node;
      const text = typeof node.source === 'string' ? node.source : String(value ?? '');
      if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)))
        return faults.error('source/number', place, `${text} is not a finite number`);
      if (
        value === null ||
        typeof value === 'string' ||
        typeof value === 'number' ||
        typeof value === 'boolean'
      )
        return { kind: 'scalar', place, value, text };
      return faults.error('source/value', place, `${text} is not text, a number, true or false`);
    }
    if (isSeq(node)) {
      const items: SourceNode[] = [];
      for (const item of node.items) {
        const converted = convert(item as ParsedNode | null, depth + 1, place);
        if (converted) items.push(converted);
      }
      return { kind: 'list', place, items };
    }
    if (isMap(node)) {
      const entries = new Map<string, SourceEntry>();
      for (const pair of node.items) {
        const keyNode = pair.key as ParsedNode;
        const keyPlace = placeOf(keyNode);
        const key =
          isScalar(keyNode) && (typeof keyNode.source === 'string' ? keyNode.source : String(keyNode.value));
        if (key === false) faults.error('source/key', keyPlace, 'a key must be a plain word');
        else if (key === '__proto__' || key === '<<')
          faults.error('source/key', keyPlace, `the key ${key} is not allowed`);
        else {
          const value = convert(pair.value as ParsedNode | null, depth + 1, keyPlace);
          if (value) entries.set(key, { key, keyPlace, value });
        }
      }
      return { kind: 'map', place, entries };
    }
    return faults.error('source/value', place, 'expected text, a number, a list or a mapping');
  };
  return convert(document.contents as ParsedNode, 0, start);
}

/** The parser's own message as a sentence in our manner: no capital, no trailing position. */
function sentence(message: string): string {
  const first = message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
  return first.charAt(0).toLowerCase() + first.slice(1);
}
