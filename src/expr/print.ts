import type { BinaryOp, Expr } from './ast.ts';

const RANK: Readonly<Record<BinaryOp, number>> = {
  or: 1,
  and: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '^': 7,
};

/** An expression as text that parses back to the same tree, with no more parentheses than it needs. */
export function printExpr(e: Expr): string {
  return print(e, 0);
}

function print(e: Expr, outer: number): string {
  const wrap = (text: string, rank: number): string => (rank < outer ? `(${text})` : text);
  switch (e.op) {
    case 'number':
      return String(e.value);
    case 'name':
      return e.subscripts ? `${e.name}[${e.subscripts.join(', ')}]` : e.name;
    case 'call':
      return `${e.fn}(${e.args.map(a => print(a, 0)).join(', ')})`;
    case 'negate':
      return wrap(`-${print(e.arg, 6)}`, 6);
    case 'not':
      return wrap(`not ${print(e.arg, 7)}`, 6);
    case 'choose':
      return wrap(`${print(e.condition, 1)} ? ${print(e.yes, 1)} : ${print(e.no, 0)}`, 0);
    case 'reduce': {
      const over = e.over.map(r => (r.within ? `${r.index} in ${r.within}` : r.index));
      return `${e.fn}(${[print(e.body, 0), ...over].join(', ')})`;
    }
    case 'binary': {
      const rank = RANK[e.operator];
      const rightIsTighter = e.operator === '^' ? rank : rank + 1;
      const leftRank = e.operator === '^' || rank === 3 ? rank + 1 : rank;
      return wrap(`${print(e.left, leftRank)} ${e.operator} ${print(e.right, rightIsTighter)}`, rank);
    }
  }
}
