import { describe, expect, it } from 'vitest';
import type { LogDensity } from '../../../src/fit/log-density.ts';
import {
  type Search,
  type SearchOptions,
  type SearchState,
  searchFromStarts,
  widePoints,
} from '../../../src/fit/search/multistart.ts';
import { readState, writeState } from '../../../src/fit/search/state-text.ts';
import { correlated, eachPoint, rastrigin, rosenbrock, sphere } from './densities.ts';

const search = (
  logDensity: (x: Float64Array) => number,
  dimensions: number,
  options: Partial<SearchOptions> = {},
): Promise<Search> =>
  searchFromStarts(eachPoint(dimensions, logDensity), {
    seed: '1',
    dimensions,
    mostEvaluations: 400_000,
    ...options,
  });

/** How far the best point is from the one where all coordinates are so much. */
const distance = ({ tops }: Search, at: number): number =>
  Math.max(...tops[0]!.point.map(x => Math.abs(x - at)));

describe('a search', () => {
  it('finds the top of independent coordinates, from every start', async () => {
    const result = await search(sphere, 20);
    expect(result).toMatchObject({ stopped: 'settled', agreeing: 4 });
    expect(distance(result, 0.5)).toBeLessThan(0.02);
    expect(result.state.evaluations).toBeLessThan(30_000);
  });

  it('follows the bent ridge of Rosenbrock in ten dimensions', async () => {
    const result = await search(rosenbrock, 10);
    expect(result).toMatchObject({ stopped: 'settled', agreeing: 4 });
    expect(result.tops[0]!.logDensity).toBeGreaterThan(-0.1);
    expect(distance(result, 1)).toBeLessThan(0.2);
  });

  it('is not held by the lower tops of Rastrigin', async () => {
    const result = await search(rastrigin, 5);
    expect(result).toMatchObject({ stopped: 'settled', agreeing: 4 });
    expect(distance(result, 0.5)).toBeLessThan(0.01);
  });

  it('says when starts find different tops of the same height', async () => {
    const result = await search(x => -Math.abs(Math.abs(x[0]!) - 1), 1);
    expect(result.stopped).toBe('settled');
    expect(result.agreeing).toBeGreaterThan(0);
    expect(result.agreeing).toBeLessThan(4);
  });

  it('gets along where most runs fail, or give no number', async () => {
    const failing = (x: Float64Array): number =>
      x[0]! < 0.4 ? Number.NEGATIVE_INFINITY : x[1]! < 0 ? Number.NaN : sphere(x);
    const result = await search(failing, 5);
    expect(result).toMatchObject({ stopped: 'settled', agreeing: 4 });
    expect(distance(result, 0.5)).toBeLessThan(0.02);
  });

  it('gives up soon where every run fails', async () => {
    const result = await search(() => Number.NEGATIVE_INFINITY, 5);
    expect(result.agreeing).toBe(0);
    expect(result.state.evaluations).toBeLessThan(5_000);
    expect(widePoints(result.state)).toHaveLength(0);
  });

  it('evaluates a generation of all starts in one call, and no more than the most', async () => {
    const calls: number[] = [];
    const density = eachPoint(5, rosenbrock);
    const counting: LogDensity = (points, n) => {
      calls.push(n);
      return density(points, n);
    };
    const result = await searchFromStarts(counting, { seed: '1', dimensions: 5, mostEvaluations: 1000 });
    expect(calls).toEqual([192, 192, 192, 192, 192]);
    expect(result).toMatchObject({ stopped: 'evaluations', state: { evaluations: 960 } });
  });

  it('refuses a state of another size, and too few answers', async () => {
    const { state } = await search(sphere, 5, { mostEvaluations: 200 });
    const other = { seed: '1', dimensions: 6, mostEvaluations: 1000 };
    await expect(searchFromStarts(eachPoint(6, sphere), other, state)).rejects.toThrow(RangeError);
    await expect(searchFromStarts(async () => new Float64Array(3), other)).rejects.toThrow(
      '3 log densities of 192',
    );
  });
});

describe('a search that is interrupted', () => {
  it('goes on from what was written as if it had not been', async () => {
    const whole = await search(rosenbrock, 5, { mostEvaluations: 12_000 });
    const told: { evaluations: number; best: number }[] = [];
    const stop = new AbortController();
    const part = await search(rosenbrock, 5, {
      mostEvaluations: 12_000,
      signal: stop.signal,
      onProgress: ({ evaluations, best }) => {
        told.push({ evaluations, best });
        if (evaluations >= 5000) stop.abort();
      },
    });
    expect(part.stopped).toBe('aborted');
    expect(told.at(-1)!.evaluations).toBe(part.state.evaluations);
    expect(told.at(-1)!.best).toBe(part.tops[0]!.logDensity);
    const options = { seed: '1', dimensions: 5, mostEvaluations: 12_000 };
    const read = readState<SearchState>(writeState(part.state));
    expect(read).toEqual(part.state);
    expect(await searchFromStarts(eachPoint(5, rosenbrock), options, read)).toEqual(whole);
  });
});

describe('points for chains to start from', () => {
  it('are spread wider than the posterior in every coordinate, but not by far', async () => {
    const { state } = await search(correlated.logDensity, 20);
    const points = widePoints(state);
    const rows = points.length / 20;
    expect(rows).toBe(4 * 48);
    for (let j = 0; j < 20; j++) {
      let squares = 0;
      for (let i = 0; i < rows; i++) squares += (points[i * 20 + j]! - correlated.mean(j)) ** 2;
      const ratio = Math.sqrt(squares / rows) / correlated.sd(j);
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(4);
    }
  });

  it('are not those of a start that ended far below the others', async () => {
    const { state } = await search(sphere, 2);
    const [first, ...others] = state.populations;
    const lower = others.map(p => ({ ...p, logDensities: p.logDensities.map(log => log - 50) }));
    expect(widePoints({ ...state, populations: [first!, ...lower] })).toEqual(first!.wide.points);
  });
});
