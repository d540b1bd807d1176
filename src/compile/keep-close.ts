import { type Equation, eachNode, eachSlot, type Node } from './ir.ts';

/**
 * Orders equations so that a value is used soon after it is computed, and most are while they are still at hand: each
 * is computed as soon as all is there that it reads, the one that was last made possible first. Powers take long, but
 * of several that do not wait for each other a processor computes more than one at once: they are put off until nothing
 * else is possible, and stand together. What comes out is the same, for every equation reads the same values as before.
 *
 * @param equations in an order in which they can be computed; a slot is assigned once, and one that is read before it
 *   is assigned holds what it was the time before
 */
export function keepClose(equations: readonly Equation[]): Equation[] {
  const { after, waitsFor } = orderNeeded(equations);
  const ordered: Equation[] = [];
  const possible: number[] = [];
  let powers: number[] = [];
  const offer = (i: number): unknown => (hasPower(equations[i]!.node) ? powers : possible).push(i);
  const take = (i: number): void => {
    ordered.push(equations[i]!);
    for (const j of after[i]!.toReversed()) if (--waitsFor[j]! === 0) offer(j);
  };
  for (let i = equations.length - 1; i >= 0; i--) if (waitsFor[i] === 0) offer(i);
  while (possible.length + powers.length > 0) {
    for (let i = possible.pop(); i !== undefined; i = possible.pop()) take(i);
    const together = powers;
    powers = [];
    for (const i of together) take(i);
  }
  return ordered;
}

/** By equation: those that cannot come before it, one of them as often as there are reasons, and for how many it waits. */
function orderNeeded(equations: readonly Equation[]) {
  const placeOf = new Map(equations.map((e, i) => [e.slot, i]));
  const after: number[][] = equations.map(() => []);
  const waitsFor = new Int32Array(equations.length);
  for (const [i, { node }] of equations.entries())
    eachSlot(node, slot => {
      const at = placeOf.get(slot);
      if (at === undefined || at === i) return;
      const [first, second] = at < i ? [at, i] : [i, at];
      after[first]!.push(second);
      waitsFor[second]! += 1;
    });
  return { after, waitsFor };
}

function hasPower(node: Node): boolean {
  let has = false;
  eachNode(node, n => {
    has ||= n.op === 'pow' || n.op === 'exp' || n.op === 'log';
  });
  return has;
}
