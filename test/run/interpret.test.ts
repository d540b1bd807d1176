import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BinaryFn, Node } from '../../src/compile/ir.ts';
import { interpretNode } from '../../src/run/interpret.ts';

const SLOTS = 6;

/** Nodes as models make them: sums and products, of slots mostly. */
const anyNode: fc.Arbitrary<Node> = fc.letrec<{ n: Node }>(again => ({
  n: fc.oneof(
    { maxDepth: 7 },
    fc.integer({ min: 0, max: SLOTS - 1 }).map<Node>(slot => ({ op: 'slot', slot })),
    fc.integer({ min: 0, max: SLOTS - 1 }).map<Node>(slot => ({ op: 'slot', slot })),
    fc.constantFrom(0.1, 3, 7.5).map<Node>(value => ({ op: 'num', value })),
    fc
      .tuple(fc.constantFrom<BinaryFn>('add', 'add', 'mul', 'mul', 'sub', 'div'), again('n'), again('n'))
      .map<Node>(([op, a, b]) => ({ op, a, b })),
  ),
})).n;

/** The plainest reading of a node: its parts first, left before right. */
function evaluate(n: Node, v: Float64Array): number {
  if (n.op === 'num') return n.value;
  if (n.op === 'slot') return v[n.slot]!;
  if (n.op === 'add') return evaluate(n.a, v) + evaluate(n.b, v);
  if (n.op === 'sub') return evaluate(n.a, v) - evaluate(n.b, v);
  if (n.op === 'mul') return evaluate(n.a, v) * evaluate(n.b, v);
  if (n.op === 'div') return evaluate(n.a, v) / evaluate(n.b, v);
  return expect.fail(n.op);
}

describe('the interpreter', () => {
  const values = fc
    .array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: SLOTS, maxLength: SLOTS })
    .map(v => Float64Array.from(v));

  it('gives every bit that adding and multiplying node by node gives, whatever it takes together', () => {
    fc.assert(
      fc.property(anyNode, values, (node, v) => {
        expect(interpretNode(node, [])(v)).toBe(evaluate(node, v));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes both sides of a sum of products in the order in which they stand', () => {
    // 1e16 + 1 rounds to 1e16, so (1e16 + 1) - 1e16 is 0 and (1e16 - 1e16) + 1 is 1
    const [a, b, c] = [0, 1, 2].map<Node>(slot => ({ op: 'slot', slot }));
    const sum: Node = { op: 'add', a: { op: 'add', a: a!, b: b! }, b: c! };
    expect(interpretNode(sum, [])(Float64Array.of(1e16, 1, -1e16))).toBe(0);
    expect(interpretNode(sum, [])(Float64Array.of(1e16, -1e16, 1))).toBe(1);
    // 1e200 1e200 is beyond every number, which 1e-200 first does not let it become
    const product: Node = { op: 'mul', a: { op: 'mul', a: a!, b: b! }, b: c! };
    expect(interpretNode(product, [])(Float64Array.of(1e200, 1e200, 1e-200))).toBe(Infinity);
    expect(interpretNode(product, [])(Float64Array.of(1e-200, 1e200, 1e200))).toBe(1e200);
  });
});
