import { excess, logOnePlus, stirlingError } from './log-gamma.ts';
import { exp, log } from './math.ts';
import { nonZero } from './quantile-gamma.ts';
import { normalQuantile } from './quantile-normal.ts';
import { solveTail, type Tail } from './solve-tail.ts';

const TWO_PI = 6.283185307179586;
/** A factor this near to 1 is 1 but for rounding. */
const ROUNDING = 5e-16;

/** A place between 0 and 1: x, 1 - x, their logarithms, and t = log(x / (1 - x)). */
interface Place {
  readonly x: number;
  readonly rest: number;
  readonly logX: number;
  readonly logRest: number;
}

/**
 * The beta distribution on 0 to 1, of two shapes above 0.
 *
 * A tail is the density times the continued fraction of Abramowitz and Stegun 26.5.8, taken on the side of
 * (a + 1) / (a + b + 2) where it comes to rest quickly; the other tail is the same with a and b exchanged. The density
 * is Loader's (log-gamma.ts).
 */
export class Beta {
  private readonly a: number;
  private readonly b: number;
  private readonly logTop: number;
  /** The mean, what it leaves of 1, and the logarithms of both. */
  private readonly usual: Place;
  /** The log odds of the place where one tail hands over to the other, and the share below it. */
  private readonly border: number;
  private readonly shareBelowBorder: number;

  constructor(a: number, b: number) {
    this.a = a;
    this.b = b;
    const n = a + b;
    const [x, rest] = [a / n, b / n];
    this.usual = { x, rest, logX: log(x), logRest: log(rest) };
    this.logTop = 0.5 * log((a / n / TWO_PI) * b) - (stirlingError(a) + stirlingError(b) - stirlingError(n));
    this.border = log((a + 1) / (b + 1));
    this.shareBelowBorder = exp(this.lower(placeOf(this.border)).logShare);
  }

  /** The share below x. */
  cdf(x: number): number {
    if (!(x > 0 && x < 1)) return x <= 0 ? 0 : x >= 1 ? 1 : NaN;
    const rest = 1 - x;
    const place = { x, rest, logX: log(x), logRest: logOnePlus(-x) };
    return place.logX - place.logRest < this.border
      ? exp(this.lower(place).logShare)
      : 1 - exp(this.upper(place).logShare);
  }

  /** The value below which lies a share u, for 0 <= u <= 1: the double nearest to it, which near 1 can be 1. */
  quantile(u: number): number {
    if (!(u > 0 && u < 1)) return u === 0 || u === 1 ? u : NaN;
    const guess = this.guess(u);
    const t =
      u <= this.shareBelowBorder
        ? solveTail(at => this.lower(placeOf(at)), log(u), Math.min(guess, this.border))
        : solveTail(at => this.upper(placeOf(at)), log(1 - u), Math.max(guess, this.border));
    return placeOf(t).x;
  }

  /** Log odds of the quantile, nearly: as of a normal of log odds; where a shape is small, the border. */
  private guess(u: number): number {
    const { a, b } = this;
    if (a < 1 || b < 1) return this.border;
    return log(a / b) + normalQuantile(u) * Math.sqrt(1 / a + 1 / b);
  }

  /** log of the density of the log odds: x^a (1 - x)^b / B(a, b). */
  private logDensity({ x, rest, logX, logRest }: Place): number {
    const { a, b, usual } = this;
    const below = excess((x - usual.x) / usual.x, logX - usual.logX);
    const above = excess((rest - usual.rest) / usual.rest, logRest - usual.logRest);
    return this.logTop - a * below - b * above;
  }

  private lower(place: Place): Tail {
    const ratio = fraction(this.a, this.b, place.x) / this.a;
    return { logShare: this.logDensity(place) + log(ratio), ratio };
  }

  private upper(place: Place): Tail {
    const ratio = fraction(this.b, this.a, place.rest) / this.b;
    return { logShare: this.logDensity(place) + log(ratio), ratio: -ratio };
  }
}

/** The place of log odds t. */
function placeOf(t: number): Place {
  const small = exp(-Math.abs(t));
  const logOne = logOnePlus(small);
  const far = small / (1 + small);
  // rounded once, where 1 / (1 + small) is rounded twice
  const near = 1 - far;
  return t < 0
    ? { x: far, rest: near, logX: t - logOne, logRest: -logOne }
    : { x: near, rest: far, logX: -logOne, logRest: -t - logOne };
}

/** 1 / (1 + d1 / (1 + d2 / …)), by Lentz's method. */
function fraction(a: number, b: number, x: number): number {
  const n = a + b;
  let c = 1;
  let d = 1 / nonZero(1 - (n * x) / (a + 1));
  let value = d;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= c * d;
    const odd = (-(a + m) * (n + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const factor = c * d;
    value *= factor;
    if (!(Math.abs(factor - 1) > ROUNDING)) return value;
  }
}
