import {
  BYTES_PER_NUMBER,
  Bytes,
  F64,
  I32,
  I64,
  V128,
  type ValueType,
  type WasmFunction,
} from './wasm-bytes.ts';
import {
  BRANCH_IF,
  CALL,
  ELSE,
  END,
  F64_FROM_I32,
  FIRST_LANES,
  I32_ADD,
  I32_CONST,
  I32_LESS,
  IF,
  INSTRUCTIONS,
  type Instruction,
  LANES_OF_COUNT,
  LOCAL_GET,
  LOCAL_SET,
  LOCAL_TEE,
  LOOP,
  NO_RESULT,
  SECOND_LANES,
  type Width,
} from './wasm-instructions.ts';

/** What all functions of a module share: each other, and data in memory after the slots. */
export class ModuleCode {
  readonly width: Width;
  readonly functions: WasmFunction[] = [];
  readonly data = new Bytes();
  /** Where in memory `data` begins. */
  readonly address: number;
  private readonly indices = new Map<string, number>();
  private readonly constants = new Map<bigint, number>();
  private readonly tables = new Map<Float64Array, number>();

  /** @param address the first byte after the slots */
  constructor(width: Width, address: number) {
    this.width = width;
    this.address = address;
  }

  /** The index of a function; `make` writes it when it is asked for the first time. */
  once(name: string, make: () => WasmFunction): number {
    let index = this.indices.get(name);
    if (index === undefined) {
      index = this.add(make());
      this.indices.set(name, index);
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
      address = this.place(BigInt64Array.of(bits));
      this.constants.set(bits, address);
    }
    return address;
  }

  /** The address of a table that is placed once. */
  table(numbers: Float64Array<ArrayBuffer>): number {
    let address = this.tables.get(numbers);
    if (address === undefined) {
      address = this.place(numbers);
      this.tables.set(numbers, address);
    }
    return address;
  }

  /** The address of numbers that stand one after the other. */
  place(numbers: Float64Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>): number {
    const address = this.address + this.data.length;
    this.data.raw(new Uint8Array(numbers.buffer));
    return address;
  }
}

/** The code of one function, as it is written. */
export class Code {
  readonly module: ModuleCode;
  readonly numberType: ValueType;
  readonly bitsType: ValueType;
  private readonly bytes = new Bytes();
  private readonly width: Width;
  private readonly parameters: readonly ValueType[];
  private readonly locals: ValueType[] = [];

  /** @param parameters how many numbers it takes */
  constructor(module: ModuleCode, parameters: number) {
    this.module = module;
    this.width = module.width;
    this.numberType = this.width === 1 ? F64 : V128;
    this.bitsType = this.width === 1 ? I64 : V128;
    this.parameters = Array.from({ length: parameters }, () => this.numberType);
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
    this.bytes.raw(INSTRUCTIONS[instruction][this.width - 1]!);
    return this;
  }

  /** A number, the same in all lanes. */
  constant(x: number): this {
    this.op('constant').bytes.raw(new Uint8Array(new Float64Array(this.width).fill(x).buffer));
    return this;
  }

  shift(way: 'shiftLeft' | 'shiftRight', by: number): this {
    this.op('shiftBy').bytes.signed(by);
    return this.op(way);
  }

  /** A load or a store, so many bytes after the address on the stack. */
  memory(instruction: 'load' | 'store' | 'loadShared' | 'loadSharedBits', offset: number): this {
    this.op(instruction).bytes.unsigned(offset);
    return this;
  }

  /** A whole number in 32 bits, not negative. */
  whole(x: number): this {
    this.bytes.byte(I32_CONST).signed(x);
    return this;
  }

  /** Makes a mask a number, 1 or 0. */
  maskToNumber(): this {
    if (this.width === 2) return this.constant(1).op('and');
    this.bytes.byte(F64_FROM_I32);
    return this;
  }

  /** Adds a local and gives its index. */
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

  /** Takes a truth in 32 bits, and leaves the number that one of the two leaves. */
  ifElse(yes: () => void, no: () => void): this {
    this.bytes.byte(IF).byte(this.numberType);
    yes();
    this.bytes.byte(ELSE);
    no();
    this.bytes.byte(END);
    return this;
  }

  /** Does it once, and again while the local, with `by` added each time, is below `end`. */
  repeat(local: number, by: number, end: number, write: () => void): this {
    this.bytes.byte(LOOP).byte(NO_RESULT);
    write();
    this.get(local).whole(by).bytes.byte(I32_ADD);
    this.tee(local).whole(end).bytes.byte(I32_LESS).byte(BRANCH_IF).byte(0).byte(END);
    return this;
  }

  /** None yet, for `count` to count from. */
  countFromNone(): this {
    return this.width === 1 ? this.whole(0) : this.constant(0);
  }

  /**
   * Takes a count of bytes, and finds a place for each lane so far into a table of pairs.
   *
   * @param address where the table begins
   * @returns what reads the pair that stands so many bytes further on: two locals that hold its numbers
   */
  pairs(address: number): (offset: number) => readonly [number, number] {
    if (this.width === 1) {
      const place = this.keep(I32);
      const read = (offset: number): number =>
        this.get(place)
          .memory('load', address + offset)
          .keep(F64);
      return offset => [read(offset), read(offset + BYTES_PER_NUMBER)];
    }
    const counts = this.keep(V128);
    const places = LANES_OF_COUNT.map(lane => {
      this.get(counts).bytes.raw(lane);
      return this.keep(I32);
    });
    return offset => {
      // both of a lane at once, and then sorted: fewer machine instructions than number after number
      const [a, b] = places.map(place =>
        this.get(place)
          .memory('load', address + offset)
          .keep(V128),
      );
      const sorted = (lanes: readonly number[]): number => {
        this.get(a!).get(b!).bytes.raw(lanes);
        return this.keep(V128);
      };
      return [sorted(FIRST_LANES), sorted(SECOND_LANES)];
    };
  }

  /** Takes what is on the stack into a new local. */
  keep(type: ValueType): number {
    const local = this.local(type);
    this.set(local);
    return local;
  }
}
