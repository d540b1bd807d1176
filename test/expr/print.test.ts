import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import type { Expr } from '../../src/expr/ast.ts';
import { parseEquation } from '../../src/expr/parse.ts';
import { printExpr } from '../../src/expr/print.ts';
import { anyExpr, isIndex } from './arbitrary.ts';

function parse(text: string): Expr {
  const faults = new Faults();
  const e = parseEquation(text, { file: 'm', line: 1, column: 1, length: text.length }, isIndex, faults);
  return e ?? expect.fail(`${text}: ${faults.all[0]?.message}`);
}

describe('printing', () => {
  it('gives text that parses back to the same tree', () => {
    fc.assert(
      fc.property(anyExpr, e => {
        const text = printExpr(e);
        fc.pre(text.length <= 4000);
        expect(parse(text)).toEqual(e);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    'a - b - c',
    'a - (b - c)',
    'a / b / c',
    'a / (b * c)',
    'a * b / c',
    '(a + b) * c',
    'a + b * c',
    'a ^ b ^ c',
    '(a ^ b) ^ c',
    '-a ^ 2',
    '(-a) ^ 2',
    'a ^ (-2)',
    '-a * b',
    '-(a * b)',
    'not a and b',
    'not (a and b)',
    'a and b or c',
    'a and (b or c)',
    '(a < b) == c',
    'a + b < c * d',
    'a ? b : c ? d : f',
    'a ? (b ? c : d) : f',
    '(a ? b : c) + 1',
    'sum(x[group, age] * w[age], age)',
    'sum(x, age in young, group)',
    'min(a, b, 3)',
    'max(x, group)',
    'effect(a / b)',
    'x[opiate]',
  ])('keeps `%s` as it is: every bracket in it is needed, and no other is added', text => {
    expect(printExpr(parse(text))).toBe(text);
  });

  it.each([
    ['((a))+((b))', 'a + b'],
    ['(a*b)*c', 'a * b * c'],
    ['a^(b^c)', 'a ^ b ^ c'],
    ['+a', 'a'],
    ['(a and b) or c', 'a and b or c'],
    ['a ? b : (c ? d : f)', 'a ? b : c ? d : f'],
  ])('drops what is not needed: %s becomes %s', (text, printed) => {
    expect(printExpr(parse(text))).toBe(printed);
  });
});
