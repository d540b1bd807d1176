import { type Alias, isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar } from 'yaml';
import { type Faults, type Place, suggest } from '../diagnostics/diagnostic.ts';
import { hiddenCharacter, parseYaml } from './parse-yaml.ts';

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

const MAX_DEPTH = 40;
/** Of a whole file; what an alias stands for counts wherever one does. */
const MAX_VALUES = 50_000;

/** A value, and what going through it costs. */
interface Sized {
  readonly node: SourceNode;
  readonly values: number;
  readonly height: number;
}

/**
 * Reads YAML text into a plain tree. Any fault of syntax, and anything that would lose or hide meaning
 * (duplicate keys, unknown tags, merge keys, `__proto__`), is reported at its place. What an alias stands for is in the
 * tree wherever one does.
 *
 * @returns undefined when the text cannot be read
 */
export function readYaml(text: string, file: string, faults: Faults): SourceNode | undefined {
  const parsed = parseYaml(text, file, faults);
  if (!parsed) return undefined;
  const before = faults.all.length;
  const reader = new TreeReader(parsed.placeAt, faults);
  const read = reader.read(parsed.contents, 0, { file, line: 1, column: 1, length: 1 });
  // What has been left out would be told as missing, and of two of one name nobody can tell which was meant.
  return faults.all.length > before ? undefined : read?.node;
}

class TreeReader {
  private readonly placeAt: (from: number, to: number) => Place;
  private readonly faults: Faults;
  /** What was last read under each anchor; `open` while it is read, and undefined where it was at fault. */
  private readonly anchors = new Map<string, Sized | 'open' | undefined>();
  private values = 0;

  constructor(placeAt: (from: number, to: number) => Place, faults: Faults) {
    this.placeAt = placeAt;
    this.faults = faults;
  }

  /** @param near the place of a value that is not written */
  read(node: ParsedNode | null, depth: number, near: Place): Sized | undefined {
    // Told where the limit was passed, and nothing after that.
    if (this.values > MAX_VALUES) return undefined;
    this.values += 1;
    if (node === null)
      return { node: { kind: 'scalar', place: near, value: null, text: '' }, values: 1, height: 0 };
    const place = this.placeOf(node);
    if (depth > MAX_DEPTH) return this.tooDeep(place);
    if (isAlias(node)) return this.readAlias(node, depth, place);
    if (node.anchor) this.anchors.set(node.anchor, 'open');
    const read = isScalar(node)
      ? this.readScalar(node, place)
      : isSeq(node)
        ? this.readList(node.items as ParsedNode[], depth, place)
        : isMap(node)
          ? this.readMap(node.items, depth, place)
          : undefined;
    if (node.anchor) this.anchors.set(node.anchor, read);
    return read;
  }

  private readAlias({ source }: Alias, depth: number, place: Place): Sized | undefined {
    const known = this.anchors.get(source);
    if (known === 'open')
      return this.faults.error('source/alias', place, `*${source} stands inside what it stands for`);
    if (!known)
      return this.anchors.has(source)
        ? undefined
        : this.faults.error(
            'source/alias',
            place,
            `*${source} stands for nothing: no &${source} comes before it`,
            suggest(source, this.anchors.keys()),
          );
    if (depth + known.height > MAX_DEPTH) return this.tooDeep(place);
    this.values += known.values - 1;
    if (this.values > MAX_VALUES)
      return this.faults.error(
        'source/aliases',
        place,
        `by its aliases the file comes to more than ${MAX_VALUES} values`,
      );
    return known;
  }

  private readScalar(node: Scalar.Parsed, place: Place): Sized | undefined {
    const { value } = node;
    const text = typeof node.source === 'string' ? node.source : String(value ?? '');
    // Written as an escape, or the file would not have been parsed.
    const hidden = hiddenCharacter(text);
    if (hidden)
      return this.faults.error(
        'source/control',
        place,
        `the text holds the control character ${hidden.name}`,
      );
    if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)))
      return this.faults.error('source/number', place, `${text} is not a finite number`);
    if (value !== null && !['string', 'number', 'boolean'].includes(typeof value))
      return this.faults.error('source/value', place, `${text} is not text, a number, true or false`);
    return {
      node: { kind: 'scalar', place, value: value as SourceScalar['value'], text },
      values: 1,
      height: 0,
    };
  }

  private readList(nodes: readonly ParsedNode[], depth: number, place: Place): Sized {
    const read = nodes.flatMap(item => this.read(item, depth + 1, place) ?? []);
    return this.sized({ kind: 'list', place, items: read.map(r => r.node) }, read);
  }

  private readMap(
    pairs: readonly { readonly key: unknown; readonly value: unknown }[],
    depth: number,
    place: Place,
  ): Sized {
    const entries = new Map<string, SourceEntry>();
    const taken = new Map<string, Place>();
    const all: Sized[] = [];
    for (const { key: keyNode, value } of pairs) {
      const keyPlace = this.placeOf(keyNode as ParsedNode);
      const key = this.readKey(keyNode as ParsedNode, keyPlace);
      if (key === undefined) continue;
      const first = taken.get(key);
      if (first) {
        this.faults.error(
          'source/duplicate-key',
          keyPlace,
          `the key ${key} stands here twice; first on line ${first.line}`,
        );
        continue;
      }
      taken.set(key, keyPlace);
      const read = this.read(value as ParsedNode | null, depth + 1, keyPlace);
      if (!read) continue;
      all.push(read);
      entries.set(key, { key, keyPlace, value: read.node });
    }
    return this.sized({ kind: 'map', place, entries }, all);
  }

  /** @returns undefined after a fault */
  private readKey(node: ParsedNode, place: Place): string | undefined {
    if (!isScalar(node)) return this.faults.error('source/key', place, 'a key must be a plain word');
    const key = typeof node.source === 'string' ? node.source : String(node.value);
    if (key === '__proto__' || key === '<<')
      return this.faults.error('source/key', place, `the key ${key} is not allowed`);
    const hidden = hiddenCharacter(key);
    return hidden
      ? this.faults.error('source/control', place, `the key holds the control character ${hidden.name}`)
      : key;
  }

  private sized(node: SourceNode, parts: readonly Sized[]): Sized {
    const values = parts.reduce((sum, p) => sum + p.values, 1);
    const height = parts.reduce((most, p) => Math.max(most, p.height + 1), 0);
    return { node, values, height };
  }

  private tooDeep(place: Place): undefined {
    return this.faults.error('source/too-deep', place, `nested more than ${MAX_DEPTH} levels deep`);
  }

  private placeOf({ range }: ParsedNode): Place {
    return this.placeAt(range[0], range[1]);
  }
}
