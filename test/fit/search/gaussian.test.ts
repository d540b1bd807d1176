import { describe, expect, it } from 'vitest';
import { gaussianOf, moveWithin } from '../../../src/fit/search/gaussian.ts';
import { streamKey, uniform } from '../../../src/numeric/stream.ts';
import { fromPrior } from './densities.ts';

const D = 3;
/** Lower triangular. */
const FACTOR = [2, 0, 0, -1, 0.5, 0, 0.3, 0.4, 0.1];
const MEAN = [1, -2, 0.5];

const made = (n: number): Float64Array => {
  const z = fromPrior('gaussian', n, D);
  return Float64Array.from({ length: n * D }, (_, i) => {
    const j = i % D;
    return MEAN[j]! + FACTOR.slice(j * D, j * D + D).reduce((sum, l, k) => sum + l * z[i - j + k]!, 0);
  });
};

describe('the normal distribution of points', () => {
  it('has their mean and covariance', () => {
    const points = made(40_000);
    const found = gaussianOf([points.subarray(0, 30_000), points.subarray(30_000)], D)!;
    for (const [j, mean] of MEAN.entries()) expect(found.mean[j]).toBeCloseTo(mean, 1);
    for (const [i, l] of FACTOR.entries()) expect(found.factor[i]).toBeCloseTo(l, 1);
  });

  it('is none where they do not fill all dimensions', () => {
    expect(gaussianOf([made(3)], D)).toBeUndefined();
    expect(gaussianOf([], D)).toBeUndefined();
    const flat = made(100).map((x, i, all) => (i % D === 2 ? all[i - 1]! : x));
    expect(gaussianOf([flat], D)).toBeUndefined();
  });
});

describe('moves within a normal distribution', () => {
  const gaussian = { mean: Float64Array.from(MEAN), factor: Float64Array.from(FACTOR) };
  const key = streamKey('moves', '1');

  it('leave it unchanged', () => {
    const points = made(40_000);
    for (let i = 0; i < points.length; i += D)
      moveWithin(gaussian, points.subarray(i, i + D), 0.6, j => uniform(key, i + j));
    const after = gaussianOf([points], D)!;
    for (const [j, mean] of MEAN.entries()) expect(after.mean[j]).toBeCloseTo(mean, 1);
    for (const [i, l] of FACTOR.entries()) expect(after.factor[i]).toBeCloseTo(l, 1);
  });

  it('tell how much less dense it is where they lead', () => {
    const halfSquare = (x: Float64Array): number => {
      const u: number[] = [];
      for (let j = 0; j < D; j++) {
        const rest = u.reduce((sum, uk, k) => sum - FACTOR[j * D + k]! * uk, x[j]! - MEAN[j]!);
        u.push(rest / FACTOR[j * D + j]!);
      }
      return u.reduce((sum, uj) => sum + (uj * uj) / 2, 0);
    };
    const from = Float64Array.of(2, 0, -1);
    const to = from.slice();
    const factor = moveWithin(gaussian, to, 0.8, j => uniform(key, j));
    expect(to).not.toEqual(from);
    expect(factor).toBeCloseTo(halfSquare(to) - halfSquare(from), 9);
  });
});
