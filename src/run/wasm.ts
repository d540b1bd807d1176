import { type Equation, eachNode, type Table } from '../compile/ir.ts';
import type { ModuleBytes } from '../compile/run-plan.ts';
import { BYTES_PER_NUMBER, Bytes, I32, PAGE, type WasmFunction, writeModule } from './wasm-bytes.ts';
import { writeChunk } from './wasm-chunk.ts';
import { Code, ModuleCode } from './wasm-code.ts';
import {
  BRANCH_IF,
  CALL,
  END,
  I32_ADD,
  I32_CONST,
  I32_LESS,
  LOCAL_GET,
  LOCAL_TEE,
  LOOP,
  NO_RESULT,
} from './wasm-instructions.ts';

/** How a module's memory is laid out: slot i of lane l is the number at byte 8 (i · lanes + l). */
export interface EmitRequest {
  /** The exported function f0 assigns the slots of the first list, in order and in every lane; f1 those of the second … */
  readonly lists: readonly (readonly Equation[])[];
  /** How many slots the lists read or write. */
  readonly slotCount: number;
  readonly tables: readonly Table[];
  /** One run at a time, or an even number of runs side by side, two to an instruction. */
  readonly lanes: number;
  /** Lists whose function takes a number, at least 1, and assigns so many times over. */
  readonly repeated?: readonly number[];
  /** Slots that are read from outside; absent: all. Others need no place in memory where one chunk alone reads them. */
  readonly outside?: ReadonlySet<number>;
}

/**
 * V8 optimises a function of so many nodes soon, and a very large one late or never; and what a function of this size
 * reads and writes in all lanes stays in a processor's nearest memory. Measured: 250 to 1,300 are alike within 2 %.
 */
const NODES_PER_CHUNK = 600;

/**
 * Writes lists of equations as a WebAssembly module, whose memory is the imported `host.memory`. Every operation is
 * the one that the reference interpreter makes, in its order, so that every bit is the same in every lane. Constants
 * stand in memory after the slots.
 *
 * A list is a function that calls its chunks; a chunk assigns some hundred slots in one lane (or two) after the other.
 */
export function emitModule({
  lists,
  slotCount,
  tables,
  lanes,
  repeated = [],
  outside,
}: EmitRequest): ModuleBytes {
  if (lanes !== 1 && (lanes < 2 || lanes % 2 !== 0))
    throw new Error(`${lanes} lanes: neither one nor an even number`);
  const module = new ModuleCode(lanes === 1 ? 1 : 2, slotCount * lanes * BYTES_PER_NUMBER);
  const chunked = lists.map(chunksOf);
  const stored = outside && new Set([...outside, ...chunked.flat().flatMap(readFromMemory)]);
  const exported = chunked.map((chunks, i) => {
    const code = new Code(module, 0);
    for (const chunk of chunks) code.call(module.add(writeChunk(module, chunk, tables, lanes, stored)));
    const once = module.add(code.finish(0));
    return [`f${i}`, repeated.includes(i) ? module.add(severalTimes(once)) : once] as const;
  });
  const { functions, address, data } = module;
  const pages = Math.max(1, Math.ceil((address + data.length) / PAGE));
  return { bytes: writeModule({ functions, exported, pages, data: { address, bytes: data } }), pages };
}

/** A function that calls another as often as it is told: from outside each call takes as long as a small model's step. */
function severalTimes(called: number): WasmFunction {
  const code = new Bytes();
  code.byte(LOOP).byte(NO_RESULT).byte(CALL).unsigned(called);
  code.byte(LOCAL_GET).unsigned(1).byte(I32_CONST).signed(1).byte(I32_ADD).byte(LOCAL_TEE).unsigned(1);
  code.byte(LOCAL_GET).unsigned(0).byte(I32_LESS).byte(BRANCH_IF).byte(0).byte(END);
  return { parameters: [I32], results: [], locals: [I32], code };
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
