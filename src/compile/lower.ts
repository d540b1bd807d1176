import type { CheckedModel } from '../check/checked.ts';
import { type Bound, bindRange, type Pick, resolveSubscripts, type Scope } from '../check/scope.ts';
import type { BinaryExpr, CallExpr, Expr, NameExpr } from '../expr/ast.ts';
import {
  add,
  type BinaryFn,
  div,
  max,
  min,
  mul,
  type Node,
  neg,
  num,
  ONE,
  pow,
  select,
  sub,
  sum,
  ZERO,
} from './ir.ts';

/** An expression's surroundings while it is lowered for one cell: which indices are bound, and to what. */
export interface Cell {
  readonly scope: Scope;
  readonly ordinals: readonly number[];
}

/** How names and model functions become nodes; the expander and the outcome reader each supply theirs. */
export interface Names {
  /** The node of a variable's cell, zero outside its subset. */
  variable(name: string, ordinals: readonly number[]): Node;
  clock(name: string): Node | undefined;
  /**
   * initial, change, and the window functions: functions of a variable rather than of a value.
   *
   * @param rate the parameter that a discounted variable is discounted with
   */
  ofVariable(fn: string, name: string, ordinals: readonly number[], rate?: string): Node | undefined;
  lookup(name: string, argument: Node): Node | undefined;
}

const COMPARE: Readonly<Record<string, BinaryFn>> = {
  '<': 'lt',
  '<=': 'le',
  '==': 'eq',
  '!=': 'ne',
  and: 'and',
  or: 'or',
};

/** Lowers one checked expression for one cell. */
export function lower(e: Expr, cell: Cell, model: CheckedModel, names: Names): Node {
  const go = (x: Expr): Node => lower(x, cell, model, names);
  switch (e.op) {
    case 'number':
      return num(e.value);
    case 'name':
      return names.clock(e.name) ?? names.variable(e.name, ordinalsOf(e, cell, model));
    case 'negate':
      return neg(go(e.arg));
    case 'not':
      return { op: 'not', a: go(e.arg) };
    case 'choose':
      return select(go(e.condition), go(e.yes), go(e.no));
    case 'binary':
      return lowerBinary(e, go);
    case 'call':
      return lowerCall(e, cell, model, names, go);
    case 'reduce': {
      let cells: Cell[] = [cell];
      for (const range of e.over) {
        const bound = bindRange(range, model) as Bound;
        cells = cells.flatMap(c =>
          bound.set.members.map(m => ({ scope: [...c.scope, bound], ordinals: [...c.ordinals, m] })),
        );
      }
      const parts = cells.map(c => lower(e.body, c, model, names));
      if (e.fn === 'sum') return sum(parts);
      return parts.length === 0 ? ZERO : parts.reduce(e.fn === 'min' ? min : max);
    }
  }
}

/** The element ordinals that a name's subscripts take in this cell. */
function ordinalsOf(e: NameExpr, cell: Cell, model: CheckedModel): number[] {
  const variable = model.variables.get(e.name)!;
  const picks = resolveSubscripts(e, variable, cell.scope, model) as readonly Pick[];
  return picks.map(pick => {
    if ('element' in pick) return pick.element;
    const own = cell.ordinals[cell.scope.indexOf(pick.bound)]!;
    return pick.map ? pick.map[own]! : own;
  });
}

function lowerBinary(e: BinaryExpr, go: (x: Expr) => Node): Node {
  const a = go(e.left);
  const b = go(e.right);
  switch (e.operator) {
    case '+':
      return add(a, b);
    case '-':
      return sub(a, b);
    case '*':
      return mul(a, b);
    case '/':
      return div(a, b);
    case '^':
      return pow(a, b);
    case '>':
      return { op: 'lt', a: b, b: a };
    case '>=':
      return { op: 'le', a: b, b: a };
    default:
      return { op: COMPARE[e.operator]!, a, b };
  }
}

function lowerCall(e: CallExpr, cell: Cell, model: CheckedModel, names: Names, go: (x: Expr) => Node): Node {
  const [first, second] = e.args;
  if (first?.op === 'name' && model.variables.has(first.name)) {
    const rate = second?.op === 'name' ? second.name : undefined;
    const node = names.ofVariable(e.fn, first.name, ordinalsOf(first, cell, model), rate);
    if (node) return node;
  }
  const args = e.args.map(go);
  const a = args[0] ?? ONE;
  const found = names.lookup(e.fn, a);
  if (found) return found;
  if (e.fn === 'min' || e.fn === 'max') return args.reduce(e.fn === 'min' ? min : max);
  return { op: e.fn as 'abs' | 'exp' | 'log' | 'sqrt', a };
}
