/**
 * The binary format of WebAssembly, as much of it as is used here: sections of entries, numbers in a variable
 * length. https://webassembly.github.io/spec/core/binary/
 */

/** Bytes that grow as they are written. */
export class Bytes {
  private buffer = new Uint8Array(64);
  private used = 0;

  get length(): number {
    return this.used;
  }

  get written(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.used);
  }

  byte(b: number): this {
    this.makeRoom(1);
    this.buffer[this.used++] = b;
    return this;
  }

  raw(bytes: ArrayLike<number>): this {
    this.makeRoom(bytes.length);
    for (let i = 0; i < bytes.length; i++) this.buffer[this.used++] = bytes[i]!;
    return this;
  }

  /** An unsigned whole number, seven bits a byte, the lowest first; the top bit says that more follow. */
  unsigned(x: number): this {
    let left = x;
    for (; left >= 128; left = Math.floor(left / 128)) this.byte((left % 128) | 128);
    return this.byte(left);
  }

  /** The same for a signed number that is not negative: the last byte's second bit would say that it is. */
  signed(x: number): this {
    let left = x;
    for (; left >= 64; left = Math.floor(left / 128)) this.byte((left % 128) | 128);
    return this.byte(left);
  }

  name(text: string): this {
    return this.unsigned(text.length).raw(Array.from(text, c => c.charCodeAt(0)));
  }

  append(content: Bytes): this {
    this.makeRoom(content.used);
    this.buffer.set(content.buffer.subarray(0, content.used), this.used);
    this.used += content.used;
    return this;
  }

  /** The content after its own length. */
  sized(content: Bytes): this {
    return this.unsigned(content.used).append(content);
  }

  section(id: number, entries: readonly Bytes[]): this {
    const content = new Bytes().unsigned(entries.length);
    for (const entry of entries) content.append(entry);
    return this.byte(id).sized(content);
  }

  private makeRoom(bytes: number): void {
    if (this.used + bytes <= this.buffer.length) return;
    const larger = new Uint8Array(2 * (this.used + bytes));
    larger.set(this.buffer.subarray(0, this.used));
    this.buffer = larger;
  }
}

/** A double's, and those of a page, by which memory is counted. */
export const BYTES_PER_NUMBER = 8;
export const PAGE = 65_536;

/** Types of value: a whole number of 32 or 64 bits, a double, and 128 bits that hold two doubles. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const F64 = 0x7c;
export const V128 = 0x7b;
export type ValueType = typeof I32 | typeof I64 | typeof F64 | typeof V128;

export interface WasmFunction {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
  /** Types of the locals that are no parameters, in order. */
  readonly locals: readonly ValueType[];
  readonly code: Bytes;
}

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const FUNCTION_TYPE = 0x60;
const MEMORY = 0x02;
const I32_CONST = 0x41;
const END = 0x0b;

export interface ModuleParts {
  readonly functions: readonly WasmFunction[];
  /** Indices of functions by the name under which they are called from outside. */
  readonly exported: readonly (readonly [name: string, index: number])[];
  /** How many pages of 64 kB the imported memory `host.memory` has at least. */
  readonly pages: number;
  /** What the module writes to memory as it starts. */
  readonly data: { readonly address: number; readonly bytes: Bytes };
}

export function writeModule({ functions, exported, pages, data }: ModuleParts): Uint8Array<ArrayBuffer> {
  const segment = new Bytes().byte(0).byte(I32_CONST).signed(data.address).byte(END).sized(data.bytes);
  return new Bytes()
    .raw(HEADER)
    .section(
      1,
      functions.map(({ parameters, results }) =>
        new Bytes()
          .byte(FUNCTION_TYPE)
          .unsigned(parameters.length)
          .raw(parameters)
          .unsigned(results.length)
          .raw(results),
      ),
    )
    .section(2, [new Bytes().name('host').name('memory').byte(MEMORY).byte(0).unsigned(pages)])
    .section(
      3,
      functions.map((_, i) => new Bytes().unsigned(i)),
    )
    .section(
      7,
      exported.map(([name, index]) => new Bytes().name(name).byte(0).unsigned(index)),
    )
    .section(
      10,
      functions.map(f => new Bytes().sized(withLocals(f))),
    )
    .section(11, [segment]).written;
}

/** A function's code after the declaration of its locals, each run of one type as a count. */
function withLocals({ locals, code }: WasmFunction): Bytes {
  const runs: { count: number; readonly type: ValueType }[] = [];
  for (const type of locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count += 1;
    else runs.push({ count: 1, type });
  }
  const declared = new Bytes().unsigned(runs.length);
  for (const { count, type } of runs) declared.unsigned(count).byte(type);
  return declared.append(code).byte(END);
}
