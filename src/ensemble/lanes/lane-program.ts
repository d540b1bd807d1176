import { type Equation, mapParts, type Node } from '../../compile/ir.ts';
import type { ModuleBytes } from '../../compile/run-plan.ts';
import { emitModule } from '../../run/wasm.ts';
import { type PlacedChance, placeChance } from '../noise/placed-chance.ts';
import { type Lists, type ListsRequest, writeLists } from './lists.ts';

/**
 * A program ready for runs side by side: plain data, so that it can be handed to a worker. Slots are numbered anew,
 * and only those that are used have a place.
 */
export interface LaneProgram {
  readonly module: ModuleBytes;
  /** Runs side by side: lane l of slot i is the number at i · lanes + l. */
  readonly lanes: number;
  readonly slotCount: number;
  /** By slot of the program: its place, or -1 where no run reads it. */
  readonly placeOf: Int32Array;
  /** `step` counts the steps since the first instant. */
  readonly clock: {
    readonly step: number;
    readonly time: number;
    readonly dt: number;
    readonly newYear: number;
  };
  readonly stepsPerYear: number;
  readonly steps: number;
  readonly search: SearchPlaces;
  readonly broken: number;
  /** By outcome; inRun -1 where the whole run is put together from its years. */
  readonly inWindow: Int32Array;
  readonly inRun: Int32Array;
  /** Undefined: what comes of a flow is what was to be expected. */
  readonly chance: PlacedChance | undefined;
}

/** Places that the search for a start reads and writes. */
export interface SearchPlaces {
  /** Unknowns stand one after the other: steady stocks, and then those that belong to conditions, in their order. */
  readonly firstUnknown: number;
  readonly steadyCount: number;
  /** By unknown: the least that makes sense; -Infinity where anything does. */
  readonly least: Float64Array;
  /** As many: the terms of their residuals (a net flow, or what a condition is about). */
  readonly firstTerm: number;
  /** By condition: what it equals. */
  readonly equals: Int32Array;
  /** The conditions that are met by their total over the first year, with their rate and that total. */
  readonly yearly: Int32Array;
  readonly rates: Int32Array;
  readonly totals: Int32Array;
}

/** The lists in the order of their functions in the module; those of the rounds of chance follow. */
export const LIST_NAMES = [
  'prepare',
  'residual',
  'start',
  'prepareYear',
  'year',
  'begin',
  'observe',
  'openRun',
  'openWindow',
  'advance',
  'turnYear',
  'check',
  'closeWindow',
  'closeRun',
] as const satisfies readonly (keyof Lists)[];

/** Those that are computed step after step, often with nothing else between. */
const STEPS = ['year', 'advance'] as const;
export type Step = (typeof STEPS)[number];

/** Two runs fill an instruction; of more, what a step touches must stay near the processor. Measured from 2 to 32: from 8 to 16 all are alike. */
const LANES = 12;

/** @param lanes runs side by side */
export function laneProgram(request: ListsRequest, lanes = LANES): LaneProgram {
  const { program, stepsPerYear, steps } = request;
  const { lists, slots, rounds } = writeLists(request);
  const { clock, steady, conditions, stocks } = program;
  const places = new Map<number, number>();
  const place = (slot: number): number => {
    let at = places.get(slot);
    if (at === undefined) places.set(slot, (at = places.size));
    return at;
  };
  const placed = (equations: readonly Equation[]): Equation[] =>
    equations.map(e => ({ node: moveNode(e.node, place), slot: place(e.slot) }));
  const all = (of: readonly number[]): Int32Array => Int32Array.from(of, place);
  const unknowns = all([...steady, ...conditions.map(c => c.unknown)]);
  // What a step touches stands together.
  const advance = placed(lists.advance);
  const terms = all(slots.terms);
  const ofRounds = rounds.map(r => placed(r.before));
  const moved = [
    ...LIST_NAMES.map(name => (name === 'advance' ? advance : placed(lists[name]))),
    ...ofRounds,
  ];
  const mayBeNegative = new Set(stocks.filter(s => s.mayBeNegative).map(s => s.slot));
  const n = unknowns.length;
  const rest = {
    clock: {
      step: place(slots.step),
      time: place(clock.time),
      dt: place(clock.dt),
      newYear: place(clock.newYear),
    },
    search: {
      firstUnknown: unknowns[0] ?? 0,
      steadyCount: steady.length,
      least: Float64Array.from([
        ...steady.map(s => (mayBeNegative.has(s) ? -Infinity : 0)),
        ...conditions.map(c => c.least ?? -Infinity),
      ]),
      firstTerm: terms[0] ?? 0,
      equals: terms.subarray(n),
      yearly: Int32Array.from(conditions.flatMap((c, i) => (c.overFirstYear ? [i] : []))),
      rates: all(slots.rates),
      totals: all(slots.totals),
    },
    broken: place(slots.broken),
    inWindow: all(slots.inWindow),
    inRun: Int32Array.from(slots.inRun, s => (s === undefined ? -1 : place(s))),
    chance: program.chance && placeChance(program.chance, rounds, place),
  };
  const { rates, totals } = rest.search;
  // While no list is computed.
  const read = [unknowns, terms, rates, totals, rest.inWindow, rest.inRun]
    .flatMap(of => [...of])
    .concat(rest.broken);
  const slotCount = places.size;
  return {
    module: emitModule({
      lists: moved,
      slotCount,
      tables: program.tables,
      lanes,
      repeated: STEPS.map(name => LIST_NAMES.indexOf(name)),
      // Chance reads and writes between the lists.
      ...(!program.chance && { outside: new Set(read) }),
    }),
    lanes,
    slotCount,
    placeOf: Int32Array.from({ length: program.slotCount }, (_, s) => places.get(s) ?? -1),
    stepsPerYear,
    steps,
    ...rest,
  };
}

/** The same node over other slots. */
const moveNode = (node: Node, place: (slot: number) => number): Node =>
  node.op === 'slot' ? { op: 'slot', slot: place(node.slot) } : mapParts(node, part => moveNode(part, place));
