import seedrandom from 'seedrandom';

/**
 * What tells one stream of random numbers from another: two unsigned words of 32 bits. Plain data, so that it
 * can be handed to a worker.
 */
export type StreamKey = readonly [number, number];

/**
 * Ends each label before it becomes a seed; never part of one, because labels are written in hexadecimal.
 *
 * `seedrandom` repeats a short seed until it fills 256 places, so 'ab' and 'abab' would be one seed, and of each
 * character it uses the low byte only. Two closed labels are never a repetition of two others, and all their
 * characters are ASCII.
 */
const END = '.';

const closedLabel = (label: string): string =>
  `${Array.from(new TextEncoder().encode(label), byte => byte.toString(16).padStart(2, '0')).join('')}${END}`;

/**
 * The key of the stream that a seed holds under a name. It depends on nothing else: adding, dropping or reordering
 * other streams changes no number of this one.
 *
 * Costs some tens of microseconds: make a key once, then draw from it.
 *
 * @param seed any text; numbers are taken as written, so '1' and '01' differ
 * @param name any text, usually of the parameter that is drawn
 */
export function streamKey(seed: string, name: string): StreamKey {
  const generator = seedrandom(closedLabel(seed) + closedLabel(name));
  return [generator.int32() >>> 0, generator.int32() >>> 0];
}

/** Keeps the third word of the key schedule from being 0 under a key of zeros; from Skein. */
const PARITY = 0x1bd11bda;

const TWO_TO_MINUS_53 = 1 / 9007199254740992;
const TWO_TO_26 = 67108864;

/**
 * A number from [0, 1), uniform, all 53 bits random: a pure function of its arguments, in any order of calls.
 *
 * Threefry-2x32 with its full 20 rounds, from Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3" (SC11, 2011). The key enciphers the pair (draw, index), so two pairs never give the same 64 bits.
 *
 * @param draw which member of the ensemble; a whole number from 0 to 2^32 - 1
 * @param index which number of that draw, where a stream gives several; the same range
 * @throws RangeError on a number outside that range, which would otherwise repeat another draw
 */
export function uniform(key: StreamKey, draw: number, index = 0): number {
  if (draw >>> 0 !== draw || index >>> 0 !== index)
    throw new RangeError(`draw ${draw}, index ${index}: expected whole numbers from 0 to 2^32 - 1`);
  const [a, b] = threefry(key[0], key[1], draw, index);
  return fraction(a, b);
}

/** The same for those who draw millions, into an array: the number need not be put in an object each time. */
export function uniformInto(
  out: Float64Array,
  at: number,
  high: number,
  low: number,
  draw: number,
  index: number,
): void {
  const [a, b] = threefry(high, low, draw, index);
  out[at] = fraction(a, b);
}

const fraction = (a: number, b: number): number => ((a >>> 5) * TWO_TO_26 + (b >>> 6)) * TWO_TO_MINUS_53;

const turned = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/**
 * Threefry-2x32-20: two words enciphered by the two of a key. Exported so that the published answers can be tested.
 *
 * Four rounds, then a part of the key, five times over; the rotations are those of the authors' own library, Random123.
 * Written out, since in a loop over a table of rotations it takes twice the time.
 */
export function threefry(
  high: number,
  low: number,
  first: number,
  second: number,
): readonly [number, number] {
  let x = low | 0;
  let y = PARITY ^ high ^ low;
  let z = high | 0;
  let a = (first + high) | 0;
  let b = (second + low) | 0;
  for (let turn = 1; turn <= 5; turn++) {
    const isOdd = (turn & 1) === 1;
    a = (a + b) | 0;
    b = (isOdd ? turned(b, 13) : turned(b, 17)) ^ a;
    a = (a + b) | 0;
    b = (isOdd ? turned(b, 15) : turned(b, 29)) ^ a;
    a = (a + b) | 0;
    b = (isOdd ? turned(b, 26) : turned(b, 16)) ^ a;
    a = (a + b) | 0;
    b = (isOdd ? turned(b, 6) : turned(b, 24)) ^ a;
    a = (a + x) | 0;
    b = (b + y + turn) | 0;
    const next = y;
    y = z;
    z = x;
    x = next;
  }
  return [a >>> 0, b >>> 0];
}
