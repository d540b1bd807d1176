import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, type Equation, mul, slot } from '../../src/compile/ir.ts';
import { keepClose } from '../../src/compile/keep-close.ts';
import { interpretEquations } from '../../src/run/interpret.ts';
import { anyNumber, inOrder, SLOTS, TABLES } from '../run/any-equations.ts';

const anySlots = fc.array(anyNumber, { minLength: SLOTS, maxLength: SLOTS });

describe('equations that are kept close to what they read', () => {
  it('have the same bits, those that go on from the time before too', () => {
    fc.assert(
      fc.property(inOrder, anySlots, (equations, values) => {
        // The first slots move on at the end, as stocks do.
        const last = equations.at(-1)!.slot;
        const moves = [0, 1].map(s => ({ slot: s, node: add(slot(s), slot(last)) }));
        const all = [...equations, ...moves];
        const [plain, own] = [all, keepClose(all)].map(list => {
          const v = new Float64Array(SLOTS + all.length);
          v.set(values);
          const assign = interpretEquations(list, TABLES);
          assign(v);
          assign(v);
          return v;
        });
        expect(own).toEqual(plain);
      }),
      { numRuns: 1000 },
    );
  });

  it('come as soon as what they read is there, and what is overwritten is read before', () => {
    const [stock, a, b, rate] = [0, 10, 11, 12];
    const equations: Equation[] = [
      { slot: a, node: mul(slot(stock), slot(1)) },
      { slot: b, node: mul(slot(stock), slot(2)) },
      { slot: rate, node: mul(slot(a), slot(3)) },
      { slot: stock, node: add(slot(stock), slot(rate)) },
    ];
    expect(keepClose(equations).map(e => e.slot)).toEqual([a, rate, b, stock]);
  });
});
