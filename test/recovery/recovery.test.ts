import { describe, expect, it } from 'vitest';
import { fitRuns, valuesAt } from '../../src/fit/fit-problem.ts';
import { line, runBlocksHere, seriesOf, smallFit } from '../fit/run-fit.ts';
import { coverageOf } from './coverage.ts';
import { makeData } from './made-data.ts';
import { narrower, recoverSmall, YEARS } from './recover-small.ts';

describe('recovery of known parameters of a small model', () => {
  it('has the truth in most of its intervals, and not in ones a fifth as wide', async () => {
    const { estimates } = await recoverSmall(8);
    expect(estimates).toHaveLength(24);
    // So few tell intervals that are far off, and no more: a fifth as wide, one in four holds the truth.
    expect(coverageOf(estimates).share).toBeGreaterThanOrEqual(18 / 24);
    expect(coverageOf(estimates.map(e => narrower(e, 0.2))).share).toBeLessThan(18 / 24);
  });
});

describe('made data', () => {
  it('are off by what the error model says, rounding included', async () => {
    const error = { relative: 0.1, absolute: 3 };
    const problem = smallFit({ lines: [line('left', 'left', { error })], series: [seriesOf('left', YEARS)] });
    const { simulate } = fitRuns(problem, runBlocksHere(problem));
    const made = await makeData(problem, [20], simulate, 'noise', 500);
    const truths = Float64Array.from(made.flatMap(m => [...m.truth]));
    const expected = await simulate(valuesAt(problem, truths), made.length);
    let [sum, squares, count] = [0, 0, 0];
    for (const [k, { points }] of made.entries())
      for (const { point, sd } of points) {
        expect(Math.abs(point.value % 20)).toBe(0);
        const simulated = expected[(point.year - 2016) * made.length + k]!;
        expect(sd * sd).toBeCloseTo((0.1 * point.value) ** 2 + 9 + 400 / 12, 9);
        const own = Math.sqrt((0.1 * simulated) ** 2 + 9 + 400 / 12);
        const off = (point.value - simulated) / own;
        [sum, squares, count] = [sum + off, squares + off * off, count + 1];
      }
    // Three standard errors of a mean and of a variance.
    expect(Math.abs(sum / count)).toBeLessThan(3 / Math.sqrt(count));
    expect(Math.abs(squares / count - 1)).toBeLessThan(3 * Math.sqrt(2 / count));
  });
});
