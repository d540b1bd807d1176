/** The expression language of equations, as a tree. Numbers carry no unit; every other leaf is a name. */
export type Expr = NumberExpr | NameExpr | CallExpr | UnaryExpr | BinaryExpr | ChooseExpr | ReduceExpr;

/** Never below zero: a sign is an expression of its own. */
export interface NumberExpr {
  readonly op: 'number';
  readonly value: number;
}

/** A variable, with brackets (`stock[opiate, age]`) or without (it then takes the equation's own subscripts). */
export interface NameExpr {
  readonly op: 'name';
  readonly name: string;
  readonly subscripts?: readonly string[];
}

/** A built-in function, a lookup, or one of the time-window functions of outcomes. */
export interface CallExpr {
  readonly op: 'call';
  readonly fn: string;
  readonly args: readonly Expr[];
}

export interface UnaryExpr {
  readonly op: 'negate' | 'not';
  readonly arg: Expr;
}

export type BinaryOp = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'and' | 'or';

export interface BinaryExpr {
  readonly op: 'binary';
  readonly operator: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
}

/** `condition ? yes : no`; both sides are evaluated, so neither may fail. */
export interface ChooseExpr {
  readonly op: 'choose';
  readonly condition: Expr;
  readonly yes: Expr;
  readonly no: Expr;
}

/** An index that a reduction binds: a dimension, alias or subset, perhaps narrowed (`band in young`). */
export interface IndexRange {
  readonly index: string;
  readonly within?: string;
}

/** `sum(body, index, …)`, `min(body, index)`, `max(body, index)` over every element of the indices. */
export interface ReduceExpr {
  readonly op: 'reduce';
  readonly fn: 'sum' | 'min' | 'max';
  readonly body: Expr;
  readonly over: readonly IndexRange[];
}

/** The direct parts of an expression. */
export function partsOf(e: Expr): readonly Expr[] {
  switch (e.op) {
    case 'number':
    case 'name':
      return [];
    case 'call':
      return e.args;
    case 'negate':
    case 'not':
      return [e.arg];
    case 'binary':
      return [e.left, e.right];
    case 'choose':
      return [e.condition, e.yes, e.no];
    case 'reduce':
      return [e.body];
  }
}

/** Every name an expression reads, lookups and functions not among them. */
export function namesIn(e: Expr, into: Set<string> = new Set()): Set<string> {
  if (e.op === 'name') into.add(e.name);
  for (const part of partsOf(e)) namesIn(part, into);
  return into;
}
