import { describe, expect, it } from 'vitest';
import { type Node, slot } from '../../src/compile/ir.ts';
import { type StreamKey, uniform } from '../../src/numeric/stream.ts';
import { expectAnyEquationsSame } from './expect-any-equations.ts';
import { atWork, expectReference } from './lanes-of.ts';

const LANES = [1, 2, 4];

describe.each(LANES)('with %i lanes', lanes => {
  expectAnyEquationsSame(lanes, 100);

  it('lists that go over many chunks, reading and assigning the same slots again, give the bits of the reference', () => {
    const KEY: StreamKey = [13, 17];
    const most = 60;
    const random = (draw: number, index: number, below: number): number =>
      Math.floor(uniform(KEY, draw, index) * below);
    const node = (draw: number, at: number, depth: number): Node => {
      const op = (['add', 'mul', 'sub', 'min', 'max', 'add'] as const)[random(draw, at, 6)]!;
      if (depth === 0) return slot(random(draw, at, most));
      return { op, a: node(draw, 2 * at, depth - 1), b: node(draw, 2 * at + 1, depth - 1) };
    };
    const equations = Array.from({ length: 900 }, (_, k) => ({
      slot: random(k, 0, most),
      // mostly between -1 and 1, or everything would soon be infinite
      node: {
        op: 'sub',
        a: slot(random(k, 1000, most)),
        b: { op: 'min', a: { op: 'num', value: 1 }, b: node(k, 1, k % 5) },
      } as Node,
    }));
    const runs = Array.from({ length: 8 }, (_, k) =>
      Float64Array.from({ length: most }, (_, i) => uniform(KEY, k, 5000 + i) - 0.5),
    );
    expectReference(equations, [], runs, lanes);
  });

  it('sums of thousands of terms are added up in their order, however deep they nest', () => {
    const slots = 7;
    const terms = Array.from({ length: 50_000 }, (_, i) => (i * i) % slots);
    const chain = terms.reduce<Node>((a, s, i) => ({ op: i % 3 ? 'add' : 'sub', a, b: slot(s) }), slot(0));
    const runs = Array.from({ length: lanes }, (_, l) =>
      Float64Array.from({ length: slots + 1 }, (_, i) => (i + 1) / (l + 3)),
    );
    const sums = runs.map(v => terms.reduce((sum, s, i) => (i % 3 ? sum + v[s]! : sum - v[s]!), v[0]!));
    atWork({ lists: [[{ slot: slots, node: chain }]], slotCount: slots + 1, tables: [], lanes }).run(0, runs);
    expect(runs.map(v => v[slots])).toEqual(sums);
  });

  it('each of several lists assigns its own slots, and no list nothing', () => {
    const lists = [[], [{ slot: 0, node: slot(1) }], [{ slot: 1, node: slot(2) }]];
    const module = atWork({ lists, slotCount: 3, tables: [], lanes });
    const afterList = (list: number): number[][] => {
      const runs = Array.from({ length: lanes }, (_, l) => Float64Array.of(l, 10 + l, 20 + l));
      module.run(list, runs);
      return runs.map(v => [...v]);
    };
    const all = <T>(of: (l: number) => T): T[] => Array.from({ length: lanes }, (_, l) => of(l));
    expect(afterList(0)).toEqual(all(l => [l, 10 + l, 20 + l]));
    expect(afterList(1)).toEqual(all(l => [10 + l, 10 + l, 20 + l]));
    expect(afterList(2)).toEqual(all(l => [l, 20 + l, 20 + l]));
  });
});
