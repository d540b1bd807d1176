import { type CheckedModel, cellsOf } from '../check/checked.ts';
import { type Bound, bindRange, type Pick, resolveSubscripts, type Scope } from '../check/scope.ts';
import type { BinaryOp, CallExpr, Expr, NameExpr } from '../expr/ast.ts';
import { add, div, max, min, mul, type Node, neg, num, ONE, pow, select, sub, sum, ZERO } from './ir.ts';

/** An expression as lowered for a cell of its scope: the cell's ordinals, one for each index that is bound. */
export type ForCell = (ordinals: readonly number[]) => Node;

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

/** Of each operator what it makes of its sides. */
const OPERATORS: Readonly<Record<BinaryOp, (a: Node, b: Node) => Node>> = {
  '+': add,
  '-': sub,
  '*': mul,
  '/': div,
  '^': pow,
  '<': (a, b) => ({ op: 'lt', a, b }),
  '<=': (a, b) => ({ op: 'le', a, b }),
  '>': (a, b) => ({ op: 'lt', a: b, b: a }),
  '>=': (a, b) => ({ op: 'le', a: b, b: a }),
  '==': (a, b) => ({ op: 'eq', a, b }),
  '!=': (a, b) => ({ op: 'ne', a, b }),
  and: (a, b) => ({ op: 'and', a, b }),
  or: (a, b) => ({ op: 'or', a, b }),
};

/** Lowers a checked expression. What its names mean in a scope is found once, for all the cells that it is lowered for. */
export function lower(e: Expr, scope: Scope, model: CheckedModel, names: Names): ForCell {
  const go = (x: Expr): ForCell => lower(x, scope, model, names);
  switch (e.op) {
    case 'number': {
      const node = num(e.value);
      return () => node;
    }
    case 'name': {
      const clock = names.clock(e.name);
      if (clock) return () => clock;
      const ordinalsIn = ordinalsOf(e, scope, model);
      return cell => names.variable(e.name, ordinalsIn(cell));
    }
    case 'negate': {
      const arg = go(e.arg);
      return cell => neg(arg(cell));
    }
    case 'not': {
      const arg = go(e.arg);
      return cell => ({ op: 'not', a: arg(cell) });
    }
    case 'choose': {
      const [condition, yes, no] = [go(e.condition), go(e.yes), go(e.no)];
      return cell => select(condition(cell), yes(cell), no(cell));
    }
    case 'binary': {
      const make = OPERATORS[e.operator];
      const [left, right] = [go(e.left), go(e.right)];
      return cell => make(left(cell), right(cell));
    }
    case 'call':
      return lowerCall(e, scope, model, names, go);
    case 'reduce': {
      const bounds = e.over.map(range => bindRange(range, model) as Bound);
      const inner = cellsOf(bounds.map(b => b.set));
      const body = lower(e.body, [...scope, ...bounds], model, names);
      return cell => {
        const parts = inner.map(within => body([...cell, ...within]));
        if (e.fn === 'sum') return sum(parts);
        return parts.length === 0 ? ZERO : parts.reduce(e.fn === 'min' ? min : max);
      };
    }
  }
}

/** The element ordinals that a name's subscripts take in a cell. */
function ordinalsOf(e: NameExpr, scope: Scope, model: CheckedModel): (cell: readonly number[]) => number[] {
  const picks = resolveSubscripts(e, model.variables.get(e.name)!, scope, model) as readonly Pick[];
  const takers = picks.map((pick): ((cell: readonly number[]) => number) => {
    if ('element' in pick) return () => pick.element;
    const { bound, map } = pick;
    const at = scope.indexOf(bound);
    return map ? cell => map[cell[at]!]! : cell => cell[at]!;
  });
  return cell => takers.map(take => take(cell));
}

function lowerCall(
  e: CallExpr,
  scope: Scope,
  model: CheckedModel,
  names: Names,
  go: (x: Expr) => ForCell,
): ForCell {
  const args = e.args.map(go);
  const ofValues: ForCell = cell => {
    const parts = args.map(arg => arg(cell));
    const a = parts[0] ?? ONE;
    const found = names.lookup(e.fn, a);
    if (found) return found;
    if (e.fn === 'min' || e.fn === 'max') return parts.reduce(e.fn === 'min' ? min : max);
    return { op: e.fn as 'abs' | 'exp' | 'log' | 'sqrt', a };
  };
  const [first, second] = e.args;
  if (first?.op !== 'name' || !model.variables.has(first.name)) return ofValues;
  const ordinalsIn = ordinalsOf(first, scope, model);
  const rate = second?.op === 'name' ? second.name : undefined;
  return cell => names.ofVariable(e.fn, first.name, ordinalsIn(cell), rate) ?? ofValues(cell);
}
