import type { LogDensity } from '../../../src/fit/log-density.ts';
import { normal } from '../../../src/fit/search/chance.ts';
import { streamKey, uniform } from '../../../src/numeric/stream.ts';

/** A log density of one point as one of many. */
export const eachPoint =
  (dimensions: number, logDensity: (x: Float64Array) => number): LogDensity =>
  async (points, n) =>
    Float64Array.from({ length: n }, (_, i) =>
      logDensity(points.subarray(i * dimensions, (i + 1) * dimensions)),
    );

const square = (x: number): number => x * x;

/** Independent, at 0.5 with standard deviation 0.1. */
export const sphere = (x: Float64Array): number => x.reduce((sum, xi) => sum - 50 * square(xi - 0.5), 0);

/** Greatest, 0, where all are 1, along a bent ridge. */
export function rosenbrock(x: Float64Array): number {
  let sum = 0;
  for (let i = 1; i < x.length; i++) sum -= 100 * square(x[i]! - square(x[i - 1]!)) + square(1 - x[i - 1]!);
  return sum;
}

/** Greatest, 0, where all are 0.5, among a lower top at every other half. */
export const rastrigin = (x: Float64Array): number =>
  x.reduce((sum, xi) => sum - square(2 * xi - 1) - 10 + 10 * Math.cos(2 * Math.PI * (2 * xi - 1)), 0);

/** Standard deviations 0.2 to 1, means at a third of them, each correlated with the next by 0.7. */
export const correlated = {
  mean: (i: number): number => correlated.sd(i) / 3,
  sd: (i: number): number => 0.2 + (0.8 * (i % 5)) / 4,
  correlation: (i: number, j: number): number => 0.7 ** Math.abs(i - j),
  logDensity: (x: Float64Array): number => {
    let [sum, before] = [0, 0];
    for (const [i, xi] of x.entries()) {
      const u = (xi - correlated.mean(i)) / correlated.sd(i);
      sum -= i === 0 ? u * u : square(u - 0.7 * before) / (1 - square(0.7));
      before = u;
    }
    return sum / 2;
  },
};

/** The first standard normal; the second half the square of it less 1, with standard deviation 0.2. */
export const banana = (x: Float64Array): number =>
  -0.5 * square(x[0]!) - 0.5 * square((x[1]! - (square(x[0]!) - 1) / 2) / 0.2);

/** 30 % at 1.2 and 70 % at -1.2, 8 standard deviations (each coordinate) apart. */
export function twoModes(x: Float64Array): number {
  const near = (mean: number): number =>
    Math.exp(-x.reduce((sum, xi) => sum + square((xi - mean) / 0.3), 0) / 2);
  return Math.log(0.3 * near(1.2) + 0.7 * near(-1.2));
}

/** Standard normal numbers, n rows of d. */
export function fromPrior(seed: string, n: number, dimensions: number): Float64Array {
  const key = streamKey(seed, 'prior');
  return Float64Array.from({ length: n * dimensions }, (_, i) => normal(uniform(key, i)));
}
