import {
  type BinaryNode,
  type Equation,
  eachNode,
  isBinary,
  isTruth,
  isUnary,
  type Node,
  type SelectNode,
  type Table,
  type UnaryNode,
} from '../compile/ir.ts';
import { BYTES_PER_NUMBER, I32, type WasmFunction } from './wasm-bytes.ts';
import { Code, type ModuleCode } from './wasm-code.ts';
import { callLookUp } from './wasm-lookup.ts';
import { callMath } from './wasm-math.ts';

/**
 * Writes a function that assigns some equations' slots in order, for lane after lane or pair after pair of lanes.
 *
 * @param stored slots that others read as well; absent: all
 */
export function writeChunk(
  module: ModuleCode,
  equations: readonly Equation[],
  tables: readonly Table[],
  lanes: number,
  stored: ReadonlySet<number> | undefined,
): WasmFunction {
  return new Chunk(module, tables, lanes, stored).write(equations);
}

interface Comparison extends BinaryNode {
  readonly op: 'lt' | 'le' | 'eq' | 'ne';
}
const isComparison = (n: Node): n is Comparison =>
  n.op === 'lt' || n.op === 'le' || n.op === 'eq' || n.op === 'ne';

/** What is a number at once; a truth is a mask before it is a number. */
type Operation = UnaryNode | BinaryNode;
const isOperation = (n: Node): n is Operation => (isUnary(n) || isBinary(n)) && !isTruth(n);

class Chunk {
  private readonly code: Code;
  private readonly tables: readonly Table[];
  private readonly lanes: number;
  private readonly stored: ReadonlySet<number> | undefined;
  /** The local that holds at which byte of a slot's numbers the lanes begin that are computed. */
  private readonly lane: number;
  /** Locals by the slot whose value they hold. */
  private readonly held = new Map<number, number>();
  /** How often each slot will still be read. */
  private readonly reads = new Map<number, number>();

  constructor(
    module: ModuleCode,
    tables: readonly Table[],
    lanes: number,
    stored: ReadonlySet<number> | undefined,
  ) {
    this.code = new Code(module, 0);
    this.tables = tables;
    this.lanes = lanes;
    this.stored = stored;
    this.lane = this.code.local(I32);
  }

  write(equations: readonly Equation[]): WasmFunction {
    const { code, lanes, lane, reads } = this;
    for (const { node } of equations)
      eachNode(node, n => {
        if (n.op === 'slot') reads.set(n.slot, (reads.get(n.slot) ?? 0) + 1);
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
    if (this.stored && !this.stored.has(slot)) {
      this.value(node);
      this.code.set(this.localFor(slot));
      return;
    }
    this.code.get(this.lane);
    this.value(node);
    this.hold(slot);
    this.code.memory('store', this.offset(slot));
  }

  private load(slot: number): void {
    this.reads.set(slot, this.reads.get(slot)! - 1);
    const local = this.held.get(slot);
    if (local !== undefined) {
      this.code.get(local);
      return;
    }
    this.code.get(this.lane).memory('load', this.offset(slot));
    this.hold(slot);
  }

  private offset(slot: number): number {
    return slot * this.lanes * BYTES_PER_NUMBER;
  }

  /** Keeps the number on the stack, which is a slot's, in a local too if it will be read again. */
  private hold(slot: number): void {
    if (this.reads.get(slot)) this.code.tee(this.localFor(slot));
  }

  private localFor(slot: number): number {
    const local = this.code.local(this.code.numberType);
    this.held.set(slot, local);
    return local;
  }

  /** Leaves a number on the stack. */
  private value(node: Node): void {
    const { code } = this;
    if (node.op === 'num') code.constant(node.value);
    else if (node.op === 'slot') this.load(node.slot);
    else if (node.op === 'select') this.select(node);
    else if (node.op === 'lookup') {
      this.value(node.a);
      callLookUp(code, this.tables[node.table]!, node.table);
    } else if (isTruth(node)) {
      this.truth(node);
      code.maskToNumber();
    } else {
      // Sums of thousands of terms nest to the left: their chain is followed here, and not by calls.
      const chain: Operation[] = [];
      let first: Node = node;
      while (isOperation(first)) {
        const link = constantLast(first);
        chain.push(link);
        first = link.a;
      }
      this.value(first);
      for (const link of chain.reverse()) this.operate(link);
    }
  }

  /** Of two lanes, to choose takes three machine instructions; beside nothing one is enough. */
  private select({ condition, a, b }: SelectNode): void {
    const { code } = this;
    if (code.module.width === 2 && (isNothing(a) || isNothing(b))) {
      this.value(isNothing(a) ? b : a);
      this.truth(condition);
      code.op(isNothing(a) ? 'whereNot' : 'where');
    } else {
      this.value(a);
      this.value(b);
      this.truth(condition);
      code.op('select');
    }
  }

  /** Makes of the number on the stack, the operation's first, its result. */
  private operate(operation: Operation): void {
    const { op } = operation;
    if (isBinary(operation)) {
      const { b } = operation;
      if ((op === 'min' || op === 'max') && b.op === 'num' && !Number.isNaN(b.value)) {
        this.bound(op, b.value);
        return;
      }
      this.value(b);
    }
    if (op === 'exp' || op === 'log' || op === 'pow') callMath(this.code, op);
    else this.code.op(op);
  }

  /** The least or the greatest of the number on the stack and a constant, with the sign of 0 that Math has. */
  private bound(op: 'min' | 'max', constant: number): void {
    const { code } = this;
    code.constant(constant);
    if (op === 'min') code.op(Object.is(constant, -0) ? 'min' : 'atMost');
    else code.op('atLeast');
    // of -0 and 0 `atLeast` leaves the first
    if (op === 'max' && Object.is(constant, 0)) code.constant(0).op('add');
  }

  /** Leaves a mask on the stack; any number but zero is true. */
  private truth(node: Node): void {
    const { code } = this;
    if (node.op === 'not') {
      this.truth(node.a);
      code.op('not');
    } else if (node.op === 'and' || node.op === 'or') {
      this.truth(node.a);
      this.truth(node.b);
      code.op(node.op);
    } else if (isComparison(node)) {
      this.value(node.a);
      this.value(node.b);
      code.op(node.op);
    } else {
      this.value(node);
      code.constant(0).op('ne');
    }
  }
}

/** No bit of it is set. */
const isNothing = (n: Node): boolean => n.op === 'num' && Object.is(n.value, 0);

/** The same operation with a constant bound second, where it is looked for. */
function constantLast(operation: Operation): Operation {
  const { op } = operation;
  if (!isBinary(operation) || (op !== 'min' && op !== 'max') || operation.a.op !== 'num') return operation;
  return { ...operation, a: operation.b, b: operation.a };
}
