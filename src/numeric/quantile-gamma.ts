import { excess, logGamma, stirlingError } from './log-gamma.ts';
import { exp, log } from './math.ts';
import { normalQuantile } from './quantile-normal.ts';
import { solveTail, type Tail } from './solve-tail.ts';

const TWO_PI = 6.283185307179586;
const TINY = 1e-300;
/** A factor this near to 1 is 1 but for rounding. */
const ROUNDING = 5e-16;

/**
 * The gamma distribution of a shape above 0 and scale 1.
 *
 * Both tails are the density times a sum that is never far from 1: below shape + 1 the series, above it the continued
 * fraction, of Abramowitz and Stegun 6.5.29 and 6.5.31. The density is Loader's (log-gamma.ts).
 */
export class Gamma {
  private readonly shape: number;
  private readonly logShape: number;
  private readonly logTop: number;
  /** log of the place where the series hands over to the fraction, and the share below it. */
  private readonly border: number;
  private readonly shareBelowBorder: number;

  constructor(shape: number) {
    this.shape = shape;
    this.logShape = log(shape);
    this.logTop = 0.5 * log(shape / TWO_PI) - stirlingError(shape);
    this.border = log(shape + 1);
    this.shareBelowBorder = 1 - exp(this.upper(shape + 1, this.border).logShare);
  }

  /** The share below x. */
  cdf(x: number): number {
    if (!(x > 0)) return Number.isNaN(x) ? NaN : 0;
    if (x === Infinity) return 1;
    const t = log(x);
    return t < this.border ? exp(this.lower(x, t).logShare) : 1 - exp(this.upper(x, t).logShare);
  }

  /** The value below which lies a share u, for 0 <= u <= 1; 0 where it is below the smallest double. */
  quantile(u: number): number {
    if (!(u > 0 && u < 1)) return u === 0 ? 0 : u === 1 ? Infinity : NaN;
    if (u <= this.shareBelowBorder)
      return exp(solveTail(t => this.lower(exp(t), t), log(u), Math.min(this.guess(u), this.border)));
    return exp(solveTail(t => this.upper(exp(t), t), log(1 - u), Math.max(this.guess(u), this.border)));
  }

  /** log of the quantile, nearly: Wilson and Hilferty's cube; for small shapes the first term of the series. */
  private guess(u: number): number {
    const { shape } = this;
    const root = 1 - 1 / (9 * shape) + normalQuantile(u) / (3 * Math.sqrt(shape));
    if (shape > 1 && root > 0.1) return this.logShape + 3 * log(root);
    return (log(u) + logGamma(shape + 1)) / shape;
  }

  /** log of the density of log x. */
  private logDensity(x: number, t: number): number {
    return this.logTop - this.shape * excess((x - this.shape) / this.shape, t - this.logShape);
  }

  private lower(x: number, t: number): Tail {
    let term = 1 / this.shape;
    let ratio = term;
    for (let n = this.shape + 1; term > ratio * ROUNDING; n++) {
      term *= x / n;
      ratio += term;
    }
    return { logShare: this.logDensity(x, t) + log(ratio), ratio };
  }

  private upper(x: number, t: number): Tail {
    const ratio = this.upperFraction(x);
    return { logShare: this.logDensity(x, t) + log(ratio), ratio: -ratio };
  }

  /** 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / …)), by Lentz's method. */
  private upperFraction(x: number): number {
    let b = x + 1 - this.shape;
    let c = 1 / TINY;
    let d = 1 / b;
    let value = d;
    for (let i = 1; ; i++) {
      const numerator = i * (this.shape - i);
      b += 2;
      d = 1 / nonZero(numerator * d + b);
      c = nonZero(b + numerator / c);
      const factor = c * d;
      value *= factor;
      if (!(Math.abs(factor - 1) > ROUNDING)) return value;
    }
  }
}

/** Keeps a fraction's part from being divided by when it happens to be nothing. */
export const nonZero = (x: number): number => (Math.abs(x) < TINY ? TINY : x);
