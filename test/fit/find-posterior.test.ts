import { describe, expect, it } from 'vitest';
import { type FindState, findPosterior, leastEvaluations } from '../../src/fit/find-posterior.ts';
import { readState, writeState } from '../../src/fit/search/state-text.ts';
import { banana, eachPoint } from './search/densities.ts';

const request = { seed: '1', dimensions: 2, mostEvaluations: 6000 };
const density = eachPoint(2, banana);

describe('finding a posterior', () => {
  it('goes on from what was written as if it had not stopped, in the search and in the chains', async () => {
    const whole = await findPosterior(density, request);
    expect(whole.kind).toBe('found');
    for (const [after, stage] of [
      [1000, 'search'],
      [5000, 'chains'],
    ] as const) {
      const stop = new AbortController();
      let told: FindState = {};
      const part = await findPosterior(density, {
        ...request,
        signal: stop.signal,
        onProgress: ({ evaluations, mostEvaluations, state }) => {
          expect(mostEvaluations).toBe(6000);
          told = state;
          if (evaluations >= after) stop.abort();
        },
      });
      if (part.kind !== 'interrupted') throw new Error(`expected an interruption, found ${part.kind}`);
      expect(part.state).toEqual(told);
      expect(part.state.chains === undefined).toBe(stage === 'search');
      const read = readState<FindState>(writeState(part.state));
      expect(await findPosterior(density, request, read)).toEqual(whole);
    }
  });

  it('says where there is nothing to be found, or too little for chains to begin', async () => {
    const nothing = await findPosterior(
      eachPoint(2, () => Number.NEGATIVE_INFINITY),
      request,
    );
    expect(nothing).toEqual({ kind: 'nowhere' });
    let calls = 0;
    // The first five points have a density, and no others.
    const few = await findPosterior(
      async (_, n) => Float64Array.from({ length: n }, () => (calls++ < 5 ? 0 : -Infinity)),
      { ...request, mostEvaluations: leastEvaluations(2) },
    );
    expect(few).toEqual({ kind: 'nowhere' });
  });
});
