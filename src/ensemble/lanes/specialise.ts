import {
  add,
  div,
  type Equation,
  isNum,
  isTruth,
  mapParts,
  mul,
  type Node,
  num,
  ONE,
  sub,
} from '../../compile/ir.ts';
import type { Program } from '../../compile/program.ts';
import { interpretNode } from '../../run/interpret.ts';

/** Values by slot. */
type Values = ReadonlyMap<number, number>;

/** Values that no equation computes and that are the same in all runs. */
export interface Known {
  readonly atStart: Values;
  /** At every later instant too. */
  readonly later: Values;
}

/** A program of which some values are known; slots are its own. */
export interface Special {
  readonly program: Program;
  /** Other equations over its slots, of which the same is known. */
  rewrite(equations: readonly Equation[]): Equation[];
}

/** A program at its first instant, and at later ones, as it is where some values are known. */
export interface Specialised {
  readonly begun: Program;
  later(known: Values): Special;
}

/**
 * What is multiplied by nothing, added to nothing, multiplied by one, or chosen by a condition that never changes, need
 * not be computed: a policy that no arm has then costs nothing. What is left are the original operations on the same
 * numbers, but for the sign of a zero; as everywhere in a program, a product with nothing is nothing, whatever the
 * other number is.
 */
export function specialise(program: Program, atStart: Values): Specialised {
  const { tables, stocks, conditions } = program;
  const start = new Folder(tables, atStart);
  const begun = {
    ...program,
    start: start.equations(program.start),
    stocks: stocks.map(s => ({ ...s, net: start.node(s.net) })),
    offStart: program.offStart.map(node => start.node(node)),
    conditions: conditions.map(c => ({ ...c, what: start.node(c.what), equals: start.node(c.equals) })),
  };
  // What the start alone computes stands for the whole run.
  const moving = new Set([...program.step, ...stocks].map(e => e.slot));
  const standing = program.start.flatMap(({ slot }) => {
    const value = moving.has(slot) ? undefined : start.known.get(slot);
    return value === undefined ? [] : [[slot, value] as const];
  });
  return {
    begun,
    later: known => {
      const step = new Folder(tables, new Map([...known, ...standing]));
      return {
        program: {
          ...begun,
          step: step.equations(program.step),
          stocks: stocks.map(s => ({ ...s, net: step.node(s.net) })),
        },
        rewrite: equations => step.equations(equations),
      };
    },
  };
}

interface Folded {
  readonly node: Node;
  /** Undefined where it hangs on what is not known. */
  readonly value: number | undefined;
}

class Folder {
  readonly known: Map<number, number>;
  private readonly tables: Program['tables'];

  constructor(tables: Program['tables'], known: ReadonlyMap<number, number>) {
    this.tables = tables;
    this.known = new Map(known);
  }

  /** In order: what one comes to is known in those after it. */
  equations(equations: readonly Equation[]): Equation[] {
    return equations.map(({ slot, node }) => {
      const folded = this.fold(node);
      if (folded.value !== undefined) this.known.set(slot, folded.value);
      return { slot, node: folded.node };
    });
  }

  node(node: Node): Node {
    return this.fold(node).node;
  }

  private fold(node: Node): Folded {
    if (node.op === 'num') return { node, value: node.value };
    if (node.op === 'slot') return written(node, this.known.get(node.slot));
    const parts: Folded[] = [];
    const own = mapParts(node, part => {
      const folded = this.fold(part);
      parts.push(folded);
      return folded.node;
    });
    if (parts.every(p => p.value !== undefined)) {
      const values = parts.values();
      const alone = mapParts(node, () => num(values.next().value!.value!));
      return written(own, interpretNode(alone, this.tables)(NO_SLOTS));
    }
    if (own.op === 'select') {
      const [condition, a, b] = parts as [Folded, Folded, Folded];
      if (condition.value !== undefined) return condition.value !== 0 ? a : b;
    }
    const simple = simpler(own);
    return { node: simple, value: simple.op === 'num' ? simple.value : undefined };
  }
}

const NO_SLOTS = new Float64Array(0);

/** Nothing and one are written out, for what they are part of; other numbers are read where they stand. */
const written = (node: Node, value: number | undefined): Folded => ({
  node: value === 1 || Object.is(value, 0) ? num(value!) : node,
  value,
});

/** The builders know what comes of nothing and of one. */
function simpler(node: Node): Node {
  if (node.op === 'add') return add(node.a, node.b);
  if (node.op === 'sub') return sub(node.a, node.b);
  if (node.op === 'mul') return mul(node.a, node.b);
  if (node.op === 'div') return div(node.a, node.b);
  if (node.op !== 'or') return node;
  if (isNum(node.a, 0) && isTruth(node.b)) return node.b;
  return isNum(node.a, 1) ? ONE : node;
}
