import type { CheckedModel, IndexSet } from '../check/checked.ts';
import type { Equation, Node, Table } from './ir.ts';
import type { RunPlan } from './run-plan.ts';

/** Where a variable lives: one slot per cell, row-major over its index sets. */
export interface Layout {
  readonly name: string;
  readonly over: readonly IndexSet[];
  readonly slots: readonly number[];
}

/** A stock (or one sub-stage of one) and its net flow per year. */
export interface ProgramStock {
  readonly slot: number;
  readonly net: Node;
  readonly mayBeNegative: boolean;
}

/** A condition of the start: `what × correction = equals`. */
export interface Condition {
  readonly name: string;
  /** The solved unknown that was freed for it. */
  readonly unknown: number;
  readonly what: Node;
  readonly equals: Node;
  readonly overFirstYear: boolean;
  readonly least: number | undefined;
}

export interface ProgramLaw {
  readonly name: string;
  readonly kind: 'balance' | 'identity';
  readonly first: Node;
  readonly second: Node;
}

/** A model ready to run: slots, and what to compute in which order. */
export interface Program {
  readonly model: CheckedModel;
  readonly slotCount: number;
  /** For messages: `novice[psychosocial]`. */
  readonly slotNames: readonly string[];
  readonly variables: ReadonlyMap<string, Layout>;
  /** Slots that the runner sets before each step. */
  readonly clock: { readonly time: number; readonly dt: number; readonly newYear: number };
  /** Slot values before anything is computed: parameters and the resting values of series. */
  readonly image: Float64Array;
  readonly tables: readonly Table[];
  /** Every equation, in the order that the first instant needs. */
  readonly start: readonly Equation[];
  /** The equations that can change from step to step, in order. */
  readonly step: readonly Equation[];
  readonly stocks: readonly ProgramStock[];
  /** Slots of stocks that start steady; the solver finds their values. */
  readonly steady: readonly number[];
  readonly guesses: readonly Equation[];
  readonly conditions: readonly Condition[];
  readonly laws: readonly ProgramLaw[];
  /** Slots that hold the sum of hazards out of a stock, with the stock's name: above 1/dt the share is capped. */
  readonly hazardSums: readonly { readonly slot: number; readonly stock: string }[];
  /** Slots of the variables whose values were asked for. */
  readonly recorded: readonly number[];
  /** Of a program that ships with the package: what its runs need, worked out before. */
  readonly plan?: RunPlan;
}

/** The slot of a variable's cell, given the ordinals of its elements; undefined outside its subset. */
export function slotAt(layout: Layout, ordinals: readonly number[]): number | undefined {
  let at = 0;
  for (const [d, set] of layout.over.entries()) {
    const position = set.members.indexOf(ordinals[d]!);
    if (position < 0) return undefined;
    at = at * set.members.length + position;
  }
  return layout.slots[at];
}
