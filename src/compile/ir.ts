/**
 * The intermediate representation: equations over numbered slots, after subscripts, smooths, delays, moves
 * and marks have been expanded. Everything that runs a model (the reference interpreter, later compilers)
 * starts from it. Conditions are numbers: 0 is false, anything else true; comparisons give 0 or 1.
 */
export type Node = NumNode | SlotNode | UnaryNode | BinaryNode | SelectNode | LookupNode;

export interface NumNode {
  readonly op: 'num';
  readonly value: number;
}
export interface SlotNode {
  readonly op: 'slot';
  readonly slot: number;
}
export type UnaryFn = 'neg' | 'not' | 'abs' | 'exp' | 'log' | 'sqrt';
export interface UnaryNode {
  readonly op: UnaryFn;
  readonly a: Node;
}
export type BinaryFn =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'pow'
  | 'min'
  | 'max'
  | 'lt'
  | 'le'
  | 'eq'
  | 'ne'
  | 'and'
  | 'or';
export interface BinaryNode {
  readonly op: BinaryFn;
  readonly a: Node;
  readonly b: Node;
}
/** Both sides are evaluated; a compiler may do without a branch. */
export interface SelectNode {
  readonly op: 'select';
  readonly condition: Node;
  readonly a: Node;
  readonly b: Node;
}
/** Linear between points, flat outside them. */
export interface LookupNode {
  readonly op: 'lookup';
  readonly table: number;
  readonly a: Node;
}

/** One assignment: the slot takes the node's value. */
export interface Equation {
  readonly slot: number;
  readonly node: Node;
}

export interface Table {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** Every operation on two numbers. */
export const BINARY_FNS: readonly BinaryFn[] = [
  'add',
  'sub',
  'mul',
  'div',
  'pow',
  'min',
  'max',
  'lt',
  'le',
  'eq',
  'ne',
  'and',
  'or',
];
/** Every operation on one. */
export const UNARY_FNS: readonly UnaryFn[] = ['neg', 'not', 'abs', 'exp', 'log', 'sqrt'];
const BINARY = new Set<string>(BINARY_FNS);
export const isBinary = (n: Node): n is BinaryNode => BINARY.has(n.op);
export const isUnary = (n: Node): n is UnaryNode =>
  n.op === 'neg' || n.op === 'not' || n.op === 'abs' || n.op === 'exp' || n.op === 'log' || n.op === 'sqrt';

/** Whether it is 1 or 0, for true or false. */
export const isTruth = (n: Node): boolean =>
  n.op === 'lt' ||
  n.op === 'le' ||
  n.op === 'eq' ||
  n.op === 'ne' ||
  n.op === 'and' ||
  n.op === 'or' ||
  n.op === 'not';

export const num = (value: number): NumNode => ({ op: 'num', value });
export const slot = (index: number): SlotNode => ({ op: 'slot', slot: index });
export const ZERO = num(0);
export const ONE = num(1);

export const isNum = (n: Node, value: number): boolean => n.op === 'num' && n.value === value;

// The builders fold what is constant, so that an absent flow costs nothing.
export const add = (a: Node, b: Node): Node =>
  isNum(a, 0)
    ? b
    : isNum(b, 0)
      ? a
      : a.op === 'num' && b.op === 'num'
        ? num(a.value + b.value)
        : { op: 'add', a, b };
export const sub = (a: Node, b: Node): Node =>
  isNum(b, 0) ? a : a.op === 'num' && b.op === 'num' ? num(a.value - b.value) : { op: 'sub', a, b };
export const mul = (a: Node, b: Node): Node =>
  isNum(a, 0) || isNum(b, 0)
    ? ZERO
    : isNum(a, 1)
      ? b
      : isNum(b, 1)
        ? a
        : a.op === 'num' && b.op === 'num'
          ? num(a.value * b.value)
          : { op: 'mul', a, b };
export const div = (a: Node, b: Node): Node =>
  isNum(b, 1) ? a : a.op === 'num' && b.op === 'num' ? num(a.value / b.value) : { op: 'div', a, b };
export const neg = (a: Node): Node => (a.op === 'num' ? num(-a.value) : { op: 'neg', a });
export const max = (a: Node, b: Node): Node => ({ op: 'max', a, b });
export const min = (a: Node, b: Node): Node => ({ op: 'min', a, b });
export const select = (condition: Node, a: Node, b: Node): Node => ({ op: 'select', condition, a, b });
export const sum = (nodes: readonly Node[]): Node => nodes.reduce(add, ZERO);

/** A power. Whole exponents up to 8 are multiplications and a half is a square root: exact, and fast. */
export function pow(a: Node, b: Node): Node {
  if (b.op === 'num') {
    const n = Math.abs(b.value);
    if (n === 0.5) return b.value > 0 ? { op: 'sqrt', a } : div(ONE, { op: 'sqrt', a });
    if (Number.isInteger(n) && n <= 8) {
      let product: Node = ONE;
      for (let i = 0; i < n; i++) product = mul(product, a);
      return b.value >= 0 ? product : div(ONE, product);
    }
  }
  return { op: 'pow', a, b };
}

/** The same operation on other parts. */
export function mapParts(node: Node, change: (part: Node) => Node): Node {
  if (node.op === 'select')
    return { ...node, condition: change(node.condition), a: change(node.a), b: change(node.b) };
  if (node.op === 'lookup' || isUnary(node)) return { ...node, a: change(node.a) };
  return isBinary(node) ? { ...node, a: change(node.a), b: change(node.b) } : node;
}

/** Visits a node and all its parts, however deep they nest. */
export function eachNode(node: Node, visit: (node: Node) => void): void {
  const left = [node];
  for (let at = left.pop(); at; at = left.pop()) {
    visit(at);
    if (at.op === 'select') left.push(at.condition, at.a, at.b);
    else if (isBinary(at)) left.push(at.a, at.b);
    else if (at.op === 'lookup' || isUnary(at)) left.push(at.a);
  }
}

/** Calls `visit` with every slot that a node reads. */
export function eachSlot(node: Node, visit: (slot: number) => void): void {
  if (node.op === 'slot') visit(node.slot);
  else if (node.op === 'select') {
    eachSlot(node.condition, visit);
    eachSlot(node.a, visit);
    eachSlot(node.b, visit);
  } else if (node.op === 'lookup' || isUnary(node)) eachSlot(node.a, visit);
  else if (isBinary(node)) {
    eachSlot(node.a, visit);
    eachSlot(node.b, visit);
  }
}

/**
 * A node as it stands at the first instant, where a variable and its initial value are one. What is
 * divided by its own initial value is then exactly 1 and reads nothing, which is what lets a model say
 * "relative to the first year" without tying everything to everything in the search for its start.
 *
 * @param initialOf slots of kept initial values → the slots they keep
 */
export function atFirstInstant(node: Node, initialOf: ReadonlyMap<number, number>): Node {
  const go = (n: Node): Node => atFirstInstant(n, initialOf);
  if (node.op === 'slot') return slot(initialOf.get(node.slot) ?? node.slot);
  if (node.op !== 'div') return mapParts(node, go);
  const [a, b] = [go(node.a), go(node.b)];
  return a.op === 'slot' && b.op === 'slot' && a.slot === b.slot ? ONE : { ...node, a, b };
}
