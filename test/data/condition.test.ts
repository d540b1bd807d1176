import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/numeric/quantile-normal.ts';
import { sobolCoordinates } from '../../src/numeric/sobol.ts';
import { effectiveDraws, weightsOf } from './condition.ts';

const DRAWS = 4096;
/** A standard normal prior of two numbers. */
const [a, b] = [0, 1].map(d => sobolCoordinates(d, DRAWS, 12345).map(normalQuantile));

describe('a prior conditioned on a small record', () => {
  /** The same number is seen twice, with noise that goes together, and beside it the sum of both. */
  const covariance = [
    [0.5, 0.25, 0],
    [0.25, 0.5, 0],
    [0, 0, 1],
  ];
  const simulated = Array.from(a!, (x, k) => [x, x, x + b![k]!]);
  const weights = weightsOf(simulated, { values: [1, 0.5, 2], covariance });
  const mean = (of: Float64Array): number => of.reduce((sum, x, k) => sum + weights[k]! * x, 0);

  it('has the mean and variance that are known of a linear model', () => {
    // Precision I + Hᵀ C⁻¹ H; the twins hold 8/3 of the first number, and their mean 0.75 counts.
    const precision = [1 + 8 / 3 + 1, 1, 2] as const;
    const determinant = precision[0] * precision[2] - precision[1] * precision[1];
    const seen = [(8 / 3) * 0.75 + 2, 2] as const;
    const expected = [
      (precision[2] * seen[0] - precision[1] * seen[1]) / determinant,
      (precision[0] * seen[1] - precision[1] * seen[0]) / determinant,
    ] as const;
    expect(mean(a!)).toBeCloseTo(expected[0], 2);
    expect(mean(b!)).toBeCloseTo(expected[1], 2);
    expect(mean(a!.map(x => (x - expected[0]) * (x - expected[0])))).toBeCloseTo(
      precision[2] / determinant,
      2,
    );
  });

  it('is worth as many draws as its weights say', () => {
    expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    expect(effectiveDraws(weights)).toBeGreaterThan(DRAWS / 10);
    expect(effectiveDraws(weights)).toBeLessThan(DRAWS / 2);
    expect(effectiveDraws(Float64Array.of(0.5, 0.25, 0.25))).toBeCloseTo(1 / 0.375, 12);
  });
});

describe('weights', () => {
  it('are 0 where a run failed', () => {
    const one = { values: [0], covariance: [[1]] };
    expect([...weightsOf([[0], [Number.NaN], [0]], one)]).toEqual([0.5, 0, 0.5]);
    expect(() => weightsOf([[Number.NaN]], one)).toThrow('no draw comes out');
  });

  it('need noise that is possible', () => {
    const impossible = [
      [1, 2],
      [2, 1],
    ];
    expect(() => weightsOf([[0, 0]], { values: [0, 0], covariance: impossible })).toThrow(
      'the covariance is not positive definite',
    );
  });
});
