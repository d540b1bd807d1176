import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, type Equation, isBinary, isUnary, mul, type Node, num, slot } from '../../src/compile/ir.ts';
import { leanEquations, neededFor } from '../../src/compile/lean.ts';
import { interpretEquations } from '../../src/run/interpret.ts';
import { anyNumber, inOrder, SLOTS, TABLES } from '../run/any-equations.ts';

/** Slots that nothing assigns; the first of them vary. */
const VARYING = new Set([0, 1]);
const MOST = 200;

const anySlots = fc.array(anyNumber, { minLength: SLOTS, maxLength: SLOTS });

function lean(equations: readonly Equation[], varying: ReadonlySet<number>, kept: ReadonlySet<number>) {
  let next = 100;
  return leanEquations(equations, varying, kept, () => next++);
}

const sizeOf = (equations: readonly Equation[]): number => {
  const size = (n: Node): number => {
    if (n.op === 'select') return 1 + size(n.condition) + size(n.a) + size(n.b);
    if (n.op === 'lookup' || isUnary(n)) return 1 + size(n.a);
    return isBinary(n) ? 1 + size(n.a) + size(n.b) : 0;
  };
  return equations.reduce((sum, e) => sum + size(e.node), 0);
};

describe('lean equations', () => {
  it('give the same bits, again and again while what varies does, with no more work', () => {
    fc.assert(
      fc.property(inOrder, anySlots, fc.tuple(anyNumber, anyNumber), (equations, first, later) => {
        const kept = new Set(equations.map(e => e.slot).filter((_, k) => k % 2 === 0));
        const { once, each } = lean(equations, VARYING, kept);
        expect(sizeOf([...once, ...each])).toBeLessThanOrEqual(sizeOf(equations));
        const [plain, own] = [new Float64Array(MOST), new Float64Array(MOST)];
        plain.set(first);
        own.set(first);
        interpretEquations(once, TABLES)(own);
        for (const values of [[], later]) {
          for (const [i, x] of values.entries()) plain[i] = own[i] = x;
          interpretEquations(equations, TABLES)(plain);
          interpretEquations(each, TABLES)(own);
          for (const s of kept) if (!Object.is(plain[s], own[s])) expect(own[s]).toBe(plain[s]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('compute once what nothing varying reaches, and in one place what stands in two', () => {
    const [a, b, x] = [slot(2), slot(3), slot(0)];
    const equations = [
      { slot: 10, node: mul(add(a, b), x) },
      { slot: 11, node: add(mul(add(a, b), x), num(1)) },
      { slot: 12, node: mul(a, b) },
    ];
    expect(lean(equations, VARYING, new Set([10, 11, 12]))).toEqual({
      once: [
        { slot: 100, node: add(a, b) },
        { slot: 12, node: mul(a, b) },
      ],
      each: [
        { slot: 10, node: mul(slot(100), x) },
        { slot: 11, node: add(slot(10), num(1)) },
      ],
    });
  });

  it('let a sum go on from what it was', () => {
    const sum = [{ slot: 5, node: add(slot(5), slot(2)) }];
    expect(lean(sum, new Set([5]), new Set([5]))).toEqual({ once: [], each: sum });
  });

  it('copy a value to where it is looked for, and nowhere else', () => {
    const equations = [
      { slot: 10, node: slot(0) },
      { slot: 11, node: slot(10) },
      { slot: 12, node: add(slot(11), num(2)) },
    ];
    expect(lean(equations, VARYING, new Set([11, 12])).each).toEqual([
      { slot: 11, node: slot(0) },
      { slot: 12, node: add(slot(0), num(2)) },
    ]);
  });

  it('tell 0 from -0', () => {
    const equations = [0, -0].map((zero, k) => ({
      slot: 10 + k,
      node: { op: 'div', a: num(1), b: num(zero) } as const,
    }));
    const { once } = lean(equations, VARYING, new Set([10, 11]));
    const v = new Float64Array(MOST);
    interpretEquations(once, [])(v);
    expect([v[10], v[11]]).toEqual([Infinity, -Infinity]);
  });
});

describe('what slots need', () => {
  it('is kept in order, with what that needs in turn, and nothing else', () => {
    const equations = [
      { slot: 10, node: slot(0) },
      { slot: 11, node: slot(10) },
      { slot: 12, node: slot(1) },
      { slot: 13, node: add(slot(11), slot(2)) },
    ];
    expect(neededFor([13, 3], equations).map(e => e.slot)).toEqual([10, 11, 13]);
  });
});
