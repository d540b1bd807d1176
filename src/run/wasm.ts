import type { Equation, Table } from '../compile/ir.ts';
import type { ModuleBytes } from '../compile/run-plan.ts';
import { BYTES_PER_NUMBER, PAGE, writeModule } from './wasm-bytes.ts';
import { eachNode, writeChunk } from './wasm-chunk.ts';
import { Code, ModuleCode } from './wasm-code.ts';

/** How a module's memory is laid out: slot i of lane l is the number at byte 8 (i · lanes + l). */
export interface EmitRequest {
  /** The exported function f0 assigns the slots of the first list, in order and in every lane; f1 those of the second … */
  readonly lists: readonly (readonly Equation[])[];
  /** How many slots the lists read or write. */
  readonly slotCount: number;
  readonly tables: readonly Table[];
  /** One run at a time, or an even number of runs side by side, two to an instruction. */
  readonly lanes: number;
  /** Slots that are read from outside; absent: all. Others need no place in memory where one chunk alone reads them. */
  readonly outside?: ReadonlySet<number>;
}

/**
 * V8 optimises a function of so many nodes soon, and a very large one late or never; and what a function of this size
 * reads and writes in 8 lanes stays in a processor's nearest memory. Measured: 200 to 800 are alike.
 */
const NODES_PER_CHUNK = 400;

/**
 * Writes lists of equations as a WebAssembly module, whose memory is the imported `host.memory`. Every operation is
 * the one that the reference interpreter makes, in its order, so that every bit is the same in every lane. Constants
 * stand in memory after the slots.
 *
 * A list is a function that calls its chunks; a chunk assigns some hundred slots in one lane (or two) after the other.
 */
export function emitModule({ lists, slotCount, tables, lanes, outside }: EmitRequest): ModuleBytes {
  if (lanes !== 1 && (lanes < 2 || lanes % 2 !== 0))
    throw new Error(`${lanes} lanes: neither one nor an even number`);
  const module = new ModuleCode(lanes === 1 ? 1 : 2, slotCount * lanes * BYTES_PER_NUMBER);
  const chunked = lists.map(chunksOf);
  const stored = outside && new Set([...outside, ...chunked.flat().flatMap(readFromMemory)]);
  const exported = chunked.map((chunks, i) => {
    const code = new Code(module, 0);
    for (const chunk of chunks) code.call(module.add(writeChunk(module, chunk, tables, lanes, stored)));
    return [`f${i}`, module.add(code.finish(0))] as const;
  });
  const { functions, address, data } = module;
  const pages = Math.max(1, Math.ceil((address + data.length) / PAGE));
  return { bytes: writeModule({ functions, exported, pages, data: { address, bytes: data } }), pages };
}

/** Slots that a chunk reads before it assigns them. */
function readFromMemory(chunk: readonly Equation[]): number[] {
  const assigned = new Set<number>();
  const read: number[] = [];
  for (const { slot, node } of chunk) {
    eachNode(node, n => {
      if (n.op === 'slot' && !assigned.has(n.slot)) read.push(n.slot);
    });
    assigned.add(slot);
  }
  return read;
}

/** Equations in order, in pieces that make functions of a good size. */
export function chunksOf(equations: readonly Equation[]): Equation[][] {
  const chunks: Equation[][] = [];
  let room = 0;
  for (const equation of equations) {
    if (room <= 0) {
      chunks.push([]);
      room = NODES_PER_CHUNK;
    }
    chunks.at(-1)!.push(equation);
    eachNode(equation.node, () => {
      room -= 1;
    });
  }
  return chunks;
}
