import type { Engine } from '../../arms/run-arms.ts';
import { drawnSlots } from '../../compile/program.ts';
import { instantiate } from '../../run/instantiate.ts';
import type { Machine } from '../../run/machine.ts';
import { LIST_NAMES, leanLists } from '../../run/run-lists.ts';
import { emitModule } from '../../run/wasm.ts';
import { Luck } from './luck.ts';
import { type LuckKeys, placeChance } from './placed-chance.ts';
import { cutStep } from './rounds.ts';

/** A machine in whose steps chance decides, for one draw after the other. */
export interface ChanceMachine {
  readonly machine: Machine;
  /** Takes up a draw: its first instant with all stocks made whole, given that without chance. */
  begin(draw: number, firstInstant: Float64Array): Float64Array;
}

/**
 * @param engine of a program that was compiled for chance; looks for starts without it
 * @throws Error where the host gives no WebAssembly
 */
export function chanceMachine(
  { machine: { program, pattern } }: Engine,
  keys: LuckKeys,
  stepsPerYear: number,
): ChanceMachine {
  const chance = program.chance!;
  const { lists, places } = leanLists(program, new Set(drawnSlots(chance)));
  const { rounds } = cutStep(lists.step, chance, new Set());
  const instance = instantiate(
    emitModule({
      lists: [...LIST_NAMES.map(name => (name === 'step' ? [] : lists[name])), ...rounds.map(r => r.before)],
      slotCount: places.slotCount,
      tables: program.tables,
      lanes: 1,
    }),
  );
  if (!instance) throw new Error('draws need WebAssembly, which is switched off here or has no room');
  const memory = new Float64Array(instance.buffer, 0, places.slotCount);
  const luck = new Luck(
    placeChance(chance, rounds, slot => slot),
    keys,
    { memory, lanes: 1, stepsPerYear },
  );
  const callOf = (list: number) => instance.exports[`f${list}`]!;
  const calls = Object.fromEntries(
    LIST_NAMES.map((name, i) => [name, callOf(i)]),
  ) as unknown as Machine['call'];
  let current = 0;
  const step = (): void => {
    const s = Math.round(memory[program.clock.time]! * stepsPerYear);
    for (const r of rounds.keys()) {
      callOf(LIST_NAMES.length + r)();
      luck.decide(r, current, 1, s);
    }
  };
  return {
    machine: { program, places, pattern, memory, call: { ...calls, step } },
    begin: (draw, firstInstant) => {
      current = draw;
      memory.set(firstInstant);
      luck.makeWhole(0, draw);
      return memory.slice(0, program.slotCount);
    },
  };
}
