import { type CheckedMove, type CheckedTally, cellsOf, type IndexSet } from '../check/checked.ts';
import type { MarkedShares } from './expand-marks.ts';
import type { Contribution, ExpandedMoves } from './expand-moves.ts';
import { add, mul, type Node, ONE, sub, sum, ZERO } from './ir.ts';
import { slotAt } from './program.ts';
import type { Sheet } from './sheet.ts';

/** Adds up stocks or moves, cell by cell; dimensions that the sum is not over are summed out. */
export function expandTally(
  sheet: Sheet,
  v: CheckedTally | CheckedMove,
  { contributions }: ExpandedMoves,
  marks: ReadonlyMap<string, MarkedShares>,
): void {
  const { over } = v;
  const layout = sheet.layouts.get(v.name)!;
  const totals = new Map<number, Node>();
  const put = (parts: readonly IndexSet[], cell: readonly number[], node: Node): void => {
    const ordinals = over.map(set => cell[parts.findIndex(p => p.dimension === set.dimension)]!);
    const at = slotAt(layout, ordinals);
    if (at !== undefined) totals.set(at, add(totals.get(at) ?? ZERO, node));
  };
  const overOf = (stock: string): readonly IndexSet[] => sheet.layouts.get(stock)!.over;
  if (v.kind === 'move') for (const c of contributions.get(v.name)!) put(overOf(c.stock), c.cell, c.flow);
  else {
    for (const move of v.moves)
      for (const c of contributions.get(move)!)
        if (!v.from || v.from.has(c.stock)) put(overOf(c.stock), c.cell, countedFlow(v, c, marks));
    for (const stock of v.stocks)
      for (const cell of cellsOf(overOf(stock))) put(overOf(stock), cell, sheet.valueOf(stock, cell));
  }
  for (const at of layout.slots) sheet.equations.set(at, totals.get(at) ?? ZERO);
}

/** The part of a move's flow that a tally counts: what arrives where it looks, less those with its mark. */
function countedFlow(
  { to, unmarked }: CheckedTally,
  c: Contribution,
  marks: ReadonlyMap<string, MarkedShares>,
): Node {
  const arriving = to ? mul(c.flow, sum(c.targets.filter(t => to.has(t.stock)).map(t => t.share))) : c.flow;
  const share = unmarked === undefined ? undefined : marks.get(unmarked)!.get(c.source);
  return share === undefined ? arriving : mul(arriving, sub(ONE, share));
}
