/**
 * Chances by whole numbers, as multiples of 2^-3800: slow, and right wherever none of many come about by a chance above
 * some 10^-1000. Only for comparison.
 */

const BITS = 3800n;
export const CERTAIN = 1n << BITS;

/** A double as such a multiple, exactly if its last bit is worth 2^-106 or more. */
export function fixed(x: number): bigint {
  const [whole, rest] = [Math.floor(x), x - Math.floor(x)];
  // 2^53 times what is below one is whole, or nearly: twice, so that small numbers keep their bits
  const high = Math.floor(rest * 9007199254740992);
  const low = Math.floor((rest * 9007199254740992 - high) * 9007199254740992);
  return (BigInt(whole) << BITS) + (BigInt(high) << (BITS - 53n)) + (BigInt(low) << (BITS - 106n));
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS;

function power(base: bigint, exponent: number): bigint {
  let result = CERTAIN;
  for (let square = base, e = exponent; e > 0; e = Math.floor(e / 2), square = times(square, square))
    if (e % 2 === 1) result = times(result, square);
  return result;
}

/** exp(-x), by its series and squares. */
function expOfMinus(x: bigint): bigint {
  const halvings = 12n;
  const small = x >> halvings;
  let sum = 0n;
  for (let term = CERTAIN, n = 1n; term !== 0n; n += 1n) {
    sum += term;
    term = -times(term, small) / n;
  }
  for (let i = 0n; i < halvings; i++) sum = times(sum, sum);
  return sum;
}

/** P(X = k) for k = 0, 1, … of as many of n as come about by a chance p. */
export function* binomialChances(n: number, p: number): Generator<bigint> {
  const success = fixed(p);
  const failure = CERTAIN - success;
  let chance = power(failure, n);
  for (let k = 0; k <= n; k++) {
    yield chance;
    chance = (chance * BigInt(n - k) * success) / (BigInt(k + 1) * failure);
  }
}

/** The same where `mean` come about, without end. */
export function* poissonChances(mean: number): Generator<bigint> {
  const rate = fixed(mean);
  let chance = expOfMinus(rate);
  for (let k = 1n; ; k++) {
    yield chance;
    chance = times(chance, rate) / k;
  }
}

const choose = (n: number, k: number): bigint => {
  let product = 1n;
  for (let i = 0; i < k; i++) product = (product * BigInt(n - i)) / BigInt(i + 1);
  return product;
};

/** The same of as many marked among some who are taken out of all. */
export function* hypergeometricChances(all: number, marked: number, taken: number): Generator<bigint> {
  for (let k = 0; k <= taken; k++)
    yield k > marked || taken - k > all - marked
      ? 0n
      : (CERTAIN * choose(marked, k) * choose(all - marked, taken - k)) / choose(all, taken);
}

/** P(X <= k) for k = 0, 1, … until what is left is below 2^-60. */
export function summed(chances: Iterable<bigint>): bigint[] {
  const sums: bigint[] = [];
  let sum = 0n;
  for (const chance of chances) {
    sums.push((sum += chance));
    if (CERTAIN - sum < CERTAIN >> 60n) break;
  }
  return sums;
}

/** The least count with more than a share of all chances at or below it. */
export function countAt(share: number, sums: readonly bigint[]): number {
  const target = fixed(share);
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sums[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}
