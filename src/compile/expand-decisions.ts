import { type CheckedStock, cellsOf } from '../check/checked.ts';
import { isWhole } from '../check/units.ts';
import { type Node, slot } from './ir.ts';
import { slotAt } from './program.ts';
import type { Sheet } from './sheet.ts';

/**
 * Whether a stock holds whole people or posts: its unit says so, and it never runs below zero (one that may is a
 * difference from something, not a count).
 */
export const comesWhole = ({ unit, spec }: CheckedStock): boolean => isWhole(unit) && !spec.mayBeNegative;

/** The whole stocks of a model, with the slots of all their stages. */
export function wholeStocks(sheet: Sheet): { stock: string; slots: readonly number[] }[] {
  return [...sheet.stages].flatMap(([stock, cells]) =>
    comesWhole(sheet.model.variables.get(stock) as CheckedStock) ? [{ stock, slots: cells.flat() }] : [],
  );
}

/**
 * Sets a flow apart for chance to decide, where the sheet is written for that.
 *
 * @param name tells it from all other decisions
 * @param from the stage that it leaves
 * @returns what the flow comes to, for all that reads it
 */
export function decided(sheet: Sheet, name: string, flow: Node, from: number): Node {
  if (!sheet.decisions) return flow;
  const drawn = sheet.newSlot(name);
  decide(sheet, drawn, flow, from);
  return slot(drawn);
}

/**
 * Sets apart the flows that the model declares into and out of whole stocks. One that leaves a stock takes from it;
 * one that only arrives comes from outside. What leaves a delay is left as it is: what a delay holds is not whole.
 */
export function decideFlows(sheet: Sheet): void {
  const from = new Map<number, number | undefined>();
  for (const [name, cells] of sheet.stages) {
    const stock = sheet.model.variables.get(name) as CheckedStock;
    if (!comesWhole(stock)) continue;
    const slotsOf = (flows: CheckedStock['spec']['inflows'], cell: readonly number[]): number[] =>
      flows.flatMap(({ value }) => {
        const at = slotAt(sheet.layouts.get(value)!, cell);
        return sheet.model.variables.get(value)!.kind === 'flow' && at !== undefined ? [at] : [];
      });
    for (const [i, cell] of cellsOf(stock.over).entries()) {
      for (const at of slotsOf(stock.spec.inflows, cell)) if (!from.has(at)) from.set(at, undefined);
      for (const at of slotsOf(stock.spec.outflows, cell)) from.set(at, cells[i]!.at(-1));
    }
  }
  for (const [at, stage] of from) decide(sheet, at, sheet.equations.get(at)!, stage);
}

function decide(sheet: Sheet, drawn: number, flow: Node, from: number | undefined): void {
  const name = sheet.slotNames[drawn]!;
  const expected = sheet.newSlot(`expected ${name}`);
  sheet.equations.set(expected, flow);
  sheet.equations.set(drawn, slot(expected));
  sheet.decisions!.push({ name, expected, drawn, from, marked: [] });
}
