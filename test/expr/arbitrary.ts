import fc from 'fast-check';
import type { BinaryOp, Expr, IndexRange } from '../../src/expr/ast.ts';

/** The names that count as indices in these tests. */
export const INDICES = ['group', 'age', 'young', 'sender'];
export const isIndex = (name: string): boolean => INDICES.includes(name);

export const OPERATORS: readonly BinaryOp[] = [
  '+',
  '-',
  '*',
  '/',
  '^',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  'and',
  'or',
];

// `to`, `mod`, `e` and `end` mean something to mathjs elsewhere; here they are names like any other.
const names = fc.constantFrom('stock', 'rate_2', 'x', 'to', 'mod', 'e', 'end', 'opiate', 'a18_29');
const indices = fc.constantFrom(...INDICES);

const ranges: fc.Arbitrary<readonly IndexRange[]> = fc.array(
  fc.oneof(
    fc.record({ index: indices }),
    fc.record({ index: indices, within: fc.oneof(indices, fc.constant('early')) }),
  ),
  { minLength: 1, maxLength: 3 },
);

/** Any tree that the parser can give. A negative number is not among them: it is the negation of a number. */
export const anyExpr: fc.Arbitrary<Expr> = fc.letrec<{ e: Expr }>(again => ({
  e: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(
      fc
        .double({ min: 0, noNaN: true, noDefaultInfinity: true })
        .map<Expr>(value => ({ op: 'number', value: value === 0 ? 0 : value })),
      names.map<Expr>(name => ({ op: 'name', name })),
      fc
        .tuple(names, fc.array(fc.oneof(names, indices), { minLength: 1, maxLength: 3 }))
        .map<Expr>(([name, subscripts]) => ({ op: 'name', name, subscripts })),
    ),
    fc
      .tuple(fc.constantFrom(...OPERATORS), again('e'), again('e'))
      .map<Expr>(([operator, left, right]) => ({ op: 'binary', operator, left, right })),
    fc
      .tuple(fc.constantFrom('negate' as const, 'not' as const), again('e'))
      .map<Expr>(([op, arg]) => ({ op, arg })),
    fc
      .tuple(again('e'), again('e'), again('e'))
      .map<Expr>(([condition, yes, no]) => ({ op: 'choose', condition, yes, no })),
    fc
      .tuple(
        fc.constantFrom('min', 'max', 'exp', 'lookup_1'),
        fc.array(again('e'), { minLength: 1, maxLength: 3 }),
      )
      .map<Expr>(([fn, args]) => ({ op: 'call', fn, args })),
    fc
      .tuple(fc.constantFrom('sum' as const, 'min' as const, 'max' as const), again('e'), ranges)
      .map<Expr>(([fn, body, over]) => ({ op: 'reduce', fn, body, over })),
  ),
})).e;

const someNumbers = fc.oneof(
  fc.constantFrom(0, 0.25, 0.5, 1, 2, 3, 7.5),
  fc.double({ min: 0.001, max: 20, noNaN: true, noDefaultInfinity: true }),
);

/** Trees of numbers alone, with every operator and function that works on pure numbers. */
export const numericExpr: fc.Arbitrary<Expr> = fc.letrec<{ e: Expr }>(again => ({
  e: fc.oneof(
    { maxDepth: 5 },
    someNumbers.map<Expr>(value => ({ op: 'number', value })),
    fc
      .tuple(fc.constantFrom(...OPERATORS), again('e'), again('e'))
      .map<Expr>(([operator, left, right]) => ({ op: 'binary', operator, left, right })),
    fc
      .tuple(fc.constantFrom('negate' as const, 'not' as const), again('e'))
      .map<Expr>(([op, arg]) => ({ op, arg })),
    fc
      .tuple(again('e'), again('e'), again('e'))
      .map<Expr>(([condition, yes, no]) => ({ op: 'choose', condition, yes, no })),
    fc
      .tuple(fc.constantFrom('abs', 'exp', 'log', 'sqrt'), again('e'))
      .map<Expr>(([fn, arg]) => ({ op: 'call', fn, args: [arg] })),
    fc
      .tuple(fc.constantFrom('min', 'max'), fc.array(again('e'), { minLength: 1, maxLength: 4 }))
      .map<Expr>(([fn, args]) => ({ op: 'call', fn, args })),
  ),
})).e;
