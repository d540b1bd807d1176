import { type BinaryFn, isBinary, isUnary, type Node, type UnaryFn } from './ir.ts';

/**
 * Nodes as numbers, for a file: each node is its operation, then its slot, its table or the place of its number, then
 * its parts, one after the other.
 */
export interface NodeCode {
  readonly code: Int32Array<ArrayBuffer>;
  readonly numbers: Float64Array<ArrayBuffer>;
}

const UNARY: readonly UnaryFn[] = ['neg', 'not', 'abs', 'exp', 'log', 'sqrt'];
const BINARY: readonly BinaryFn[] = [
  ...(['add', 'sub', 'mul', 'div', 'pow', 'min', 'max'] as const),
  ...(['lt', 'le', 'eq', 'ne', 'and', 'or'] as const),
];
const OPERATIONS: readonly Node['op'][] = ['num', 'slot', 'select', 'lookup', ...UNARY, ...BINARY];
const FIRST_BINARY = OPERATIONS.indexOf('add');

export function encodeNodes(nodes: readonly Node[]): NodeCode {
  const code: number[] = [];
  const numbers: number[] = [];
  const placeOf = new Map<string, number>();
  const write = (node: Node): void => {
    code.push(OPERATIONS.indexOf(node.op));
    if (node.op === 'num') {
      // 0 and -0 are different numbers.
      const key = Object.is(node.value, -0) ? '-0' : String(node.value);
      if (!placeOf.has(key)) placeOf.set(key, numbers.push(node.value) - 1);
      code.push(placeOf.get(key)!);
    } else if (node.op === 'slot') code.push(node.slot);
    else if (node.op === 'select') for (const part of [node.condition, node.a, node.b]) write(part);
    else if (node.op === 'lookup') {
      code.push(node.table);
      write(node.a);
    } else if (isBinary(node)) for (const part of [node.a, node.b]) write(part);
    else if (isUnary(node)) write(node.a);
  };
  for (const node of nodes) write(node);
  return { code: Int32Array.from(code), numbers: Float64Array.from(numbers) };
}

/** The nodes that were encoded, in order. */
export function decodeNodes({ code, numbers }: NodeCode): Node[] {
  let at = 0;
  const read = (): Node => {
    const index = code[at++]!;
    const op = OPERATIONS[index]!;
    if (op === 'num') return { op, value: numbers[code[at++]!]! };
    if (op === 'slot') return { op, slot: code[at++]! };
    if (op === 'select') return { op, condition: read(), a: read(), b: read() };
    if (op === 'lookup') return { op, table: code[at++]!, a: read() };
    if (index < FIRST_BINARY) return { op: op as UnaryFn, a: read() };
    return { op: op as BinaryFn, a: read(), b: read() };
  };
  const nodes: Node[] = [];
  while (at < code.length) nodes.push(read());
  return nodes;
}
