import { instantiate } from '../../run/instantiate.ts';
import { type LaneProgram, LIST_NAMES } from './lane-program.ts';

type Calls = Readonly<Record<(typeof LIST_NAMES)[number], () => void>>;

/** A lane program with a memory of its own. */
export interface LaneMachine {
  readonly program: LaneProgram;
  /** Lane l of place i is at i · lanes + l. */
  readonly memory: Float64Array;
  /** Computes a list, in every lane. */
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
    call: Object.fromEntries(LIST_NAMES.map((name, i) => [name, instance.exports[`f${i}`]!])) as Calls,
    rounds: (program.chance?.rounds ?? []).map((_, r) => instance.exports[`f${LIST_NAMES.length + r}`]!),
    fill: (place, value) => {
      memory.fill(value, place * lanes, (place + 1) * lanes);
    },
  };
}
