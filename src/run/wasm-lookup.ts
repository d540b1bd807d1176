import type { Table } from '../compile/ir.ts';
import type { WasmFunction } from './wasm-bytes.ts';
import { Code, type ModuleCode } from './wasm-code.ts';
import { number, pairs, parameter } from './wasm-value.ts';

/** Takes the number on the stack to what a table, the module's `index`-th, has for it: `lookUp` of interpret.ts. */
export function callLookUp(code: Code, table: Table, index: number): void {
  code.call(code.module.once(`lookup ${index}`, () => writeLookUp(code.module, table)));
}

/**
 * A table as rows of four numbers, one for every stretch between two points: y + rise (at - x) / run. The first row and
 * the last are flat, for what lies before and after the points: -0 times a number above 0 changes no y, not even -0.
 */
function rowsOf({ xs, ys }: Table): Float64Array<ArrayBuffer> {
  const last = xs.length - 1;
  const rows = [ys[0]!, -0, xs[0]! - 1, 1];
  for (let i = 0; i < last; i++) rows.push(ys[i]!, ys[i + 1]! - ys[i]!, xs[i]!, xs[i + 1]! - xs[i]!);
  rows.push(ys[last]!, -0, xs[last]! - 1, 1);
  return Float64Array.from(rows);
}

/** The row for x is the one whose number is that of the points passed: the first when it is left behind, others when met. */
function writeLookUp(module: ModuleCode, table: Table): WasmFunction {
  const code = new Code(module, 1);
  const { xs } = table;
  const x = parameter(code, 0);
  code.countFromNone();
  for (const [i, point] of xs.entries()) {
    (i === 0 ? x.above(point) : number(code, point).atOrBelow(x)).put();
    code.op('count');
  }
  // a row has 2^5 bytes
  code.whole(5).op('shiftCount');
  const pair = pairs(code, module.place(rowsOf(table)));
  const [[y, rise], [from, run]] = [pair(0), pair(1)];
  const at = x.atLeast(xs[0]!).atMost(xs.at(-1)!);
  y.plus(rise.times(at.minus(from)).over(run)).put();
  return code.finish(1);
}
