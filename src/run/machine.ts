import type { Program } from '../compile/program.ts';
import type { RunPlan } from '../compile/run-plan.ts';
import { instantiate } from './instantiate.ts';
import { interpretEquations } from './interpret.ts';
import { LIST_NAMES, leanLists, plainLists, type RunLists, type RunPlaces } from './run-lists.ts';
import { findPattern } from './start-pattern.ts';
import { emitModule } from './wasm.ts';

/** A program made ready to run: values in a memory, and what computes them. It does one thing at a time. */
export interface Machine {
  readonly program: Program;
  readonly places: RunPlaces;
  readonly pattern: RunPlan['pattern'];
  /** The program's slots, then the plan's places. */
  readonly memory: Float64Array;
  /** Each list, computed in memory. */
  readonly call: Readonly<Record<keyof RunLists, () => void>>;
}

/** Works out what runs of a program need, once for all of them. */
export function planRuns(program: Program): RunPlan {
  const { lists, places } = leanLists(program);
  const { tables } = program;
  const module = emitModule({
    lists: LIST_NAMES.map(name => lists[name]),
    slotCount: places.slotCount,
    tables,
    lanes: 1,
  });
  return { ...places, pattern: findPattern(program), module };
}

/**
 * A program compiled to WebAssembly: some ten times as fast as the reference interpreter, and the same bits. Where
 * there is no WebAssembly (it is off, or lacks address space), it is interpreted.
 */
export function compileProgram(program: Program): Machine {
  const plan = program.plan ?? planRuns(program);
  const instance = instantiate(plan.module);
  if (!instance) return interpretProgram(program);
  return {
    program,
    places: plan,
    get pattern() {
      return plan.pattern;
    },
    memory: new Float64Array(instance.buffer, 0, plan.slotCount),
    call: callsBy(name => instance.exports[`f${LIST_NAMES.indexOf(name)}`]!),
  };
}

/** A program as the reference interpreter has it: every equation as it stands. Plain and slow. */
export function interpretProgram(program: Program): Machine {
  const { lists, places } = plainLists(program);
  const memory = new Float64Array(places.slotCount);
  return {
    program,
    places,
    pattern: findPattern(program),
    memory,
    call: callsBy(name => {
      const assign = interpretEquations(lists[name], program.tables);
      return () => assign(memory);
    }),
  };
}

const callsBy = (callOf: (name: keyof RunLists) => () => void): Machine['call'] =>
  Object.fromEntries(LIST_NAMES.map(name => [name, callOf(name)])) as unknown as Machine['call'];
