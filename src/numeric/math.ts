/**
 * exp, log and pow with the same bits on every machine, at most one unit in the last place (ulp) from the
 * correctly rounded value. An engine's own functions differ between versions, which would break locked numbers.
 *
 * Nothing is used but + - * /, comparisons, the exact `abs` and `floor`, and exact powers of two. The order of the
 * operations is part of the contract: they are emitted again, one for one, as WebAssembly, where two runs
 * share an instruction. Hence straight lines of arithmetic and few branches; regrouping a sum moves numbers.
 *
 * Sources: Sun's fdlibm 5.3 (e_exp.c, e_log.c, e_pow.c) for the reductions and the coefficients of log;
 * T. J. Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18
 * (1971), for exact sums and products; G. Estrin's scheme for the order within the polynomials.
 */

/** ln 2 in two parts; the first ends in 21 zero bits, so that its product with an exponent is exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
/** 1.5 * 2^52: added and taken away again, it rounds to the nearest whole number. */
export const ROUNDER = 6755399441055744;
/** Beyond these exp is infinite and zero. */
export const EXP_MOST = 710;
export const EXP_LEAST = -746;

export const SMALLEST_NORMAL = 2.2250738585072014e-308;
export const TWO_TO_54 = 18014398509481984;

/** 2^i for i from -1074 to 1023, at i + 1074; doubling is exact, below the smallest normal number too. */
const POWER_OF_TWO = new Float64Array(2098);
POWER_OF_TWO[0] = Number.MIN_VALUE;
for (let i = 1; i < 2098; i++) POWER_OF_TWO[i] = POWER_OF_TWO[i - 1]! * 2;

/** One place to see the bits of a number; always written before it is read. */
const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);
/** Which word holds sign and exponent: on a machine that stores the low end first, the second. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0]!;

/** The whole number k for which x / 2^k lies in [sqrt(1/2), sqrt(2)), up to 2^-20; x normal and positive. */
function binaryExponent(x: number): number {
  bits[0] = x;
  return ((words[HIGH]! + 0x95f62) >>> 20) - 1023;
}

/**
 * e^(x + tail), for a tail so small that it only matters in rounding (below about 2^-40).
 *
 * With k = round(x / ln 2) and r = x + tail - k ln 2, |r| < 0.35: 2^k (1 + r + r² q(r)), q from Taylor's series.
 * What the roundings of r and of 1 + r lose is carried along, which leaves an error of about 0.53 ulp.
 */
function expWithTail(x: number, tail: number): number {
  const k = x * Math.LOG2E + ROUNDER - ROUNDER;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW - tail;
  const r = high - low;
  const rLost = high - r - low;
  const r2 = r * r;
  const r4 = r2 * r2;
  const q03 = 1 / 2 + (1 / 6) * r + (1 / 24 + (1 / 120) * r) * r2;
  const q47 = 1 / 720 + (1 / 5040) * r + (1 / 40320 + (1 / 362880) * r) * r2;
  const q8b = 1 / 3628800 + (1 / 39916800) * r + (1 / 479001600 + (1 / 6227020800) * r) * r2;
  const q = q03 + (q47 + q8b * r4) * r4;
  const sum = 1 + r;
  const sumLost = 1 - sum + r;
  const y = sum + (sumLost + (r2 * q + sum * rLost));
  // in two steps, because 2^k itself can lie outside the range; only the second can round
  const k1 = k >> 1;
  return y * POWER_OF_TWO[k1 + 1074]! * POWER_OF_TWO[(k | 0) - k1 + 1074]!;
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
  const e = binaryExponent(normal);
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

/** Dekker's splitters: `c = x * splitter; c - (c - x)` keeps the first 26 (or 20) bits of x. */
export const KEEP_26 = 134217729; // 2^27 + 1
export const KEEP_20 = 8589934593; // 2^33 + 1
/** 2/3 in two parts; the first has 12 bits, so that its product with a number of 40 is exact. */
export const TWO_THIRDS_HIGH = 2731 / 4096;
export const TWO_THIRDS_LOW = -1 / 12288;
/** A larger exponent changes nothing, and would overflow when split. */
export const EXPONENT_MOST = 1e20;

/**
 * x^y for 0 < x < Infinity and finite y: log(x) and its product with y carry some 65 bits, as in fdlibm's e_pow.c.
 *
 * With x = 2^k m and s = (m - 1) / (m + 1): log m = s (2 + 2/3 s² + 2/5 s⁴ + …). A name in `High` holds so few bits
 * that its products below are exact; its fellow in `Low` holds what it left out.
 */
function powOfPositive(x: number, y: number): number {
  const tiny = x < SMALLEST_NORMAL;
  const normal = tiny ? x * TWO_TO_54 : x;
  const e = binaryExponent(normal);
  const k = tiny ? e - 54 : e;

  const f = normal * POWER_OF_TWO[1074 - e]! - 1;
  const d = 2 + f;
  const dSplit = KEEP_26 * d;
  const dHigh = dSplit - (dSplit - d);
  const dLow = d - dHigh + (2 - d + f);
  const inverse = 1 / d;
  const s = f * inverse;
  const sSplit = KEEP_20 * s;
  const sHigh = sSplit - (sSplit - s);
  const sLow = (f - sHigh * dHigh - sHigh * dLow) * inverse;

  const square = sHigh * sHigh;
  const squareLow = sLow * (sHigh + s);
  const z = square + squareLow;
  const z2 = z * z;
  const z4 = z2 * z2;
  const c03 = 2 / 5 + (2 / 7) * z + (2 / 9 + (2 / 11) * z) * z2;
  const c47 = 2 / 13 + (2 / 15) * z + (2 / 17 + (2 / 19) * z) * z2;
  const c8a = 2 / 21 + (2 / 23) * z + (2 / 25) * z2;
  const series = (c03 + (c47 + c8a * z4) * z4) * z2;
  const third = TWO_THIRDS_HIGH * square;
  const rest = series + (TWO_THIRDS_LOW * square + (2 / 3) * squareLow);
  const t = 2 + (third + rest);
  const tSplit = KEEP_26 * t;
  const tHigh = tSplit - (tSplit - t);
  const tLow = rest - (tHigh - 2 - third);

  const product = sHigh * tHigh;
  const productLow = sLow * tHigh + s * tLow;
  const logM = product + productLow;
  const logMLow = productLow - (logM - product);
  const logTwos = k * LN2_HIGH;
  const logX = logTwos + logM;
  const logXLow = logTwos - logX + logM + (logMLow + k * LN2_LOW);

  const notMore = EXPONENT_MOST < y ? EXPONENT_MOST : y;
  const power = notMore < -EXPONENT_MOST ? -EXPONENT_MOST : notMore;
  const powerSplit = KEEP_26 * power;
  const powerHigh = powerSplit - (powerSplit - power);
  const logSplit = KEEP_26 * logX;
  const logHigh = logSplit - (logSplit - logX);
  const main = powerHigh * logHigh;
  const mainLow = (power - powerHigh) * logHigh + power * (logX - logHigh + logXLow);
  const p = main + mainLow;
  const pLow = mainLow - (p - main);

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
