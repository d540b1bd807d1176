import { BYTES_PER_NUMBER, type ValueType } from './wasm-bytes.ts';
import type { Code } from './wasm-code.ts';
import type { Instruction } from './wasm-instructions.ts';

type Operand = Value | number;

/**
 * A number, a mask or bits that code has yet to put on the stack, with methods for what can be made of it: a formula
 * that is read, and computed, from left to right.
 */
export class Value {
  readonly code: Code;
  readonly put: () => void;

  constructor(code: Code, put: () => void) {
    this.code = code;
    this.put = put;
  }

  /** The number computed now, to be read as often as one likes. */
  get kept(): Value {
    return this.keptAs(this.code.numberType);
  }

  /** The same of bits. */
  get keptBits(): Value {
    return this.keptAs(this.code.bitsType);
  }

  plus = (b: Operand): Value => this.with('add', b);
  minus = (b: Operand): Value => this.with('sub', b);
  times = (b: Operand): Value => this.with('mul', b);
  over = (b: Operand): Value => this.with('div', b);
  atMost = (b: number): Value => this.with('atMost', b);
  atLeast = (b: number): Value => this.with('atLeast', b);
  abs = (): Value => this.with('abs');
  neg = (): Value => this.with('neg');
  floor = (): Value => this.with('floor');

  // numbers → mask
  equals = (b: Operand): Value => this.with('eq', b);
  differs = (b: Operand): Value => this.with('ne', b);
  below = (b: Operand): Value => this.with('lt', b);
  atOrBelow = (b: Operand): Value => this.with('le', b);
  above = (b: number): Value => number(this.code, b).below(this);
  and = (b: Value): Value => this.with('and', b);
  or = (b: Value): Value => this.with('or', b);

  /** Of a mask: the one number where it is set, the other elsewhere. */
  choose(a: Operand, b: Operand): Value {
    return new Value(this.code, () => {
      operand(this.code, a).put();
      operand(this.code, b).put();
      this.put();
      this.code.op('select');
    });
  }

  // bits
  bits = (): Value => this.with('toBits');
  number = (): Value => this.with('fromBits');
  plusBits = (b: bigint | Value): Value =>
    this.with('addBits', typeof b === 'bigint' ? bits(this.code, b) : b);
  andBits = (b: bigint): Value => this.with('andBits', bits(this.code, b));
  orBits = (b: bigint): Value => this.with('orBits', bits(this.code, b));
  shift(way: 'shiftLeft' | 'shiftRight', by: number): Value {
    return new Value(this.code, () => {
      this.put();
      this.code.shift(way, by);
    });
  }

  private with(instruction: Instruction, b?: Operand): Value {
    return new Value(this.code, () => {
      this.put();
      if (b !== undefined) operand(this.code, b).put();
      this.code.op(instruction);
    });
  }

  private keptAs(type: ValueType): Value {
    this.put();
    return parameter(this.code, this.code.keep(type));
  }
}

/** What a local holds; a function's parameters are its first locals. */
export const parameter = (code: Code, i: number): Value => new Value(code, () => code.get(i));

/** Takes a count of bytes, and reads pairs of numbers so far into a table: the `i`-th from there. */
export function pairs(code: Code, address: number): (i: number) => readonly [Value, Value] {
  const read = code.pairs(address);
  return i => {
    const [a, b] = read(i * 2 * BYTES_PER_NUMBER);
    return [parameter(code, a), parameter(code, b)];
  };
}

/**
 * A constant, from memory: each is read once in a function, and loading it takes one machine instruction, where writing
 * out both its doubles takes three. The address is the number itself and not an offset from 0, which V8 would add first.
 */
export const number = (code: Code, x: number): Value =>
  new Value(code, () => code.whole(code.module.constant(bitsOf(x))).memory('loadShared', 0));

const bits = (code: Code, x: bigint): Value =>
  new Value(code, () => code.whole(code.module.constant(x)).memory('loadSharedBits', 0));

const bitsOf = (x: number): bigint => new BigInt64Array(Float64Array.of(x).buffer)[0]!;

const operand = (code: Code, x: Operand): Value => (typeof x === 'number' ? number(code, x) : x);
