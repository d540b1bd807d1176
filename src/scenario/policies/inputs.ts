import { type CheckedModel, cellNames, cellsOf } from '../../check/checked.ts';
import { type Program, slotAt } from '../../compile/program.ts';
import type { InputChange } from '../../run/simulate.ts';
import { type CalendarDate, stepOfDate } from '../calendar.ts';
import type { Years } from '../quantities.ts';

/** The clock of one experiment, as policies need it. */
export interface Clock {
  readonly start: CalendarDate;
  readonly stepsPerYear: number;
  readonly steps: number;
}

/**
 * The inputs of one arm while policies write them: each series cell as its value at every step. Policies
 * compose by adding to or multiplying what is already there; at the end only the changes are kept.
 */
export class Inputs {
  readonly clock: Clock;
  /** Names of the numbers that policies asked for. */
  readonly read = new Set<string>();
  private readonly program: Program;
  private readonly image: Float64Array;
  private readonly paths = new Map<number, Float64Array>();

  constructor(program: Program, image: Float64Array, clock: Clock) {
    this.program = program;
    this.image = image;
    this.clock = clock;
  }

  get model(): CheckedModel {
    return this.program.model;
  }

  /** Slots of the series that policies asked for. */
  get touched(): ReadonlySet<number> {
    return new Set(this.paths.keys());
  }

  /** The nearest step to a date; a date beyond the run gives a step beyond it. */
  stepOf(date: CalendarDate): number {
    return stepOfDate(date, this.clock.start, this.clock.stepsPerYear);
  }

  stepsIn(years: Years): number {
    return Math.round(years * this.clock.stepsPerYear);
  }

  /** The k-th 1 April after a step; for k = 0 the step itself. The run starts on one. */
  aprilAfter(step: number, k: number): number {
    const { stepsPerYear } = this.clock;
    return k === 0 ? step : (Math.floor(step / stepsPerYear) + k) * stepsPerYear;
  }

  /** The value of a number of the model in this arm (a parameter or figure), in the engine's units. */
  number(name: string, ...elements: readonly string[]): number {
    this.read.add(name);
    return this.image[this.slot(name, elements)]!;
  }

  /** A series cell over time, to be read and written. */
  path(name: string, ...elements: readonly string[]): Float64Array {
    const slot = this.slot(name, elements);
    let path = this.paths.get(slot);
    if (!path) {
      path = new Float64Array(this.clock.steps + 1).fill(this.image[slot]!);
      this.paths.set(slot, path);
    }
    return path;
  }

  /** Changes a path from one step until another (the end of the run when not said); `how` sees nothing but the value. */
  change(path: Float64Array, from: number, to: number | undefined, how: (value: number) => number): void {
    const end = Math.min(to ?? path.length, path.length);
    // A path stands still for years on end: what it becomes is worked out once for each stretch.
    for (let first = Math.max(0, from), next = first; first < end; first = next) {
      const value = path[first]!;
      for (next = first + 1; next < end && path[next] === value; ) next++;
      path.fill(how(value), first, next);
    }
  }

  /**
   * Brings a path from what it is to what `how` makes of it, evenly over a time (at once when not said), and holds it
   * there until a step (the end of the run when not said). Each step holds the value of its middle, so that a ramp
   * brings as much whatever the step.
   */
  ramp(
    path: Float64Array,
    from: number,
    over: Years | undefined,
    how: (value: number) => number,
    to?: number,
  ): void {
    const length = this.stepsIn(over ?? 0);
    const full = from + length;
    const end = Math.min(to ?? path.length, full, path.length);
    for (let s = Math.max(0, from); s < end; s++) {
      const value = path[s]!;
      path[s] = value + (how(value) - value) * ((s - from + 0.5) / length);
    }
    this.change(path, full, to, how);
  }

  /** Adds an event that is over in one step and whose integral over time is `share`. */
  pulse(path: Float64Array, step: number, share = 1): void {
    this.change(path, step, step + 1, v => v + share * this.clock.stepsPerYear);
  }

  /** The elements of a dimension of the model. */
  elements(dimension: string): readonly string[] {
    return this.model.indexSets.get(dimension)?.dimension.elements ?? [];
  }

  /** What the engine is told: each series at the steps where it takes a new value. */
  changes(): InputChange[] {
    const changes: InputChange[] = [];
    for (const [slot, path] of this.paths) {
      let before = this.image[slot]!;
      for (let s = 0; s < path.length; s++) {
        const value = path[s]!;
        if (value !== before) changes.push({ step: s, slot, value });
        before = value;
      }
    }
    return changes.sort((a, b) => a.step - b.step || a.slot - b.slot);
  }

  private slot(name: string, elements: readonly string[]): number {
    const layout = this.program.variables.get(name);
    const ordinals = elements.map(e => this.model.elements.get(e)?.ordinal ?? -1);
    const slot = layout && slotAt(layout, ordinals);
    if (slot === undefined) throw new Error(`the model has no ${name}[${elements.join(', ')}]`);
    return slot;
  }
}

/** Sets numbers of the image, cell by cell, from the names of its elements and its present value. */
export function setCells(
  program: Program,
  image: Float64Array,
  name: string,
  numberOf: (elements: readonly string[], current: number) => number,
): void {
  const { over, slots } = program.variables.get(name)!;
  for (const [i, cell] of cellsOf(over).entries())
    image[slots[i]!] = numberOf(cellNames(over, cell), image[slots[i]!]!);
}
