import { describe, expect, it } from 'vitest';
import { coverage, mape, predictiveShare, theil } from '../../src/fit/measures.ts';
import { naiveForecasts } from '../../src/fit/naive.ts';

const pairs = (observed: readonly number[], simulated: readonly number[]) =>
  observed.map((o, i) => ({ observed: o, simulated: simulated[i]! }));

describe('the mean absolute percentage error', () => {
  it('is the mean of the errors, whichever way they go, beside what was published', () => {
    expect(mape(pairs([100, 200, 50], [110, 180, 50]))).toBeCloseTo(0.2 / 3, 14);
  });

  it('leaves out a published nothing, and does not exist where nothing is left', () => {
    expect(mape(pairs([0, 100], [5, 110]))).toBeCloseTo(0.1, 14);
    expect(mape([])).toBeNaN();
  });
});

describe('where a published number stands in its prediction', () => {
  it('is the normal distribution where the simulation is one number', () => {
    // Tables: 97.5 % of a normal lie below 1.96 standard deviations.
    expect(predictiveShare(Float64Array.of(100), 10, 119.59964)).toBeCloseTo(0.975, 7);
    expect(predictiveShare(Float64Array.of(100, 100), 10, 100)).toBeCloseTo(0.5, 14);
  });

  it('is the mean over the simulations that exist', () => {
    const apart = Float64Array.of(0, Number.NaN, 100, 100, 100);
    expect(predictiveShare(apart, 1, 50)).toBeCloseTo(0.25, 14);
    expect(predictiveShare(Float64Array.of(Number.NaN), 1, 50)).toBeNaN();
  });

  it('counts simulations where no error is allowed, and one that is met as half', () => {
    expect(predictiveShare(Float64Array.of(1, 2, 3, 4), 0, 3)).toBe(0.625);
  });
});

it('coverage counts the numbers within the middle of their predictions', () => {
  const shares = [0.01, 0.04, 0.06, 0.3, 0.5, 0.74, 0.76, 0.94, 0.96, 0.99];
  expect(coverage(shares, 0.9)).toBeCloseTo(0.6, 14);
  expect(coverage(shares, 0.5)).toBeCloseTo(0.3, 14);
  expect(coverage([], 0.9)).toBeNaN();
});

describe('the inequality shares', () => {
  it('are all bias where the simulation is off by as much every year', () => {
    const shares = theil(pairs([1, 2, 3, 5], [3, 4, 5, 7]));
    expect(shares.bias).toBeCloseTo(1, 14);
    expect(shares.variance).toBeCloseTo(0, 14);
    expect(shares.covariance).toBeCloseTo(0, 14);
  });

  it('are all variance where it swings twice as far around the same mean', () => {
    expect(theil(pairs([-1, 0, 1], [-2, 0, 2])).variance).toBeCloseTo(1, 14);
  });

  it('are all covariance where level and swing are right, and the years are not', () => {
    expect(theil(pairs([0, 1, 0, 1], [0, 0, 1, 1]))).toEqual({ bias: 0, variance: 0, covariance: 1 });
  });

  it('share the mean squared error among them', () => {
    // By hand: means 2 and 4, variances 2/3 and 8/3, covariance 2/3; 4 + 2/3 + 4/3 = (1 + 16 + 1) / 3.
    const shares = theil(
      pairs(
        [1, 2, 3],
        [2, 6, 4].toSorted((a, b) => a - b),
      ),
    );
    expect(shares.bias + shares.variance + shares.covariance).toBeCloseTo(1, 14);
    const { bias, variance, covariance } = theil(pairs([1, 2, 3], [2, 6, 4]));
    const mse = (1 + 16 + 1) / 3;
    expect(bias).toBeCloseTo(4 / mse, 14);
    expect(variance).toBeCloseTo(2 / 3 / mse, 14);
    expect(covariance).toBeCloseTo(4 / 3 / mse, 14);
  });

  it('do not exist where there is no error', () => {
    expect(theil(pairs([1, 2], [1, 2])).bias).toBeNaN();
  });
});

describe('forecasts without a model', () => {
  it('are the last value, and the line of least squares', () => {
    const known = [
      { year: 2012, value: 7 },
      { year: 2010, value: 1 },
      { year: 2011, value: 1 },
    ];
    // By hand: mean 3 in 2011, slope 3 a year.
    expect(naiveForecasts(known, [2013, 2015])).toEqual({ lastValue: [7, 7], trend: [9, 15] });
  });

  it('of one number is that number, and of none there is none', () => {
    expect(naiveForecasts([{ year: 2010, value: 4 }], [2013])).toEqual({ lastValue: [4], trend: [4] });
    expect(naiveForecasts([], [2013])).toBeUndefined();
  });
});
