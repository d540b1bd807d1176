import {
  type CheckedModel,
  type CheckedMove,
  type CheckedStock,
  type CheckedTally,
  type CheckedVariable,
  cellNames,
  cellsOf,
  type IndexSet,
} from '../check/checked.ts';
import { scopeOf } from '../check/scope.ts';
import type { Faults } from '../diagnostics/diagnostic.ts';
import type { Expr } from '../expr/ast.ts';
import {
  add,
  atFirstInstant,
  div,
  type Equation,
  max,
  mul,
  type Node,
  num,
  ONE,
  select,
  slot,
  sub,
  sum,
  type Table,
  ZERO,
} from './ir.ts';
import { lower, type Names } from './lower.ts';
import { changingSlots, orderEquations } from './order.ts';
import { type Condition, type Layout, type Program, type ProgramLaw, slotAt } from './program.ts';

/** Where part of a move leads. */
interface Target {
  readonly stock: string;
  readonly at: number;
  readonly share: Node;
}

/** What one move takes out of one stage of one stock in one cell. */
interface Contribution {
  readonly stock: string;
  /** Ordinals of the cell. */
  readonly cell: readonly number[];
  /** Per year. */
  readonly flow: Node;
  /** The slot of the stage that it leaves. */
  readonly source: number;
  /** The stocks that it arrives in, with the share of each. */
  readonly targets: readonly Target[];
}

/** A stage that holds less than this has nobody in it to carry a mark: the rest is rounding. */
const NOBODY = num(1e-9);

/**
 * Expands a checked model into equations over slots and puts them in order. Only what the stocks, the laws,
 * the start and `wanted` need is kept.
 *
 * @param wanted names of variables whose values will be read; defaults to those that outcomes read
 * @returns undefined when equations go round in a circle, which is reported with the names in it
 */
export function compileModel(
  model: CheckedModel,
  faults: Faults,
  wanted?: Iterable<string>,
): Program | undefined {
  return new Expansion(model, faults).compile(wanted ?? variablesOfOutcomes(model));
}

/** The variables that outcomes read. */
export function variablesOfOutcomes(model: CheckedModel): Set<string> {
  const names = new Set<string>();
  const visit = (e: Expr): void => {
    if (e.op === 'name') names.add(e.name);
    else if (e.op === 'call') e.args.forEach(visit);
    else if (e.op === 'binary') [e.left, e.right].forEach(visit);
    else if (e.op === 'choose') [e.condition, e.yes, e.no].forEach(visit);
    else if (e.op === 'negate' || e.op === 'not') visit(e.arg);
    else if (e.op === 'reduce') visit(e.body);
  };
  for (const o of model.outcomes.values()) visit(o.equation);
  return names;
}

/** A stay is passed stage by stage; a hazard, and ageing, act on every stage alike. */
const passesStages = (move: CheckedMove): boolean => move.rate.by === 'after' && !move.next;

class Expansion {
  private readonly model: CheckedModel;
  private readonly faults: Faults;
  private readonly slotNames: string[] = [];
  private readonly layouts = new Map<string, Layout>();
  private readonly equations = new Map<number, Node>();
  /** Equations that hold only at the start: stocks' initial values. */
  private readonly initials = new Map<number, Node>();
  /** `initial(x)`: x's slot → the slot that keeps its value at the start. */
  private readonly kept = new Map<number, number>();
  /** `change(x)`: a stock's net flow, filled in once every flow is known. */
  private readonly changes = new Map<number, number>();
  private readonly image: [slot: number, value: number][] = [];
  /** Stages of stocks: slot of each, by stock and cell (row-major). */
  private readonly stages = new Map<string, readonly (readonly number[])[]>();
  private readonly inflow = new Map<number, Node>();
  private readonly outflow = new Map<number, Node>();
  private readonly mayBeNegative = new Set<number>();
  private readonly steady: number[] = [];
  private readonly guesses: Equation[] = [];
  private readonly contributions = new Map<string, Contribution[]>();
  private readonly hazardSums: { slot: number; stock: string }[] = [];
  /** By mark: the marked share of each carrying stage. */
  private readonly markedShare = new Map<string, Map<number, number>>();
  private readonly tables: Table[] = [];
  private readonly tableOf = new Map<string, number>();
  private readonly clock: Program['clock'];
  private readonly names: Names;

  constructor(model: CheckedModel, faults: Faults) {
    this.model = model;
    this.faults = faults;
    this.clock = { time: this.newSlot('time'), dt: this.newSlot('dt'), newYear: this.newSlot('new_year') };
    for (const [name, l] of model.lookups) {
      this.tableOf.set(name, this.tables.length);
      this.tables.push({ xs: l.xs, ys: l.ys });
    }
    this.names = {
      variable: (name, ordinals) => {
        const at = slotAt(this.layouts.get(name)!, ordinals);
        return at === undefined ? ZERO : slot(at);
      },
      clock: name =>
        name === 'time'
          ? slot(this.clock.time)
          : name === 'dt'
            ? slot(this.clock.dt)
            : name === 'new_year'
              ? slot(this.clock.newYear)
              : undefined,
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

  compile(wanted: Iterable<string>): Program | undefined {
    const variables = [...this.model.variables.values()];
    for (const v of variables) this.layOut(v);
    for (const v of variables) this.expand(v);
    this.expandMoves();
    for (const mark of this.model.marks.keys()) this.expandMark(mark);
    for (const v of variables) if (v.kind === 'tally' || v.kind === 'move') this.expandTally(v);
    const conditions = this.expandConditions();
    const laws = this.model.laws.map<ProgramLaw>(l => ({
      name: l.name,
      kind: l.kind,
      first: this.lowerCell(l.first, [], []),
      second: this.lowerCell(l.second, [], []),
    }));
    const stocks = [...this.inflow.keys()].map(s => ({
      slot: s,
      net: sub(this.inflow.get(s)!, this.outflow.get(s)!),
      mayBeNegative: this.mayBeNegative.has(s),
    }));
    for (const [variable, change] of this.changes) this.equations.set(change, this.netOf(variable));
    const roots: Node[] = [
      ...stocks.map(s => s.net),
      ...laws.flatMap(l => [l.first, l.second]),
      ...[...wanted].flatMap(n => this.layouts.get(n)?.slots.map(slot) ?? []),
      ...this.hazardSums.map(h => slot(h.slot)),
      ...conditions.filter(c => c.overFirstYear).map(c => c.what),
    ];
    const startRoots = [
      ...roots,
      ...stocks.map(s => slot(s.slot)),
      ...conditions.flatMap(c => [c.what, c.equals]),
    ];
    const step = orderEquations(this.equations, roots);
    if ('cycle' in step) return this.reportCycle(step.cycle, 'put a stock, smooth or delay into the circle');
    const initialOf = new Map([...this.kept].map(([from, to]) => [to, from]));
    const atStart = new Map<number, Node>();
    for (const [at, node] of [...this.equations, ...this.initials])
      atStart.set(at, atFirstInstant(node, initialOf));
    for (const [from, to] of this.kept) atStart.set(to, slot(from));
    const start = orderEquations(atStart, [
      ...startRoots,
      ...this.guesses.map(g => g.node),
      ...[...initialOf.keys()].map(slot),
    ]);
    if ('cycle' in start)
      return this.reportCycle(
        start.cycle,
        'give one of them an initial value that waits for none of the others',
      );
    const series = variables.filter(v => v.kind === 'series').flatMap(v => this.layouts.get(v.name)!.slots);
    const changing = changingSlots(
      step,
      new Set([...this.inflow.keys(), ...series, ...Object.values(this.clock)]),
    );
    const image = new Float64Array(this.slotNames.length);
    for (const [at, value] of this.image) image[at] = value;
    return {
      model: this.model,
      slotCount: this.slotNames.length,
      slotNames: this.slotNames,
      variables: this.layouts,
      clock: this.clock,
      image,
      tables: this.tables,
      start,
      step: step.filter(e => changing.has(e.slot)),
      stocks,
      steady: this.steady,
      guesses: this.guesses,
      conditions,
      laws,
      hazardSums: this.hazardSums,
    };
  }

  private newSlot(label: string): number {
    return this.slotNames.push(label) - 1;
  }

  private label(name: string, over: readonly IndexSet[], cell: readonly number[]): string {
    return over.length > 0 ? `${name}[${cellNames(over, cell).join(', ')}]` : name;
  }

  private lowerCell(e: Expr, over: readonly IndexSet[], cell: readonly number[]): Node {
    return lower(e, { scope: scopeOf(over), ordinals: cell }, this.model, this.names);
  }

  private keep(at: number): number {
    const known = this.kept.get(at);
    if (known !== undefined) return known;
    const fresh = this.newSlot(`initial(${this.slotNames[at]})`);
    this.kept.set(at, fresh);
    return fresh;
  }

  private changeOf(at: number): number {
    const known = this.changes.get(at);
    if (known !== undefined) return known;
    const fresh = this.newSlot(`change(${this.slotNames[at]})`);
    this.changes.set(at, fresh);
    return fresh;
  }

  private netOf(variable: number): Node {
    for (const cells of this.stages.values())
      for (const stages of cells) {
        const value = stages.length === 1 ? stages[0]! : this.valueSlots.get(stages[0]!);
        if (value === variable) return sum(stages.map(s => sub(this.inflow.get(s)!, this.outflow.get(s)!)));
      }
    throw new Error(`${this.slotNames[variable]} is not a stock`);
  }

  /** A stock of several stages: its first stage's slot → the slot of its sum. */
  private readonly valueSlots = new Map<number, number>();

  private layOut(v: CheckedVariable): void {
    const { name, over } = v;
    const slots = cellsOf(over).map(cell => this.newSlot(this.label(name, over, cell)));
    this.layouts.set(name, { name, over, slots });
    if (v.kind === 'parameter') for (const [i, s] of slots.entries()) this.image.push([s, v.values[i]!]);
    if (v.kind === 'series') for (const s of slots) this.image.push([s, v.spec.otherwise * v.unit.factor]);
    if (v.kind !== 'stock') return;
    // A stock of one stage is its own slot; one of several is the sum of its stages.
    this.stages.set(
      name,
      slots.map(value => {
        const stages =
          v.stages === 1
            ? [value]
            : Array.from({ length: v.stages }, (_, k) =>
                this.newSlot(`${this.slotNames[value]} stage ${k + 1}`),
              );
        for (const s of stages) this.addStock(s, v.spec.mayBeNegative);
        if (v.stages > 1) {
          this.equations.set(value, sum(stages.map(slot)));
          this.valueSlots.set(stages[0]!, value);
        }
        return stages;
      }),
    );
  }

  private addStock(at: number, mayBeNegative = false): void {
    this.inflow.set(at, ZERO);
    this.outflow.set(at, ZERO);
    if (mayBeNegative) this.mayBeNegative.add(at);
  }

  private addInflow(at: number, flow: Node): void {
    this.inflow.set(at, add(this.inflow.get(at)!, flow));
  }

  private addOutflow(at: number, flow: Node): void {
    this.outflow.set(at, add(this.outflow.get(at)!, flow));
  }

  private expand(v: CheckedVariable): void {
    const { over } = v;
    const slots = this.layouts.get(v.name)!.slots;
    for (const [i, cell] of cellsOf(over).entries()) {
      const at = slots[i]!;
      if (v.kind === 'auxiliary' || v.kind === 'flow')
        this.equations.set(
          at,
          this.lowerCell('op' in v.equations ? v.equations : v.equations.get(cell[0]!)!, over, cell),
        );
      else if (v.kind === 'stock') this.expandStock(v, i, cell);
      else if (v.kind === 'smooth') this.expandSmooth(v, at, cell);
      else if (v.kind === 'delay') this.expandDelay(v, at, cell);
      else if (v.kind === 'solved')
        this.guesses.push({ slot: at, node: this.lowerCell(v.guess, over, cell) });
    }
  }

  private expandStock(v: CheckedStock, i: number, cell: readonly number[]): void {
    const stages = this.stages.get(v.name)![i]!;
    const initial = v.initial && this.lowerCell(v.initial, v.over, cell);
    for (const s of stages) {
      if (initial) this.initials.set(s, div(initial, num(stages.length)));
      else {
        this.steady.push(s);
        this.guesses.push({ slot: s, node: ONE });
      }
    }
    const flowAt = (name: string): Node => this.names.variable(name, cell);
    for (const f of v.spec.inflows) this.addInflow(stages[0]!, flowAt(f.value));
    for (const f of v.spec.outflows) this.addOutflow(stages.at(-1)!, flowAt(f.value));
  }

  /** A chain of lags; the variable is the last of them. */
  private expandSmooth(
    v: Extract<CheckedVariable, { kind: 'smooth' }>,
    at: number,
    cell: readonly number[],
  ): void {
    const { order } = v.spec;
    const lag = div(this.lowerCell(v.time, v.over, cell), num(order));
    const input = this.lowerCell(v.of, v.over, cell);
    const initial = v.initial ? this.lowerCell(v.initial, v.over, cell) : input;
    let follows = input;
    for (let k = 1; k <= order; k++) {
      const own = k === order ? at : this.newSlot(`${this.slotNames[at]} lag ${k}`);
      this.addStock(own, true);
      this.initials.set(own, initial);
      this.addInflow(own, div(sub(follows, slot(own)), lag));
      follows = slot(own);
    }
  }

  /** A chain of stages that conserves what enters; the variable is the outflow of the last. */
  private expandDelay(
    v: Extract<CheckedVariable, { kind: 'delay' }>,
    at: number,
    cell: readonly number[],
  ): void {
    const { order } = v.spec;
    const stay = div(this.lowerCell(v.time, v.over, cell), num(order));
    const input = this.lowerCell(v.of, v.over, cell);
    let enters = input;
    for (let k = 1; k <= order; k++) {
      const own = this.newSlot(`${this.slotNames[at]} stage ${k}`);
      this.addStock(own);
      this.initials.set(own, mul(input, stay));
      this.addInflow(own, enters);
      const leaves = div(slot(own), stay);
      this.addOutflow(own, leaves);
      enters = leaves;
    }
    this.equations.set(at, enters);
  }

  /**
   * All moves out of one stage compete: with H the sum of their hazards, each takes
   * stock × hazard / max(1, H·dt) a year, so the share that leaves in a step is min(1, H·dt).
   */
  private expandMoves(): void {
    const moves = [...this.model.variables.values()].filter(v => v.kind === 'move');
    for (const m of moves) this.contributions.set(m.name, []);
    for (const [name, cells] of this.stages) {
      const stock = this.model.variables.get(name) as CheckedStock;
      const leaving = moves.filter(m => m.from.includes(name));
      if (leaving.length === 0) continue;
      for (const [i, cell] of cellsOf(stock.over).entries())
        for (const k of cells[i]!.keys()) this.expandStage(stock, cell, cells[i]!, k, leaving);
    }
  }

  private expandStage(
    stock: CheckedStock,
    cell: readonly number[],
    stages: readonly number[],
    k: number,
    moves: readonly CheckedMove[],
  ): void {
    const own = stages[k]!;
    const last = k === stages.length - 1;
    const ways = moves.flatMap(move => {
      const targets = this.targetsOf(move, stock, cell, k, stages);
      if (!targets) return [];
      const hazard = this.hazardOf(move, stock, cell, stages.length);
      return [{ move, hazard, targets, counts: last || !passesStages(move) }];
    });
    if (ways.length === 0) return;
    const label = this.slotNames[own]!;
    const hazards = this.newSlot(`hazards out of ${label}`);
    this.equations.set(hazards, sum(ways.map(w => w.hazard)));
    this.hazardSums.push({ slot: hazards, stock: stock.name });
    const perHazard = this.newSlot(`flow per hazard out of ${label}`);
    this.equations.set(perHazard, div(slot(own), max(ONE, mul(slot(hazards), slot(this.clock.dt)))));
    for (const { move, hazard, targets, counts } of ways) {
      const flow = mul(slot(perHazard), hazard);
      this.addOutflow(own, flow);
      for (const { at, share } of targets) this.addInflow(at, mul(flow, share));
      if (counts)
        this.contributions.get(move.name)!.push({ stock: stock.name, cell, flow, source: own, targets });
      for (const { at, share } of targets) this.links.push({ from: own, to: at, flow: mul(flow, share) });
    }
  }

  /** Every flow that moves make from one stage to another; marks travel along these. */
  private readonly links: { readonly from: number; readonly to: number; readonly flow: Node }[] = [];

  /** The hazard of one move in one cell, computed once for all stocks and stages that share it. */
  private hazardOf(move: CheckedMove, stock: CheckedStock, cell: readonly number[], stages: number): Node {
    const perStage = passesStages(move) ? stages : 1;
    const key = `${move.name}|${stock.over.map(o => o.name).join()}|${cell.join()}|${perStage}`;
    let at = this.hazardSlots.get(key);
    if (at === undefined) {
      at = this.newSlot(this.label(`hazard of ${move.name}`, stock.over, cell));
      this.hazardSlots.set(key, at);
      const rate = this.lowerCell(move.rate.expr, stock.over, cell);
      this.equations.set(at, move.rate.by === 'after' ? div(num(perStage), rate) : rate);
    }
    return slot(at);
  }

  private readonly hazardSlots = new Map<string, number>();

  /** Where a move leads from this stage, with shares; undefined when it does not exist for this cell. */
  private targetsOf(
    move: CheckedMove,
    stock: CheckedStock,
    cell: readonly number[],
    k: number,
    stages: readonly number[],
  ) {
    if (move.next) {
      const d = stock.over.findIndex(s => s.dimension === move.next);
      const nextCell = cell.map((o, i) => (i === d ? o + 1 : o));
      const next = this.stageSlots(stock.name, nextCell);
      return next && [{ stock: stock.name, at: next[k]!, share: ONE }];
    }
    if (passesStages(move) && k < stages.length - 1)
      return [{ stock: stock.name, at: stages[k + 1]!, share: ONE }];
    if (move.to.length === 0) return [];
    const exists = move.to.flatMap(t => {
      const target = this.stageSlots(t.stock, cell);
      return target
        ? [{ stock: t.stock, at: target[0]!, share: t.share && this.lowerCell(t.share, stock.over, cell) }]
        : [];
    });
    if (exists.length === 0) return undefined;
    // Whoever takes the rest takes what the others leave; without one here, the last takes it.
    const rest = Math.max(
      exists.findIndex(t => t.share === undefined),
      exists.some(t => t.share === undefined) ? 0 : exists.length - 1,
    );
    const others = sum(exists.filter((_, i) => i !== rest).map(t => t.share!));
    return exists.map((t, i) => ({
      stock: t.stock,
      at: t.at,
      share: i === rest ? sub(ONE, others) : t.share!,
    }));
  }

  private stageSlots(stock: string, cell: readonly number[]): readonly number[] | undefined {
    const value = slotAt(this.layouts.get(stock)!, cell);
    return value === undefined
      ? undefined
      : this.stages.get(stock)![this.layouts.get(stock)!.slots.indexOf(value)];
  }

  /**
   * A mark travels with people: from a carrying stage in proportion to its marked share, from a setting stage
   * always. It is cleared at the start of each financial year.
   */
  private expandMark(name: string): void {
    const mark = this.model.marks.get(name)!;
    const shares = new Map<number, number>();
    this.markedShare.set(name, shares);
    const carrying = [...mark.carriedBy].flatMap(s => this.stages.get(s)!.flat());
    const setting = new Set([...mark.setIn].flatMap(s => this.stages.get(s)!.flat()));
    const marked = new Map<number, number>();
    const newYear = slot(this.clock.newYear);
    for (const own of carrying) {
      const at = this.newSlot(`${name} in ${this.slotNames[own]}`);
      this.addStock(at, true);
      this.initials.set(at, ZERO);
      marked.set(own, at);
      const share = this.newSlot(`share of ${this.slotNames[own]} with ${name}`);
      this.equations.set(
        share,
        select(
          { op: 'or', a: newYear, b: { op: 'lt', a: slot(own), b: NOBODY } },
          ZERO,
          div(slot(at), max(slot(own), NOBODY)),
        ),
      );
      shares.set(own, share);
    }
    for (const own of setting) {
      const all = this.newSlot(`share of ${this.slotNames[own]} with ${name}`);
      this.image.push([all, 1]);
      shares.set(own, all);
    }
    for (const { from, to, flow } of this.links) {
      const at = marked.get(to);
      const share = setting.has(from) ? ONE : shares.has(from) ? slot(shares.get(from)!) : ZERO;
      if (at !== undefined) this.addInflow(at, mul(flow, share));
    }
    for (const [own, at] of marked) {
      this.addOutflow(at, mul(this.outflow.get(own)!, slot(shares.get(own)!)));
      this.addOutflow(at, select(newYear, div(slot(at), slot(this.clock.dt)), ZERO));
    }
  }

  /** Adds up stocks or contributions, cell by cell; dimensions that the sum is not over are summed out. */
  private expandTally(v: CheckedTally | CheckedMove): void {
    const { over } = v;
    const totals = new Map<number, Node>();
    const layout = this.layouts.get(v.name)!;
    const put = (parts: readonly IndexSet[], cell: readonly number[], node: Node): void => {
      const ordinals = over.map(set => cell[parts.findIndex(p => p.dimension === set.dimension)]!);
      const at = slotAt(layout, ordinals);
      if (at !== undefined) totals.set(at, add(totals.get(at) ?? ZERO, node));
    };
    const moves = v.kind === 'move' ? [v.name] : v.moves;
    for (const move of moves)
      for (const c of this.contributions.get(move)!) {
        if (v.kind === 'tally' && v.from && !v.from.has(c.stock)) continue;
        const share =
          v.kind === 'tally' && v.unmarked ? this.markedShare.get(v.unmarked)!.get(c.source) : undefined;
        const { to } = v.kind === 'tally' ? v : { to: undefined };
        const arriving = to
          ? mul(c.flow, sum(c.targets.filter(t => to.has(t.stock)).map(t => t.share)))
          : c.flow;
        const flow = share === undefined ? arriving : mul(arriving, sub(ONE, slot(share)));
        put(this.model.variables.get(c.stock)!.over, c.cell, flow);
      }
    if (v.kind === 'tally')
      for (const name of v.stocks) {
        const stock = this.layouts.get(name)!;
        for (const [i, cell] of cellsOf(stock.over).entries()) put(stock.over, cell, slot(stock.slots[i]!));
      }
    for (const at of layout.slots) this.equations.set(at, totals.get(at) ?? ZERO);
  }

  private expandConditions(): Condition[] {
    const conditions: Condition[] = [];
    for (const v of this.model.variables.values()) {
      if (v.kind !== 'solved') continue;
      for (const [i, cell] of cellsOf(v.over).entries())
        conditions.push({
          name: this.label(v.name, v.over, cell),
          unknown: this.layouts.get(v.name)!.slots[i]!,
          what: this.lowerCell(v.what, v.over, cell),
          equals: this.lowerCell(v.equals, v.over, cell),
          overFirstYear: v.spec.meets.overFirstYear,
          least: v.spec.least,
        });
    }
    return conditions;
  }

  private reportCycle(cycle: readonly number[], hint: string): undefined {
    const chain = cycle.map(s => this.slotNames[s]!);
    const known = chain.map(n => this.model.variables.get(n.replace(/\[.*$/, ''))).find(v => v !== undefined);
    return this.faults.error(
      'compile/cycle',
      known?.spec.place,
      `these variables wait for each other: ${[...chain, chain[0]!].join(' <- ')}`,
      hint,
    );
  }
}
