import type { Equation, Table } from '../compile/ir.ts';
import type { Program } from '../compile/program.ts';
import { exp, log, pow } from '../numeric/math.ts';
import { type Assign, type Interpreter, interpretProgram, lookUp } from './interpret.ts';
import { emitModule } from './wasm.ts';

/** The parts of WebAssembly that are used here; its types belong to the browser's library, which is not loaded. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, () => void>> };
  readonly Memory: new (limits: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
};

/**
 * A program compiled to WebAssembly: some thirty times as fast as the reference interpreter, and the same bits.
 * Laws are few and stay interpreted.
 */
export function compileProgram(program: Program): Interpreter {
  const { stocks, slotCount } = program;
  const nets = stocks.map(({ net }, i) => ({ slot: slotCount + i, node: net }));
  const [start, step, net] = compileLists(
    [program.start, program.step, nets],
    slotCount + stocks.length,
    program.tables,
  );
  return {
    ...interpretProgram(program),
    start: start!.assign,
    step: step!.assign,
    nets: (v, out) => {
      net!.run(v);
      out.set(net!.slots.subarray(slotCount, slotCount + stocks.length));
    },
    assigns: equations => {
      const most = equations.reduce((n, e) => Math.max(n, e.slot + 1), slotCount);
      return compileLists([equations], most, program.tables)[0]!.assign;
    },
  };
}

interface Compiled {
  /** The module's memory, as slots. */
  readonly slots: Float64Array;
  /** Copies the values in and computes. */
  readonly run: (v: Float64Array) => void;
  /** The same, and copies them out again. */
  readonly assign: Assign;
}

function compileLists(
  lists: readonly (readonly Equation[])[],
  slotCount: number,
  tables: readonly Table[],
): readonly Compiled[] {
  const { bytes, pages } = emitModule(lists, slotCount);
  const memory = new WebAssembly.Memory({ initial: pages });
  const host = { memory, exp, log, pow, lookUp: (t: number, x: number) => lookUp(tables[t]!, x) };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host });
  const slots = new Float64Array(memory.buffer);
  return lists.map((_, i) => {
    const compute = exports[`f${i}`]!;
    const run = (v: Float64Array): void => {
      slots.set(v);
      compute();
    };
    return {
      slots,
      run,
      assign: v => {
        run(v);
        v.set(slots.subarray(0, v.length));
      },
    };
  });
}
