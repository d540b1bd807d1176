import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSum } from '../../src/numeric/exact-sum.ts';
import { nearestDouble, parts } from './precise.ts';

/** The sum as a whole number of 2^-1074, and the double nearest to it. */
function nearestSum(values: readonly number[]): number {
  const sum = values.reduce((total, v) => {
    const { mantissa, exponent } = parts(v);
    return total + (mantissa << (exponent + 1074n));
  }, 0n);
  if (sum === 0n) return 0;
  return sum < 0n ? -nearestDouble(-sum, -1074n) : nearestDouble(sum, -1074n);
}

const value = fc.oneof(
  fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
  fc.double({ noNaN: true, min: -1e-300, max: 1e-300 }),
  fc.integer({ min: -5, max: 5 }),
  // neighbours of ties
  fc
    .tuple(fc.integer({ min: -60, max: 60 }), fc.constantFrom(1, -1, 3, 1 + 2 ** -52))
    .map(([e, m]) => m * 2 ** e),
  // too far apart for two doubles to hold, and often taken away again
  fc
    .tuple(fc.constantFrom(-700, -300, -100, 0, 100, 300, 700), fc.constantFrom(1, -1))
    .map(([e, m]) => m * 2 ** e),
);

describe('an exact sum', () => {
  it('is the double nearest to the sum, ties to even', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), values => {
        expect(exactSum(values) + 0).toBe(nearestSum(values));
      }),
      { numRuns: 3000 },
    );
  });

  it('is the same in every order', () => {
    const shuffled = fc
      .array(value, { minLength: 1, maxLength: 40 })
      .chain(values =>
        fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
      );
    fc.assert(
      fc.property(shuffled, ([a, b]) => {
        expect(exactSum(a)).toBe(exactSum(b));
      }),
    );
  });

  it('gives the answers that are published for the algorithm', () => {
    // from the tests of Python's math.fsum
    expect(exactSum([])).toBe(0);
    expect(exactSum(new Array(10).fill(0.1))).toBe(1);
    expect(exactSum([1e100, 1, -1e100, 1e-100, 1e50, -1, -1e50])).toBe(1e-100);
    expect(exactSum([2 ** 53, -0.5, -(2 ** -54)])).toBe(2 ** 53 - 1);
    expect(exactSum([2 ** 53, 1, 2 ** -100])).toBe(2 ** 53 + 2);
    expect(exactSum([2 ** 53 + 10, 1, 2 ** -100])).toBe(2 ** 53 + 12);
    expect(exactSum([2 ** 53 - 4, 0.5, 2 ** -54])).toBe(2 ** 53 - 3);
    expect(exactSum([1e16, 1, 1e-16])).toBe(10000000000000002);
    expect(exactSum([1e16 - 2, 1 - 2 ** -53, -(1e16 - 2), -(1 - 2 ** -53)])).toBe(0);
  });

  it('loses nothing that two doubles cannot hold, and keeps nothing that was taken away', () => {
    const [far, mid] = [2 ** 200, 2 ** 100];
    expect(exactSum([far, mid, 1, 2 ** -100, -1, -mid, -far])).toBe(2 ** -100);
    expect(exactSum([far, mid, 1, 2 ** -100, -(2 ** -100), -mid, -far])).toBe(1);
    expect(exactSum([far, mid, 1, 2 ** -100, 2 ** -200, -mid, -far, -1])).toBe(2 ** -100);
    // a tie, with nothing below it
    expect(exactSum([far, mid, 1, -mid, -far, 2 ** 53])).toBe(2 ** 53);
  });

  it('keeps what is not finite, and refuses what finite numbers cannot hold', () => {
    expect(exactSum([1, Infinity, -1e300])).toBe(Infinity);
    expect(exactSum([-Infinity, Infinity])).toBeNaN();
    expect(exactSum([NaN, 1])).toBeNaN();
    expect(() => exactSum([1e308, 1e308, -1e308])).toThrow(
      new RangeError('the sum goes beyond the largest double'),
    );
  });

  it('takes anything that can be gone through', () => {
    expect(exactSum(new Float64Array([0.1, 0.2, 0.3]))).toBe(0.6);
    expect(exactSum(new Set([0.5, 0.25]))).toBe(0.75);
  });
});
