import {
  type BinaryFn,
  type BinaryNode,
  type Equation,
  isBinary,
  isUnary,
  type Node,
  type Table,
} from '../../src/compile/ir.ts';
import { chunksOf } from '../../src/run/wasm.ts';
import { type CWidth, cNumber, cPrelude } from './c-math.ts';

export interface CRequest {
  /** By name: a function `void name(void)` assigns the slots of the list, in order and in every lane. */
  readonly lists: Readonly<Record<string, readonly Equation[]>>;
  readonly tables: readonly Table[];
  /** Where in the memory a slot stands, as in a lane program: lane l of place i is the number i · lanes + l. */
  readonly place: (slot: number) => number;
  /** How many places there are. */
  readonly size: number;
  /** How many doubles an instruction has. */
  readonly width: CWidth;
  /** A multiple of the width. */
  readonly lanes: number;
}

const INFIX: Partial<Record<BinaryFn, string>> = { add: '+', sub: '-', mul: '*', div: '/' };
const MASKS: Partial<Record<BinaryFn, string>> = { lt: '<', le: '<=', eq: '==', ne: '!=', and: '&', or: '|' };

/**
 * Lists of equations as C (with g++'s vectors), for measuring against: the same operations in the same order as in the
 * WebAssembly that is emitted from them, cut into functions of the same size, lanes looped over inside. Memory is
 * `m`, which whoever adds a `main` may read and write.
 */
export function emitC(request: CRequest): string {
  const { lists, tables, width, lanes, size } = request;
  const bodies = Object.entries(lists).map(([name, list]) => {
    const chunks = chunksOf(list).map(chunk => new CChunk(request).write(chunk));
    const functions = chunks.map(
      (body, i) =>
        `static __attribute__((noinline)) void ${name}_${i}(void) {\n  for (int j = 0; j < ${lanes / width}; j++) {\n${body}  }\n}\n`,
    );
    return `${functions.join('')}static void ${name}(void) { ${chunks.map((_, i) => `${name}_${i}();`).join(' ')} }\n`;
  });
  return `${cPrelude(width)}static V m[${(size * lanes) / width}];\n${tables.map(tableText).join('')}${bodies.join('')}`;
}

/** A table as rows of y, rise, x and run, one for each stretch between points; flat before and after them. */
function tableText({ xs, ys }: Table, index: number): string {
  const last = xs.length - 1;
  const flat = (i: number): number[] => [ys[i]!, -0, xs[i]! - 1, 1];
  const between = xs.slice(1).map((x, i) => [ys[i]!, ys[i + 1]! - ys[i]!, xs[i]!, x - xs[i]!]);
  const rows = [flat(0), ...between, flat(last)].map(r => `{${r.map(cNumber).join(', ')}}`);
  const counted = xs.map((x, i) => `  n = more(n, x ${i === 0 ? '>' : '>='} ${cNumber(x)});\n`).join('');
  return `static V lookup_${index}(V x) {
  static const double rows[][4] = {${rows.join(', ')}};
  U n = {};
${counted}  V at = atMost(atLeast(x, K(${cNumber(xs[0]!)})), K(${cNumber(xs[last]!)}));
  return row(rows, n, 0) + row(rows, n, 1) * (at - row(rows, n, 2)) / row(rows, n, 3);
}
`;
}

/** The assignments of one function. A slot is read from memory once, and then from a variable. */
class CChunk {
  private readonly place: (slot: number) => number;
  private readonly groups: number;
  private readonly known = new Set<number>();
  private readonly lines: string[] = [];

  constructor({ place, lanes, width }: CRequest) {
    this.place = place;
    this.groups = lanes / width;
  }

  write(equations: readonly Equation[]): string {
    for (const { slot, node } of equations) {
      const value = this.value(node);
      const name = `v${slot}`;
      this.lines.push(
        `    ${this.known.has(slot) ? '' : 'V '}${name} = ${value}; ${this.memory(slot)} = ${name};\n`,
      );
      this.known.add(slot);
    }
    return this.lines.join('');
  }

  private memory(slot: number): string {
    return `m[${this.place(slot) * this.groups} + j]`;
  }

  private read(slot: number): string {
    if (!this.known.has(slot)) {
      this.known.add(slot);
      this.lines.push(`    V v${slot} = ${this.memory(slot)};\n`);
    }
    return `v${slot}`;
  }

  private value(node: Node): string {
    if (node.op === 'num') return `K(${cNumber(node.value)})`;
    if (node.op === 'slot') return this.read(node.slot);
    if (node.op === 'select')
      return `choose(${this.truth(node.condition)}, ${this.value(node.a)}, ${this.value(node.b)})`;
    if (node.op === 'lookup') return `lookup_${node.table}(${this.value(node.a)})`;
    if (node.op === 'not') return `choose(${this.truth(node)}, K(1.0), K(0.0))`;
    if (node.op === 'neg') return `(-${this.value(node.a)})`;
    if (isUnary(node)) {
      const name = { abs: 'positive', exp: 'exp_', log: 'log_', sqrt: 'root' }[node.op];
      return `${name}(${this.value(node.a)})`;
    }
    if (!isBinary(node)) throw new Error(`unknown node ${(node as Node).op}`);
    if (node.op === 'pow') return `pow_(${this.value(node.a)}, ${this.value(node.b)})`;
    if (node.op === 'min' || node.op === 'max') return this.bound(node);
    if (INFIX[node.op]) return `(${this.chain(node)})`;
    return `choose(${this.truth(node)}, K(1.0), K(0.0))`;
  }

  /** Sums of thousands of terms nest to the left, where C needs no brackets. */
  private chain(node: BinaryNode): string {
    const links: string[] = [];
    let at: Node = node;
    const isSum = (n: Node): n is BinaryNode => n.op === 'add' || n.op === 'sub';
    const isAlike = isSum(node) ? isSum : (n: Node): n is BinaryNode => n.op === 'mul' || n.op === 'div';
    for (; isAlike(at); at = at.a) links.push(` ${INFIX[at.op]} ${this.value(at.b)}`);
    return this.value(at) + links.reverse().join('');
  }

  private bound({ op, a, b }: BinaryNode): string {
    const [first, second] = a.op === 'num' ? [b, a] : [a, b];
    const isPlain = second.op === 'num' && !Number.isNaN(second.value);
    const sides = `${this.value(first)}, ${this.value(second)}`;
    if (!isPlain || (op === 'min' && Object.is(second.value, -0)))
      return `${op === 'min' ? 'least' : 'most'}(${sides})`;
    if (op === 'min') return `atMost(${sides})`;
    // of -0 and 0 `atLeast` leaves the first
    return Object.is(second.value, 0) ? `(atLeast(${sides}) + 0.0)` : `atLeast(${sides})`;
  }

  private truth(node: Node): string {
    if (node.op === 'not') return `(!${this.truth(node.a)})`;
    const sign = isBinary(node) ? MASKS[node.op] : undefined;
    if (!sign || !isBinary(node)) return `(${this.value(node)} != 0.0)`;
    if (node.op === 'and' || node.op === 'or') return `(${this.truth(node.a)} ${sign} ${this.truth(node.b)})`;
    return `(${this.value(node.a)} ${sign} ${this.value(node.b)})`;
  }
}
