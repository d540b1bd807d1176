import { log } from './math.ts';

/**
 * What the densities of gamma and beta are made of, without the cancellation that a difference of large logarithms
 * would bring: C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */

/** log(2 pi). */
const LOG_TWO_PI = 1.8378770664093453;

/** Of Stirling's series (Abramowitz and Stegun 6.1.41), the last first. */
const STIRLING = [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12] as const;
/** From here the series above is exact to the last place. */
const STIRLING_FROM = 12;

/** log Γ(z) - ((z - 1/2) log z - z + log(2π) / 2), for z > 0: what Stirling's formula leaves out, below 1 / (12 z). */
export function stirlingError(z: number): number {
  if (z >= STIRLING_FROM) return polynomial(STIRLING, 1 / (z * z)) / z;
  // Γ(z) = Γ(z + n) / (z (z + 1) … (z + n - 1))
  let product = 1;
  let far = z;
  for (; far < STIRLING_FROM; far++) product *= far;
  return stirlingError(far) + (far - 0.5) * log(far) - far - log(product) - ((z - 0.5) * log(z) - z);
}

/** log Γ(z), for z > 0. */
export function logGamma(z: number): number {
  return (z - 0.5) * log(z) - z + LOG_TWO_PI / 2 + stirlingError(z);
}

/** Of (atanh(s) / s - 1) / s² by s², the last first. */
const ATANH = [
  1 / 25,
  1 / 23,
  1 / 21,
  1 / 19,
  1 / 17,
  1 / 15,
  1 / 13,
  1 / 11,
  1 / 9,
  1 / 7,
  1 / 5,
  1 / 3,
] as const;

/**
 * d - log(1 + d), exact also for small d: never negative, 0 at 0.
 *
 * @param logOfOnePlus log(1 + d), used where d is not small; the caller often knows it better than 1 + d tells
 */
export function excess(d: number, logOfOnePlus: number): number {
  if (Math.abs(d) > 0.3) return d - logOfOnePlus;
  // log(1 + d) = 2 atanh(s) with s = d / (2 + d), and d - 2 s = s d
  const s = d / (2 + d);
  const s2 = s * s;
  return s * d - 2 * s * s2 * polynomial(ATANH, s2);
}

/** log(1 + d), for d > -1, exact also for small d. */
export const logOnePlus = (d: number): number => d - excess(d, log(1 + d));

/** A polynomial by Horner's scheme, the coefficient of the highest power first. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let y = 0;
  for (const c of coefficients) y = y * x + c;
  return y;
}
