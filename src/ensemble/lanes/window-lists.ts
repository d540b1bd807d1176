import { add, div, type Equation, mul, type Node, num, ONE, slot, sum, ZERO } from '../../compile/ir.ts';
import type { Program } from '../../compile/program.ts';
import { type MeasuredOutcome, OutcomeReader, type WindowRead } from '../../outcome/lower-outcome.ts';
import { inSlots, type NewSlot, slotsOf } from './slots.ts';

/** What a run computes to measure its outcomes, year by year and as a whole. */
export interface WindowLists {
  /** When the run begins. */
  readonly openRun: readonly Equation[];
  /** When a year begins, at its first instant. */
  readonly open: readonly Equation[];
  /** At every step, before stocks move. */
  readonly eachStep: readonly Equation[];
  /** When another year than the first begins: what a pound of it is worth. */
  readonly turnYear: readonly Equation[];
  /** At the instant after the last step of a year, and of the run. */
  readonly close: readonly Equation[];
  readonly closeRun: readonly Equation[];
  /** By outcome: its value over the year that was closed last. */
  readonly inWindow: readonly number[];
  /** By outcome: its value over the run; undefined where that is put together from the years. */
  readonly inRun: readonly (number | undefined)[];
}

/** @param outcomes those that are wanted */
export function windowLists(
  program: Program,
  outcomes: readonly MeasuredOutcome[],
  stepsPerYear: number,
  newSlot: NewSlot,
): WindowLists {
  const weights = new Map<number, number>();
  const year = new WindowSums(stepsPerYear, stepsPerYear, weights, newSlot);
  const run = new WindowSums(undefined, stepsPerYear, weights, newSlot);
  const lowered = (outcome: MeasuredOutcome, sums: WindowSums): Node =>
    div(new OutcomeReader(program, sums.nodeOf).measured(outcome), num(outcome.unit.factor));
  const close = inSlots(
    outcomes.map(o => lowered(o, year)),
    newSlot,
  );
  const ofRun = outcomes.map(o => o.spec.summary === 'whole_run');
  const closeRun = inSlots(
    outcomes.filter((_, i) => ofRun[i]).map(o => lowered(o, run)),
    newSlot,
  );
  const runSlots = slotsOf(closeRun);
  return {
    openRun: [...run.open, ...[...weights.values()].map(weight => ({ slot: weight, node: ONE }))],
    open: year.open,
    eachStep: [...year.eachStep, ...run.eachStep],
    turnYear: [...weights].map(([rate, weight]) => ({
      slot: weight,
      node: div(slot(weight), add(ONE, slot(rate))),
    })),
    close,
    closeRun,
    inWindow: slotsOf(close),
    inRun: ofRun.map(is => (is ? runSlots.shift() : undefined)),
  };
}

/** What is summed, and what is remembered, over one kind of window: added in the order of the steps. */
class WindowSums {
  readonly open: Equation[] = [];
  readonly eachStep: Equation[] = [];
  /** In steps; undefined where they are counted, as runs may be of any length. */
  private readonly length: number | undefined;
  private readonly stepsPerYear: number;
  /** By rate: the slot of what a pound of this year is worth at the start of the run. */
  private readonly weights: Map<number, number>;
  private readonly newSlot: NewSlot;
  private readonly known = new Map<string, number>();

  constructor(
    length: number | undefined,
    stepsPerYear: number,
    weights: Map<number, number>,
    newSlot: NewSlot,
  ) {
    this.length = length;
    this.stepsPerYear = stepsPerYear;
    this.weights = weights;
    this.newSlot = newSlot;
  }

  readonly nodeOf = ({ fn, slots, rate }: WindowRead): Node => {
    const all = sum(slots.map(slot));
    const name = slots.join();
    if (fn === 'at_end') return all;
    if (fn === 'at_start') return slot(this.kept(all, name));
    if (rate === undefined)
      return div(slot(this.added(all, name)), fn === 'mean' ? this.steps() : num(this.stepsPerYear));
    const worth = mul(all, slot(this.weightOf(rate)));
    return div(slot(this.added(worth, `${name} at ${rate}`)), num(this.stepsPerYear));
  };

  private steps(): Node {
    return this.length === undefined ? slot(this.added(ONE, 'steps')) : num(this.length);
  }

  private kept(what: Node, name: string): number {
    return this.once(`start of ${name}`, at => this.open.push({ slot: at, node: what }));
  }

  private added(what: Node, name: string): number {
    return this.once(`sum of ${name}`, at => {
      this.open.push({ slot: at, node: ZERO });
      this.eachStep.push({ slot: at, node: add(slot(at), what) });
    });
  }

  private weightOf(rate: number): number {
    const weight = this.weights.get(rate) ?? this.newSlot();
    this.weights.set(rate, weight);
    return weight;
  }

  private once(name: string, make: (at: number) => void): number {
    let at = this.known.get(name);
    if (at === undefined) {
      this.known.set(name, (at = this.newSlot()));
      make(at);
    }
    return at;
  }
}
