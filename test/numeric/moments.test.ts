import { describe, expect, it } from 'vitest';
import { meanOf, varianceOf } from '../../src/numeric/moments.ts';

describe('moments', () => {
  it('are the mean, and the variance as of a sample: by hand', () => {
    expect(meanOf([2, 4, 9])).toBe(5);
    // squares of -3, -1 and 4, over two
    expect(varianceOf([2, 4, 9])).toBe(13);
    expect(meanOf(Float64Array.of(-1, 1))).toBe(0);
    expect(varianceOf(Float64Array.of(-1, 1))).toBe(2);
    // far from zero as well: squares of the numbers themselves would have lost it
    expect(varianceOf([2 ** 53, 2 ** 53 + 4])).toBe(8);
  });

  it('are none of too few numbers', () => {
    expect(meanOf([])).toBeNaN();
    expect(meanOf([7])).toBe(7);
    expect(varianceOf([])).toBeNaN();
    expect(varianceOf([7])).toBeNaN();
  });
});
