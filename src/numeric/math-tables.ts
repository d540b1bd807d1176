/**
 * Tables that give exp and pow the larger part of a result, so that a short polynomial gives the rest.
 *
 * They are computed here, with whole numbers that stand for multiples of 2^-96: those are the same in every engine, and
 * so is the double nearest to one. Written down, they would be 640 numbers that nobody can check by reading.
 */
const BITS = 96n;
const ONE = 1n << BITS;
const UNIT = 1 / Number(ONE);
const TWO_TO_43 = 8796093022208;
const TWO_TO_52 = 4503599627370496;

/** Into how many parts an octave is cut. */
export const PARTS = 128;

/**
 * The upper half of the bits of 0.7057…, the least m that pow takes in x = 2^k m: with it the parts that meet near 1 are
 * those whose c, below, is 1, so that nothing cancels where log x is small.
 */
export const OCTAVE = 0x3fe69555;

/** How many numbers a row has. Of `LOGS` the last means nothing: a power of two is quick to multiply by. */
export const LOG_ROW = 4;
export const POWER_ROW = 2;

/** Writes x as the sum of two numbers, the first the nearest multiple of 1 / per. */
function write(table: Float64Array, at: number, x: bigint, per: number): void {
  const high = Math.round(Number(x) * UNIT * per) / per;
  table[at] = high;
  table[at + 1] = Number(x - (BigInt(high * TWO_TO_52) << (BITS - 52n))) * UNIT;
}

/** log((n + 1) / (n - 1)) = 2 (1/n + 1/(3n³) + 1/(5n⁵) + …) */
function logOfRatio(n: bigint): bigint {
  const square = n * n;
  let sum = 0n;
  for (let term = (2n * ONE) / n, i = 1n; term > 0n; term /= square, i += 2n) sum += term / i;
  return sum;
}

/** log(i / 128) for i from 128 to 256, at i - 128, each from the one before. */
const logs = [0n];
for (let i = 128n; i < 256n; i++) logs.push(logs.at(-1)! + logOfRatio(2n * i + 1n));
const LN2 = logs[128]!;

/**
 * A row for each part of the octave: 1/c, for a c near the part's middle, and log c as the sum of two numbers.
 *
 * 1/c is a multiple of 1/256, and for an m below 1 of 1/128, so that m / c - 1 is a double exactly. The first number of
 * log c is a multiple of 2^-43, so that its sum with a multiple of ln 2 is exact.
 */
export const LOGS = new Float64Array(PARTS * LOG_ROW);
for (let part = 0; part < PARTS; part++) {
  // the unit is 2^-20 from 1 on, and half of that below
  const from1 = OCTAVE + (part + 0.5) * (0x100000 / PARTS) - 0x3ff00000;
  const middle = 1 + from1 / (from1 < 0 ? 0x200000 : 0x100000);
  const inverse = middle < 1 ? 2 * Math.round(128 / middle) : Math.round(256 / middle);
  const logC = inverse > 256 ? -logs[inverse / 2 - 128]! : LN2 - logs[inverse - 128]!;
  LOGS[part * LOG_ROW] = inverse / 256;
  write(LOGS, part * LOG_ROW + 1, logC, TWO_TO_43);
}

/** A row for each i: 2^(i / 128) as a double, and what that lacks, as a share of it. */
export const POWERS = new Float64Array(PARTS * POWER_ROW);
let root = 0n;
for (let term = ONE, n = 1n; term > 0n; term = (term * LN2) / ((128n * n) << BITS), n++) root += term;
for (let i = 0, power = ONE; i < PARTS; i++, power = (power * root) >> BITS) {
  write(POWERS, i * POWER_ROW, power, TWO_TO_52);
  POWERS[i * POWER_ROW + 1]! /= POWERS[i * POWER_ROW]!;
}
