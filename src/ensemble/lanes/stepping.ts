import { add, type Equation, eachSlot, mul, ONE, slot } from '../../compile/ir.ts';
import { keepClose } from '../../compile/keep-close.ts';
import { type Lean, leanEquations, neededFor } from '../../compile/lean.ts';
import { type Chance, drawnSlots } from '../../compile/program.ts';
import { cutStep, givenTo } from '../noise/rounds.ts';
import { type NewSlot, readsOf, slotsOf } from './slots.ts';
import type { Special } from './specialise.ts';

/** Steps through time, with no more than what is read. */
export class Stepping {
  private readonly special: Special;
  private readonly nets: ReadonlyMap<number, Equation>;
  private readonly count: number;
  private readonly newSlot: NewSlot;
  /** What changes from step to step by itself. */
  private readonly moving: readonly number[];

  /** @param count the slot that counts steps */
  constructor(special: Special, count: number, newSlot: NewSlot) {
    const { stocks, clock } = special.program;
    this.special = special;
    this.count = count;
    this.newSlot = newSlot;
    this.nets = new Map(stocks.map(s => [s.slot, { slot: newSlot(), node: s.net }]));
    this.moving = [...this.nets.keys(), clock.time, clock.newYear];
  }

  /** What these slots need at an instant. */
  instant(roots: readonly number[], inputs: Iterable<number>) {
    const equations = neededFor(roots, this.special.program.step);
    return leanEquations(equations, new Set([...this.moving, ...inputs]), new Set(roots), this.newSlot);
  }

  /**
   * A whole step: what flows, `own` (which may add to what it was a step before), and all stocks.
   *
   * @param inputs what else may take new values between steps
   * @param observed slots that are read between steps
   */
  step(own: readonly Equation[], inputs: Iterable<number>, observed: readonly number[] = []): Lean {
    const { rewrite, program } = this.special;
    const summed = rewrite(own);
    const stocks = [...this.stocksFor([...readsOf(summed), ...observed])];
    const nets = stocks.map(s => this.nets.get(s)!);
    const equations = neededFor([...readsOf(summed), ...readsOf(nets)], program.step);
    const lean = leanEquations(
      [...equations, ...nets, ...summed],
      new Set([...this.moving, ...inputs, ...slotsOf(own)]),
      new Set([...slotsOf(nets), ...slotsOf(own)]),
      this.newSlot,
    );
    return { once: lean.once, each: keepClose([...lean.each, ...this.integrate(stocks)]) };
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
    const equations = neededFor([...readsOf(own), ...readsOf(nets), ...roots], this.special.program.step);
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

  /** Stocks move on, and so does the clock. */
  private integrate(stocks: readonly number[]): Equation[] {
    const { clock } = this.special.program;
    const [count, dt] = [slot(this.count), slot(clock.dt)];
    const moved = stocks.map(at => ({
      slot: at,
      node: add(slot(at), mul(slot(this.nets.get(at)!.slot), dt)),
    }));
    return [
      ...moved,
      { slot: this.count, node: add(count, ONE) },
      { slot: clock.time, node: mul(count, dt) },
    ];
  }

  /** The stocks that matter to these slots, sooner or later. */
  stocksFor(roots: readonly number[]): ReadonlySet<number> {
    const nodes = new Map(this.special.program.step.map(e => [e.slot, e.node]));
    const seen = new Set<number>();
    const stocks = new Set<number>();
    const left = [...roots];
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const net = this.nets.get(at);
      if (net) stocks.add(at);
      const node = net?.node ?? nodes.get(at);
      if (node) eachSlot(node, s => left.push(s));
    }
    return stocks;
  }
}
