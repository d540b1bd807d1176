import { LOG_ROW, LOGS, OCTAVE, PARTS, POWER_ROW, POWERS } from './math-tables.ts';

/**
 * exp, log and pow with the same bits on every machine, at most one unit in the last place (ulp) from the
 * correctly rounded value. An engine's own functions differ between versions, which would break locked numbers.
 *
 * Nothing is used but + - * /, comparisons, the exact `abs` and `floor`, and exact powers of two. The order of the
 * operations is part of the contract: they are emitted again, one for one, as WebAssembly, where two runs
 * share an instruction. Hence straight lines of arithmetic and few branches; regrouping a sum moves numbers.
 *
 * Sources: Sun's fdlibm 5.3 (e_log.c) for log, its coefficients, and ln 2 in two parts; Arm's optimized-routines (exp.c,
 * pow.c, by Szabolcs Nagy) for exp and pow by tables, and where theirs are cut; G. Estrin's scheme for the order within
 * the polynomials, which are as shallow as can be: what a processor waits for is longer than what it computes.
 */

/** ln 2 in two parts; the first ends in 21 zero bits, so that its product with an exponent is exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
/** 128 / ln 2, and ln 2 / 128 in two parts. */
export const PARTS_PER_1 = Math.LOG2E * PARTS;
export const PART_HIGH = LN2_HIGH / PARTS;
export const PART_LOW = LN2_LOW / PARTS;
/** 1.5 * 2^52: added and taken away again, it rounds to the nearest whole number; 1.5 * 2^32, to a multiple of 2^-20. */
export const ROUNDER = 6755399441055744;
export const ROUNDER_20 = 6442450944;
/** Beyond these exp is infinite and zero. */
export const EXP_MOST = 710;
export const EXP_LEAST = -746;

export const SMALLEST_NORMAL = 2.2250738585072014e-308;
export const TWO_TO_54 = 18014398509481984;

/** The upper half of the bits of 1 and, up to 2^-20, of sqrt(1/2), where log begins an octave. */
export const HIGH_OF_1 = 0x3ff00000;
export const ROOT_OF_HALF = 0x3fe6a09e;

/** 2^i for i from -1074 to 1023, at i + 1074; doubling is exact, below the smallest normal number too. */
const POWER_OF_TWO = new Float64Array(2098);
POWER_OF_TWO[0] = Number.MIN_VALUE;
for (let i = 1; i < 2098; i++) POWER_OF_TWO[i] = POWER_OF_TWO[i - 1]! * 2;

/** One place to see the bits of a number; always written before it is read. */
const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);
/** Which word holds sign and exponent: on a machine that stores the low end first, the second. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0]!;

/**
 * The upper half of the bits of x, normal and positive, moved so that the numbers of an octave share the exponent of 1.
 *
 * @param octave the upper half of the bits of its least number
 */
function moved(x: number, octave: number): number {
  bits[0] = x;
  return words[HIGH]! + (HIGH_OF_1 - octave);
}

/** Which bits stay when the last 27 are dropped. */
export const KEEP_26 = -134217728;

/** x without the last 27 bits: the product of two such numbers is exact. */
function first26(x: number): number {
  bits[0] = x;
  words[1 - HIGH]! &= KEEP_26;
  return bits[0];
}

/**
 * e^(x + tail), for a tail that is small beside x and below about 2^-12.
 *
 * With k = round(128 x / ln 2) and r = x + tail - k ln 2 / 128, |r| < 0.0028: 2^(k / 128) from a table, times e^r by Taylor's
 * series. The error is about 0.51 ulp.
 */
function expWithTail(x: number, tail: number): number {
  const k = x * PARTS_PER_1 + ROUNDER - ROUNDER;
  const r = x - k * PART_HIGH + (tail - k * PART_LOW);
  const r2 = r * r;
  const q2 = 1 / 2 + (1 / 6) * r;
  const q4 = 1 / 24 + (1 / 120) * r;
  const row = (k & (PARTS - 1)) * POWER_ROW;
  const power = POWERS[row]!;
  const y = power + power * (POWERS[row + 1]! + r + q2 * r2 + q4 * (r2 * r2));
  // in two steps, because 2^octaves itself can lie outside the range; only the second can round
  const octaves = Math.floor(k / PARTS);
  const half = octaves >> 1;
  return y * POWER_OF_TWO[half + 1074]! * POWER_OF_TWO[octaves - half + 1074]!;
}

/** e^x: 0 below -745.1…, Infinity above 709.7…; NaN stays NaN. */
export function exp(x: number): number {
  const atMost = EXP_MOST < x ? EXP_MOST : x;
  return expWithTail(atMost < EXP_LEAST ? EXP_LEAST : atMost, 0);
}

/**
 * The natural logarithm: -Infinity at 0, NaN below.
 *
 * With x = 2^k (1 + f) and s = f / (2 + f): log(1 + f) = f - f²/2 + s (f²/2 + R(s²)), as in fdlibm's e_log.c.
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  const tiny = x < SMALLEST_NORMAL;
  const normal = tiny ? x * TWO_TO_54 : x;
  const e = (moved(normal, ROOT_OF_HALF) >>> 20) - 1023;
  const k = tiny ? e - 54 : e;
  const f = normal * POWER_OF_TWO[1074 - e]! - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const even =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return s * (half + (even + odd)) + k * LN2_LOW - half + f + k * LN2_HIGH;
}

/** log(1 + r) = r - r²/2 + LOG_3 r³ + … for |r| < 0.00574, by Remez's algorithm; the error is at most 2^-68.7 r. */
export const LOG_3 = 0.33333333333333404;
export const LOG_4 = -0.25000000000000144;
export const LOG_5 = 0.19999999986582007;
export const LOG_6 = -0.16666666647839642;
export const LOG_7 = 0.14286417253695152;
export const LOG_8 = -0.12500766882285327;

/**
 * x^y for 0 < x < Infinity and finite y: log(x) and its product with y carry some 68 bits.
 *
 * With x = 2^k m, c near m from a table and r = m / c - 1: log x = k ln 2 + log c + log(1 + r). As 1/c has 8 bits, r is
 * exact, and so are its two parts of which the first is a multiple of 2^-28 (of m it has 21 bits). Exact as well are
 * `main`, a multiple of 2^-43 below 2^10, and `next`, one of 2^-60 below 2^-15, where half of r² goes in with the first part's
 * square. What is left for `last` is below 2^-21.
 */
function powOfPositive(x: number, y: number): number {
  const tiny = x < SMALLEST_NORMAL;
  const normal = tiny ? x * TWO_TO_54 : x;
  const high = moved(normal, OCTAVE);
  const e = (high >>> 20) - 1023;
  const k = tiny ? e - 54 : e;
  const row = ((high >> 13) & (PARTS - 1)) * LOG_ROW;
  const inverse = LOGS[row]!;

  const m = normal * POWER_OF_TWO[1074 - e]!;
  const mHigh = m + ROUNDER_20 - ROUNDER_20;
  const rHigh = mHigh * inverse - 1;
  const rLow = (m - mHigh) * inverse;
  const r = rHigh + rLow;
  const r2 = r * r;
  const r3 = r * r2;
  const half = 0.5 * rHigh;
  const main = k * LN2_HIGH + LOGS[row + 1]! + rHigh;
  const next = rLow - half * rHigh;
  const series3 = (LOG_3 + LOG_4 * r) * r3;
  const series5 = (LOG_5 + LOG_6 * r + (LOG_7 + LOG_8 * r) * r2) * (r3 * r2);
  const last = k * LN2_LOW + LOGS[row + 2]! - 0.5 * rLow * (r + rHigh) + series3 + series5;

  // near enough to log x that little is left for logLow, and not waiting for `last`
  const logHigh = first26(main + next + LOG_3 * r3);
  const logLow = main - logHigh + next + last;
  const yHigh = first26(y);
  const p = yHigh * logHigh;
  const pLow = (y - yHigh) * logHigh + y * logLow;
  const atMost = EXP_MOST < p ? EXP_MOST : p;
  const clamped = atMost < EXP_LEAST ? EXP_LEAST : atMost;
  return expWithTail(clamped, clamped === p ? pLow : 0);
}

/**
 * x^y: exact wherever the power is a number that a double can hold (10^22, 1.5^20, x^1).
 *
 * Zero, negative, infinite and NaN operands behave as those of `Math.pow`: x^0 is 1 for every x, 1^±Infinity is
 * NaN, and a negative base has a power only for a whole exponent.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  const base = Math.abs(x);
  const positive = base > 0 && base < Infinity;
  const size = positive && Math.abs(y) < Infinity ? powOfPositive(base, y) : powAtEdge(base, y);
  if (!(x < 0 || 1 / x < 0)) return size;
  if (Math.floor(y) !== y) return positive ? NaN : size;
  return Math.floor(y * 0.5) === y * 0.5 ? size : -size;
}

/** base^y where one of the two is 0, infinite or NaN; base is not negative, y not 0. */
function powAtEdge(base: number, y: number): number {
  if (!(base >= 0) || !(y < 0 || y > 0) || base === 1) return NaN;
  return base > 1 === y > 0 ? Infinity : 0;
}
