import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlateRanks, ranksOf, reachedByChance } from '../../src/comparison/rank-correlation.ts';
import { streamKey, uniform } from '../../src/numeric/stream.ts';

const spearman = (a: readonly number[], b: readonly number[]): number =>
  correlateRanks(ranksOf(Float64Array.from(a)), ranksOf(Float64Array.from(b)));

describe('ranks', () => {
  it('of equal numbers are the average of theirs', () => {
    expect([...ranksOf(Float64Array.from([30, 10, 20, 20, 5, 20]))]).toEqual([6, 2, 4, 4, 1, 4]);
  });

  it('are those that counting gives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 40 }), values => {
        const counted = values.map(
          x => values.filter(y => y < x).length + (values.filter(y => y === x).length + 1) / 2,
        );
        expect([...ranksOf(Float64Array.from(values))]).toEqual(counted);
      }),
    );
  });
});

describe('a rank correlation', () => {
  it('is that of the textbook example of IQ and hours of television', () => {
    // https://en.wikipedia.org/wiki/Spearman's_rank_correlation_coefficient#Example: −29/165.
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    expect(spearman(iq, hours)).toBeCloseTo(-29 / 165, 14);
  });

  it('takes ties at their average rank', () => {
    // By hand: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / √(4.5 × 5).
    expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 14);
  });

  it('is 1 under any rising change and −1 under any falling one', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(distinct, values => {
        expect(
          spearman(
            values,
            values.map(x => x * x * x),
          ),
        ).toBeCloseTo(1, 12);
        expect(
          spearman(
            values,
            values.map(x => 5 - x),
          ),
        ).toBeCloseTo(-1, 12);
      }),
    );
  });

  it('does not exist where a column never varies', () => {
    expect(spearman([1, 2, 3], [4, 4, 4])).toBeNaN();
  });

  it('of many unconnected columns hardly ever goes beyond what chance reaches', () => {
    const draws = 400;
    const drawn = (name: string): number[] => {
      const key = streamKey('chance', name);
      return Array.from({ length: draws }, (_, k) => uniform(key, k));
    };
    const gained = drawn('gained');
    const beyond = Array.from({ length: 400 }, (_, p) => spearman(drawn(`p${p}`), gained)).filter(
      r => Math.abs(r) > reachedByChance(draws, 1),
    ).length;
    // 20 are expected of columns that are looked at one by one; 5 to 35 is three standard deviations.
    expect(beyond).toBeGreaterThan(5);
    expect(beyond).toBeLessThan(35);
    const largest = Math.max(
      ...Array.from({ length: 400 }, (_, p) => Math.abs(spearman(drawn(`p${p}`), gained))),
    );
    expect(largest).toBeLessThan(reachedByChance(draws, 400));
    expect(largest).toBeGreaterThan(reachedByChance(draws, 1));
  });
});
