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

/** Computes the rounds of a step and decides them, where chance does. */
type Decide = (step: number) => void;

/** Runs every lane from the first instant that the memory holds. */
export const runLanes = (machine: LaneMachine, inputs: LaneInputs): LaneResults =>
  runArms(machine, [inputs])[0]!;

/**
 * Runs every lane of every arm from the first instant that the memory holds. Until the inputs of one part from those of
 * another, they are run once for all.
 */
export function runArms(machine: LaneMachine, arms: readonly LaneInputs[], decide?: Decide): LaneResults[] {
  const { memory, program } = machine;
  const { lanes, stepsPerYear, steps, inWindow } = program;
  const last = steps + 1;
  const parting = Math.min(last, partingStep(arms));
  const shared = new Float64Array(inWindow.length * Math.floor(steps / stepsPerYear) * lanes);
  machine.call.begin();
  walk(machine, arms[0]!, decide, [0, parting], shared);
  const instant = memory.slice();
  return arms.map((inputs, i) => {
    if (i > 0) memory.set(instant);
    const byYear = shared.slice();
    walk(machine, inputs, decide, [parting, last], byYear);
    return close(machine, byYear);
  });
}

/** The first step at which not all arms are given the same; infinite where they always are. */
function partingStep(arms: readonly LaneInputs[]): number {
  const listsOf = (inputs: LaneInputs) => ('alike' in inputs ? [inputs.alike] : inputs.byLane);
  const [first, ...others] = arms.map(listsOf);
  let parting = Infinity;
  for (const other of others)
    for (let l = 0; l < Math.max(first!.length, other.length); l++) {
      const [a, b] = [first, other].map(lists => lists![lists!.length === 1 ? 0 : l]!) as [Changes, Changes];
      const at = a.findIndex((change, i) => !isSame(change, b[i]));
      const from = at < 0 ? a.length : at;
      parting = Math.min(parting, a[from]?.step ?? Infinity, b[from]?.step ?? Infinity);
    }
  return parting;
}

type Changes = readonly InputChange[];

const isSame = (a: InputChange, b: InputChange | undefined): boolean =>
  a.step === b?.step && a.slot === b.slot && Object.is(a.value, b.value);

/** Goes through some steps, and writes the years that are closed at them. The last only closes. */
function walk(
  machine: LaneMachine,
  inputs: LaneInputs,
  decide: Decide | undefined,
  [from, to]: readonly [number, number],
  byYear: Float64Array,
): void {
  const { program, memory, call, fill } = machine;
  const { lanes, clock, stepsPerYear, steps, inWindow } = program;
  const years = Math.floor(steps / stepsPerYear);
  const quarter = Math.max(1, Math.floor(stepsPerYear / 4));
  const feed = feeder(machine, inputs);
  fill(clock.step, from);
  fill(clock.time, from * (1 / stepsPerYear));
  for (let s = from, next = s; s < to; s = next) {
    const ofYear = s % stepsPerYear;
    if (ofYear <= 1) fill(clock.newYear, ofYear === 0 ? 1 : 0);
    const due = feed(s);
    decide?.(s);
    // Laws are looked at in every step; stocks, of which there are many, once a quarter.
    if (s % quarter === 0 || s === steps) {
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
    const nextQuarter = (Math.floor(s / quarter) + 1) * quarter;
    next = decide || ofYear === 0 ? s + 1 : Math.min(to, steps, due, nextQuarter);
    call.advance(next - s);
  }
}

function close({ program, memory, call }: LaneMachine, byYear: Float64Array): LaneResults {
  const { lanes, inRun, broken } = program;
  const overall = new Float64Array(inRun.length * lanes).fill(Number.NaN);
  call.closeRun();
  for (const [o, at] of inRun.entries())
    if (at >= 0) overall.set(memory.subarray(at * lanes, (at + 1) * lanes), o * lanes);
  const flags = memory.subarray(broken * lanes, (broken + 1) * lanes);
  return { byYear, overall, broken: Uint8Array.from(flags, b => (b === 0 ? 0 : 1)) };
}

/** Writes the inputs of a step, and of those before it; gives the next step that has some. */
function feeder({ program, memory, fill }: LaneMachine, inputs: LaneInputs): (step: number) => number {
  const { lanes, placeOf } = program;
  const all = 'alike' in inputs ? [inputs.alike] : inputs.byLane;
  const next = new Int32Array(all.length);
  const dueOf = (l: number): number => all[l]![next[l]!]?.step ?? Infinity;
  let due = Math.min(...all.map((_, l) => dueOf(l)));
  return step => {
    if (step < due) return due;
    for (const [l, changes] of all.entries())
      for (let at = next[l]!; at < changes.length && changes[at]!.step <= step; next[l] = ++at) {
        const { slot, value } = changes[at]!;
        const place = placeOf[slot]!;
        if (place < 0) continue;
        if ('alike' in inputs) fill(place, value);
        else memory[place * lanes + l] = value;
      }
    due = Math.min(...all.map((_, l) => dueOf(l)));
    return due;
  };
}
