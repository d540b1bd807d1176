import { type Equation, eachSlot } from './ir.ts';

/**
 * Orders equations so that a value is used soon after it is computed, and most are while they are still at hand: each
 * is computed as soon as all is there that it reads, the one that was last made possible first. What comes out is the
 * same, for every equation reads the same values as before.
 *
 * @param equations in an order in which they can be computed; a slot is assigned once, and one that is read before it
 *   is assigned holds what it was the time before
 */
export function keepClose(equations: readonly Equation[]): Equation[] {
  const placeOf = new Map(equations.map((e, i) => [e.slot, i]));
  /** By equation: those that cannot come before it, one of them as often as there are reasons. */
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
  const possible: number[] = [];
  for (let i = equations.length - 1; i >= 0; i--) if (waitsFor[i] === 0) possible.push(i);
  const ordered: Equation[] = [];
  for (let i = possible.pop(); i !== undefined; i = possible.pop()) {
    ordered.push(equations[i]!);
    for (const j of after[i]!.toReversed()) if (--waitsFor[j]! === 0) possible.push(j);
  }
  return ordered;
}
