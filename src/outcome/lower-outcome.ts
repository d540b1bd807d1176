import { type CheckedModel, type CheckedOutcome, cellsOf } from '../check/checked.ts';
import { scopeOf } from '../check/scope.ts';
import { type Node, num, sum } from '../compile/ir.ts';
import { lower, type Names } from '../compile/lower.ts';
import { type Program, slotAt } from '../compile/program.ts';
import { WINDOW_FUNCTIONS } from '../expr/builtins.ts';

/** What an outcome reads of one variable's cell over a window. */
export interface WindowRead {
  /** A key of WINDOW_FUNCTIONS. */
  readonly fn: string;
  readonly slot: number;
  /** The slot of the rate that it is discounted by. */
  readonly rate: number | undefined;
}

/** How outcomes name things: each read of a window becomes the node that `nodeOf` gives for it. */
export function outcomeNames(program: Program, nodeOf: (read: WindowRead) => Node): Names {
  const at = (name: string, ordinals: readonly number[]): number | undefined =>
    slotAt(program.variables.get(name)!, ordinals);
  const read = (fn: string, name: string, ordinals: readonly number[], rate?: string): Node => {
    const from = at(name, ordinals);
    // Outside its subset a variable is nothing.
    if (from === undefined) return num(0);
    return nodeOf({ fn, slot: from, rate: rate === undefined ? undefined : at(rate, []) });
  };
  return {
    variable: (name, ordinals) => read('at_start', name, ordinals),
    clock: () => undefined,
    ofVariable: (fn, name, ordinals, rate) =>
      Object.hasOwn(WINDOW_FUNCTIONS, fn) ? read(fn, name, ordinals, rate) : undefined,
    lookup: () => undefined,
  };
}

/** An outcome summed over cells. */
export const lowerOverCells = (
  { over, equation }: CheckedOutcome,
  cells: readonly (readonly number[])[],
  model: CheckedModel,
  names: Names,
): Node => sum(cells.map(cell => lower(equation, { scope: scopeOf(over), ordinals: cell }, model, names)));

/** An outcome not broken down: by its own equation for the whole, or summed over all cells. */
export const lowerWhole = (outcome: CheckedOutcome, model: CheckedModel, names: Names): Node =>
  outcome.whole
    ? lower(outcome.whole, { scope: [], ordinals: [] }, model, names)
    : lowerOverCells(outcome, cellsOf(outcome.over), model, names);
