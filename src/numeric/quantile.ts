import { exp, log } from './math.ts';
import { Beta } from './quantile-beta.ts';
import { Gamma } from './quantile-gamma.ts';
import { normalCdf, normalQuantile } from './quantile-normal.ts';

/** How a number is spread. Plain data; all numbers in the unit of the quantity itself. */
export type Distribution =
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  /** The logarithm is normal. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly sdOfLog: number }
  /** Mean shape × scale. */
  | { readonly kind: 'gamma'; readonly shape: number; readonly scale: number }
  /** Between low and high; PERT is one of these. */
  | {
      readonly kind: 'beta';
      readonly a: number;
      readonly b: number;
      readonly low: number;
      readonly high: number;
    }
  /** Values with weights above 0, which need not add up to 1. */
  | { readonly kind: 'discrete'; readonly values: readonly (readonly [value: number, weight: number])[] };

/** A distribution made ready to draw from: what lies below a value, and the value below which a share lies. */
export interface Spread {
  /** The share at or below x. */
  readonly cdf: (x: number) => number;
  /** For 0 < u < 1, rising. */
  readonly quantile: (u: number) => number;
}

export function prepareSpread(d: Distribution): Spread {
  switch (d.kind) {
    case 'uniform': {
      const width = d.high - d.low;
      return { cdf: x => share((x - d.low) / width), quantile: u => d.low + u * width };
    }
    case 'triangular':
      return triangle(d.low, d.mode, d.high);
    case 'normal':
      return { cdf: x => normalCdf((x - d.mean) / d.sd), quantile: u => d.mean + d.sd * normalQuantile(u) };
    case 'lognormal':
      return {
        cdf: x => (x > 0 ? normalCdf(log(x / d.median) / d.sdOfLog) : 0),
        quantile: u => d.median * exp(d.sdOfLog * normalQuantile(u)),
      };
    case 'gamma': {
      const gamma = new Gamma(d.shape);
      return { cdf: x => gamma.cdf(x / d.scale), quantile: u => d.scale * gamma.quantile(u) };
    }
    case 'beta': {
      const beta = new Beta(d.a, d.b);
      const width = d.high - d.low;
      return { cdf: x => beta.cdf((x - d.low) / width), quantile: u => d.low + width * beta.quantile(u) };
    }
    case 'discrete':
      return steps(d.values);
  }
}

const share = (x: number): number => Math.min(1, Math.max(0, x));

/** Highest at the mode, falling straight to nothing at both ends. */
function triangle(low: number, mode: number, high: number): Spread {
  const width = high - low;
  const below = (mode - low) / width;
  const [rise, fall] = [Math.sqrt(width * (mode - low)), Math.sqrt(width * (high - mode))];
  return {
    cdf: x => {
      if (x <= low || x >= high) return x <= low ? 0 : 1;
      return x < mode
        ? ((x - low) / width) * ((x - low) / (mode - low))
        : 1 - ((high - x) / width) * ((high - x) / (high - mode));
    },
    quantile: u => (u < below ? low + rise * Math.sqrt(u) : high - fall * Math.sqrt(1 - u)),
  };
}

function steps(values: readonly (readonly [number, number])[]): Spread {
  const sorted = [...values].sort(([a], [b]) => a - b);
  const all = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let below = 0;
  const upTo = sorted.map(([, weight]) => {
    below += weight;
    return below / all;
  });
  return {
    cdf: x => upTo.findLast((_, i) => sorted[i]![0] <= x) ?? 0,
    quantile: u => (sorted[upTo.findIndex(s => u < s)] ?? sorted.at(-1)!)[0],
  };
}

/** The shares below a bound, which may be infinite, and between it and another. */
export function sharesWithin(
  { cdf }: Spread,
  [least, most]: readonly [number, number],
): { readonly below: number; readonly within: number } {
  const below = least === -Infinity ? 0 : cdf(least);
  return { below, within: (most === Infinity ? 1 : cdf(most)) - below };
}

/** The distribution within bounds alone, as if what lies outside had never been drawn. */
export function truncate(spread: Spread, [least, most]: readonly [number, number]): Spread {
  const { below, within } = sharesWithin(spread, [least, most]);
  return {
    cdf: x => share((spread.cdf(x) - below) / within),
    quantile: u => Math.min(most, Math.max(least, spread.quantile(below + u * within))),
  };
}
