import type { Place } from '../diagnostics/diagnostic.ts';
import type { SourceEntry, SourceNode } from './yaml.ts';

/**
 * A source tree as plain nested arrays, for a file that ships with the package: reading it back takes a
 * twentieth of the time that parsing its YAML does. A node is [line, column, length, content]: content is a
 * list of nodes, `{m: [key, keyLine, keyColumn, keyLength, node, …]}`, or `{v: value, t: text}`.
 */
export type PackedNode = readonly [number, number, number, PackedContent];
type PackedContent =
  | readonly PackedNode[]
  | { readonly m: readonly (string | number | PackedNode)[] }
  | { readonly v: string | number | boolean | null; readonly t?: string };

/** Packs a tree; the file's name is left out. */
export function packSource(node: SourceNode): PackedNode {
  const { line, column, length } = node.place;
  if (node.kind === 'list') return [line, column, length, node.items.map(packSource)];
  if (node.kind === 'map') {
    const m = [...node.entries.values()].flatMap(({ key, keyPlace: k, value }) => [
      key,
      k.line,
      k.column,
      k.length,
      packSource(value),
    ]);
    return [line, column, length, { m }];
  }
  const { value, text } = node;
  return [line, column, length, text === String(value) ? { v: value } : { v: value, t: text }];
}

/** The tree that was packed, with its places in `file`. */
export function unpackSource([line, column, length, content]: PackedNode, file: string): SourceNode {
  const place: Place = { file, line, column, length };
  if (Array.isArray(content))
    return { kind: 'list', place, items: (content as readonly PackedNode[]).map(n => unpackSource(n, file)) };
  const packed = content as Exclude<PackedContent, readonly PackedNode[]>;
  if ('v' in packed) return { kind: 'scalar', place, value: packed.v, text: packed.t ?? String(packed.v) };
  const entries = new Map<string, SourceEntry>();
  for (let i = 0; i < packed.m.length; i += 5) {
    const [key, keyLine, keyColumn, keyLength, node] = packed.m.slice(i, i + 5) as [
      string,
      number,
      number,
      number,
      PackedNode,
    ];
    const keyPlace: Place = { file, line: keyLine, column: keyColumn, length: keyLength };
    entries.set(key, { key, keyPlace, value: unpackSource(node, file) });
  }
  return { kind: 'map', place, entries };
}
