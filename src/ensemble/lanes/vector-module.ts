import type { ModuleBytes } from '../../compile/run-plan.ts';
import {
  BYTES_PER_NUMBER,
  Bytes,
  I32,
  V128,
  type ValueType,
  type WasmFunction,
  writeModule,
} from '../../run/wasm-bytes.ts';
import {
  BRANCH_IF,
  END,
  I32_ADD,
  I32_CONST,
  I32_LESS,
  INSTRUCTIONS,
  LOCAL_GET,
  LOCAL_SET,
  LOCAL_TEE,
  LOOP,
  NO_RESULT,
  WIDE,
} from '../../run/wasm-instructions.ts';

/** The functions of `vectorModule`. */
export type VectorCalls = Readonly<Record<'against' | 'dot' | 'addTimes', (...addresses: number[]) => void>>;

/**
 * Arithmetic on vectors that have a number for each unknown and lane, two lanes an instruction: the loops of
 * `Broyden`, which a JIT compiler makes a fifth as fast. All arguments are addresses in bytes.
 *
 * - `against(entries, ends, vector, out)`: out = −matrix · vector, in every lane. Of the matrix the entries that are not
 *   zero, row by row and at least one in each: a number, and how many bytes into the vector what it is multiplied by
 *   stands. `ends` are the addresses at which the rows' entries end.
 * - `dot(weights, a, b, out)`: out[lane] = Σ weight · a · b
 * - `addTimes(to, times, what)`: to = to + times[lane] · what
 */
export function vectorModule(unknowns: number, lanes: number, pages: number): ModuleBytes {
  const functions = [against(unknowns, lanes), dot(unknowns, lanes), addTimes(unknowns, lanes)];
  const exported = (['against', 'dot', 'addTimes'] as const).map((name, i) => [name, i] as const);
  const bytes = writeModule({ functions, exported, pages, data: { address: 0, bytes: new Bytes() } });
  return { bytes, pages };
}

/** Instructions on two doubles at once. */
const LOAD = INSTRUCTIONS.load[1];
/** Fills both lanes with one double. */
const LOAD_BOTH = INSTRUCTIONS.loadShared[1];
const STORE = INSTRUCTIONS.store[1];
const ADD = INSTRUCTIONS.add[1];
const SUB = INSTRUCTIONS.sub[1];
const MUL = INSTRUCTIONS.mul[1];
const XOR = [WIDE, 0x51];
/** Of four bytes. */
const LOAD_ADDRESS = [0x28, 0x02];
export const BYTES_PER_ADDRESS = 4;
/** A number, an address, and as many bytes that are not used. */
export const ENTRY = 2 * BYTES_PER_NUMBER;

/** Writes a function on addresses: its parameters are the first locals, then other addresses, then numbers by pair. */
class Loops {
  readonly code = new Bytes();
  readonly pairs: readonly number[];
  private readonly parameters: number;
  private readonly addresses: number;
  private wides = 0;

  constructor(parameters: number, addresses: number, lanes: number) {
    this.parameters = parameters;
    this.addresses = addresses;
    this.pairs = Array.from({ length: lanes / 2 }, (_, p) => p);
  }

  /** A local that holds two doubles. */
  wide(): number {
    this.wides += 1;
    return this.parameters + this.addresses + this.wides - 1;
  }

  /** One for each pair of lanes. */
  wideByPair(): readonly number[] {
    return this.pairs.map(() => this.wide());
  }

  get(local: number): this {
    this.code.byte(LOCAL_GET).unsigned(local);
    return this;
  }

  set(local: number): this {
    this.code.byte(LOCAL_SET).unsigned(local);
    return this;
  }

  op(instruction: readonly number[]): this {
    this.code.raw(instruction);
    return this;
  }

  /** A load or store, so many bytes from the address on the stack. */
  from(instruction: readonly number[], bytes: number): this {
    this.code.raw(instruction).unsigned(bytes);
    return this;
  }

  /** A load or store at a pair's place from the address on the stack. */
  at(instruction: readonly number[], pair = 0): this {
    return this.from(instruction, pair * 2 * BYTES_PER_NUMBER);
  }

  /** No bits set is zero in both lanes. */
  clear(local: number): this {
    return this.get(local).get(local).op(XOR).set(local);
  }

  /** Moves an address on by so many bytes; leaves the new one on the stack. */
  advance(local: number, by: number): this {
    this.code
      .byte(LOCAL_GET)
      .unsigned(local)
      .byte(I32_CONST)
      .signed(by)
      .byte(I32_ADD)
      .byte(LOCAL_TEE)
      .unsigned(local);
    return this;
  }

  /** An address so many bytes beyond another. */
  beyond(local: number, from: number, by: number): this {
    this.code
      .byte(LOCAL_GET)
      .unsigned(from)
      .byte(I32_CONST)
      .signed(by)
      .byte(I32_ADD)
      .byte(LOCAL_SET)
      .unsigned(local);
    return this;
  }

  /** Does it until the address that `body` leaves on the stack has reached an end. */
  until(end: number, body: () => void): this {
    this.code.byte(LOOP).byte(NO_RESULT);
    body();
    this.get(end).code.byte(I32_LESS).byte(BRANCH_IF).byte(0).byte(END);
    return this;
  }

  finish(): WasmFunction {
    const { parameters, addresses, wides, code } = this;
    return {
      parameters: Array.from({ length: parameters }, () => I32),
      results: [],
      locals: [
        ...Array.from({ length: addresses }, (): ValueType => I32),
        ...Array.from({ length: wides }, (): ValueType => V128),
      ],
      code,
    };
  }
}

function against(unknowns: number, lanes: number): WasmFunction {
  const [entries, ends, vector, out, at, endOfRow, endOfOut] = [0, 1, 2, 3, 4, 5, 6];
  const f = new Loops(4, 3, lanes);
  const sums = f.wideByPair();
  const entry = f.wide();
  const row = lanes * BYTES_PER_NUMBER;
  f.beyond(endOfOut, out, unknowns * row);
  f.until(endOfOut, () => {
    for (const sum of sums) f.clear(sum);
    f.get(ends).at(LOAD_ADDRESS).set(endOfRow);
    f.until(endOfRow, () => {
      f.get(entries).at(LOAD_BOTH).set(entry);
      f.get(entries).from(LOAD_ADDRESS, BYTES_PER_NUMBER).get(vector).op([I32_ADD]).set(at);
      for (const p of f.pairs) f.get(sums[p]!).get(entry).get(at).at(LOAD, p).op(MUL).op(SUB).set(sums[p]!);
      f.advance(entries, ENTRY);
    });
    for (const p of f.pairs) f.get(out).get(sums[p]!).at(STORE, p);
    f.advance(ends, BYTES_PER_ADDRESS).set(ends).advance(out, row);
  });
  return f.finish();
}

function dot(unknowns: number, lanes: number): WasmFunction {
  const [weights, a, b, out, end] = [0, 1, 2, 3, 4];
  const f = new Loops(4, 1, lanes);
  const sums = f.wideByPair();
  const row = lanes * BYTES_PER_NUMBER;
  for (const sum of sums) f.clear(sum);
  f.beyond(end, a, unknowns * row);
  f.until(end, () => {
    for (const p of f.pairs) {
      f.get(sums[p]!).get(weights).at(LOAD_BOTH).get(a).at(LOAD, p).op(MUL);
      f.get(b).at(LOAD, p).op(MUL).op(ADD).set(sums[p]!);
    }
    f.advance(weights, BYTES_PER_NUMBER).set(weights).advance(b, row).set(b).advance(a, row);
  });
  for (const p of f.pairs) f.get(out).get(sums[p]!).at(STORE, p);
  return f.finish();
}

function addTimes(unknowns: number, lanes: number): WasmFunction {
  const [to, times, what, end] = [0, 1, 2, 3];
  const f = new Loops(3, 1, lanes);
  const factors = f.wideByPair();
  const row = lanes * BYTES_PER_NUMBER;
  for (const p of f.pairs) f.get(times).at(LOAD, p).set(factors[p]!);
  f.beyond(end, to, unknowns * row);
  f.until(end, () => {
    for (const p of f.pairs)
      f.get(to).get(to).at(LOAD, p).get(factors[p]!).get(what).at(LOAD, p).op(MUL).op(ADD).at(STORE, p);
    f.advance(what, row).set(what).advance(to, row);
  });
  return f.finish();
}
