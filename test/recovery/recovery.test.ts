import { describe, expect, it } from 'vitest';
import { fitRuns, valuesAt } from '../../src/fit/fit-problem.ts';
import { line, runBlocksHere, seriesOf, smallFit } from '../fit/run-fit.ts';
import { coverageOf, type Estimate, estimatesOf, ONE_IN_1000, ranksEvenness } from './coverage.ts';
import { makeData } from './made-data.ts';
import { recover } from './recover.ts';
import { isCalibrated } from './recovery-page.ts';

const of = new Map([['group', ['a']]]);
const YEARS = [100, 100, 100];

describe('recovery of known parameters of a small model', () => {
  it('has the truth in 85 to 95 of a hundred intervals, and evenly spread ranks', async () => {
    const problem = smallFit({
      // Of the rate and of what it is shared by the series tell the product alone.
      free: ['rate', 'hazard', 'share'].map(name => ({ name, prior: undefined })),
      lines: [
        line('held', 'held', { what: { outcome: 'held', of }, error: { relative: 0.1, absolute: 0 } }),
        line('left', 'left', { error: { relative: 0.1, absolute: 2 } }),
      ],
      series: ['held', 'left'].map(name => seriesOf(name, YEARS)),
    });
    const fitted = await recover({
      problem,
      roundings: [10, 10],
      runBlocks: runBlocksHere(problem),
      seed: 'small',
      sets: 40,
      mostEvaluations: 8000,
    });
    const estimates = fitted.flatMap(estimatesOf);
    expect(estimates).toHaveLength(120);
    expect(isCalibrated(fitted)).toBe(true);
    expect(ranksEvenness(estimates).chiSquare).toBeLessThan(ONE_IN_1000);
    // The same intervals, half as wide, would be too narrow: so the check can fail.
    const narrower = estimates.map((e): Estimate => {
      const half = (end: number): number => (e.median + end) / 2;
      return { ...e, isCovered: half(e.low) <= e.truth && e.truth <= half(e.high) };
    });
    expect(coverageOf(narrower).share).toBeLessThan(0.75);
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
