/** exp, log and pow correctly rounded, computed with whole numbers of some 300 bits. Slow: only for comparison. */

/** Numbers here are whole multiples of 2^-FRACTION. */
export const FRACTION = 256n;
const ONE = 1n << FRACTION;

/** x = mantissa * 2^exponent, exactly; x finite. */
export function parts(x: number): { readonly mantissa: bigint; readonly exponent: bigint } {
  const bits = new BigUint64Array(new Float64Array([x]).buffer)[0]!;
  const biased = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const size = biased === 0n ? fraction : fraction | (1n << 52n);
  return { mantissa: bits >> 63n ? -size : size, exponent: (biased || 1n) - 1075n };
}

const shift = (value: bigint, by: bigint): bigint => (by >= 0n ? value << by : value >> -by);
const bitLength = (value: bigint): bigint => BigInt(value.toString(2).length);

/** The double nearest to value * 2^exponent (ties to even), value positive. */
export function nearestDouble(value: bigint, exponent: bigint): number {
  let drop = bitLength(value) - 53n;
  if (exponent + drop < -1074n) drop = -1074n - exponent;
  let kept = shift(value, -drop);
  if (drop > 0n) {
    const rest = value - (kept << drop);
    const half = 1n << (drop - 1n);
    if (rest > half || (rest === half && kept & 1n)) kept += 1n;
  }
  let result = Number(kept);
  for (let e = exponent + drop; e > 0n; e--) result *= 2;
  for (let e = exponent + drop; e < 0n; e++) result /= 2; // exact: kept already fits the subnormal grid
  return result;
}

/** 2 atanh(a / b) = 2 (s + s³/3 + s⁵/5 + …). */
function twiceAtanh(a: bigint, b: bigint): bigint {
  const s = (a << FRACTION) / b;
  const s2 = (s * s) >> FRACTION;
  let sum = 0n;
  for (let term = s, n = 1n; term !== 0n && term !== -1n; n += 2n) {
    sum += term / n;
    term = (term * s2) >> FRACTION;
  }
  return 2n * sum;
}

const LN2 = twiceAtanh(1n, 3n);

/** x as a multiple of 2^-FRACTION. */
export function fixed(x: number): bigint {
  const { mantissa, exponent } = parts(x);
  return shift(mantissa, exponent + FRACTION);
}

/** log x as a multiple of 2^-FRACTION, x > 0. */
export function fixedLog(x: number): bigint {
  const { mantissa, exponent } = parts(x);
  const m = mantissa;
  let k = exponent + bitLength(m);
  let one = 1n << bitLength(m);
  if (m * 3n < one * 2n) {
    one >>= 1n;
    k -= 1n;
  }
  return k * LN2 + twiceAtanh(m - one, m + one);
}

/** e^p, for p a multiple of 2^-FRACTION. */
function fixedExp(p: bigint): number {
  const k = (p + LN2 / 2n) / LN2 - (p + LN2 / 2n < 0n ? 1n : 0n);
  if (k > 1100n) return Infinity;
  if (k < -1200n) return 0;
  const r = p - k * LN2;
  let sum = ONE;
  for (let term = r, n = 2n; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = ((term * r) >> FRACTION) / n;
  }
  return nearestDouble(sum, k - FRACTION);
}

export function preciseExp(x: number): number {
  return fixedExp(fixed(x));
}

export function preciseLog(x: number): number {
  const value = fixedLog(x);
  if (value === 0n) return 0;
  return value < 0n ? -nearestDouble(-value, -FRACTION) : nearestDouble(value, -FRACTION);
}

/** x^y for x > 0. */
export function precisePow(x: number, y: number): number {
  const { mantissa, exponent } = parts(y);
  return fixedExp(shift(fixedLog(x) * mantissa, exponent));
}

/** How many doubles apart two numbers are; both of one sign, or zero. */
export function ulpsApart(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Infinity;
  const [i, j] = new BigInt64Array(new Float64Array([Math.abs(a), Math.abs(b)]).buffer);
  return a < 0 === b < 0 ? Math.abs(Number(i! - j!)) : Number(i! + j!);
}
