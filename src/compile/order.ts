import { type Equation, eachSlot, type Node } from './ir.ts';

/**
 * Puts equations in an order in which each reads only what was computed before it, leaving out those that
 * nothing needs.
 *
 * @param equations by slot
 * @param roots nodes that must be computable
 * @returns the order, or the slots of a cycle, each reading the next
 */
export function orderEquations(
  equations: ReadonlyMap<number, Node>,
  roots: Iterable<Node>,
): readonly Equation[] | { readonly cycle: readonly number[] } {
  const order: Equation[] = [];
  const state = new Map<number, 'open' | 'done'>();
  const path: number[] = [];
  let cycle: number[] | undefined;

  const visit = (slot: number): void => {
    if (cycle) return;
    const seen = state.get(slot);
    if (seen === 'done') return;
    if (seen === 'open') {
      cycle = path.slice(path.indexOf(slot));
      return;
    }
    const node = equations.get(slot);
    if (!node) return;
    state.set(slot, 'open');
    path.push(slot);
    eachSlot(node, visit);
    path.pop();
    state.set(slot, 'done');
    order.push({ slot, node });
  };
  for (const root of roots) eachSlot(root, visit);
  return cycle ? { cycle } : order;
}

/** The slots that can change during a run: the sources, and every equation that reads a changing slot. */
export function changingSlots(order: readonly Equation[], sources: ReadonlySet<number>): Set<number> {
  const changing = new Set(sources);
  for (const { slot, node } of order)
    eachSlot(node, read => {
      if (changing.has(read)) changing.add(slot);
    });
  return changing;
}
