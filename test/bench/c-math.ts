import {
  EXP_LEAST,
  EXP_MOST,
  HIGH_OF_1,
  LN2_HIGH,
  LN2_LOW,
  LOG_3,
  LOG_4,
  LOG_5,
  LOG_6,
  LOG_7,
  LOG_8,
  PART_HIGH,
  PART_LOW,
  PARTS_PER_1,
  ROOT_OF_HALF,
  ROUNDER,
  ROUNDER_20,
  SMALLEST_NORMAL,
  TWO_TO_54,
} from '../../src/numeric/math.ts';
import { LOG_ROW, LOGS, OCTAVE, PARTS, POWER_ROW, POWERS } from '../../src/numeric/math-tables.ts';

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
template <int N> static inline V row(const double (*rows)[N], U n, int c) { return rows[n][c]; }
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
template <int N> static inline V row(const double (*rows)[N], U n, int c) { return V{${each(l => `rows[n[${l}]][c]`)}}; }
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
/** The bits whose upper half this is. */
const upper = (half: number): string => `(${half}ULL << 32)`;
const table = (name: string, numbers: Float64Array, row: number): string =>
  `static const double ${name}[${PARTS}][${row}] = {${Array.from(numbers, n).join(', ')}};`;

const MATH = `${table('powers', POWERS, POWER_ROW)}
${table('logs', LOGS, LOG_ROW)}
static inline V powerOfTwo(V k) { return number(bits(k + ${n(4503599627370496 + 1023)}) << 52); }
struct ExpParts { V k; U bits; V power, share; };
static inline ExpParts expParts(V x, V tail) {
  V rounded = x * ${n(PARTS_PER_1)} + ${n(ROUNDER)}, k = rounded - ${n(ROUNDER)};
  V r = (x - k * ${n(PART_HIGH)}) + (tail - k * ${n(PART_LOW)}), r2 = r * r;
  V q2 = ${n(1 / 2)} + ${n(1 / 6)} * r, q4 = ${n(1 / 24)} + ${n(1 / 120)} * r;
  U i = bits(rounded) & ${PARTS - 1}ULL;
  return {k, bits(rounded), row(powers, i, 0), ((row(powers, i, 1) + r) + q2 * r2) + q4 * (r2 * r2)};
}
static inline V expWithTail(V x, V tail) {
  ExpParts e = expParts(x, tail);
  V octaves = down(e.k * ${n(1 / PARTS)}), half = down(octaves * 0.5);
  return (e.power + e.power * e.share) * powerOfTwo(half) * powerOfTwo(octaves - half);
}
static inline V expOfUsual(V x, V tail) {
  ExpParts e = expParts(x, tail);
  V scaled = number(bits(e.power) + (e.bits >> 7 << 52));
  return scaled + scaled * e.share;
}
static inline M isUsual(V exponent) { return positive(exponent) < K(512.0); }
static __attribute__((noinline)) V expAnywhere(V x) {
  return expWithTail(atLeast(atMost(x, K(${n(EXP_MOST)})), K(${n(EXP_LEAST)})), K(0.0));
}
static V exp_(V x) { return everywhere(isUsual(x)) ? expOfUsual(x, K(0.0)) : expAnywhere(x); }
/* normal = 2^k m, with m in the octave that begins with these bits */
static inline U apart(V normal, uint64_t octave, V *k, V *m) {
  U moved = bits(normal) + (${upper(HIGH_OF_1)} - octave);
  *k = number(moved >> 52 | 0x4330000000000000ULL) - ${n(4503599627370496 + 1023)};
  *m = number((moved & 0x000fffffffffffffULL) + octave);
  return moved;
}
static inline U apartAny(V x, uint64_t octave, V *k, V *m) {
  M tiny = x < K(${n(SMALLEST_NORMAL)});
  U moved = apart(choose(tiny, x * ${n(TWO_TO_54)}, x), octave, k, m);
  *k = *k - choose(tiny, K(54.0), K(0.0));
  return moved;
}
static V log_(V x) {
  V k, m;
  apartAny(x, ${upper(ROOT_OF_HALF)}, &k, &m);
  V f = m - 1.0;
  V s = f / (2.0 + f), z = s * s, w = z * z;
  V odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  V even = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  V half = 0.5 * f * f;
  V inside = s * (half + (even + odd)) + k * ${n(LN2_LOW)} - half + f + k * ${n(LN2_HIGH)};
  M above = x > 0.0;
  V outside = choose(x == 0.0, K(-INFINITY), choose(above, x, K(NAN)));
  return choose(above & (x < INFINITY), inside, outside);
}
static inline V first26(V x) { return number(bits(x) & 0xfffffffff8000000ULL); }
struct Exponent { V p, pLow; };
static inline Exponent exponentOf(V k, V m, U moved, V y) {
  U i = moved >> 45 & ${PARTS - 1}ULL;
  V inverse = row(logs, i, 0), mHigh = (m + ${n(ROUNDER_20)}) - ${n(ROUNDER_20)};
  V rHigh = mHigh * inverse - 1.0, rLow = (m - mHigh) * inverse, r = rHigh + rLow, r2 = r * r, r3 = r * r2;
  V half = 0.5 * rHigh, main = (k * ${n(LN2_HIGH)} + row(logs, i, 1)) + rHigh, next = rLow - half * rHigh;
  V series3 = (${n(LOG_3)} + ${n(LOG_4)} * r) * r3;
  V series5 = ((${n(LOG_5)} + ${n(LOG_6)} * r) + (${n(LOG_7)} + ${n(LOG_8)} * r) * r2) * (r3 * r2);
  V last = (((k * ${n(LN2_LOW)} + row(logs, i, 2)) - 0.5 * rLow * (r + rHigh)) + series3) + series5;
  V logHigh = first26((main + next) + ${n(LOG_3)} * r3), logLow = ((main - logHigh) + next) + last;
  V yHigh = first26(y);
  return {yHigh * logHigh, (y - yHigh) * logHigh + y * logLow};
}
static __attribute__((noinline)) V powAnywhere(V x, V y) {
  V k, m, base = positive(x), half = y * 0.5;
  U moved = apartAny(base, ${upper(OCTAVE)}, &k, &m);
  Exponent e = exponentOf(k, m, moved, y);
  V clamped = atLeast(atMost(e.p, K(${n(EXP_MOST)})), K(${n(EXP_LEAST)}));
  V power = expWithTail(clamped, choose(clamped == e.p, e.pLow, K(0.0)));
  M inside = (base > 0.0) & (base < INFINITY);
  V edge = choose(base > 1.0, choose(y > 0.0, K(INFINITY), K(0.0)), choose(y > 0.0, K(0.0), K(INFINITY)));
  edge = choose((base != base) | (y != y) | (base == 1.0), K(NAN), edge);
  V size = choose(inside & (positive(y) < INFINITY), power, edge);
  V ofSigned = choose(down(y) == y, choose(down(half) == half, size, -size), choose(inside, K(NAN), size));
  return choose(y == 0.0, K(1.0), choose((x < 0.0) | (1.0 / x < 0.0), ofSigned, size));
}
static V pow_(V x, V y) {
  V k, m;
  U moved = apart(x, ${upper(OCTAVE)}, &k, &m);
  Exponent e = exponentOf(k, m, moved, y);
  return everywhere((positive(k) < K(1022.0)) & isUsual(e.p)) ? expOfUsual(e.p, e.pLow) : powAnywhere(x, y);
}
`;
