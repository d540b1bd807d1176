import { describe, expect, it } from 'vitest';
import { pointsOf, SAMPLINGS } from '../../src/ensemble/sample-points.ts';
import { streamKey } from '../../src/numeric/stream.ts';

const key = streamKey('1', 'a');

describe('shares', () => {
  it('lie above 0 and below 1, and their mean near a half, however they are spread', () => {
    for (const sampling of SAMPLINGS)
      for (const draws of [1, 2, 3, 1000]) {
        const shares = [...pointsOf(key, draws, sampling, 3)];
        expect(shares).toHaveLength(draws);
        expect(Math.min(...shares)).toBeGreaterThan(0);
        expect(Math.max(...shares)).toBeLessThan(1);
        // Four standard deviations of a mean of 1,000.
        if (draws === 1000)
          expect(Math.abs(shares.reduce((a, b) => a + b, 0) / draws - 0.5)).toBeLessThan(0.037);
      }
  });

  it('of a Latin hypercube lie one in each part, in an order by chance', () => {
    for (const draws of [1, 7, 1000]) {
      const parts = [...pointsOf(key, draws, 'latin', 0)].map(u => Math.floor(u * draws));
      expect([...parts].sort((a, b) => a - b)).toEqual(Array.from({ length: draws }, (_, i) => i));
    }
    const [a, b] = ['a', 'b'].map(name => pointsOf(streamKey('1', name), 1000, 'latin', 0));
    // Rank correlation of two orders by chance: a standard deviation of 0.03.
    const mean = [...a!].reduce((sum, u, k) => sum + (u - 0.5) * (b![k]! - 0.5), 0) / 1000;
    expect(Math.abs(mean * 12)).toBeLessThan(0.13);
    // and within a part they do not all lie at one place
    const within = [...a!].map(u => u * 1000 - Math.floor(u * 1000));
    expect(Math.min(...within)).toBeLessThan(0.05);
    expect(Math.max(...within)).toBeGreaterThan(0.95);
  });

  it('come in every order of a Latin hypercube of three equally often', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 1200; i++) {
      const order = [...pointsOf(streamKey('1', `p${i}`), 3, 'latin', 0)]
        .map(u => Math.floor(u * 3))
        .join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    // 200 of each: five standard deviations
    expect(counts.size).toBe(6);
    for (const n of counts.values()) expect(Math.abs(n - 200)).toBeLessThan(65);
  });

  it('by chance and of Sobol are the same however many are asked for', () => {
    for (const sampling of ['random', 'sobol'] as const)
      expect([...pointsOf(key, 100, sampling, 3)].slice(0, 10)).toEqual([...pointsOf(key, 10, sampling, 3)]);
  });

  it('of Sobol keep their pattern, and are shifted by the stream', () => {
    const [a, b] = [pointsOf(key, 256, 'sobol', 3), pointsOf(streamKey('1', 'b'), 256, 'sobol', 3)];
    for (const shares of [a, b]) expect(new Set([...shares].map(u => Math.floor(u * 256))).size).toBe(256);
    expect(a[0]).not.toBe(b[0]);
  });
});
