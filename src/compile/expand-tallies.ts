import { type CheckedMove, type CheckedTally, cellsOf, type IndexSet } from '../check/checked.ts';
import type { Marked } from './expand-marks.ts';
import type { Contribution, ExpandedMoves } from './expand-moves.ts';
import { add, mul, type Node, ONE, sub, sum, ZERO } from './ir.ts';
import { slotAt } from './program.ts';
import type { Sheet } from './sheet.ts';

/** Adds up stocks or moves, cell by cell; dimensions that the sum is not over are summed out. */
export function expandTally(
  sheet: Sheet,
  v: CheckedTally | CheckedMove,
  { contributions }: ExpandedMoves,
  marks: ReadonlyMap<string, Marked>,
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
        if (!v.from || v.from.has(c.stock)) put(overOf(c.stock), c.cell, countedFlow(sheet, v, c, marks));
    for (const stock of v.stocks)
      for (const cell of cellsOf(overOf(stock))) put(overOf(stock), cell, sheet.valueOf(stock, cell));
  }
  for (const at of layout.slots) sheet.equations.set(at, totals.get(at) ?? ZERO);
}

/** The part of a move's flow that a tally counts: what arrives where it looks, less those with its mark. */
function countedFlow(
  sheet: Sheet,
  { to, unmarked }: CheckedTally,
  { flow, source, parts }: Contribution,
  marks: ReadonlyMap<string, Marked>,
): Node {
  const counted = to ? parts.filter(p => p.stock !== undefined && to.has(p.stock)) : parts;
  const mark = unmarked === undefined ? undefined : marks.get(unmarked)!;
  const share = mark?.shares.get(source);
  // What chance decides has no share to go by: each part is counted as it came.
  if (sheet.decisions)
    return sum(counted.map(p => (mark && share ? sub(p.flow, mark.among(p.flow, source)) : p.flow)));
  const arriving = to ? mul(flow, sum(counted.map(p => p.share))) : flow;
  return share === undefined ? arriving : mul(arriving, sub(ONE, share));
}
