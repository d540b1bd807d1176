import {
  type BinaryFn,
  type Equation,
  isBinary,
  isUnary,
  type Node,
  type Table,
  type UnaryFn,
} from '../compile/ir.ts';
import { I32, writeModule } from './wasm-bytes.ts';
import { Code, ModuleCode } from './wasm-code.ts';
import { callLookUp, callMath } from './wasm-math.ts';

/** How a module's memory is laid out: slot i of lane l is the number at byte 8 (i · lanes + l). */
export interface EmitRequest {
  /** The exported function f0 assigns the slots of the first list, in order and for every lane; f1 of the second … */
  readonly lists: readonly (readonly Equation[])[];
  /** How many slots the lists read or write. */
  readonly slotCount: number;
  readonly tables: readonly Table[];
  /** One run at a time, or an even number of runs side by side, two to an instruction. */
  readonly lanes: number;
}

/** A module's bytes, and how many pages its memory needs: for the slots, and for its constants after them. */
export interface WasmModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
}

const BYTES_PER_NUMBER = 8;
const PAGE = 65_536;
/** V8 optimises functions of about this many nodes quickly, and very large ones late or never. */
const NODES_PER_FUNCTION = 400;

/**
 * Writes lists of equations as a WebAssembly module, whose memory is the imported `host.memory`. Every operation is
 * the one that the reference interpreter makes, in its order, so that every bit is the same in every lane.
 */
export function emitModule({ lists, slotCount, tables, lanes }: EmitRequest): WasmModule {
  if (lanes !== 1 && lanes % 2 !== 0) throw new Error(`${lanes} lanes: not one, and not an even number`);
  const module = new ModuleCode(lanes === 1 ? 1 : 2, slotCount * lanes * BYTES_PER_NUMBER);
  const exported = lists.map((list, i) => {
    const chunks = chunksOf(list).map(chunk => module.add(new Chunk(module, tables, lanes).write(chunk)));
    const code = new Code(module, 0);
    for (const chunk of chunks) code.call(chunk);
    return [`f${i}`, module.add(code.finish(0))] as const;
  });
  const { functions, address, data } = module;
  const pages = Math.max(1, Math.ceil((address + data.length) / PAGE));
  return { bytes: writeModule({ functions, exported, pages, data: { address, bytes: data } }), pages };
}

function chunksOf(equations: readonly Equation[]): Equation[][] {
  const chunks: Equation[][] = [];
  let room = 0;
  for (const equation of equations) {
    if (room <= 0) {
      chunks.push([]);
      room = NODES_PER_FUNCTION;
    }
    chunks.at(-1)!.push(equation);
    eachNode(equation.node, () => {
      room -= 1;
    });
  }
  return chunks;
}

/** Visits a node and all its parts, however deep they nest. */
function eachNode(node: Node, visit: (node: Node) => void): void {
  const left = [node];
  for (let at = left.pop(); at; at = left.pop()) {
    visit(at);
    if (at.op === 'select') left.push(at.condition, at.a, at.b);
    else if (isBinary(at)) left.push(at.a, at.b);
    else if (at.op === 'lookup' || isUnary(at)) left.push(at.a);
  }
}

const ARITHMETIC = new Set<UnaryFn | BinaryFn>([
  'neg',
  'abs',
  'sqrt',
  'add',
  'sub',
  'mul',
  'div',
  'min',
  'max',
]);
const COMPARISONS = new Set<UnaryFn | BinaryFn>(['lt', 'le', 'eq', 'ne']);
const LOGICAL = new Set<UnaryFn | BinaryFn>([...COMPARISONS, 'and', 'or', 'not']);

/** A function that assigns some equations' slots, for lane after lane or pair after pair. */
class Chunk {
  private readonly code: Code;
  private readonly tables: readonly Table[];
  private readonly lanes: number;
  /** The local that holds the byte at which the lane, or the pair, begins within a slot's numbers. */
  private readonly lane: number;
  /** Slots whose value is in a local. */
  private readonly held = new Map<number, number>();
  /** How often each slot will still be read. */
  private readonly reads = new Map<number, number>();

  constructor(module: ModuleCode, tables: readonly Table[], lanes: number) {
    this.code = new Code(module, 0);
    this.tables = tables;
    this.lanes = lanes;
    this.lane = this.code.local(I32);
  }

  write(equations: readonly Equation[]) {
    const { code, lanes, lane } = this;
    for (const { node } of equations)
      eachNode(node, part => {
        if (part.op === 'slot') this.reads.set(part.slot, (this.reads.get(part.slot) ?? 0) + 1);
      });
    const assignAll = (): void => {
      for (const equation of equations) this.assign(equation);
    };
    const { width } = code.module;
    if (lanes === width) assignAll();
    else code.repeat(lane, width * BYTES_PER_NUMBER, lanes * BYTES_PER_NUMBER, assignAll);
    return code.finish(0);
  }

  private assign({ slot, node }: Equation): void {
    this.code.get(this.lane);
    this.value(node);
    this.hold(slot);
    this.code.memory('store', this.offset(slot));
  }

  private offset(slot: number): number {
    return slot * this.lanes * BYTES_PER_NUMBER;
  }

  private load(slot: number): void {
    this.reads.set(slot, this.reads.get(slot)! - 1);
    const local = this.held.get(slot);
    if (local !== undefined) this.code.get(local);
    else {
      this.code.get(this.lane).memory('load', this.offset(slot));
      this.hold(slot);
    }
  }

  /** Keeps the number on the stack, a slot's, in a local too, if it will be read again. */
  private hold(slot: number): void {
    this.held.delete(slot);
    if (!this.reads.get(slot)) return;
    const local = this.code.local(this.code.numberType);
    this.held.set(slot, local);
    this.code.tee(local);
  }

  /** Leaves a number on the stack. */
  private value(node: Node): void {
    const { code } = this;
    if (node.op === 'num') code.constant(node.value);
    else if (node.op === 'slot') this.load(node.slot);
    else if (node.op === 'select') {
      this.value(node.a);
      this.value(node.b);
      this.truth(node.condition);
      code.op('select');
    } else if (node.op === 'lookup') {
      this.value(node.a);
      callLookUp(code, `lookup ${node.table}`, this.tables[node.table]!);
    } else if (LOGICAL.has(node.op)) {
      this.truth(node);
      code.maskToNumber();
    } else {
      // Sums of thousands of terms nest to the left: their chain is followed here, and not by calls.
      const chain = [node];
      let first: Node = node.a;
      while (isBinary(first) && ARITHMETIC.has(first.op)) {
        chain.push(first);
        first = first.a;
      }
      this.value(first);
      for (const link of chain.reverse()) {
        if (isBinary(link)) this.value(link.b);
        this.operate(link.op);
      }
    }
  }

  private operate(op: UnaryFn | BinaryFn): void {
    if (op === 'exp' || op === 'log' || op === 'pow') callMath(this.code, op);
    else this.code.op(op);
  }

  /** Leaves a mask on the stack; any number but zero is true. */
  private truth(node: Node): void {
    const { code } = this;
    if (node.op === 'and' || node.op === 'or') {
      this.truth(node.a);
      this.truth(node.b);
      code.op(node.op);
    } else if (node.op === 'not') {
      this.truth(node.a);
      code.op('not');
    } else if (isBinary(node) && COMPARISONS.has(node.op)) {
      this.value(node.a);
      this.value(node.b);
      this.operate(node.op);
    } else {
      this.value(node);
      code.constant(0).op('ne');
    }
  }
}
