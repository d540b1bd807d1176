import { describe, expect, it } from 'vitest';
import { coverageOf, ONE_IN_1000, ranksEvenness } from './coverage.ts';
import { narrower, recoverSmall } from './recover-small.ts';
import { isCalibrated } from './recovery-page.ts';

describe('recovery of known parameters of a small model', () => {
  it('has the truth in 85 to 95 of a hundred intervals, and evenly spread ranks', async () => {
    const { fitted, estimates } = await recoverSmall(40);
    expect(estimates).toHaveLength(120);
    expect(isCalibrated(fitted)).toBe(true);
    expect(ranksEvenness(estimates).chiSquare).toBeLessThan(ONE_IN_1000);
    // The same intervals, half as wide, would be too narrow: so the check can fail.
    expect(coverageOf(estimates.map(e => narrower(e, 0.5))).share).toBeLessThan(0.75);
  });
});
