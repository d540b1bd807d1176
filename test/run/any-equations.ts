import fc from 'fast-check';
import {
  type BinaryFn,
  type Equation,
  mapParts,
  type Node,
  slot,
  type Table,
  type UnaryFn,
} from '../../src/compile/ir.ts';

/** How many slots random equations are over. */
export const SLOTS = 8;
export const TABLES: readonly Table[] = [
  { xs: [-1, 0, 2], ys: [3, -0, 1] },
  { xs: [0.5], ys: [7] },
];
const UNARY: readonly UnaryFn[] = ['neg', 'not', 'abs', 'exp', 'log', 'sqrt'];
const ARITHMETIC: readonly BinaryFn[] = ['add', 'sub', 'mul', 'div', 'min', 'max', 'pow'];
const TRUTHS: readonly BinaryFn[] = ['lt', 'le', 'eq', 'ne', 'and', 'or'];

export const anyNumber = fc.oneof(
  fc.double({ min: -5, max: 5 }),
  fc.double(),
  fc.constantFrom(0, -0, 1, NaN),
);
const anyOf = (ops: readonly BinaryFn[]) => fc.constantFrom(...ops);

/** Any node at all, over a few slots. */
export const anyNode: fc.Arbitrary<Node> = fc.letrec<{ n: Node }>(again => {
  const [a, b, condition] = [again('n'), again('n'), again('n')];
  return {
    n: fc.oneof(
      { maxDepth: 9, depthSize: 'max' },
      fc.nat({ max: SLOTS - 1 }).map(slot),
      fc.nat({ max: SLOTS - 1 }).map(slot),
      anyNumber.map<Node>(value => ({ op: 'num', value })),
      fc.tuple(fc.constantFrom(...UNARY), a).map<Node>(([op, a]) => ({ op, a })),
      fc.tuple(anyOf(ARITHMETIC), a, b).map<Node>(([op, a, b]) => ({ op, a, b })),
      fc.tuple(anyOf(TRUTHS), a, b).map<Node>(([op, a, b]) => ({ op, a, b })),
      fc.tuple(condition, a, b).map<Node>(([condition, a, b]) => ({ op: 'select', condition, a, b })),
      fc.tuple(fc.nat({ max: 1 }), a).map<Node>(([table, a]) => ({ op: 'lookup', table, a })),
    ),
  };
}).n;

/** Equations that assign and read any slots, again and again. */
export const anyEquations: fc.Arbitrary<Equation[]> = fc.array(
  fc.record({ slot: fc.nat({ max: SLOTS - 1 }), node: anyNode }),
  { minLength: 1, maxLength: 12 },
);

/** The node with its higher slots made those that were assigned last. */
function overAssigned(node: Node, k: number): Node {
  const go = (n: Node): Node => overAssigned(n, k);
  if (node.op === 'slot') {
    const back = node.slot - 3;
    return back > 0 && k - back >= 0 ? slot(SLOTS + k - back) : node;
  }
  return mapParts(node, go);
}

/** Equations of slots above the first, each of which may read those before it. */
export const inOrder = fc
  .array(anyNode, { minLength: 1, maxLength: 12 })
  .map(nodes => nodes.map((node, k): Equation => ({ slot: SLOTS + k, node: overAssigned(node, k) })));
