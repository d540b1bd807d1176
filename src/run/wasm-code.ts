import { Bytes, F64, I32, I64, V128, type ValueType, type WasmFunction } from './wasm-bytes.ts';

/** How many runs one instruction computes: one, in a double, or two, in 128 bits that hold two doubles. */
export type Width = 1 | 2;

/** What every instruction on two doubles begins with. */
const WIDE = 0xfd;

/**
 * Each instruction by its opcode for one double and for two.
 *
 * A comparison gives a mask: for one double 1 or 0 in 32 bits, for two all 64 bits of a lane set or none. `bits` are
 * the 64 bits of a double as a whole number; two doubles are their own bits.
 */
const INSTRUCTIONS = {
  // numbers → number
  abs: [[0x99], [WIDE, 0xec, 0x01]],
  neg: [[0x9a], [WIDE, 0xed, 0x01]],
  sqrt: [[0x9f], [WIDE, 0xef, 0x01]],
  floor: [[0x9c], [WIDE, 0x75]],
  add: [[0xa0], [WIDE, 0xf0, 0x01]],
  sub: [[0xa1], [WIDE, 0xf1, 0x01]],
  mul: [[0xa2], [WIDE, 0xf2, 0x01]],
  div: [[0xa3], [WIDE, 0xf3, 0x01]],
  /** NaN where either is, and -0 below 0, as in Math.min and Math.max. */
  min: [[0xa4], [WIDE, 0xf4, 0x01]],
  max: [[0xa5], [WIDE, 0xf5, 0x01]],
  /** The same, but a zero may have the other's sign, and the second must be a number: for two, one machine instruction. */
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
  /** number, number, mask → the first where the mask is set, else the second */
  select: [[0x1b], [WIDE, 0x52]],
  /** mask → whether it is set in every lane, in 32 bits */
  everywhere: [[], [WIDE, 0xc3, 0x01]],
  /** count, mask → one more where the mask is set; which is less than nothing, by one, where all bits are */
  count: [[0x6a], [WIDE, 0xd1, 0x01]],
  // number → bits, and back
  toBits: [[0xbd], []],
  fromBits: [[0xbf], []],
  // bits → bits; a shift takes a count, of as many bits as `shiftCount` says
  addBits: [[0x7c], [WIDE, 0xce, 0x01]],
  andBits: [[0x83], [WIDE, 0x4e]],
  orBits: [[0x84], [WIDE, 0x50]],
  shiftLeft: [[0x86], [WIDE, 0xcb, 0x01]],
  shiftRight: [[0x88], [WIDE, 0xcd, 0x01]],
  shiftCount: [[0x42], [0x41]],
  // address → number; the second fills both lanes with one double
  load: [
    [0x2b, 3],
    [WIDE, 0x00, 3],
  ],
  loadConstant: [
    [0x2b, 3],
    [WIDE, 0x0a, 3],
  ],
  loadBits: [
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

const LOOP = 0x03;
const NO_RESULT = 0x40;
const BRANCH_IF = 0x0d;
const IF = 0x04;
const ELSE = 0x05;
const END = 0x0b;
const LOCAL_GET = 0x20;
const LOCAL_SET = 0x21;
const LOCAL_TEE = 0x22;
const CALL = 0x10;
const I32_CONST = 0x41;
const I32_LESS = 0x49;
const I32_ADD = 0x6a;
const I32_MUL = 0x6c;
const I32_FROM_I64 = 0xa7;
const F64_FROM_I32 = 0xb7;
const LANE_OF_BITS = [WIDE, 0x1d];
const LOAD_SECOND_LANE = [WIDE, 0x57, 3];

/** A double's bits, to tell -0 from 0. */
const bitsOf = (x: number): bigint => new BigUint64Array(Float64Array.of(x).buffer)[0]!;

/** What all functions of a module share: constants in memory after the slots, and each other. */
export class ModuleCode {
  readonly width: Width;
  readonly functions: WasmFunction[] = [];
  readonly data = new Bytes();
  /** Where in memory `data` begins. */
  readonly address: number;
  private readonly constants = new Map<bigint, number>();
  private readonly known = new Map<string, number>();

  /** @param address the first byte after the slots */
  constructor(width: Width, address: number) {
    this.width = width;
    this.address = address;
  }

  /** The index of a function; `make` writes it where it is asked for the first time. */
  once(name: string, make: () => WasmFunction): number {
    let index = this.known.get(name);
    if (index === undefined) {
      index = this.add(make());
      this.known.set(name, index);
    }
    return index;
  }

  add(f: WasmFunction): number {
    return this.functions.push(f) - 1;
  }

  /** The address of 64 bits. */
  constant(bits: bigint): number {
    let address = this.constants.get(bits);
    if (address === undefined) {
      address = this.place(BigUint64Array.of(bits));
      this.constants.set(bits, address);
    }
    return address;
  }

  /** The address of numbers that stand one after the other. */
  place(numbers: Float64Array<ArrayBuffer> | BigUint64Array<ArrayBuffer>): number {
    const address = this.address + this.data.length;
    this.data.raw(new Uint8Array(numbers.buffer));
    return address;
  }
}

/** The code of one function, as it is written. */
export class Code {
  readonly module: ModuleCode;
  readonly bytes = new Bytes();
  private readonly parameters: readonly ValueType[];
  private readonly locals: ValueType[] = [];

  /** @param parameters how many numbers it takes */
  constructor(module: ModuleCode, parameters: number) {
    this.module = module;
    this.parameters = Array.from({ length: parameters }, () => this.numberType);
  }

  get numberType(): ValueType {
    return this.module.width === 1 ? F64 : V128;
  }

  get bitsType(): ValueType {
    return this.module.width === 1 ? I64 : V128;
  }

  /** @param results how many numbers it leaves on the stack */
  finish(results: number): WasmFunction {
    const { parameters, locals, bytes } = this;
    return {
      parameters,
      locals,
      results: Array.from({ length: results }, () => this.numberType),
      code: bytes,
    };
  }

  op(instruction: Instruction): this {
    this.bytes.raw(INSTRUCTIONS[instruction][this.module.width - 1]!);
    return this;
  }

  /** Adds a local. */
  local(type: ValueType): number {
    return this.parameters.length + this.locals.push(type) - 1;
  }

  get(local: number): this {
    this.bytes.byte(LOCAL_GET).unsigned(local);
    return this;
  }

  set(local: number): this {
    this.bytes.byte(LOCAL_SET).unsigned(local);
    return this;
  }

  /** Sets a local and leaves the value on the stack. */
  tee(local: number): this {
    this.bytes.byte(LOCAL_TEE).unsigned(local);
    return this;
  }

  call(index: number): this {
    this.bytes.byte(CALL).unsigned(index);
    return this;
  }

  /** A whole number in 32 bits, not negative. */
  whole(x: number): this {
    this.bytes.byte(I32_CONST).signed(x);
    return this;
  }

  /** A load or a store at so many bytes from the address on the stack. */
  memory(instruction: 'load' | 'store' | 'loadConstant' | 'loadBits', offset: number): this {
    this.op(instruction).bytes.unsigned(offset);
    return this;
  }

  constant(x: number): this {
    return this.whole(0).memory('loadConstant', this.module.constant(bitsOf(x)));
  }

  constantBits(bits: bigint): this {
    return this.whole(0).memory('loadBits', this.module.constant(bits));
  }

  /** Makes a mask a number, 1 or 0. */
  maskToNumber(): this {
    if (this.module.width === 2) return this.constant(1).op('and');
    this.bytes.byte(F64_FROM_I32);
    return this;
  }

  /** Takes a truth of 32 bits and leaves the number that one of the two leaves. */
  ifElse(yes: () => void, no: () => void): this {
    this.bytes.byte(IF).byte(this.numberType);
    yes();
    this.bytes.byte(ELSE);
    no();
    this.bytes.byte(END);
    return this;
  }

  /** Does it again and again, while a local goes from 0 to below `end` by `by`; once at least. */
  repeat(local: number, by: number, end: number, write: () => void): this {
    this.bytes.byte(LOOP).byte(NO_RESULT);
    write();
    this.get(local).whole(by).bytes.byte(I32_ADD);
    this.tee(local).whole(end).bytes.byte(I32_LESS).byte(BRANCH_IF).byte(0).byte(END);
    return this;
  }

  /** None yet, for `count` to count from. */
  countFromNone(): this {
    return this.module.width === 1 ? this.whole(0) : this.constantBits(0n);
  }

  /**
   * Takes a count, and picks with it a row of memory for each lane.
   *
   * @param size bytes of a row
   * @param address of row 0
   * @returns what puts the number on the stack that stands so many bytes into the row
   */
  rows(size: number, address: number): (offset: number) => void {
    if (this.module.width === 1) {
      const row = this.local(I32);
      this.whole(size).bytes.byte(I32_MUL);
      this.set(row);
      return offset => this.get(row).memory('loadConstant', address + offset);
    }
    const counts = this.local(V128);
    this.set(counts);
    const rows = [0, 1].map(lane => {
      const row = this.local(I32);
      this.get(counts).bytes.raw(LANE_OF_BITS).byte(lane).byte(I32_FROM_I64);
      this.whole(size).bytes.byte(I32_MUL);
      this.set(row);
      return row;
    });
    return offset => {
      this.get(rows[1]!)
        .get(rows[0]!)
        .memory('loadConstant', address + offset);
      this.bytes
        .raw(LOAD_SECOND_LANE)
        .unsigned(address + offset)
        .byte(1);
    };
  }
}
