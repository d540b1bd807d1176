import type { Equation, Table } from '../compile/ir.ts';
import type { Program } from '../compile/program.ts';
import { type Assign, type Interpreter, interpretProgram } from './interpret.ts';
import { emitModule, type WasmModule } from './wasm.ts';

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
 * A program compiled to WebAssembly: some ten times as fast as the reference interpreter, and the same bits. Laws are
 * few and stay interpreted. Where there is no WebAssembly (it is off, or lacks address space), all of it is.
 */
export function compileProgram(program: Program): Interpreter {
  const { stocks, slotCount, tables } = program;
  const reference = interpretProgram(program);
  const nets = stocks.map(({ net }, i) => ({ slot: slotCount + i, node: net }));
  const compiled = compileLists([program.start, program.step, nets], slotCount + stocks.length, tables);
  if (!compiled) return reference;
  const [start, step, net] = compiled;
  return {
    ...reference,
    start: start!.assign,
    step: step!.assign,
    nets: (v, out) => {
      net!.run(v);
      out.set(net!.slots.subarray(slotCount, slotCount + stocks.length));
    },
    assigns: equations => {
      const most = equations.reduce((n, e) => Math.max(n, e.slot + 1), slotCount);
      return compileLists([equations], most, tables)?.[0]?.assign ?? reference.assigns(equations);
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

/** @returns undefined where the host gives no WebAssembly */
function compileLists(
  lists: readonly (readonly Equation[])[],
  slotCount: number,
  tables: readonly Table[],
): readonly Compiled[] | undefined {
  const instance = instantiate(emitModule({ lists, slotCount, tables, lanes: 1 }));
  if (!instance) return undefined;
  const slots = new Float64Array(instance.buffer);
  return lists.map((_, i) => {
    const compute = instance.exports[`f${i}`]!;
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

function instantiate({ bytes, pages }: WasmModule) {
  try {
    const memory = new WebAssembly.Memory({ initial: pages });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
    return { buffer: memory.buffer, exports };
  } catch (e) {
    // No address space is a RangeError, WebAssembly switched off a ReferenceError; anything else is a fault of ours.
    if (e instanceof RangeError || e instanceof ReferenceError) return undefined;
    throw e;
  }
}
