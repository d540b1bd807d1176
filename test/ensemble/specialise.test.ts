import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  div,
  type Equation,
  mapParts,
  mul,
  type Node,
  num,
  select,
  slot,
  sub,
} from '../../src/compile/ir.ts';
import type { Program } from '../../src/compile/program.ts';
import { specialise } from '../../src/ensemble/lanes/specialise.ts';
import { interpretEquations, interpretNode } from '../../src/run/interpret.ts';
import { anyNumber, inOrder, SLOTS, TABLES } from '../run/any-equations.ts';
import { compileText, parameter } from '../run/canonical.ts';

const EMPTY = compileText(`parameters:\n${parameter('unused', '1/year', 1)}\n`, []);

/** A program that computes nothing but these: at the start, at each step, or both. */
const programOf = (start: readonly Equation[], step: readonly Equation[]): Program => ({
  ...EMPTY,
  slotCount: 100,
  tables: TABLES,
  start,
  step,
});

/** Whether the node and all its parts are numbers: nothing times infinity is not nothing, and a comparison hides it. */
function isFiniteInside(node: Node, v: Float64Array): boolean {
  let finite = Number.isFinite(interpretNode(node, TABLES)(v));
  mapParts(node, part => {
    finite &&= isFiniteInside(part, v);
    return part;
  });
  return finite;
}

describe('a program of which some values are known', () => {
  it('gives the same numbers, where all of them are numbers', () => {
    const isKnown = fc.array(fc.boolean(), { minLength: SLOTS, maxLength: SLOTS });
    const values = fc.array(anyNumber, { minLength: SLOTS, maxLength: SLOTS });
    let compared = 0;
    fc.assert(
      fc.property(inOrder, values, isKnown, (equations, given, known) => {
        const run = (list: readonly Equation[]): Float64Array => {
          const v = new Float64Array(SLOTS + equations.length);
          v.set(given);
          interpretEquations(list, TABLES)(v);
          return v;
        };
        const plain = run(equations);
        if (!equations.every(e => isFiniteInside(e.node, plain))) return;
        compared += 1;
        const fixed = new Map(given.map((x, s) => [s, x] as const).filter(([s]) => known[s]));
        const { later } = specialise(programOf([], equations), fixed);
        // Which zero it is may differ.
        const own = run(later(fixed).program.step);
        const same = equations.every(({ slot: at }) => own[at] === plain[at]);
        expect(same).toBe(true);
      }),
      { numRuns: 4000 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  it('leaves out what comes to nothing, stays as it is or is never chosen', () => {
    const [off, on, amount, x, y] = [0, 1, 2, 3, 4];
    const known = new Map([
      [off, 0],
      [on, 1],
      [amount, 7],
    ]);
    const step = [
      { slot: 10, node: add(mul(slot(off), slot(x)), slot(y)) },
      { slot: 11, node: div(mul(slot(x), slot(on)), sub(slot(on), slot(off))) },
      { slot: 12, node: select(slot(off), slot(x), mul(slot(amount), slot(y))) },
      { slot: 13, node: sub(slot(amount), slot(amount)) },
      { slot: 14, node: add(slot(x), mul(slot(13), slot(y))) },
    ];
    expect(
      specialise(programOf([], step), known)
        .later(known)
        .program.step.map(e => e.node),
    ).toEqual([slot(y), slot(x), mul(slot(amount), slot(y)), num(0), slot(x)]);
  });

  it('knows later what the start alone computes, and nothing else of the start', () => {
    const [input, x] = [0, 1];
    const start = [
      { slot: 10, node: sub(num(3), mul(num(3), slot(input))) },
      { slot: 11, node: slot(input) },
    ];
    const step = [
      { slot: 11, node: slot(input) },
      { slot: 12, node: add(slot(x), mul(slot(10), slot(11))) },
    ];
    const { begun, later } = specialise(programOf(start, step), new Map([[input, 1]]));
    expect(begun.start.map(e => e.node)).toEqual([num(0), num(1)]);
    expect(later(new Map()).program.step.map(e => e.node)).toEqual([slot(input), slot(x)]);
  });
});
