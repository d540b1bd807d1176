import { expect } from 'vitest';
import {
  type ChainDraws,
  type ChainOptions,
  sampleByChains,
} from '../../../src/fit/search/sample-posterior.ts';
import { correlated, eachPoint, fromPrior } from './densities.ts';

/** Draws of a density by chains that start from the prior. */
export const sample = (
  logDensity: (x: Float64Array) => number,
  dimensions: number,
  options: Partial<ChainOptions> = {},
): Promise<ChainDraws> =>
  sampleByChains(eachPoint(dimensions, logDensity), {
    seed: '1',
    dimensions,
    from: fromPrior('1', 24 * dimensions, dimensions),
    mostEvaluations: 200_000,
    ...options,
  });

/** The mean of something over all draws. */
export function meanOf({ draws, count }: ChainDraws, of: (x: Float64Array) => number): number {
  const d = draws.length / count;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += of(draws.subarray(i * d, (i + 1) * d));
  return sum / count;
}

/** Standard errors that a mean may be off by. */
export const FAR = 4;

/** Draws of correlated coordinates have their means, standard deviations and correlations. */
export async function expectCorrelatedDrawn(dimensions: number, mostEvaluations: number): Promise<void> {
  const posterior = await sample(correlated.logDensity, dimensions, { mostEvaluations });
  expect(posterior.verdict.verdict).not.toBe('not converged');
  expect(posterior.acceptance).toBeGreaterThan(0.15);
  // Of fewer coordinates more steps are taken.
  expect(posterior.acceptance).toBeLessThan(0.65);
  const error = FAR / Math.sqrt(posterior.verdict.ess);
  const u = (x: Float64Array, i: number): number => (x[i]! - correlated.mean(i)) / correlated.sd(i);
  for (let i = 0; i < dimensions; i++) {
    expect(Math.abs(meanOf(posterior, x => u(x, i)))).toBeLessThan(error);
    for (let j = 0; j <= i; j++) {
      const product = meanOf(posterior, x => u(x, i) * u(x, j));
      const rho = correlated.correlation(i, j);
      expect(Math.abs(product - rho)).toBeLessThan(error * Math.sqrt(1 + rho * rho));
    }
  }
}
