import { describe, expect, it } from 'vitest';
import { convergenceOf, judgeConvergence } from '../../../src/fit/search/convergence.ts';
import { fromPrior } from './densities.ts';

/** Chains of a first-order autoregression with variance 1. */
function autoregressive(phi: number, chains: number, draws: number): Float64Array[] {
  return Array.from({ length: chains }, (_, c) => {
    const noise = fromPrior(`chain ${c}`, draws, 1);
    const chain = new Float64Array(draws);
    for (let i = 0; i < draws; i++)
      chain[i] = i === 0 ? noise[0]! : phi * chain[i - 1]! + Math.sqrt(1 - phi * phi) * noise[i]!;
    return chain;
  });
}

describe('effective sample size', () => {
  // Of a mean of n draws with autocorrelations phi^lag, far longer than they last: n (1 - phi) / (1 + phi).
  it.each([0, 0.3, 0.6, 0.9])('of an autoregression with %f is what theory has', phi => {
    const { bulkEss, rHat } = convergenceOf(autoregressive(phi, 8, 5000));
    // Ranks of normal numbers put back to normal are those numbers, but for a little in the tails.
    expect(bulkEss / ((40_000 * (1 - phi)) / (1 + phi))).toBeCloseTo(1, 0.7);
    expect(rHat).toBeLessThan(1.01);
    expect(rHat).toBeGreaterThan(0.999);
  });

  it('of chains that turn back is greater than the number of draws, within bounds', () => {
    expect(convergenceOf(autoregressive(-0.5, 8, 5000)).bulkEss / 40_000).toBeCloseTo(3, 0);
    expect(convergenceOf(autoregressive(-0.99, 4, 1000)).bulkEss).toBeCloseTo(4000 * Math.log10(4000), 6);
  });

  it('of the tails is that of independent draws where they are', () => {
    expect(convergenceOf(autoregressive(0, 8, 5000)).tailEss / 40_000).toBeCloseTo(1, 1);
  });
});

describe('R-hat', () => {
  const chains = autoregressive(0, 4, 1000);

  it('is far above 1 where a chain is stuck elsewhere', () => {
    const moved = chains.map((chain, c) => (c === 0 ? chain.map(x => x + 5) : chain));
    expect(convergenceOf(moved).rHat).toBeGreaterThan(1.5);
    const still = [0, 1, 2, 3].map(c => new Float64Array(100).fill(c));
    expect(convergenceOf(still).rHat).toBeGreaterThan(1e6);
  });

  it('is above 1 where chains differ in width only, or drift', () => {
    expect(convergenceOf(chains.map((chain, c) => chain.map(x => x * (1 + c)))).rHat).toBeGreaterThan(1.1);
    expect(convergenceOf(chains.map(chain => chain.map((x, i) => x + i / 500))).rHat).toBeGreaterThan(1.1);
  });

  it('of its place is the same however the numbers are stretched in their order', () => {
    const [plain, stretched] = [chains, chains.map(chain => chain.map(Math.exp))].map(convergenceOf);
    expect(stretched!.bulkEss).toBe(plain!.bulkEss);
    expect(stretched!.tailEss).toBe(plain!.tailEss);
  });
});

describe('the verdict', () => {
  const good = { rHat: 1.005, bulkEss: 900, tailEss: 700 };

  it('is that of the worst parameter', () => {
    expect(judgeConvergence([good, { ...good, tailEss: 500 }])).toEqual({
      rHat: 1.005,
      ess: 500,
      verdict: 'converged',
    });
    expect(judgeConvergence([good, { ...good, rHat: 1.03 }]).verdict).toBe('nearly');
    expect(judgeConvergence([good, { ...good, rHat: 1.06 }]).verdict).toBe('not converged');
    expect(judgeConvergence([good, { ...good, bulkEss: 300 }]).verdict).toBe('not converged');
  });

  it('is not that of a parameter that never moved, of a few draws, or of nothing', () => {
    const still = convergenceOf([new Float64Array(99).fill(0.1), new Float64Array(99).fill(0.1)]);
    expect(still.rHat).toBeNaN();
    expect(judgeConvergence([good, still]).verdict).toBe('not converged');
    expect(judgeConvergence([convergenceOf([new Float64Array(7)])]).verdict).toBe('not converged');
    expect(judgeConvergence([]).verdict).toBe('not converged');
  });
});
