import { add, type Equation, mul, slot } from '../../compile/ir.ts';
import { leanEquations, neededFor } from '../../compile/lean.ts';
import { type Chance, drawnSlots, type Program } from '../../compile/program.ts';
import { cutStep, givenTo } from '../noise/rounds.ts';
import { type NewSlot, readsOf, readsOfNode, slotsOf } from './slots.ts';

/** Steps through time, with no more than what is read. */
export class Stepping {
  private readonly program: Program;
  private readonly nets: ReadonlyMap<number, Equation>;
  private readonly newSlot: NewSlot;
  /** What changes from step to step by itself. */
  private readonly moving: readonly number[];

  constructor(program: Program, newSlot: NewSlot) {
    const { stocks, clock } = program;
    this.program = program;
    this.newSlot = newSlot;
    this.nets = new Map(stocks.map(s => [s.slot, { slot: newSlot(), node: s.net }]));
    this.moving = [...this.nets.keys(), clock.time, clock.newYear];
  }

  /** What these slots need at an instant. */
  instant(roots: readonly number[], inputs: Iterable<number>) {
    const equations = neededFor(roots, this.program.step);
    return leanEquations(equations, new Set([...this.moving, ...inputs]), new Set(roots), this.newSlot);
  }

  /**
   * A whole step: what flows, `own` (which may add to what it was a step before), then all stocks at once.
   *
   * @param inputs what else may take new values between steps
   * @param observed slots that are read between steps
   * @param sums what each goes on from what it was, and can be added as soon as its terms are known
   */
  step(
    own: readonly Equation[],
    inputs: Iterable<number>,
    observed: readonly number[] = [],
    sums: readonly Equation[] = [],
  ) {
    const wanted = [...readsOf(own), ...readsOf(sums)];
    const stocks = [...this.stocksFor([...wanted, ...observed])];
    const nets = stocks.map(s => this.nets.get(s)!);
    const equations = neededFor([...wanted, ...readsOf(nets)], this.program.step);
    const late = [...slotsOf(own), ...slotsOf(sums)];
    const lean = leanEquations(
      [...addedEarly([...equations, ...nets], sums), ...own],
      new Set([...this.moving, ...inputs, ...late]),
      new Set([...slotsOf(nets), ...late]),
      this.newSlot,
    );
    return { once: lean.once, each: [...lean.each, ...this.integrate(stocks)] };
  }

  /**
   * The same, cut where chance decides: round by round, and then `own` and all stocks.
   *
   * @param opened slots of what is summed up over steps, which is begun anew once the rounds are over
   * @param observed slots that are read once the rounds are over
   */
  cutStep(
    chance: Chance,
    own: readonly Equation[],
    inputs: Iterable<number>,
    opened: readonly number[],
    observed: readonly number[],
  ) {
    const decided = new Set(drawnSlots(chance));
    const roots = [...decided, ...chance.decisions.flatMap(givenTo), ...observed];
    const stocks = [...this.stocksFor([...readsOf(own), ...roots])];
    const nets = stocks.map(s => this.nets.get(s)!);
    const equations = neededFor([...readsOf(own), ...readsOf(nets), ...roots], this.program.step);
    const late = [...opened, ...slotsOf(own)];
    const { once, each } = leanEquations(
      [...equations.filter(e => !decided.has(e.slot)), ...nets, ...own],
      new Set([...this.moving, ...inputs, ...decided, ...late]),
      new Set([...slotsOf(nets), ...slotsOf(own), ...roots]),
      this.newSlot,
    );
    const cut = cutStep(each, chance, new Set(late));
    return { once, each: [...cut.late, ...this.integrate(stocks)], rounds: cut.rounds };
  }

  private integrate(stocks: readonly number[]): Equation[] {
    const dt = slot(this.program.clock.dt);
    return stocks.map(at => ({
      slot: at,
      node: add(slot(at), mul(slot(this.nets.get(at)!.slot), dt)),
    }));
  }

  /** The stocks that matter to these slots, sooner or later. */
  stocksFor(roots: readonly number[]): ReadonlySet<number> {
    const stocks = new Set<number>();
    for (;;) {
      const reads = [...roots, ...[...stocks].flatMap(s => readsOfNode(this.nets.get(s)!.node))];
      const before = stocks.size;
      for (const s of [...reads, ...readsOf(neededFor(reads, this.program.step))])
        if (this.nets.has(s)) stocks.add(s);
      if (stocks.size === before) return stocks;
    }
  }
}

/** Puts each sum right after the last of its terms, where these are still at hand. */
function addedEarly(equations: readonly Equation[], sums: readonly Equation[]): readonly Equation[] {
  const placeOf = new Map(equations.map((e, i) => [e.slot, i]));
  const after = new Map<number, Equation[]>();
  for (const sum of sums) {
    const last = Math.max(-1, ...readsOfNode(sum.node).map(s => placeOf.get(s) ?? -1));
    after.set(last, [...(after.get(last) ?? []), sum]);
  }
  return [...(after.get(-1) ?? []), ...equations.flatMap((e, i) => [e, ...(after.get(i) ?? [])])];
}
