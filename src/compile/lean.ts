import { type Equation, eachSlot, isBinary, isUnary, type Node, slot as slotNode } from './ir.ts';

/** Equations split by how often they need computing. */
export interface Lean {
  /** What nothing in `each` can change: computed once, before the first time that `each` is. */
  readonly once: readonly Equation[];
  readonly each: readonly Equation[];
}

/**
 * Rewrites equations that are computed again and again so that they do no work twice: what is the same in two places
 * is computed in one, what no varying slot reaches is computed once, and a slot that only repeats another is read
 * there. Every operation that is left is one of the originals on the same numbers, so that every bit is the same.
 *
 * @param equations in order; a slot is assigned once, and read after that or not assigned at all
 * @param varying slots not assigned here that take new values from one time to the next
 * @param kept slots that are read elsewhere
 * @param newSlot makes a slot for a shared value
 */
export function leanEquations(
  equations: readonly Equation[],
  varying: ReadonlySet<number>,
  kept: ReadonlySet<number>,
  newSlot: () => number,
): Lean {
  const values = new Values(varying);
  const assigned = equations.map(e => ({ slot: e.slot, value: values.assign(e.slot, e.node) }));
  const users = new Map<Value, number>();
  const count = (v: Value): void => {
    const times = (users.get(v) ?? 0) + 1;
    users.set(v, times);
    if (times === 1) for (const part of v.parts) count(part);
  };
  const home = new Map<Value, number>();
  for (const { slot, value } of assigned) {
    if (!home.has(value) && value.parts.length > 0) home.set(value, slot);
    count(value);
  }
  const once: Equation[] = [];
  const each: Equation[] = [];
  const placed = new Map<Value, number>();
  /** The value as a node, with the values that it shares placed in slots before it. */
  const write = (v: Value, reader: Value | undefined): Node => {
    const at = placed.get(v);
    if (at !== undefined) return slotNode(at);
    if (v.parts.length === 0) return v.node;
    const isShared = users.get(v)! > 1;
    const isLifted = !v.varies && reader?.varies === true;
    if (reader === undefined || !(isShared || isLifted)) return rebuild(v, part => write(part, v));
    const own = home.get(v) ?? newSlot();
    place(v, own);
    return slotNode(own);
  };
  const place = (v: Value, at: number): void => {
    const node = rebuild(v, part => write(part, v));
    (v.varies ? each : once).push({ slot: at, node });
    placed.set(v, at);
  };
  for (const { slot, value } of assigned) {
    const at = placed.get(value);
    if (at === slot) continue;
    if (value.parts.length > 0 && at === undefined) place(value, slot);
    // The same value stands elsewhere: it is copied only for those who look for it here.
    else if (kept.has(slot)) (value.varies ? each : once).push({ slot, node: write(value, undefined) });
  }
  return { once, each };
}

/** One value that equations compute: alike nodes are one value. */
interface Value {
  readonly id: number;
  readonly node: Node;
  readonly parts: readonly Value[];
  readonly varies: boolean;
}

/** Room for the number of a value in a key. */
const MOST_VALUES = 4_194_304;

class Values {
  private readonly varying: ReadonlySet<number>;
  /** Numbers as keys: there are tens of thousands of values, and words take three times as long. */
  private readonly known = new Map<number | string, Value>();
  private readonly slots = new Map<number, Value>();
  private readonly numbers = new Map<number | string, Value>();
  private readonly kinds = new Map<string, number>();
  private count = 0;

  constructor(varying: ReadonlySet<number>) {
    this.varying = varying;
  }

  /** From here on the slot stands for the value of a node. */
  assign(slot: number, node: Node): Value {
    const value = this.of(node);
    this.slots.set(slot, value);
    return value;
  }

  private of(node: Node): Value {
    if (node.op === 'slot') return this.once(this.slots, node.slot, node, [], this.varying.has(node.slot));
    // 0 and -0 are different numbers, and one key.
    if (node.op === 'num')
      return this.once(this.numbers, Object.is(node.value, -0) ? '-0' : node.value, node, [], false);
    const parts = partsOf(node).map(p => this.of(p));
    const varies = parts.some(p => p.varies);
    return this.once(this.known, this.keyOf(node, parts), node, parts, varies);
  }

  private keyOf(node: Node, [a, b, c]: readonly Value[]): number | string {
    const name = node.op === 'lookup' ? `lookup ${node.table}` : node.op;
    let kind = this.kinds.get(name);
    if (kind === undefined) this.kinds.set(name, (kind = this.kinds.size));
    if (c) return `${kind} ${a!.id} ${b!.id} ${c.id}`;
    return (kind * MOST_VALUES + a!.id) * MOST_VALUES + (b ? b.id : 0);
  }

  private once<K>(among: Map<K, Value>, key: K, node: Node, parts: readonly Value[], varies: boolean): Value {
    const known = among.get(key);
    if (known) return known;
    const value = { id: this.count++, node, parts, varies };
    among.set(key, value);
    return value;
  }
}

function partsOf(node: Node): readonly Node[] {
  if (node.op === 'select') return [node.condition, node.a, node.b];
  if (isBinary(node)) return [node.a, node.b];
  return node.op === 'lookup' || isUnary(node) ? [node.a] : [];
}

function rebuild({ node, parts }: Value, write: (part: Value) => Node): Node {
  const [first, second, third] = parts.map(write);
  if (node.op === 'select') return { ...node, condition: first!, a: second!, b: third! };
  if (isBinary(node)) return { ...node, a: first!, b: second! };
  return node.op === 'lookup' || isUnary(node) ? { ...node, a: first! } : node;
}

/** The equations that these slots need, in their order: a slot that is not assigned needs nothing. */
export function neededFor(roots: Iterable<number>, equations: readonly Equation[]): readonly Equation[] {
  const needed = new Set(roots);
  const kept: Equation[] = [];
  for (const equation of equations.toReversed())
    if (needed.has(equation.slot)) {
      kept.push(equation);
      eachSlot(equation.node, s => needed.add(s));
    }
  return kept.reverse();
}
