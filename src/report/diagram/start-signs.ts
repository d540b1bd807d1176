import type { Program } from '../../compile/program.ts';
import { interpretNode } from '../../run/interpret.ts';
import { both, type Effect } from './signs.ts';

/** How far a quantity is nudged, beside its own size: a little, or far enough to pass a threshold. */
const NUDGES = [0.01, 0.5];

/** A smaller change, beside the size of what changes or beside 1, is rounding: at a balanced start much cancels out. */
const LEAST_CHANGE = 1e-9;

/** Finds the sign of a link at the start of a run, by nudging. */
export type SignAtStart = (link: { readonly from: string; readonly to: string }) => Effect;

/**
 * The signs of links at the start of a run: every cell of one end is nudged up and down, all other variables are held, and the
 * other end is worked out anew. Agreement of all cells gives a sign; otherwise it depends.
 *
 * @param values slot values at the solved start, of a program in which every variable has slots
 */
export function signsAtStart(program: Program, values: Float64Array): SignAtStart {
  const held = new Uint8Array(program.slotCount);
  for (const { slots } of program.variables.values()) for (const s of slots) held[s] = 1;
  const equations = program.step.map(e => ({ slot: e.slot, value: interpretNode(e.node, program.tables) }));
  const nets = new Map(program.stocks.map(s => [s.slot, interpretNode(s.net, program.tables)]));

  /** The value of each slot, or how fast it changes where it is carried from step to step. */
  const workOut = (slots: readonly number[], v: Float64Array): number[] => {
    const own = new Set(slots);
    for (const { slot, value } of equations) if (own.has(slot) || !held[slot]) v[slot] = value(v);
    return slots.map(s => nets.get(s)?.(v) ?? v[s]!);
  };

  return ({ from, to }) => {
    const [source, target] = [from, to].map(name => program.variables.get(name)?.slots ?? []);
    const before = workOut(target!, values.slice());
    for (const nudge of NUDGES) {
      let effect: Effect;
      for (const way of [1, -1]) {
        const v = values.slice();
        for (const s of source!) v[s]! += way * nudge * (Math.abs(v[s]!) || 1);
        for (const [i, after] of workOut(target!, v).entries()) {
          const change = (after - before[i]!) * way;
          if (Math.abs(change) > LEAST_CHANGE * Math.max(1, Math.abs(before[i]!)))
            effect = both(effect, change > 0 ? '+' : '-');
        }
      }
      if (effect) return effect;
    }
    return undefined;
  };
}
