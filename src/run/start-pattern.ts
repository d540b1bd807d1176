import { type Equation, eachSlot, type Node } from '../compile/ir.ts';
import type { Program } from '../compile/program.ts';

/** Which residuals each unknown moves, and what follows from it. */
export interface Pattern {
  /** By unknown: the residuals that it reaches. */
  readonly rows: readonly (readonly number[])[];
  /** Unknowns that reach no common residual share a colour. */
  readonly colours: readonly (readonly number[])[];
  /** Sets of unknowns (and their residuals) that nothing ties to the others. */
  readonly blocks: readonly (readonly number[])[];
  readonly blockOf: Int32Array;
  readonly placeIn: Int32Array;
}

/** Follows every residual back through the equations to the unknowns that it reads. */
export function findPattern(
  program: Program,
  unknownSlots: readonly number[],
  residualNodes: readonly Node[],
): Pattern {
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
  return { rows, colours, blocks: [...blocks.values()], blockOf, placeIn };
}

/** The equations of the start that these nodes need, in order. */
export function neededBy(nodes: readonly Node[], program: Program): Equation[] {
  const needed = new Set<number>();
  for (const node of nodes) eachSlot(node, s => needed.add(s));
  const kept: Equation[] = [];
  for (const equation of program.start.toReversed())
    if (needed.has(equation.slot)) {
      kept.push(equation);
      eachSlot(equation.node, s => needed.add(s));
    }
  return kept.reverse();
}
