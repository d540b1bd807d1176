import { type CheckedOutcome, cellsOf } from '../check/checked.ts';
import { scopeOf } from '../check/scope.ts';
import { mapParts, type Node, num, slot, sum } from '../compile/ir.ts';
import { lower, type Names } from '../compile/lower.ts';
import { type Program, slotAt } from '../compile/program.ts';
import { WINDOW_FUNCTIONS } from '../expr/builtins.ts';

/** An outcome that is measured: as a whole or, where cells are given, as the sum over those. */
export interface MeasuredOutcome extends CheckedOutcome {
  readonly cells?: readonly (readonly number[])[];
}

/** What an outcome reads over a window: of one cell, or of several whose sum it reads. */
export interface WindowRead {
  /** A key of WINDOW_FUNCTIONS. */
  readonly fn: string;
  readonly slots: readonly number[];
  /** The slot of the rate that it is discounted by. */
  readonly rate: number | undefined;
}

/** How outcomes are lowered: each read of a window becomes the node that `nodeOf` gives for it. */
export class OutcomeReader {
  private readonly program: Program;
  private readonly nodeOf: (read: WindowRead) => Node;
  /** Reads of single cells; while an outcome is lowered, a slot stands for each. */
  private readonly reads: WindowRead[] = [];
  private readonly names: Names;

  constructor(program: Program, nodeOf: (read: WindowRead) => Node) {
    this.program = program;
    this.nodeOf = nodeOf;
    this.names = {
      variable: (name, ordinals) => this.read('at_start', name, ordinals),
      clock: () => undefined,
      ofVariable: (fn, name, ordinals, rate) =>
        Object.hasOwn(WINDOW_FUNCTIONS, fn) ? this.read(fn, name, ordinals, rate) : undefined,
      lookup: () => undefined,
    };
  }

  measured(outcome: MeasuredOutcome): Node {
    return outcome.cells ? this.overCells(outcome, outcome.cells) : this.whole(outcome);
  }

  /** An outcome summed over cells. */
  overCells({ over, equation }: CheckedOutcome, cells: readonly (readonly number[])[]): Node {
    const { model } = this.program;
    return this.join(sum(cells.map(lower(equation, scopeOf(over), model, this.names))));
  }

  /** An outcome not broken down: by its own equation for the whole, or summed over all cells. */
  whole(outcome: CheckedOutcome): Node {
    if (!outcome.whole) return this.overCells(outcome, cellsOf(outcome.over));
    return this.join(lower(outcome.whole, [], this.program.model, this.names)([]));
  }

  private read(fn: string, name: string, ordinals: readonly number[], rate?: string): Node {
    const at = (variable: string, cell: readonly number[]): number | undefined =>
      slotAt(this.program.variables.get(variable)!, cell);
    const from = at(name, ordinals);
    // Outside its subset a variable is nothing.
    if (from === undefined) return num(0);
    const rateAt = rate === undefined ? undefined : at(rate, []);
    return slot(this.reads.push({ fn, slots: [from], rate: rateAt }) - 1);
  }

  /** What is read alike of several cells and added up is read as one sum: a number for each window, not one for each cell. */
  private join(node: Node): Node {
    if (node.op === 'slot') return this.nodeOf(this.reads[node.slot]!);
    if (node.op === 'num') return node;
    if (node.op !== 'add') return mapParts(node, part => this.join(part));
    const alike = new Map<string, WindowRead>();
    const others: Node[] = [];
    for (const term of termsOf(node)) {
      if (term.op !== 'slot') {
        others.push(this.join(term));
        continue;
      }
      const { fn, slots, rate } = this.reads[term.slot]!;
      const before = alike.get(`${fn} ${rate}`)?.slots ?? [];
      alike.set(`${fn} ${rate}`, { fn, slots: [...before, ...slots], rate });
    }
    return sum([...[...alike.values()].map(this.nodeOf), ...others]);
  }
}

/** The terms of a sum, in order. */
function termsOf(node: Node): Node[] {
  const terms: Node[] = [];
  let at = node;
  for (; at.op === 'add'; at = at.a) terms.push(at.b);
  terms.push(at);
  return terms.reverse();
}
