import type { CheckedMark } from '../check/checked.ts';
import type { Link } from './expand-moves.ts';
import { div, max, mul, type Node, num, ONE, select, slot, ZERO } from './ir.ts';
import type { Sheet } from './sheet.ts';

/** The share of each stage's content that carries a mark, by the stage's slot. */
export type MarkedShares = ReadonlyMap<number, Node>;

/** A stage that holds less than this has nobody in it to carry a mark: the rest is rounding. */
const NOBODY = num(1e-9);

/**
 * Writes a mark as a second stock beside every stage that can carry it. It travels with people: from a
 * carrying stage in proportion to its marked share, from a setting stage always. It is cleared at the start
 * of each financial year.
 */
export function expandMark(sheet: Sheet, mark: CheckedMark, links: readonly Link[]): MarkedShares {
  const { name } = mark.spec;
  const shares = new Map<number, Node>();
  const marked = new Map<number, number>();
  const newYear = slot(sheet.clock.newYear);
  for (const setting of mark.setIn) for (const own of sheet.stages.get(setting)!.flat()) shares.set(own, ONE);
  for (const carrying of mark.carriedBy)
    for (const own of sheet.stages.get(carrying)!.flat()) {
      const at = sheet.newSlot(`${name} in ${sheet.slotNames[own]}`);
      sheet.addStock(at, true);
      sheet.initials.set(at, ZERO);
      marked.set(own, at);
      const nobody: Node = { op: 'or', a: newYear, b: { op: 'lt', a: slot(own), b: NOBODY } };
      const share = sheet.newSlot(`share of ${sheet.slotNames[own]} with ${name}`);
      sheet.equations.set(share, select(nobody, ZERO, div(slot(at), max(slot(own), NOBODY))));
      shares.set(own, slot(share));
    }
  for (const { from, to, flow } of links) {
    const at = marked.get(to);
    if (at !== undefined) sheet.addInflow(at, mul(flow, shares.get(from) ?? ZERO));
  }
  for (const [own, at] of marked) {
    sheet.addOutflow(at, mul(sheet.outflow.get(own)!, shares.get(own)!));
    sheet.addOutflow(at, select(newYear, div(slot(at), slot(sheet.clock.dt)), ZERO));
  }
  return shares;
}
