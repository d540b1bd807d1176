import { expect } from 'vitest';
import type { Equation, Table } from '../../src/compile/ir.ts';
import type { Program } from '../../src/compile/program.ts';
import { type StreamKey, uniform } from '../../src/numeric/stream.ts';
import { instantiate } from '../../src/run/instantiate.ts';
import { interpretEquations } from '../../src/run/interpret.ts';
import { plainLists } from '../../src/run/run-lists.ts';
import { type EmitRequest, emitModule } from '../../src/run/wasm.ts';

/** A module at work: `run` computes a list for some runs' slots, one run in each lane, and changes them. */
export function atWork(request: EmitRequest) {
  const { lanes, slotCount } = request;
  const { buffer, exports } = instantiate(emitModule(request))!;
  const numbers = new Float64Array(buffer);
  return {
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
  const compiled = atWork({ lists: [equations], slotCount, tables, lanes });
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

const KEY: StreamKey = [7, 11];

/** The slots of a program with every value half to one and a half of what it was, or of 10 where it was nothing. */
const shaken = (program: Program, slotCount: number, draw: number): Float64Array =>
  Float64Array.from(
    { length: slotCount },
    (_, i) => (program.image[i] || 10) * (0.5 + uniform(KEY, draw, i)),
  );

/** Fails where a program's lists give other bits than the reference interpreter, with other values in every lane. */
export function expectReferenceOf(program: Program, lanes: number): void {
  const { lists, places } = plainLists(program);
  const runs = Array.from({ length: lanes }, (_, draw) => shaken(program, places.slotCount, draw));
  for (const list of Object.values(lists)) expectReference(list, program.tables, runs, lanes);
}
