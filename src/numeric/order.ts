/** Numbers are spread by two digits of this many bits, so that counting them takes little beside a few thousand numbers. */
const DIGIT = 11;
const DIGITS = 1 << DIGIT;
/** Moves for each number after which the digits have told too little apart. */
const MOST_MOVES = 16;

/**
 * The places of numbers from the least to the greatest, equal ones in their own order: in less than half the time that
 * sorting the numbers themselves takes. None may be NaN; 0 and -0 are equal.
 */
export function orderOf(values: Float64Array): Uint32Array {
  const keys = keysOf(values);
  const [order, other] = [new Uint32Array(values.length), new Uint32Array(values.length)];
  for (let i = 0; i < order.length; i++) order[i] = i;
  spreadByDigit(keys, 0, order, other);
  spreadByDigit(keys, DIGIT, other, order);
  if (!insertLess(values, order)) order.sort((a, b) => compare(values[a]!, values[b]!) || a - b);
  return order;
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Two digits of how far each number is above the least: near the least they tell small steps apart, far from it steps
 * that are small beside it. Read as whole numbers, the bits of floats that are not negative stand in their order.
 */
function keysOf(values: Float64Array): Uint32Array {
  const keys = new Uint32Array(values.length);
  const above = new Float32Array(keys.buffer);
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < values.length; i++) if (values[i]! < least) least = values[i]!;
  // -0 less 0 is -0, which the bits put last.
  for (let i = 0; i < values.length; i++) above[i] = values[i]! - least + 0;
  let most = 0;
  for (let i = 0; i < keys.length; i++) if (keys[i]! > most) most = keys[i]!;
  const lower = Math.max(0, 32 - Math.clz32(most) - 2 * DIGIT);
  for (let i = 0; i < keys.length; i++) keys[i] = keys[i]! >>> lower;
  return keys;
}

/** Orders places by the digit of their keys that begins at a bit; where it is the same they stay in their order. */
function spreadByDigit(keys: Uint32Array, bit: number, from: Uint32Array, to: Uint32Array): void {
  const starts = new Uint32Array(DIGITS + 1);
  for (let i = 0; i < keys.length; i++) starts[((keys[i]! >>> bit) & (DIGITS - 1)) + 1]! += 1;
  for (let d = 1; d < DIGITS; d++) starts[d]! += starts[d - 1]!;
  for (let i = 0; i < from.length; i++) {
    const digit = (keys[from[i]!]! >>> bit) & (DIGITS - 1);
    to[starts[digit]!] = from[i]!;
    starts[digit]! += 1;
  }
}

/** Puts each number that is less than one before it where it belongs; gives up where there are too many. */
function insertLess(values: Float64Array, order: Uint32Array): boolean {
  let moves = MOST_MOVES * order.length;
  for (let i = 0; i < order.length; i++) {
    const place = order[i]!;
    const value = values[place]!;
    let at = i;
    for (; at > 0 && values[order[at - 1]!]! > value; at--) order[at] = order[at - 1]!;
    order[at] = place;
    moves -= i - at;
    if (moves < 0) return false;
  }
  return true;
}
