import { type CheckedModel, cellNames, type IndexSet } from '../check/checked.ts';
import { scopeOf } from '../check/scope.ts';
import type { Expr } from '../expr/ast.ts';
import { add, type Equation, mul, type Node, slot, sub, sum, type Table, ZERO } from './ir.ts';
import { lower, type Names } from './lower.ts';
import { type Decision, type Layout, type MarkedPart, type Program, slotAt } from './program.ts';

/**
 * The sheet that expansion writes on: slots, the equation of each, and the flows into and out of every
 * stock. The expanders of variables, moves, marks and tallies add to it one after the other.
 */
export class Sheet {
  readonly model: CheckedModel;
  readonly slotNames: string[] = [];
  readonly layouts = new Map<string, Layout>();
  readonly equations = new Map<number, Node>();
  /** Equations that hold only at the first instant: stocks' initial values. */
  readonly initials = new Map<number, Node>();
  /** Values known before anything is computed. */
  readonly image: [slot: number, value: number][] = [];
  /** `initial(x)`: x's slot → the slot that keeps its value at the start. */
  readonly kept = new Map<number, number>();
  readonly inflow = new Map<number, Node>();
  readonly outflow = new Map<number, Node>();
  readonly mayBeNegative = new Set<number>();
  readonly steady: number[] = [];
  /** Of steady stocks that grow at the start: how fast, beside their size. */
  readonly trends = new Map<number, Node>();
  readonly guesses: Equation[] = [];
  readonly tables: Table[] = [];
  readonly clock: Program['clock'];
  /** Stages of stocks: the slots of each cell (row-major), in series. */
  readonly stages = new Map<string, readonly (readonly number[])[]>();
  /** `change(x)`: x's slot → the slot of its net flow, filled in once every flow is known. */
  private readonly changes = new Map<number, number>();
  private readonly tableOf = new Map<string, number>();
  /** Flows that chance can decide; undefined: none is set apart for it. */
  readonly decisions: (Decision & { readonly marked: MarkedPart[] })[] | undefined;
  private readonly names: Names;

  /** @param byChance whether flows of whole people and posts get slots of their own, for chance to decide */
  constructor(model: CheckedModel, byChance: boolean) {
    this.model = model;
    this.decisions = byChance ? [] : undefined;
    const [time, dt, newYear] = ['time', 'dt', 'new_year'].map(n => this.newSlot(n)) as [
      number,
      number,
      number,
    ];
    this.clock = { time, dt, newYear };
    const clockSlots: Readonly<Record<string, number>> = { time, dt, new_year: newYear };
    for (const [name, { xs, ys }] of model.lookups) this.tableOf.set(name, this.tables.push({ xs, ys }) - 1);
    this.names = {
      variable: (name, ordinals) => this.valueOf(name, ordinals),
      clock: name => (name in clockSlots ? slot(clockSlots[name]!) : undefined),
      ofVariable: (fn, name, ordinals) => {
        if (fn !== 'initial' && fn !== 'change') return undefined;
        const at = slotAt(this.layouts.get(name)!, ordinals);
        if (at === undefined) return ZERO;
        return slot(fn === 'initial' ? this.keep(at) : this.changeOf(at));
      },
      lookup: (name, a) => {
        const table = this.tableOf.get(name);
        return table === undefined ? undefined : { op: 'lookup', table, a };
      },
    };
  }

  newSlot(label: string): number {
    return this.slotNames.push(label) - 1;
  }

  label(name: string, over: readonly IndexSet[], cell: readonly number[]): string {
    return over.length > 0 ? `${name}[${cellNames(over, cell).join(', ')}]` : name;
  }

  lowerCell(e: Expr, over: readonly IndexSet[], cell: readonly number[]): Node {
    return lower(e, scopeOf(over), this.model, this.names)(cell);
  }

  /** A variable's cell; zero outside its subset. */
  valueOf(name: string, ordinals: readonly number[]): Node {
    const at = slotAt(this.layouts.get(name)!, ordinals);
    return at === undefined ? ZERO : slot(at);
  }

  addStock(at: number, mayBeNegative = false): void {
    this.inflow.set(at, ZERO);
    this.outflow.set(at, ZERO);
    if (mayBeNegative) this.mayBeNegative.add(at);
  }

  addInflow(at: number, flow: Node): void {
    this.inflow.set(at, add(this.inflow.get(at)!, flow));
  }

  addOutflow(at: number, flow: Node): void {
    this.outflow.set(at, add(this.outflow.get(at)!, flow));
  }

  netOf(at: number): Node {
    return sub(this.inflow.get(at)!, this.outflow.get(at)!);
  }

  /** How far a steady stock is from what it does at the start: from rest, or from its trend. */
  offStart(at: number): Node {
    const trend = this.trends.get(at);
    return trend ? sub(this.netOf(at), mul(trend, slot(at))) : this.netOf(at);
  }

  /** The stages of a stock's cell; undefined outside its subset. */
  stagesAt(stock: string, cell: readonly number[]): readonly number[] | undefined {
    const layout = this.layouts.get(stock)!;
    const value = slotAt(layout, cell);
    return value === undefined ? undefined : this.stages.get(stock)![layout.slots.indexOf(value)];
  }

  /** Gives every `change(x)` its equation. */
  fillChanges(): void {
    for (const [stock, cells] of this.stages)
      for (const [i, stages] of cells.entries()) {
        const change = this.changes.get(this.layouts.get(stock)!.slots[i]!);
        if (change !== undefined) this.equations.set(change, sum(stages.map(s => this.netOf(s))));
      }
  }

  private keep(at: number): number {
    return slotOnce(this.kept, at, () => this.newSlot(`initial(${this.slotNames[at]})`));
  }

  private changeOf(at: number): number {
    return slotOnce(this.changes, at, () => this.newSlot(`change(${this.slotNames[at]})`));
  }
}

/** The slot known for a key, or a new one. */
export function slotOnce<K>(known: Map<K, number>, key: K, make: () => number): number {
  let at = known.get(key);
  if (at === undefined) known.set(key, (at = make()));
  return at;
}
