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

/** A flow of whole people or posts that chance can decide. */
export interface Decision {
  /** Tells it from all others of the model: `asking from untreated[opiate, a18_29] to waiting[opiate, a18_29]`. */
  readonly name: string;
  /** The slot of what is to be expected a year, and that of what comes of it, which all else reads. */
  readonly expected: number;
  readonly drawn: number;
  /** The slot of the stage that they leave; undefined: they come from outside the model. */
  readonly from: number | undefined;
  /** Those of them who carry a mark. */
  readonly marked: readonly MarkedPart[];
}

/** Those who carry a mark of a flow that chance can decide. */
export interface MarkedPart {
  readonly name: string;
  /** The slot of what comes of it, and that of the share of the stage that carries the mark as a step begins. */
  readonly drawn: number;
  readonly share: number;
}

/** What of a program chance can decide; unless it does, what comes of a flow is what was to be expected. */
export interface Chance {
  /** Of one stage in the order in which they take from it. */
  readonly decisions: readonly Decision[];
  /** Stocks that hold whole people or posts, with the slots of all their stages. */
  readonly wholes: readonly { readonly stock: string; readonly slots: readonly number[] }[];
}

/** The slots that chance fills. */
export const drawnSlots = ({ decisions }: Chance): number[] =>
  decisions.flatMap(d => [d.drawn, ...d.marked.map(m => m.drawn)]);

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
  /** Slots of stocks that start steady, or on a trend; the solver finds their values. */
  readonly steady: readonly number[];
  /** Of each of them what is 0 at such a start. */
  readonly offStart: readonly Node[];
  readonly guesses: readonly Equation[];
  readonly conditions: readonly Condition[];
  readonly laws: readonly ProgramLaw[];
  /** Slots that hold the sum of hazards out of a stock, with the stock's name: above 1/dt the share is capped. */
  readonly hazardSums: readonly { readonly slot: number; readonly stock: string }[];
  /** Slots of the variables whose values were asked for. */
  readonly recorded: readonly number[];
  /** Of a program that was compiled for it. */
  readonly chance?: Chance;
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
