import type { CheckedMark } from '../check/checked.ts';
import type { Link } from './expand-moves.ts';
import { div, max, mul, type Node, num, ONE, type SlotNode, select, slot, sum, ZERO } from './ir.ts';
import type { Sheet } from './sheet.ts';

/** Who carries a mark. */
export interface Marked {
  /** The share of each stage's content that does, by the stage's slot. */
  readonly shares: ReadonlyMap<number, Node>;
  /** Those who do of a flow out of a stage. */
  among(flow: Node, stage: number): Node;
}

/** A stage that holds less than this has nobody in it to carry a mark: the rest is rounding. */
const NOBODY = num(1e-9);

/**
 * Writes a mark as a second stock beside every stage that can carry it. It travels with people: from a
 * carrying stage in proportion to its marked share, from a setting stage always. It is cleared at the start
 * of each financial year.
 */
export function expandMark(sheet: Sheet, mark: CheckedMark, links: readonly Link[]): Marked {
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
  const decidedFrom = decideMarked(sheet, name, shares, marked);
  const among = (flow: Node, stage: number): Node =>
    (flow.op === 'slot' && decidedFrom.get(stage)?.get(flow.slot)) || mul(flow, shares.get(stage) ?? ZERO);
  for (const { from, to, flow } of links) {
    const at = marked.get(to);
    if (at !== undefined) sheet.addInflow(at, among(flow, from));
  }
  for (const [own, at] of marked) {
    const decisions = decidedFrom.get(own);
    sheet.addOutflow(
      at,
      decisions ? sum([...decisions.values()]) : mul(sheet.outflow.get(own)!, shares.get(own)!),
    );
    sheet.addOutflow(at, select(newYear, div(slot(at), slot(sheet.clock.dt)), ZERO));
  }
  return { shares, among };
}

/** By stage that can carry the mark, and by slot of what chance decides to leave it: those of them who carry it. */
function decideMarked(
  sheet: Sheet,
  name: string,
  shares: ReadonlyMap<number, Node>,
  marked: ReadonlyMap<number, number>,
): ReadonlyMap<number, ReadonlyMap<number, Node>> {
  const byStage = new Map<number, Map<number, Node>>();
  for (const decision of sheet.decisions ?? []) {
    const { from, drawn } = decision;
    if (from === undefined || !marked.has(from)) continue;
    const share = shares.get(from) as SlotNode;
    const at = sheet.newSlot(`${decision.name} with ${name}`);
    sheet.equations.set(at, mul(slot(drawn), share));
    decision.marked.push({ name: sheet.slotNames[at]!, drawn: at, share: share.slot });
    byStage.set(from, (byStage.get(from) ?? new Map<number, Node>()).set(drawn, slot(at)));
  }
  return byStage;
}
