import {
  type BinaryFn,
  type BinaryNode,
  type Equation,
  isBinary,
  isUnary,
  type Node,
  type UnaryFn,
  type UnaryNode,
} from '../compile/ir.ts';

/** Functions of the host that a module calls: of one number, then of two. */
const HOST = { exp: 1, log: 1, pow: 2, lookUp: 2 } as const;
const CALLED = Object.keys(HOST);

const BYTES_PER_SLOT = 8;
const PAGE = 65_536;
/** V8 optimises functions of about this many nodes quickly, and very large ones late or never. */
const NODES_PER_FUNCTION = 400;

/** Types of function: one number to a number, two numbers to a number, nothing to nothing. */
const F64 = 0x7c;
const TYPES = [
  [0x60, 1, F64, 1, F64],
  [0x60, 2, F64, F64, 1, F64],
  [0x60, 0, 0],
] as const;
const ACTION_TYPE = 2;

const CALL = 0x10;
const LOAD = 0x2b;
const STORE = 0x39;
const ALIGNED = 3;
const F64_CONST = 0x44;
const I32_CONST = 0x41;
const I32_AND = 0x71;
const I32_OR = 0x72;
const F64_FROM_I32 = 0xb7;
const SELECT = 0x1b;
const END = 0x0b;
const ARITHMETIC: Readonly<Partial<Record<UnaryFn | BinaryFn, number>>> = {
  abs: 0x99,
  neg: 0x9a,
  sqrt: 0x9f,
  add: 0xa0,
  sub: 0xa1,
  mul: 0xa2,
  div: 0xa3,
  min: 0xa4,
  max: 0xa5,
};
const COMPARISONS: Readonly<Partial<Record<BinaryFn, number>>> = { eq: 0x61, ne: 0x62, lt: 0x63, le: 0x65 };

/** A module's bytes, and how many pages its memory needs. */
export interface WasmModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
}

/**
 * Writes lists of equations as a WebAssembly module: function `f0` assigns the slots of the first list in order,
 * `f1` those of the second, and so on. Slot i is the number at byte 8 i of the imported memory `host.memory`. Every
 * operation is the one that the reference interpreter makes, in its order, so that every bit is the same.
 */
export function emitModule(lists: readonly (readonly Equation[])[], slotCount: number): WasmModule {
  const pages = Math.max(1, Math.ceil((slotCount * BYTES_PER_SLOT) / PAGE));
  const bodies: Bytes[] = [];
  const indexOf = (write: (code: Bytes) => void): number => {
    const code = new Bytes().byte(0);
    write(code);
    bodies.push(new Bytes().sized(code.byte(END)));
    return CALLED.length + bodies.length - 1;
  };
  const functions = lists.map(list => {
    const chunks = chunksOf(list).map(chunk =>
      indexOf(code => {
        for (const equation of chunk) assign(equation, code);
      }),
    );
    return indexOf(code => {
      for (const f of chunks) code.byte(CALL).leb(f);
    });
  });
  const module = new Bytes()
    .raw([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00])
    .section(
      1,
      TYPES.map(type => new Bytes().raw(type)),
    )
    .section(2, [
      new Bytes().name('host').name('memory').raw([0x02, 0x00]).leb(pages),
      ...Object.entries(HOST).map(([name, of]) =>
        new Bytes()
          .name('host')
          .name(name)
          .raw([0x00, of - 1]),
      ),
    ])
    .section(
      3,
      bodies.map(() => new Bytes().byte(ACTION_TYPE)),
    )
    .section(
      7,
      functions.map((f, i) => new Bytes().name(`f${i}`).byte(0).leb(f)),
    )
    .section(10, bodies);
  return { bytes: module.written, pages };
}

function chunksOf(equations: readonly Equation[]): Equation[][] {
  const chunks: Equation[][] = [];
  let room = 0;
  for (const equation of equations) {
    if (room <= 0) {
      chunks.push([]);
      room = NODES_PER_FUNCTION;
    }
    chunks.at(-1)!.push(equation);
    room -= sizeOf(equation.node);
  }
  return chunks;
}

function sizeOf(node: Node): number {
  let size = 0;
  const left = [node];
  for (let at = left.pop(); at; at = left.pop()) {
    size += 1;
    if (at.op === 'select') left.push(at.condition, at.a, at.b);
    else if (isBinary(at)) left.push(at.a, at.b);
    else if (at.op === 'lookup' || isUnary(at)) left.push(at.a);
  }
  return size;
}

function assign({ slot, node }: Equation, code: Bytes): void {
  code.raw([I32_CONST, 0]);
  value(node, code);
  code.raw([STORE, ALIGNED]).leb(slot * BYTES_PER_SLOT);
}

/** Leaves a number on the stack. */
function value(node: Node, code: Bytes): void {
  if (node.op === 'num') code.constant(node.value);
  else if (node.op === 'slot') code.raw([I32_CONST, 0, LOAD, ALIGNED]).leb(node.slot * BYTES_PER_SLOT);
  else if (node.op === 'select') {
    value(node.a, code);
    value(node.b, code);
    truth(node.condition, code);
    code.byte(SELECT);
  } else if (node.op === 'lookup') {
    code.constant(node.table);
    value(node.a, code);
    code.call('lookUp');
  } else if (Object.hasOwn(ARITHMETIC, node.op) || Object.hasOwn(HOST, node.op)) {
    // Sums of thousands of terms nest to the left: their chain is followed here, and not by calls.
    const chain: (UnaryNode | BinaryNode)[] = [node];
    let first: Node = node.a;
    while (isBinary(first) && Object.hasOwn(ARITHMETIC, first.op)) {
      chain.push(first);
      first = first.a;
    }
    value(first, code);
    for (const link of chain.reverse()) {
      if (isBinary(link)) value(link.b, code);
      const operation = ARITHMETIC[link.op];
      if (operation === undefined) code.call(link.op);
      else code.byte(operation);
    }
  } else {
    truth(node, code);
    code.byte(F64_FROM_I32);
  }
}

/** Leaves 1 or 0 on the stack; any number but zero is true. */
function truth(node: Node, code: Bytes): void {
  if (node.op === 'and' || node.op === 'or') {
    truth(node.a, code);
    truth(node.b, code);
    code.byte(node.op === 'and' ? I32_AND : I32_OR);
    return;
  }
  const comparison = isBinary(node) ? COMPARISONS[node.op] : undefined;
  if (isBinary(node) && comparison !== undefined) {
    value(node.a, code);
    value(node.b, code);
    code.byte(comparison);
    return;
  }
  value(node.op === 'not' ? node.a : node, code);
  code.constant(0).byte(node.op === 'not' ? COMPARISONS.eq! : COMPARISONS.ne!);
}

/** Bytes that grow as they are written. */
class Bytes {
  private buffer = new Uint8Array(64);
  private length = 0;

  get written(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.length);
  }

  byte(b: number): this {
    this.makeRoom(1);
    this.buffer[this.length++] = b;
    return this;
  }

  raw(bytes: ArrayLike<number>): this {
    this.makeRoom(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  /** An unsigned whole number in the format's variable length. */
  leb(x: number): this {
    let left = x;
    for (; left >= 128; left = Math.floor(left / 128)) this.byte((left % 128) | 128);
    return this.byte(left);
  }

  constant(x: number): this {
    return this.byte(F64_CONST).raw(new Uint8Array(Float64Array.of(x).buffer));
  }

  call(name: string): this {
    return this.byte(CALL).leb(CALLED.indexOf(name));
  }

  name(text: string): this {
    return this.leb(text.length).raw(Array.from(text, c => c.charCodeAt(0)));
  }

  sized(content: Bytes): this {
    return this.leb(content.length).raw(content.buffer.subarray(0, content.length));
  }

  section(id: number, items: readonly Bytes[]): this {
    const content = new Bytes().leb(items.length);
    for (const { buffer, length } of items) content.raw(buffer.subarray(0, length));
    return this.byte(id).sized(content);
  }

  private makeRoom(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = new Uint8Array(2 * (this.length + bytes));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}
