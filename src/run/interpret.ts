import { type BinaryFn, type Equation, isBinary, isUnary, type Node, type Table } from '../compile/ir.ts';
import { exp, log, pow } from '../numeric/math.ts';

/** A node as a function of the slots' values. */
export type Evaluate = (v: Float64Array) => number;

/** Assigns the slots of a list of equations, in order. */
export type Assign = (v: Float64Array) => void;

/**
 * The reference interpreter: every node becomes a small function that calls those of its parts. Plain and
 * slow; faster back ends are proven against it.
 */
export function interpretNode(node: Node, tables: readonly Table[]): Evaluate {
  if (node.op === 'num') {
    const { value } = node;
    return () => value;
  }
  if (node.op === 'slot') {
    const { slot } = node;
    return v => v[slot]!;
  }
  if (node.op === 'select') {
    const condition = interpretNode(node.condition, tables);
    const a = interpretNode(node.a, tables);
    const b = interpretNode(node.b, tables);
    return v => (condition(v) !== 0 ? a(v) : b(v));
  }
  if (node.op === 'lookup') {
    const table = tables[node.table]!;
    const a = interpretNode(node.a, tables);
    return v => lookUp(table, a(v));
  }
  if (isUnary(node)) {
    const a = interpretNode(node.a, tables);
    switch (node.op) {
      case 'neg':
        return v => -a(v);
      case 'not':
        return v => (a(v) === 0 ? 1 : 0);
      case 'abs':
        return v => Math.abs(a(v));
      case 'exp':
        return v => exp(a(v));
      case 'log':
        return v => log(a(v));
      case 'sqrt':
        return v => Math.sqrt(a(v));
    }
  }
  if (isBinary(node)) {
    const terms = termsOf(node);
    if (terms) return sumOfProducts(terms);
    // Most operands are slots; reading them directly halves the calls.
    if (node.a.op === 'slot' && node.b.op === 'slot') return binaryOfSlots(node.op, node.a.slot, node.b.slot);
    return binary(node.op, interpretNode(node.a, tables), interpretNode(node.b, tables));
  }
  throw new Error(`unknown node ${(node as Node).op}`);
}

/**
 * A sum whose terms are slots or products of slots, as flows into and out of stocks are: the slots of each
 * term, in the order in which the nodes would be evaluated. Undefined for any other node.
 */
function termsOf(node: Node): number[][] | undefined {
  const terms: number[][] = [];
  let at = node;
  for (;;) {
    const term = factorsOf(at.op === 'add' ? at.b : at);
    if (!term) return undefined;
    terms.push(term);
    if (at.op !== 'add') return terms.reverse();
    at = at.a;
  }
}

function factorsOf(node: Node): number[] | undefined {
  const factors: number[] = [];
  let at = node;
  for (;;) {
    const factor = at.op === 'mul' ? at.b : at;
    if (factor.op !== 'slot') return undefined;
    factors.push(factor.slot);
    if (at.op !== 'mul') return factors.reverse();
    at = at.a;
  }
}

/** Adds products of slots in one loop, without a call for each; the order, and so every bit, is that of the nodes. */
function sumOfProducts(terms: readonly (readonly number[])[]): Evaluate {
  const slots = Int32Array.from(terms.flat());
  // Most sums are of slots alone, and most of a step is sums.
  if (slots.length === terms.length)
    return v => {
      let sum = v[slots[0]!]!;
      for (let i = 1; i < slots.length; i++) sum += v[slots[i]!]!;
      return sum;
    };
  let last = 0;
  const ends = Int32Array.from(terms, t => (last += t.length));
  return v => {
    let sum = 0;
    for (let t = 0, i = 0; t < ends.length; t++) {
      const end = ends[t]!;
      let product = v[slots[i++]!]!;
      while (i < end) product *= v[slots[i++]!]!;
      sum = t === 0 ? product : sum + product;
    }
    return sum;
  };
}

function binary(op: BinaryFn, a: Evaluate, b: Evaluate): Evaluate {
  switch (op) {
    case 'add':
      return v => a(v) + b(v);
    case 'sub':
      return v => a(v) - b(v);
    case 'mul':
      return v => a(v) * b(v);
    case 'div':
      return v => a(v) / b(v);
    case 'pow':
      return v => pow(a(v), b(v));
    case 'min':
      return v => Math.min(a(v), b(v));
    case 'max':
      return v => Math.max(a(v), b(v));
    case 'lt':
      return v => (a(v) < b(v) ? 1 : 0);
    case 'le':
      return v => (a(v) <= b(v) ? 1 : 0);
    case 'eq':
      return v => (a(v) === b(v) ? 1 : 0);
    case 'ne':
      return v => (a(v) !== b(v) ? 1 : 0);
    case 'and':
      return v => (a(v) !== 0 && b(v) !== 0 ? 1 : 0);
    case 'or':
      return v => (a(v) !== 0 || b(v) !== 0 ? 1 : 0);
  }
}

function binaryOfSlots(op: BinaryFn, a: number, b: number): Evaluate {
  switch (op) {
    case 'sub':
      return v => v[a]! - v[b]!;
    case 'div':
      return v => v[a]! / v[b]!;
    default:
      return binary(
        op,
        v => v[a]!,
        v => v[b]!,
      );
  }
}

/** Linear between points, flat beyond the first and the last. */
export function lookUp({ xs, ys }: Table, x: number): number {
  const last = xs.length - 1;
  if (!(x > xs[0]!)) return Number.isNaN(x) ? x : ys[0]!;
  if (x >= xs[last]!) return ys[last]!;
  let i = 0;
  while (x >= xs[i + 1]!) i += 1;
  return ys[i]! + ((ys[i + 1]! - ys[i]!) * (x - xs[i]!)) / (xs[i + 1]! - xs[i]!);
}

/** Assigns equations one after the other. */
export function interpretEquations(equations: readonly Equation[], tables: readonly Table[]): Assign {
  const slots = Int32Array.from(equations, e => e.slot);
  const nodes = equations.map(e => interpretNode(e.node, tables));
  return v => {
    for (let i = 0; i < nodes.length; i++) v[slots[i]!] = nodes[i]!(v);
  };
}
