import { describe, expect, it } from 'vitest';
import { searchFromStarts, widePoints } from '../../../src/fit/search/multistart.ts';
import {
  type ChainOptions,
  type ChainState,
  sampleByChains,
} from '../../../src/fit/search/sample-posterior.ts';
import { readState, writeState } from '../../../src/fit/search/state-text.ts';
import { banana, eachPoint, fromPrior, rosenbrock, sphere, twoModes } from './densities.ts';
import { expectCorrelatedDrawn, FAR, meanOf, sample } from './draw-density.ts';

describe('draws', () => {
  it('of some correlated coordinates have their means, standard deviations and correlations', () =>
    expectCorrelatedDrawn(12, 50_000));

  it('visit both of two modes as often as they weigh', async () => {
    // In five dimensions only whole steps lead from one to the other.
    const posterior = await sample(twoModes, 5, { mostEvaluations: 100_000 });
    expect(posterior.verdict.verdict).not.toBe('not converged');
    const share = meanOf(posterior, x => (x[0]! > 0 ? 1 : 0));
    const error = FAR * Math.sqrt(0.21 / posterior.verdict.ess);
    expect(Math.abs(share - 0.3)).toBeLessThan(error);
    expect(error).toBeLessThan(0.1);
  });

  it('can begin with what a search leaves', async () => {
    const options = { seed: '1', dimensions: 10, mostEvaluations: 50_000 };
    const { state } = await searchFromStarts(eachPoint(10, sphere), options);
    const posterior = await sample(sphere, 10, { from: widePoints(state) });
    expect(posterior.stopped).toBe('converged');
    const sd = Math.sqrt(meanOf(posterior, x => (x[0]! - 0.5) ** 2));
    expect(Math.abs(sd / 0.1 - 1)).toBeLessThan(FAR / Math.sqrt(2 * posterior.verdict.ess));
  });

  it('stay where runs do not fail', async () => {
    const half = (x: Float64Array): number => (x[0]! > 0 ? -0.5 * x[0]! * x[0]! : Number.NEGATIVE_INFINITY);
    const posterior = await sample(half, 1);
    const error = FAR / Math.sqrt(posterior.verdict.ess);
    expect(posterior.draws.every(x => x > 0)).toBe(true);
    expect(Math.abs(meanOf(posterior, x => x[0]!) - Math.sqrt(2 / Math.PI))).toBeLessThan(error * 0.61);
  });
});

describe('chains', () => {
  it('say that they have not converged where they have not', async () => {
    const posterior = await sample(rosenbrock, 10, { mostEvaluations: 12_000 });
    expect(posterior).toMatchObject({ stopped: 'evaluations', verdict: { verdict: 'not converged' } });
    expect(posterior.verdict.rHat).toBeGreaterThan(1.1);
  });

  it('go on from what was written as if they had not been interrupted, in the burn-in and after', async () => {
    const options = { mostEvaluations: 9000 };
    const whole = await sample(banana, 2, options);
    expect(whole.state.chains.burnIn).toBe(40);
    for (const after of [500, 7000]) {
      const stop = new AbortController();
      const onProgress: ChainOptions['onProgress'] = ({ evaluations }) => {
        if (evaluations >= after) stop.abort();
      };
      const part = await sample(banana, 2, { ...options, signal: stop.signal, onProgress });
      expect(part.stopped).toBe('aborted');
      const read = readState<ChainState>(writeState(part.state));
      expect(read).toEqual(part.state);
      const from = fromPrior('1', 40, 2);
      const resumed = { seed: '1', dimensions: 2, from, ...options };
      expect(await sampleByChains(eachPoint(2, banana), resumed, read)).toEqual(whole);
    }
  });

  it('have no draws before the burn-in is over', async () => {
    const stop = new AbortController();
    stop.abort();
    const posterior = await sample(banana, 2, { signal: stop.signal });
    expect(posterior).toMatchObject({
      count: 0,
      stopped: 'aborted',
      verdict: { verdict: 'not converged' },
    });
    expect(posterior.acceptance).toBeNaN();
  });

  it('refuse too few points to start from, and a state of another size', async () => {
    await expect(sample(banana, 2, { from: new Float64Array(8) })).rejects.toThrow('4 points for 24 chains');
    const { state } = await sample(banana, 2, { mostEvaluations: 100 });
    const other = { seed: '1', dimensions: 3, from: fromPrior('1', 40, 3), mostEvaluations: 100 };
    await expect(sampleByChains(eachPoint(3, sphere), other, state)).rejects.toThrow('3 coordinates');
  });
});
