import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile, spreadOf } from '../../src/comparison/spread.ts';

const numbers = (...all: number[]): Float64Array => Float64Array.from(all);

describe('a quantile', () => {
  // R: quantile(c(1, 2, 4, 8, 16), c(0, .05, .25, .5, .9, 1)) gives 1, 1.2, 2, 4, 12.8, 16 (type 7).
  it.each([
    [0, 1],
    [0.05, 1.2],
    [0.25, 2],
    [0.5, 4],
    [0.9, 12.8],
    [1, 16],
  ])('at %d is what R gives', (share, expected) => {
    expect(quantile(numbers(1, 2, 4, 8, 16), share)).toBeCloseTo(expected, 12);
  });

  it('of one number is that number, and of none does not exist', () => {
    expect(quantile(numbers(7), 0.3)).toBe(7);
    expect(quantile(numbers(), 0.5)).toBeNaN();
  });
});

describe('a spread', () => {
  it('of 1 to 101 has the median 51, the ends 6 and 96, and the textbook error of the mean', () => {
    const spread = spreadOf(Float64Array.from({ length: 101 }, (_, i) => 101 - i));
    expect(spread).toMatchObject({ count: 101, mean: 51, low: 6, median: 51, high: 96 });
    // The variance of 1 to n is n (n + 1) / 12.
    expect(spread.meanError).toBeCloseTo(Math.sqrt((101 * 102) / 12 / 101), 12);
    // Half a standard error of the share is 0.04975, and of 101 evenly spaced numbers a share of 0.01 is one.
    expect(spread.medianError).toBeCloseTo(100 * Math.sqrt(0.25 / 101), 12);
  });

  it('leaves out what does not exist, and counts the rest', () => {
    expect(spreadOf(numbers(Number.NaN, 3, Number.NaN, 5))).toMatchObject({ count: 2, mean: 4, median: 4 });
    expect(spreadOf(numbers(Number.NaN)).median).toBeNaN();
  });

  it('has the same bits in any order, also where 0 and -0 meet', () => {
    expect(spreadOf(numbers(-0, 0))).toStrictEqual(spreadOf(numbers(0, -0)));
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), { minLength: 2, maxLength: 60 }),
        fc.integer({ min: 1, max: 59 }),
        (values, turn) => {
          const turned = [...values.slice(turn), ...values.slice(0, turn)].reverse();
          expect(spreadOf(Float64Array.from(turned))).toEqual(spreadOf(Float64Array.from(values)));
        },
      ),
    );
  });
});
