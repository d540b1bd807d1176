import type { InputChange } from '../../run/simulate.ts';
import type { LaneMachine } from './lane-machine.ts';

/** Inputs over time: the same in every lane, or by lane. Slots are those of the program. */
export type LaneInputs =
  | { readonly alike: readonly InputChange[] }
  | { readonly byLane: readonly (readonly InputChange[])[] };

/** What a run in every lane came to. */
export interface LaneResults {
  /** By outcome, year and lane. */
  readonly byYear: Float64Array;
  /** By outcome and lane; NaN where the whole run is put together from its years. */
  readonly overall: Float64Array;
  /** By lane: 1 where a law broke, a stock went below zero or a number was lost. */
  readonly broken: Uint8Array;
}

/**
 * Runs every lane from the first instant that the memory holds.
 *
 * @param decide computes the rounds of a step and decides them, where chance does
 */
export function runLanes(
  machine: LaneMachine,
  inputs: LaneInputs,
  decide: (step: number) => void = () => {},
): LaneResults {
  const { program, memory, call, fill } = machine;
  const { lanes, clock, stepsPerYear, steps, inWindow, inRun, broken } = program;
  const dt = 1 / stepsPerYear;
  const years = Math.floor(steps / stepsPerYear);
  const byYear = new Float64Array(inWindow.length * years * lanes);
  const overall = new Float64Array(inWindow.length * lanes).fill(Number.NaN);
  const feed = feeder(machine, inputs);
  call.begin();
  for (let s = 0; s <= steps; s++) {
    fill(clock.time, s * dt);
    const ofYear = s % stepsPerYear;
    if (ofYear <= 1) fill(clock.newYear, ofYear === 0 ? 1 : 0);
    feed(s);
    decide(s);
    // Laws are looked at in every step; stocks, of which there are many, once a quarter.
    if (s % (stepsPerYear / 4) === 0 || s === steps) {
      call.observe();
      if (s === 0) call.openRun();
      else call.check();
    }
    if (s > 0 && ofYear === 0) {
      call.closeWindow();
      const year = s / stepsPerYear - 1;
      for (const [o, at] of inWindow.entries())
        byYear.set(memory.subarray(at * lanes, (at + 1) * lanes), (o * years + year) * lanes);
    }
    if (s === steps) break;
    if (ofYear === 0) {
      if (s > 0) call.turnYear();
      call.openWindow();
    }
    call.advance();
  }
  call.closeRun();
  for (const [o, at] of inRun.entries())
    if (at >= 0) overall.set(memory.subarray(at * lanes, (at + 1) * lanes), o * lanes);
  const flags = memory.subarray(broken * lanes, (broken + 1) * lanes);
  return { byYear, overall, broken: Uint8Array.from(flags, b => (b === 0 ? 0 : 1)) };
}

/** Writes the inputs of each step as it comes. */
function feeder({ program, memory, fill }: LaneMachine, inputs: LaneInputs): (step: number) => void {
  const { lanes, placeOf } = program;
  const all = 'alike' in inputs ? [inputs.alike] : inputs.byLane;
  const next = new Int32Array(all.length);
  const dueOf = (l: number): number => all[l]![next[l]!]?.step ?? Infinity;
  let due = Math.min(...all.map((_, l) => dueOf(l)));
  return step => {
    if (step < due) return;
    for (const [l, changes] of all.entries())
      for (let at = next[l]!; at < changes.length && changes[at]!.step <= step; next[l] = ++at) {
        const { slot, value } = changes[at]!;
        const place = placeOf[slot]!;
        if (place < 0) continue;
        if ('alike' in inputs) fill(place, value);
        else memory[place * lanes + l] = value;
      }
    due = Math.min(...all.map((_, l) => dueOf(l)));
  };
}
