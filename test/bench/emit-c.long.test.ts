import { describe, expect, it } from 'vitest';
import { BINARY_FNS, type Equation, type Node, num, slot, UNARY_FNS } from '../../src/compile/ir.ts';
import { interpretEquations } from '../../src/run/interpret.ts';
import { differences } from '../run/lanes-of.ts';
import { compileC, hasAvx2, noCompiler } from './c-compiler.ts';
import type { CWidth } from './c-math.ts';
import { emitC } from './emit-c.ts';

const TABLES = [
  { xs: [-1, 0, 2], ys: [3, -0, 1] },
  { xs: [0.5], ys: [7] },
];
const EDGES = [0, -0, 1, -1, 0.5, 3, -2.5, 710, -746, 1e-310, 5e-324, 1e300, 1e22, Infinity, -Infinity, NaN];
const NUMBERS = [...EDGES, ...Array.from({ length: 16 }, (_, i) => 0.3 + i * 0.377)];
const [A, B] = [slot(0), slot(1)];

/** Every operation, of numbers that may be anything; bounds by constants; what nests; a slot assigned twice. */
const NODES: readonly Node[] = [
  ...UNARY_FNS.map<Node>(op => ({ op, a: A })),
  ...BINARY_FNS.map<Node>(op => ({ op, a: A, b: B })),
  ...EDGES.flatMap<Node>(c => [
    { op: 'min', a: A, b: num(c) },
    { op: 'max', a: num(c), b: A },
  ]),
  { op: 'lookup', table: 0, a: A },
  { op: 'lookup', table: 1, a: A },
  { op: 'select', condition: { op: 'or', a: { op: 'lt', a: A, b: B }, b: B }, a: { op: 'not', a: B }, b: A },
  { op: 'sub', a: { op: 'sub', a: A, b: B }, b: { op: 'add', a: B, b: { op: 'mul', a: A, b: A } } },
  { op: 'div', a: { op: 'mul', a: A, b: B }, b: { op: 'div', a: A, b: B } },
];
const EQUATIONS: readonly Equation[] = [
  ...NODES.map((node, i) => ({ slot: 2 + i, node })),
  { slot: 0, node: { op: 'add', a: A, b: B } },
  { slot: 1, node: { op: 'sub', a: A, b: B } },
];
const SLOTS = NODES.length + 2;

const main = (lanes: number): string => `
#include <stdio.h>
#include <stdlib.h>
int main(int, char **names) {
  FILE *in = fopen(names[1], "rb"), *out = fopen(names[2], "wb");
  while (fread(m, 8, ${SLOTS * lanes}, in) == ${SLOTS * lanes}) {
    all();
    fwrite(m, 8, ${SLOTS * lanes}, out);
  }
  fclose(out);
}
`;

const widths: readonly CWidth[] = noCompiler() ? [] : hasAvx2() ? [1, 2, 4] : [1, 2];

describe.skipIf(widths.length === 0).each(widths)('C with %i numbers to an instruction', width => {
  it('gives the bits of the reference for every operation on any numbers', async () => {
    const lanes = width === 1 ? 1 : 8;
    const text = emitC({
      lists: { all: EQUATIONS },
      tables: TABLES,
      place: s => s,
      size: SLOTS,
      width,
      lanes,
    });
    const program = await compileC(`${text}${main(lanes)}`, width);
    const runs = NUMBERS.flatMap(a =>
      NUMBERS.map(b => Float64Array.from({ length: SLOTS }, (_, i) => (i ? b : a))),
    );
    const input = new Float64Array(runs.length * SLOTS);
    const at = (run: number, s: number): number => (run - (run % lanes)) * SLOTS + s * lanes + (run % lanes);
    for (const [k, v] of runs.entries()) for (const [s, x] of v.entries()) input[at(k, s)] = x;
    const { output } = program.run(input);
    program.remove();
    const reference = interpretEquations(EQUATIONS, TABLES);
    for (const [k, v] of runs.entries()) {
      const given = `${v[0]} and ${v[1]}`;
      reference(v);
      const own = v.map((_, s) => output[at(k, s)]!);
      for (const s of differences(own, v))
        expect.fail(`${JSON.stringify(NODES[s - 2])} of ${given}: ${own[s]}, but the reference has ${v[s]}`);
    }
    expect(output).toHaveLength(input.length);
  });
});

it.runIf(widths.length === 0)('there is no g++ here, and C is not measured', () => {
  expect(noCompiler()).toBeDefined();
});
