import { expect } from 'vitest';
import type { Equation, Table } from '../../src/compile/ir.ts';
import { interpretEquations } from '../../src/run/interpret.ts';
import { type EmitRequest, emitModule } from '../../src/run/wasm.ts';

/** The parts of WebAssembly that are used here. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, () => void>> };
  readonly Memory: new (limits: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
};

/** A module at work: `run` computes a list for some runs' slots, one run in each lane, and changes them. */
export function instantiate(request: EmitRequest) {
  const { lanes, slotCount } = request;
  const { bytes, pages } = emitModule(request);
  const memory = new WebAssembly.Memory({ initial: pages });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
  const numbers = new Float64Array(memory.buffer);
  return {
    memory: numbers,
    run: (list: number, runs: readonly Float64Array[]): void => {
      for (let l = 0; l < lanes; l++)
        for (let i = 0; i < slotCount; i++) numbers[i * lanes + l] = runs[l]![i]!;
      exports[`f${list}`]!();
      for (let l = 0; l < lanes; l++)
        for (let i = 0; i < slotCount; i++) runs[l]![i] = numbers[i * lanes + l]!;
    },
  };
}

/** Where two runs differ, as slots; NaN is NaN, whatever its bits, but -0 is not 0. */
export const differences = (a: Float64Array, b: Float64Array): number[] =>
  [...a.keys()].filter(i => !Object.is(a[i], b[i]));

/** Fails where a compiled list gives other bits than the reference interpreter, in any lane. */
export function expectReference(
  equations: readonly Equation[],
  tables: readonly Table[],
  runs: readonly Float64Array[],
  lanes: number,
): void {
  const slotCount = runs[0]!.length;
  const compiled = instantiate({ lists: [equations], slotCount, tables, lanes });
  const reference = interpretEquations(equations, tables);
  for (let first = 0; first < runs.length; first += lanes) {
    // the last block is filled up with the run that it begins with
    const block = Array.from({ length: lanes }, (_, l) => (runs[first + l] ?? runs[first]!).slice());
    const expected = block.map(v => v.slice());
    compiled.run(0, block);
    for (const [l, v] of expected.entries()) {
      reference(v);
      for (const i of differences(block[l]!, v))
        expect.fail(
          `lane ${l} of ${lanes}, slot ${i}: ${block[l]![i]}, but the reference has ${v[i]}, from ` +
            `${JSON.stringify(equations.findLast(e => e.slot === i)?.node)} and ${runs[first + l]?.join(' ')}`,
        );
    }
  }
}
