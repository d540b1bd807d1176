import { expect, it } from 'vitest';
import { banana } from './densities.ts';
import { expectCorrelatedDrawn, FAR, meanOf, sample } from './draw-density.ts';

it('draws of twenty correlated coordinates have their means, standard deviations and correlations', () =>
  expectCorrelatedDrawn(20, 90_000));

it('draws follow a bent ridge', async () => {
  const posterior = await sample(banana, 2);
  expect(posterior.verdict.verdict).not.toBe('not converged');
  const error = FAR / Math.sqrt(posterior.verdict.ess);
  expect(Math.abs(meanOf(posterior, x => x[0]!))).toBeLessThan(error);
  expect(Math.abs(meanOf(posterior, x => x[0]! * x[0]!) - 1)).toBeLessThan(error * Math.SQRT2);
  expect(Math.abs(meanOf(posterior, x => x[1]!))).toBeLessThan(error * 0.74);
  // Var of the second: half the variance of a square, and 0.2 squared.
  expect(Math.abs(meanOf(posterior, x => x[1]! * x[1]!) - 0.54)).toBeLessThan(error * 2);
});
