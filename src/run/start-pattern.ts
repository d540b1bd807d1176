import { type Equation, eachSlot, type Node } from '../compile/ir.ts';
import { neededFor } from '../compile/lean.ts';
import type { Program } from '../compile/program.ts';
import type { Pattern } from '../compile/run-plan.ts';

export type { Pattern } from '../compile/run-plan.ts';

/** Follows every residual back through the equations to the unknowns that it reads. */
export function findPattern(program: Program): Pattern {
  const { offStart, conditions } = program;
  const unknownSlots = unknownsOf(program);
  const residualNodes: readonly Node[] = [
    ...offStart,
    ...conditions.map(c => ({ op: 'sub', a: c.what, b: c.equals }) as const),
  ];
  const n = unknownSlots.length;
  const reads = new Map<number, Set<number>>(unknownSlots.map((s, j) => [s, new Set([j])]));
  const readBy = (node: Node): Set<number> => {
    const all = new Set<number>();
    eachSlot(node, s => {
      for (const j of reads.get(s) ?? []) all.add(j);
    });
    return all;
  };
  for (const { slot, node } of program.start) if (!reads.has(slot)) reads.set(slot, readBy(node));
  const columns = residualNodes.map(node => [...readBy(node)]);
  const rows: number[][] = Array.from({ length: n }, () => []);
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  for (const [i, cols] of columns.entries())
    for (const j of cols) {
      rows[j]!.push(i);
      parent[root(i)] = root(j);
    }
  const blocks = new Map<number, number[]>();
  const blockOf = new Int32Array(n);
  const placeIn = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const block = blocks.get(root(i)) ?? [];
    blocks.set(root(i), block);
    placeIn[i] = block.push(i) - 1;
  }
  for (const [b, block] of [...blocks.values()].entries()) for (const i of block) blockOf[i] = b;
  const colours: number[][] = [];
  const taken: Set<number>[] = [];
  for (let j = 0; j < n; j++) {
    let c = taken.findIndex(t => rows[j]!.every(i => !t.has(i)));
    if (c < 0) c = taken.push(new Set()) - 1;
    for (const i of rows[j]!) taken[c]!.add(i);
    (colours[c] ??= []).push(j);
  }
  return { rows: rows.map(r => Int32Array.from(r)), colours, blocks: [...blocks.values()], blockOf, placeIn };
}

/** The slots that the search for a start fills: steady stocks, then the unknowns freed for conditions. */
export const unknownsOf = ({ steady, conditions }: Program): number[] => [
  ...steady,
  ...conditions.map(c => c.unknown),
];

/** The equations of the start that these nodes need, in order. */
export function neededBy(nodes: readonly Node[], program: Program): readonly Equation[] {
  const roots = new Set<number>();
  for (const node of nodes) eachSlot(node, s => roots.add(s));
  return neededFor(roots, program.start);
}
