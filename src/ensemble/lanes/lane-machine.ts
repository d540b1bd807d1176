import { instantiate } from '../../run/instantiate.ts';
import { type LaneProgram, LIST_NAMES, type Step } from './lane-program.ts';

/** Computes a list, in every lane: steps as many times over as is said. */
type Calls = {
  readonly [K in (typeof LIST_NAMES)[number]]: K extends Step ? (steps: number) => void : () => void;
};

/** A lane program with a memory of its own. */
export interface LaneMachine {
  readonly program: LaneProgram;
  /** Lane l of place i is at i · lanes + l. */
  readonly memory: Float64Array;
  readonly call: Calls;
  /** Computes what comes before each round of chance, in every lane. */
  readonly rounds: readonly (() => void)[];
  /** Sets a place in every lane. */
  fill(place: number, value: number): void;
}

/** @throws Error where the host gives no WebAssembly: without it an ensemble would take days */
export function startMachine(program: LaneProgram): LaneMachine {
  const instance = instantiate(program.module);
  if (!instance) throw new Error('draws need WebAssembly, which is switched off here or has no room');
  const { lanes, slotCount } = program;
  const memory = new Float64Array(instance.buffer, 0, slotCount * lanes);
  return {
    program,
    memory,
    call: Object.fromEntries(
      LIST_NAMES.map((name, i) => [name, instance.exports[`f${i}`]!]),
    ) as unknown as Calls,
    rounds: (program.chance?.rounds ?? []).map((_, r) => instance.exports[`f${LIST_NAMES.length + r}`]!),
    fill: (place, value) => {
      memory.fill(value, place * lanes, (place + 1) * lanes);
    },
  };
}
