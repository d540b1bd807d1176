import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialCount } from '../../src/numeric/binomial.ts';
import { hypergeometricCount } from '../../src/numeric/hypergeometric.ts';
import { invertCount } from '../../src/numeric/invert-count.ts';
import { poissonCount } from '../../src/numeric/poisson.ts';
import { streamKey, uniform } from '../../src/numeric/stream.ts';
import {
  binomialChances,
  CERTAIN,
  countAt,
  fixed,
  hypergeometricChances,
  poissonChances,
  summed,
} from './exact-chances.ts';

/** Shares from one end of [0, 1) to the other, and far out at both. */
const SHARES = [
  0,
  1e-15,
  1e-12,
  1e-9,
  1e-6,
  0.001,
  ...Array.from({ length: 39 }, (_, i) => (i + 0.51) / 39.3),
  0.999,
  1 - 1e-6,
  1 - 1e-9,
  1 - 1e-12,
];

/** The last share that there is below 1. */
const LAST_SHARE = 1 - 2 ** -53;

/** How far sums of doubles may put a share beside the exact one. */
const ROUNDING = 1e-13;

/** Fails unless a count stands where the exact chances put the share, or a share beside it that only rounding tells apart. */
function expectCount(count: number, share: number, sums: readonly bigint[]): void {
  const low = countAt(Math.max(0, share - ROUNDING), sums);
  const high = share + ROUNDING < 1 ? countAt(share + ROUNDING, sums) : Infinity;
  expect(count, `at ${share}`).toBeGreaterThanOrEqual(low);
  expect(count, `at ${share}`).toBeLessThanOrEqual(high);
}

describe('a count at a share', () => {
  it('is the least of which more than the share lie at or below, and asks for no chance that there is not', () => {
    const alike = (k: number): number => (k > 2 && k <= 5 ? 1 : expect.fail(`there is no ${k}`));
    const counts = [0, 0.24, 0.25, 0.5, 0.74, 0.99].map(share => invertCount(share, 3, [2, 5], alike));
    expect(counts).toEqual([2, 2, 3, 4, 4, 5]);
    expect(binomialCount(0.5, 1, 0.5)).toBe(1);
    expect(hypergeometricCount(0.5, 2, 1, 1)).toBe(1);
  });
});

describe('a binomial count', () => {
  it.each([
    [1, 0.5],
    [7, 0.002],
    [30, 0.9],
    [60, 0.5],
    [500, 0.99],
    [2_000, 0.0004],
    [2_000, 0.3],
    [100_000, 0.00001],
    [100_000, 0.02],
  ])('stands where exact chances put it, of %d by %d', (n, p) => {
    const sums = summed(binomialChances(n, p));
    for (const share of SHARES) expectCount(binomialCount(share, n, p), share, sums);
  });

  it('is none of none, all by certainty, and none by no chance', () => {
    expect(binomialCount(0.99, 0, 0.5)).toBe(0);
    expect(binomialCount(0, 12, 1)).toBe(12);
    expect(binomialCount(0, 12, 1.0000001)).toBe(12);
    expect(binomialCount(0.999999, 12, 0)).toBe(0);
    expect(binomialCount(0.999999, 12, -1e-18)).toBe(0);
  });

  it('is whole, within its bounds, and never less for more luck', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
          minLength: 2,
          maxLength: 5,
        }),
        (n, p, shares) => {
          const counts = shares.toSorted((a, b) => a - b).map(share => binomialCount(share, n, p));
          for (const [i, count] of counts.entries()) {
            expect(Number.isInteger(count)).toBe(true);
            expect(count).toBeGreaterThanOrEqual(i === 0 ? 0 : counts[i - 1]!);
            expect(count).toBeLessThanOrEqual(n);
          }
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });
});

describe('a Poisson count', () => {
  it.each([[0.0003], [0.4], [1], [7.5], [60], [1_234.5], [2_000]])(
    'stands where exact chances put it, of %d',
    mean => {
      const sums = summed(poissonChances(mean));
      for (const share of SHARES) expectCount(poissonCount(share, mean), share, sums);
    },
  );

  it('is none of none', () => expect(poissonCount(1 - 1e-15, 0)).toBe(0));
});

describe('a hypergeometric count', () => {
  it.each([
    [2, 1, 1],
    [50, 10, 7],
    [50, 45, 30],
    [900, 300, 40],
    [5_000, 2, 4_000],
  ])('stands where exact chances put it, of %d with %d marked and %d taken', (all, marked, taken) => {
    const sums = summed(hypergeometricChances(all, marked, taken));
    for (const share of SHARES) expectCount(hypergeometricCount(share, all, marked, taken), share, sums);
  });

  it('of very many is where the normal has it, in steps from the middle outwards', () => {
    const sd = Math.sqrt((10_000 / 4) * (10_000 / 19_999));
    for (const [share, z] of [
      [0.025, -1.959964],
      [0.3, -0.524401],
      [0.7, 0.524401],
      [0.975, 1.959964],
    ] as const)
      expect(
        Math.abs(hypergeometricCount(share, 20_000, 10_000, 10_000) - (5_000 + z * sd)),
      ).toBeLessThanOrEqual(1);
  });

  it('is all that are taken where all are marked, and none where none is', () => {
    expect(hypergeometricCount(0.3, 9, 9, 4)).toBe(4);
    expect(hypergeometricCount(0.9, 9, 0, 4)).toBe(0);
    expect(hypergeometricCount(0.5, 9, 6, 9)).toBe(6);
    // the same of so many that the product of two such numbers is no double
    for (const share of [0, 0.5, LAST_SHARE]) {
      expect(hypergeometricCount(share, 3_256_755_229, 3_256_755_229, 3_256_755_229)).toBe(3_256_755_229);
      expect(hypergeometricCount(share, 7_290_793_489_067_641, 7_290_793_489_067_641, 2)).toBe(2);
    }
  });

  it('is never more than are taken or marked, nor fewer than the others leave', () => {
    const upTo = (most: number) => fc.nat(most);
    fc.assert(
      fc.property(upTo(3000), upTo(3000), upTo(3000), (a, b, c) => {
        const [taken, all] = [Math.min(a, b), Math.max(a, b)];
        const marked = c % (all + 1);
        const [first, last] = [0, LAST_SHARE].map(share => hypergeometricCount(share, all, marked, taken));
        expect(first).toBeGreaterThanOrEqual(Math.max(0, taken - (all - marked)));
        expect(last).toBeGreaterThanOrEqual(first!);
        expect(last).toBeLessThanOrEqual(Math.min(taken, marked));
      }),
      { seed: 6 },
    );
  });
});

/** The 0.9999 quantile of chi-square, by Wilson and Hilferty's cube (3.719 is that of the standard normal). */
function mostChiSquare(freedom: number): number {
  const root = 1 - 2 / (9 * freedom) + 3.719 * Math.sqrt(2 / (9 * freedom));
  return freedom * root * root * root;
}

/** Chi-square of counts against exact chances; counts are pooled until each class can expect twenty. */
function chiSquare(counts: readonly number[], chances: Iterable<bigint>) {
  const seen = new Map<number, number>();
  for (const c of counts) seen.set(c, (seen.get(c) ?? 0) + 1);
  let [sum, classes, expected, found, left] = [0, 0, 0, 0, counts.length];
  let k = 0;
  for (const chance of chances) {
    const here = counts.length * (Number(chance >> 3600n) / Number(CERTAIN >> 3600n));
    [expected, found, left] = [expected + here, found + (seen.get(k) ?? 0), left - here];
    seen.delete(k);
    k += 1;
    if (left < 20) break;
    if (expected < 20) continue;
    sum += ((found - expected) * (found - expected)) / expected;
    classes += 1;
    [expected, found] = [0, 0];
  }
  const [restExpected, restFound] = [expected + left, found + [...seen.values()].reduce((a, b) => a + b, 0)];
  sum += ((restFound - restExpected) * (restFound - restExpected)) / restExpected;
  return { sum, freedom: classes };
}

describe('counts drawn from a stream', () => {
  const DRAWS = 20_000;
  const drawn = (name: string, countOf: (share: number) => number): number[] => {
    const key = streamKey('counts', name);
    return Array.from({ length: DRAWS }, (_, draw) => countOf(uniform(key, draw)));
  };
  it.each([
    ['3 by 0.2', (u: number) => binomialCount(u, 3, 0.2), () => binomialChances(3, 0.2)],
    ['40 by 0.01', (u: number) => binomialCount(u, 40, 0.01), () => binomialChances(40, 0.01)],
    ['300 by 0.7', (u: number) => binomialCount(u, 300, 0.7), () => binomialChances(300, 0.7)],
    ['a mean of 0.3', (u: number) => poissonCount(u, 0.3), () => poissonChances(0.3)],
    ['a mean of 25', (u: number) => poissonCount(u, 25), () => poissonChances(25)],
    [
      '20 of 70, 30 marked',
      (u: number) => hypergeometricCount(u, 70, 30, 20),
      () => hypergeometricChances(70, 30, 20),
    ],
  ] as const)('spread as their chances say: %s', (name, countOf, chances) => {
    const { sum, freedom } = chiSquare(drawn(name, countOf), chances());
    expect(freedom).toBeGreaterThan(0);
    expect(sum).toBeLessThan(mostChiSquare(freedom));
  });

  it('would be found out if they did not', () => {
    const wrong = drawn('3 by 0.2', u => binomialCount(u, 3, 0.21));
    const { sum, freedom } = chiSquare(wrong, binomialChances(3, 0.2));
    expect(sum).toBeGreaterThan(mostChiSquare(freedom));
  });
});

describe('the exact chances', () => {
  it('add up to one, and begin where they should', () => {
    const isNear = (a: bigint, b: bigint, bits: bigint): boolean =>
      a - b < CERTAIN >> bits && b - a < CERTAIN >> bits;
    const sum = [...binomialChances(40, 0.3)].reduce((a, b) => a + b, 0n);
    expect(isNear(sum, CERTAIN, 1000n)).toBe(true);
    // the double nearest to exp(-1)
    const [none] = poissonChances(1);
    expect(isNear(none!, fixed(0.36787944117144233), 53n)).toBe(true);
  });
});
