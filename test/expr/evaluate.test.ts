import fc from 'fast-check';
import { all, create } from 'mathjs/number';
import { describe, expect, it } from 'vitest';
import type { CheckedModel } from '../../src/check/checked.ts';
import { lower, type Names } from '../../src/compile/lower.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { type Expr, partsOf } from '../../src/expr/ast.ts';
import { parseEquation } from '../../src/expr/parse.ts';
import { printExpr } from '../../src/expr/print.ts';
import { interpretNode } from '../../src/run/interpret.ts';
import { numericExpr } from './arbitrary.ts';

/** mathjs with comparisons that are exact, as ours are; by default it takes numbers 1e-12 apart for equal. */
const oracle = create(all!, { relTol: Number.MIN_VALUE, absTol: 0 });

const noNames: Names = {
  variable: name => expect.fail(`read ${name}`),
  clock: () => undefined,
  ofVariable: () => undefined,
  lookup: () => undefined,
};
const noModel = { variables: new Map() } as unknown as CheckedModel;

const evaluate = (e: Expr): number =>
  interpretNode(lower(e, [], noModel, noNames)([]), [])(new Float64Array());

/** The largest of the values that an expression and its parts take; infinite when one is not a number. */
function largestPart(e: Expr): number {
  const sizes = [Math.abs(evaluate(e)), ...partsOf(e).map(largestPart)];
  return Math.max(...sizes.map(s => (Number.isNaN(s) ? Infinity : s)));
}

function evaluateText(text: string): number {
  const faults = new Faults();
  const e = parseEquation(text, { file: 'm', line: 1, column: 1, length: 1 }, () => false, faults);
  return evaluate(e ?? expect.fail(faults.all[0]?.message));
}

describe('evaluating', () => {
  // One fixed seed: where two numbers nearly cancel, or nearly tie, 1e-12 is more than doubles can promise.
  it('agrees with mathjs to 1e-12 of the largest number on the way', () => {
    let compared = 0;
    fc.assert(
      fc.property(numericExpr, e => {
        const size = largestPart(e);
        if (size > 1e9) return;
        compared += 1;
        const theirs = Number(oracle.evaluate(printExpr(e)));
        expect(Math.abs(evaluate(e) - theirs)).toBeLessThanOrEqual(1e-12 * Math.max(size, Math.abs(theirs)));
      }),
      { numRuns: 4000, seed: 20 },
    );
    expect(compared).toBeGreaterThan(2000);
  });

  it.each([
    ['2 ^ 3 ^ 2', 512, 'powers group from the right: 2^9'],
    ['-2 ^ 2', -4, 'a sign binds less than a power'],
    ['2 ^ -1', 0.5, 'an exponent may carry a sign'],
    ['(-2) ^ 3', -8, 'whole powers of negative numbers exist'],
    ['4 ^ 0.5', 2, 'half a power is a root'],
    ['4 ^ -0.5', 0.5, 'and its inverse'],
    ['10 - 4 - 3', 3, 'differences group from the left'],
    ['24 / 4 / 3', 2, 'quotients group from the left'],
    ['1 < 2', 1, 'true is 1'],
    ['2 <= 1', 0, 'false is 0'],
    ['2 >= 2', 1, 'turned round for the engine: 2 <= 2'],
    ['3 > 4', 0, 'turned round for the engine: 4 < 3'],
    ['not 0.5', 0, 'anything but 0 is true'],
    ['2 and 3', 1, 'and gives 1, not the last operand'],
    ['0 or 0', 0, 'or of two falsehoods'],
    ['1 > 2 ? 3 : 4', 4, 'the second side of a choice'],
    ['0.5 ? 3 : 4', 3, 'the first side of a choice'],
    ['min(3, 1, 2)', 1, 'least of three'],
    ['max(3)', 3, 'one argument is its own greatest'],
    ['abs(-2.5)', 2.5, 'distance from zero'],
    ['0.1 + 0.2 == 0.3', 0, 'equality is exact: the sum of these doubles is 0.30000000000000004'],
  ])('%s is %d (%s)', (text, expected) => {
    expect(evaluateText(text)).toBe(expected);
  });
});
