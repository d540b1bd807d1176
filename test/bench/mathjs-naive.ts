import { all, create, type EvalFunction } from 'mathjs';
import { type BinaryFn, isBinary, isUnary, type Node, type Table } from '../../src/compile/ir.ts';
import type { Program } from '../../src/compile/program.ts';
import { lookUp } from '../../src/run/interpret.ts';

/** Numbers that differ in their last bits are different, as they are for us. */
const math = create(all!, { relTol: Number.MIN_VALUE, absTol: 0 });

const INFIX: Partial<Record<BinaryFn, string>> = { add: '+', sub: '-', mul: '*', div: '/', pow: '^' };
const COMPARED: Partial<Record<BinaryFn, string>> = {
  lt: '<',
  le: '<=',
  eq: '==',
  ne: '!=',
  and: 'and',
  or: 'or',
};

/** An expanded equation as mathjs writes it: slot i is `s<i>`, table t the function `table<t>`. */
export function mathjsText(node: Node): string {
  if (node.op === 'num') return node.value < 0 ? `(${node.value})` : `${node.value}`;
  if (node.op === 'slot') return `s${node.slot}`;
  if (node.op === 'select')
    return `(${truthText(node.condition)} ? ${mathjsText(node.a)} : ${mathjsText(node.b)})`;
  if (node.op === 'lookup') return `table${node.table}(${mathjsText(node.a)})`;
  if (node.op === 'not') return `(${truthText(node)} ? 1 : 0)`;
  if (node.op === 'neg') return `(-${mathjsText(node.a)})`;
  if (isUnary(node)) return `${node.op}(${mathjsText(node.a)})`;
  if (!isBinary(node)) throw new Error(`unknown node ${(node as Node).op}`);
  const infix = INFIX[node.op];
  if (infix) return `(${mathjsText(node.a)} ${infix} ${mathjsText(node.b)})`;
  if (node.op === 'min' || node.op === 'max')
    return `${node.op}(${mathjsText(node.a)}, ${mathjsText(node.b)})`;
  return `(${truthText(node)} ? 1 : 0)`;
}

function truthText(node: Node): string {
  if (node.op === 'not') return `(not ${truthText(node.a)})`;
  const sign = isBinary(node) ? COMPARED[node.op] : undefined;
  if (!sign || !isBinary(node)) return `(${mathjsText(node)} != 0)`;
  const side = node.op === 'and' || node.op === 'or' ? truthText : mathjsText;
  return `(${side(node.a)} ${sign} ${side(node.b)})`;
}

/** A program's steps as somebody would take them with mathjs: each equation compiled once, and evaluated in a scope. */
export class NaiveRun {
  private readonly program: Program;
  private readonly scope = new Map<string, unknown>();
  private readonly equations: readonly { readonly name: string; readonly code: EvalFunction }[];
  private readonly nets: readonly EvalFunction[];

  constructor(program: Program) {
    this.program = program;
    const compile = (node: Node): EvalFunction => math.compile(mathjsText(node));
    this.equations = program.step.map(e => ({ name: `s${e.slot}`, code: compile(e.node) }));
    this.nets = program.stocks.map(s => compile(s.net));
    for (const [i, table] of program.tables.entries())
      this.scope.set(`table${i}`, (x: number) => lookUp(table as Table, x));
  }

  /** @param values slot values at the first instant */
  begin(values: Float64Array, stepsPerYear: number): void {
    for (const [slot, value] of values.entries()) this.scope.set(`s${slot}`, value);
    this.scope.set(`s${this.program.clock.dt}`, 1 / stepsPerYear);
  }

  step(s: number, stepsPerYear: number): void {
    const { scope, program, equations, nets } = this;
    const dt = 1 / stepsPerYear;
    scope.set(`s${program.clock.time}`, s * dt);
    scope.set(`s${program.clock.newYear}`, s % stepsPerYear === 0 ? 1 : 0);
    for (const { name, code } of equations) scope.set(name, code.evaluate(scope));
    const moved = nets.map(net => net.evaluate(scope) as number);
    for (const [i, { slot }] of program.stocks.entries())
      scope.set(`s${slot}`, (scope.get(`s${slot}`) as number) + moved[i]! * dt);
  }

  value(slot: number): number {
    return this.scope.get(`s${slot}`) as number;
  }
}
