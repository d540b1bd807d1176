import { type CheckedMove, type CheckedVariable, cellsOf, type IndexSet } from '../check/checked.ts';
import { scopeOf } from '../check/scope.ts';
import { ZERO } from '../compile/ir.ts';
import { lower, type Names } from '../compile/lower.ts';
import { type Program, slotAt } from '../compile/program.ts';
import type { Expr } from '../expr/ast.ts';
import { CLOCK_NAMES, WINDOW_FUNCTIONS } from '../expr/builtins.ts';

/** What is traced: a variable or an outcome, and where it is over dimensions, which part of it. */
export interface Traced {
  readonly name: string;
  /** Elements, in the order of its dimensions; none: the whole. */
  readonly elements: readonly string[];
}

/** What a traced variable is to one that feeds it: `in` and `out` of a stock, else read by its equation. */
export type Role = 'in' | 'out' | 'in and out' | 'read';

/** Cells of a variable that a traced one is computed from. */
export interface Read {
  readonly name: string;
  readonly role: Role;
  /** `value`; `initial` and `change`; or how an outcome reads its windows: `total`, `mean`, … */
  readonly as: string;
  readonly slots: readonly number[];
  /** Why it is not the whole story: `also out of waiting`. */
  readonly note?: string;
}

type CellsOf = (over: readonly IndexSet[]) => readonly (readonly number[])[];

/** The ordinals that elements fix, position by position; undefined where an element fits none of what is left. */
export function fixedOrdinals(
  over: readonly IndexSet[],
  elements: readonly string[],
): (number | undefined)[] | undefined {
  const fixed = over.map((): number | undefined => undefined);
  for (const element of elements) {
    const d = over.findIndex(
      ({ dimension, members }, i) =>
        fixed[i] === undefined && members.includes(dimension.elements.indexOf(element)),
    );
    if (d < 0) return undefined;
    fixed[d] = over[d]!.dimension.elements.indexOf(element);
  }
  return fixed;
}

/** The cells of what is traced, and of anything else over the same dimensions. */
function cellsWithin(traced: Traced, own: readonly IndexSet[]): CellsOf {
  const fixed = fixedOrdinals(own, traced.elements)!;
  return over =>
    cellsOf(over).filter(cell =>
      over.every((set, d) => {
        const p = over === own ? d : own.findIndex(o => o.dimension === set.dimension);
        return p < 0 || fixed[p] === undefined || fixed[p] === cell[d];
      }),
    );
}

/** The slots of what is traced itself. */
export function slotsOf({ name, elements }: Traced, { variables }: Program): number[] {
  const layout = variables.get(name)!;
  const cells = cellsWithin({ name, elements }, layout.over)(layout.over);
  return cells.map(cell => slotAt(layout, cell)!);
}

/** Everything that feeds what is traced directly, cell by cell as its equations read it, in the order written. */
export function readsOf(traced: Traced, program: Program): Read[] {
  const { model } = program;
  const variable = model.variables.get(traced.name);
  const { over } = variable ?? model.outcomes.get(traced.name)!;
  const within = cellsWithin(traced, over);
  const notes = new Notes(program, within);
  if (variable) noteVariable(variable, program, within, notes);
  else {
    const { equation, whole } = model.outcomes.get(traced.name)!;
    if (whole && traced.elements.length === 0) notes.expression(whole, [], [[]]);
    else notes.expression(equation, over, within(over));
  }
  return notes.all();
}

function noteVariable(v: CheckedVariable, { model }: Program, within: CellsOf, notes: Notes): void {
  const cells = within(v.over);
  switch (v.kind) {
    case 'parameter':
    case 'figure':
    case 'series':
      return;
    case 'stock':
      for (const f of v.spec.inflows) notes.name(f.value, 'in');
      for (const f of v.spec.outflows) notes.name(f.value, 'out');
      for (const move of model.variables.values()) if (move.kind === 'move') noteMoveOf(v.name, move, notes);
      return;
    case 'flow':
    case 'auxiliary':
      for (const cell of cells)
        notes.expression('op' in v.equations ? v.equations : v.equations.get(cell[0]!)!, v.over, [cell]);
      return;
    case 'smooth':
    case 'delay':
      notes.expression(v.of, v.over, cells);
      notes.expression(v.time, v.over, cells);
      return;
    case 'solved':
      notes.expression(v.what, v.over, cells);
      notes.expression(v.equals, v.over, cells);
      return;
    case 'tally': {
      const partly = v.from || v.to || v.unmarked !== undefined ? 'only part of it counts' : undefined;
      for (const name of [...v.stocks, ...v.moves]) notes.name(name, 'read', partly);
      return;
    }
    case 'move':
      for (const stock of v.from) {
        notes.name(stock, 'read');
        const own = model.variables.get(stock)!.over;
        notes.expression(v.rate.expr, own, within(own));
      }
  }
}

/** A move that drains a stock, or fills it. What it takes from other stocks, or gives to them, is in its number too. */
function noteMoveOf(stock: string, { name, from, to, next }: CheckedMove, notes: Notes): void {
  const drains = from.includes(stock);
  const fills = next ? drains : to.some(t => t.stock === stock);
  if (!drains && !fills) return;
  const elsewhere = drains && from.length > 1 ? 'out of other stocks too' : undefined;
  const shared = fills && !next && to.length > 1 ? 'a share of it' : undefined;
  notes.name(name, drains ? (fills ? 'in and out' : 'out') : 'in', elsewhere ?? shared);
}

/** Collects reads: by name and by how they are read, with every cell. */
class Notes {
  private readonly program: Program;
  private readonly within: CellsOf;
  private readonly reads = new Map<string, Omit<Read, 'slots'> & { readonly slots: Set<number> }>();
  private readonly names: Names;

  constructor(program: Program, within: CellsOf) {
    this.program = program;
    this.within = within;
    // Lowering an expression asks for every cell that it reads: the numbers do not matter here.
    this.names = {
      variable: (name, ordinals) => this.cell(name, 'value', ordinals),
      clock: name => ((CLOCK_NAMES as readonly string[]).includes(name) ? ZERO : undefined),
      ofVariable: (fn, name, ordinals, rate) => {
        if (fn !== 'initial' && fn !== 'change' && !Object.hasOwn(WINDOW_FUNCTIONS, fn)) return undefined;
        if (rate !== undefined) this.cell(rate, 'value', []);
        return this.cell(name, fn, ordinals);
      },
      lookup: name => (program.model.lookups.has(name) ? ZERO : undefined),
    };
  }

  all(): Read[] {
    return [...this.reads.values()].map(r => ({ ...r, slots: [...r.slots] }));
  }

  /** Every cell that goes with what is traced. */
  name(name: string, role: Role, note?: string): void {
    const { over } = this.program.variables.get(name)!;
    for (const cell of this.within(over)) this.cell(name, 'value', cell, role, note);
  }

  expression(e: Expr, over: readonly IndexSet[], cells: readonly (readonly number[])[]): void {
    const forCell = lower(e, scopeOf(over), this.program.model, this.names);
    for (const cell of cells) forCell(cell);
  }

  private cell(name: string, as: string, ordinals: readonly number[], role: Role = 'read', note?: string) {
    const slot = slotAt(this.program.variables.get(name)!, ordinals);
    if (slot === undefined) return ZERO;
    const key = `${as} ${name}`;
    const read = this.reads.get(key) ?? {
      name,
      role,
      as,
      slots: new Set(),
      ...(note !== undefined && { note }),
    };
    read.slots.add(slot);
    this.reads.set(key, read);
    return ZERO;
  }
}
