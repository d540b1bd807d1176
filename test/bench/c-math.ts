import {
  EXP_LEAST,
  EXP_MOST,
  EXPONENT_MOST,
  KEEP_20,
  KEEP_26,
  LN2_HIGH,
  LN2_LOW,
  ROUNDER,
  SMALLEST_NORMAL,
  TWO_THIRDS_HIGH,
  TWO_THIRDS_LOW,
  TWO_TO_54,
} from '../../src/numeric/math.ts';

/** How many doubles an instruction has: one, 128 bits of them, or 256. */
export type CWidth = 1 | 2 | 4;

/** A number as C writes it. */
export function cNumber(x: number): string {
  if (Number.isNaN(x)) return 'NAN';
  if (!Number.isFinite(x)) return x > 0 ? 'INFINITY' : '(-INFINITY)';
  const digits = Object.is(x, -0) ? '-0' : `${x}`;
  const text = /[.e]/.test(digits) ? digits : `${digits}.0`;
  return text.startsWith('-') ? `(${text})` : text;
}

/**
 * What all code of a width needs: V is a number or several side by side, M a mask, U bits. Then exp, log and pow: those
 * of numeric/math.ts, operation by operation, so that every bit is the same.
 */
export const cPrelude = (width: CWidth): string => `#include <math.h>
#include <stdint.h>
#include <string.h>
${width === 1 ? SCALAR : vectors(width)}${COMMON}${MATH}`;

const SCALAR = `typedef double V;
typedef uint64_t U;
typedef bool M;
static inline V K(double x) { return x; }
static inline U more(U n, M m) { return n + m; }
static inline bool everywhere(M m) { return m; }
static inline V down(V x) { return floor(x); }
static inline V root(V x) { return sqrt(x); }
static inline V row(const double (*rows)[4], U n, int c) { return rows[n][c]; }
`;

const vectors = (width: number): string => {
  const lanes = Array.from({ length: width }, (_, l) => l);
  const each = (of: (l: number) => string): string => lanes.map(of).join(', ');
  return `typedef double V __attribute__((vector_size(${8 * width})));
typedef uint64_t U __attribute__((vector_size(${8 * width})));
typedef decltype(V{} < V{}) M;
static inline V K(double x) { return x - V{}; }
static inline U more(U n, M m) { return n - (U)m; }
static inline bool everywhere(M m) { return ${lanes.map(l => `m[${l}]`).join(' & ')}; }
static inline V down(V x) { return V{${each(l => `floor(x[${l}])`)}}; }
static inline V root(V x) { return V{${each(l => `sqrt(x[${l}])`)}}; }
static inline V row(const double (*rows)[4], U n, int c) { return V{${each(l => `rows[n[${l}]][c]`)}}; }
`;
};

const COMMON = `static inline U bits(V x) { U u; memcpy(&u, &x, sizeof u); return u; }
static inline V number(U u) { V x; memcpy(&x, &u, sizeof x); return x; }
static inline V choose(M m, V a, V b) { return m ? a : b; }
static inline V positive(V x) { return number(bits(x) & 0x7fffffffffffffffULL); }
/* beside a constant that is a number: one instruction */
static inline V atMost(V x, V c) { return c < x ? c : x; }
static inline V atLeast(V x, V c) { return x < c ? c : x; }
/* NaN where either is, and -0 below 0 */
static inline V least(V a, V b) { return number(bits(choose(a < b, a, b)) | bits(choose(b < a, b, a))); }
static inline V most(V a, V b) { return -least(-a, -b); }
`;

const n = cNumber;
const over = (a: number, b: number): string => n(a / b);
const pair = (a: number, b: number, c: number, x: string): string => `(${over(c, a)} + ${over(c, b)} * ${x})`;

const MATH = `static inline V powerOfTwo(V k) { return number(bits(k + ${n(4503599627370496 + 1023)}) << 52); }
static inline V expWithTail(V x, V tail) {
  V k = (x * ${n(Math.LOG2E)} + ${n(ROUNDER)}) - ${n(ROUNDER)};
  V high = x - k * ${n(LN2_HIGH)}, low = k * ${n(LN2_LOW)} - tail;
  V r = high - low, rLost = (high - r) - low, r2 = r * r, r4 = r2 * r2;
  V q03 = ${pair(2, 6, 1, 'r')} + ${pair(24, 120, 1, 'r')} * r2;
  V q47 = ${pair(720, 5040, 1, 'r')} + ${pair(40320, 362880, 1, 'r')} * r2;
  V q8b = ${pair(3628800, 39916800, 1, 'r')} + ${pair(479001600, 6227020800, 1, 'r')} * r2;
  V q = q03 + (q47 + q8b * r4) * r4;
  V sum = 1.0 + r, sumLost = (1.0 - sum) + r;
  V y = sum + (sumLost + (r2 * q + sum * rLost));
  /* the whole number below half of k */
  V k1 = (k * 0.5 - 0.25 + ${n(ROUNDER)}) - ${n(ROUNDER)};
  return y * powerOfTwo(k1) * powerOfTwo(k - k1);
}
static V exp_(V x) { return expWithTail(atLeast(atMost(x, K(${n(EXP_MOST)})), K(${n(EXP_LEAST)})), K(0.0)); }
/* normal = 2^k (1 + f) */
static inline void apart(V normal, V *k, V *f) {
  U b = bits(normal) + 0x95f6200000000ULL;
  *k = number(b >> 52 | 0x4330000000000000ULL) - ${n(4503599627370496 + 1023)};
  *f = number((b & 0x000fffffffffffffULL) + 0x3fe6a09e00000000ULL) - 1.0;
}
static inline void apartAny(V x, V *k, V *f) {
  M tiny = x < K(${n(SMALLEST_NORMAL)});
  apart(choose(tiny, x * ${n(TWO_TO_54)}, x), k, f);
  *k = *k - choose(tiny, K(54.0), K(0.0));
}
static V log_(V x) {
  V k, f;
  apartAny(x, &k, &f);
  V s = f / (2.0 + f), z = s * s, w = z * z;
  V odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  V even = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  V half = 0.5 * f * f;
  V inside = s * (half + (even + odd)) + k * ${n(LN2_LOW)} - half + f + k * ${n(LN2_HIGH)};
  M above = x > 0.0;
  V outside = choose(x == 0.0, K(-INFINITY), choose(above, x, K(NAN)));
  return choose(above & (x < INFINITY), inside, outside);
}
static inline V keep(V x, double splitter) { V split = x * splitter; return split - (split - x); }
static inline V powOfParts(V k, V f, V y) {
  V d = 2.0 + f, dHigh = keep(d, ${n(KEEP_26)}), dLow = (d - dHigh) + ((2.0 - d) + f);
  V inverse = 1.0 / d, s = f * inverse, sHigh = keep(s, ${n(KEEP_20)});
  V sLow = ((f - sHigh * dHigh) - sHigh * dLow) * inverse;
  V square = sHigh * sHigh, squareLow = sLow * (sHigh + s), z = square + squareLow, z2 = z * z, z4 = z2 * z2;
  V c03 = ${pair(5, 7, 2, 'z')} + ${pair(9, 11, 2, 'z')} * z2;
  V c47 = ${pair(13, 15, 2, 'z')} + ${pair(17, 19, 2, 'z')} * z2;
  V c8a = ${pair(21, 23, 2, 'z')} + ${over(2, 25)} * z2;
  V series = (c03 + (c47 + c8a * z4) * z4) * z2, third = ${n(TWO_THIRDS_HIGH)} * square;
  V rest = series + (${n(TWO_THIRDS_LOW)} * square + ${over(2, 3)} * squareLow);
  V t = 2.0 + (third + rest), tHigh = keep(t, ${n(KEEP_26)}), tLow = rest - ((tHigh - 2.0) - third);
  V product = sHigh * tHigh, productLow = sLow * tHigh + s * tLow;
  V logM = product + productLow, logMLow = productLow - (logM - product);
  V logTwos = k * ${n(LN2_HIGH)}, logX = logTwos + logM;
  V logXLow = ((logTwos - logX) + logM) + (logMLow + k * ${n(LN2_LOW)});
  V power = atLeast(atMost(y, K(${n(EXPONENT_MOST)})), K(${n(-EXPONENT_MOST)}));
  V powerHigh = keep(power, ${n(KEEP_26)}), logHigh = keep(logX, ${n(KEEP_26)});
  V main = powerHigh * logHigh, mainLow = (power - powerHigh) * logHigh + power * ((logX - logHigh) + logXLow);
  V p = main + mainLow, pLow = mainLow - (p - main);
  V clamped = atLeast(atMost(p, K(${n(EXP_MOST)})), K(${n(EXP_LEAST)}));
  return expWithTail(clamped, choose(clamped == p, pLow, K(0.0)));
}
static __attribute__((noinline)) V powAnywhere(V x, V y) {
  V k, f, base = positive(x), half = y * 0.5;
  apartAny(base, &k, &f);
  M inside = (base > 0.0) & (base < INFINITY);
  V edge = choose(base > 1.0, choose(y > 0.0, K(INFINITY), K(0.0)), choose(y > 0.0, K(0.0), K(INFINITY)));
  edge = choose((base != base) | (y != y) | (base == 1.0), K(NAN), edge);
  V size = choose(inside & (positive(y) < INFINITY), powOfParts(k, f, y), edge);
  V ofSigned = choose(down(y) == y, choose(down(half) == half, size, -size), choose(inside, K(NAN), size));
  return choose(y == 0.0, K(1.0), choose((x < 0.0) | (1.0 / x < 0.0), ofSigned, size));
}
static V pow_(V x, V y) {
  if (!everywhere((x >= ${n(SMALLEST_NORMAL)}) & (x < INFINITY) & (positive(y) < INFINITY))) return powAnywhere(x, y);
  V k, f;
  apart(x, &k, &f);
  return powOfParts(k, f, y);
}
`;
