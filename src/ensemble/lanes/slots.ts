import { type Equation, eachSlot, type Node } from '../../compile/ir.ts';

/** Makes slots above those of the program. */
export type NewSlot = () => number;

export const readsOfNode = (node: Node): number[] => {
  const reads: number[] = [];
  eachSlot(node, s => reads.push(s));
  return reads;
};

export const readsOf = (equations: readonly Equation[]): number[] =>
  equations.flatMap(e => readsOfNode(e.node));

export const slotsOf = (equations: readonly Equation[]): number[] => equations.map(e => e.slot);

/** Gives each node a slot of its own. */
export const inSlots = (nodes: readonly Node[], newSlot: NewSlot): Equation[] =>
  nodes.map(node => ({ slot: newSlot(), node }));
