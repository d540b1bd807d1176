/** How many runs one instruction computes: one, in a double, or two, in 128 bits that hold two doubles. */
export type Width = 1 | 2;

/** What every instruction on 128 bits begins with. */
export const WIDE = 0xfd;

export const I32_CONST = 0x41;

/**
 * Each instruction that comes in both widths, by its opcode for one double and for two.
 * https://webassembly.github.io/spec/core/appendix/index-instructions.html
 *
 * A comparison gives a mask: for one double 1 or 0 in 32 bits, for two all 64 bits of a lane set or none. `bits` are
 * the 64 bits of a double as a whole number; two doubles are their own bits.
 */
export const INSTRUCTIONS = {
  // → number; the double follows, or both
  constant: [[0x44], [WIDE, 0x0c]],
  // numbers → number
  abs: [[0x99], [WIDE, 0xec, 0x01]],
  neg: [[0x9a], [WIDE, 0xed, 0x01]],
  sqrt: [[0x9f], [WIDE, 0xef, 0x01]],
  floor: [[0x9c], [WIDE, 0x75]],
  add: [[0xa0], [WIDE, 0xf0, 0x01]],
  sub: [[0xa1], [WIDE, 0xf1, 0x01]],
  mul: [[0xa2], [WIDE, 0xf2, 0x01]],
  div: [[0xa3], [WIDE, 0xf3, 0x01]],
  // NaN where either is, and -0 below 0, as in Math.min and Math.max
  min: [[0xa4], [WIDE, 0xf4, 0x01]],
  max: [[0xa5], [WIDE, 0xf5, 0x01]],
  // the same beside a second that is a number, though the first of two zeros may stay: one machine instruction, not eight
  atMost: [[0xa4], [WIDE, 0xf6, 0x01]],
  atLeast: [[0xa5], [WIDE, 0xf7, 0x01]],
  // numbers → mask
  eq: [[0x61], [WIDE, 0x47]],
  ne: [[0x62], [WIDE, 0x48]],
  lt: [[0x63], [WIDE, 0x49]],
  le: [[0x65], [WIDE, 0x4b]],
  // masks → mask
  and: [[0x71], [WIDE, 0x4e]],
  or: [[0x72], [WIDE, 0x50]],
  not: [[0x45], [WIDE, 0x4d]],
  // number, mask → the number where the mask is set, and where it is not; 0 elsewhere
  where: [[], [WIDE, 0x4e]],
  whereNot: [[], [WIDE, 0x4f]],
  // number, number, mask → the first where the mask is set, else the second
  select: [[0x1b], [WIDE, 0x52]],
  // mask → whether it is set in every lane, in 32 bits; of two lanes each gives a bit, and both are 3
  everywhere: [[], [WIDE, 0xc4, 0x01, I32_CONST, 3, 0x46]],
  // count, mask → one more where the mask is set: it adds 1, or takes away the -1 that all bits are
  count: [[0x6a], [WIDE, 0xd1, 0x01]],
  // count, by how much in 32 bits → count
  shiftCount: [[0x74], [WIDE, 0xcb, 0x01]],
  // bits → count
  bitsToCount: [[0xa7], []],
  // number → bits, and back
  toBits: [[0xbd], []],
  fromBits: [[0xbf], []],
  // bits → bits; a shift takes by how much from a constant
  addBits: [[0x7c], [WIDE, 0xce, 0x01]],
  andBits: [[0x83], [WIDE, 0x4e]],
  orBits: [[0x84], [WIDE, 0x50]],
  shiftLeft: [[0x86], [WIDE, 0xcb, 0x01]],
  shiftRight: [[0x88], [WIDE, 0xcd, 0x01]],
  shiftBy: [[0x42], [0x41]],
  // address → number or bits, aligned to 8 bytes; an offset follows
  load: [
    [0x2b, 3],
    [WIDE, 0x00, 3],
  ],
  // the same from one double, for all lanes
  loadShared: [
    [0x2b, 3],
    [WIDE, 0x0a, 3],
  ],
  loadSharedBits: [
    [0x29, 3],
    [WIDE, 0x0a, 3],
  ],
  // address, number →
  store: [
    [0x39, 3],
    [WIDE, 0x0b, 3],
  ],
} as const;
export type Instruction = keyof typeof INSTRUCTIONS;

/** What is the same in both widths: local variables, control, addresses. */
export const LOCAL_GET = 0x20;
export const LOCAL_SET = 0x21;
export const LOCAL_TEE = 0x22;
export const CALL = 0x10;
export const LOOP = 0x03;
export const IF = 0x04;
export const ELSE = 0x05;
export const END = 0x0b;
export const BRANCH_IF = 0x0d;
export const NO_RESULT = 0x40;
export const I32_LESS = 0x49;
export const I32_ADD = 0x6a;

/** What only one width needs. */
export const F64_FROM_I32 = 0xb7;
/** The lower half of each lane's bits, as a whole number of 32 bits. */
export const LANES_OF_COUNT = [
  [WIDE, 0x1b, 0],
  [WIDE, 0x1b, 2],
] as const;
const eightFrom = (byte: number): number[] => Array.from({ length: 8 }, (_, i) => byte + i);
/** What both of two have in the first lane, and in the second: bytes, those of the latter counted from 16. */
export const FIRST_LANES = [WIDE, 0x0d, ...eightFrom(0), ...eightFrom(16)];
export const SECOND_LANES = [WIDE, 0x0d, ...eightFrom(8), ...eightFrom(24)];
