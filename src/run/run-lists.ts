import { add, type Equation, max, min, mul, type Node, num, slot, sum } from '../compile/ir.ts';
import { leanEquations } from '../compile/lean.ts';
import type { Program } from '../compile/program.ts';
import type { RunPlan } from '../compile/run-plan.ts';
import { neededBy } from './start-pattern.ts';

/** What runs of a program compute, as lists of equations over its slots and places above them. */
export interface RunLists {
  /** Everything, as the first instant has it. */
  readonly start: readonly Equation[];
  /** The unknowns of the start, where the search for them begins. */
  readonly guess: readonly Equation[];
  /** The terms of the start's residuals: what the unknowns cannot change, and what they can. */
  readonly prepare: readonly Equation[];
  readonly residual: readonly Equation[];
  /**
   * A step: what nothing can change during a run, and what is computed at every step, with its laws and with what
   * stocks will be a step later.
   */
  readonly begin: readonly Equation[];
  readonly step: readonly Equation[];
  /** Makes the stocks that. */
  readonly advance: readonly Equation[];
  /** Of the conditions that are met by a total over the first year: their rates, at any instant of it. */
  readonly rates: readonly Equation[];
}

export const LIST_NAMES = [
  'start',
  'guess',
  'prepare',
  'residual',
  'begin',
  'step',
  'advance',
  'rates',
] as const;

export type RunPlaces = Pick<RunPlan, Exclude<keyof RunPlan, 'pattern' | 'module'>>;

/** The lists as the program has them: long, and plain to check. */
export function plainLists(program: Program): { readonly lists: RunLists; readonly places: RunPlaces } {
  const { start, step, guesses, stocks, offStart, conditions, laws, hazardSums, recorded, clock } = program;
  let slotCount = program.slotCount;
  const inPlaces = (nodes: readonly Node[]): { first: number; equations: Equation[] } => {
    const first = slotCount;
    slotCount += nodes.length;
    return { first, equations: nodes.map((node, i) => ({ slot: first + i, node })) };
  };
  const next = inPlaces(stocks.map(s => add(slot(s.slot), mul(s.net, slot(clock.dt)))));
  const later = stocks.map((s, i) => ({ ...s, value: slot(next.first + i) }));
  const watched = inPlaces(watchedOf(later, hazardSums));
  const kept = inPlaces(recorded.map(slot));
  const sides = inPlaces(laws.flatMap(l => [l.first, l.second]));
  const terms = inPlaces([...offStart, ...conditions.map(c => c.what), ...conditions.map(c => c.equals)]);
  const rates = inPlaces(conditions.filter(c => c.overFirstYear).map(c => c.what));
  const residual = [
    ...neededBy(
      terms.equations.map(e => e.node),
      program,
    ),
    ...terms.equations,
  ];
  return {
    lists: {
      start,
      guess: guesses,
      prepare: [],
      residual,
      begin: [],
      step: [...step, ...kept.equations, ...sides.equations, ...next.equations, ...watched.equations],
      advance: later.map(s => ({ slot: s.slot, node: s.value })),
      rates: rates.equations,
    },
    places: {
      slotCount,
      next: next.first,
      watched: watched.first,
      recorded: kept.first,
      laws: sides.first,
      terms: terms.first,
      rates: rates.first,
    },
  };
}

/** The numbers that `WATCHED` names, in its order. @param stocks with what each is looked at for */
export const watchedOf = (
  stocks: readonly { readonly value: Node; readonly mayBeNegative: boolean }[],
  hazardSums: Program['hazardSums'],
): [Node, Node, Node] => [
  sum(stocks.map(s => s.value)),
  stocks.filter(s => !s.mayBeNegative).reduce<Node>((least, s) => min(least, s.value), num(0)),
  hazardSums.reduce<Node>((most, h) => max(most, slot(h.slot)), num(0)),
];

/**
 * The same values in the same places with no work done twice.
 *
 * @param given slots that somebody else fills in the middle of each step
 */
export function leanLists(
  program: Program,
  given: ReadonlySet<number> = new Set(),
): { readonly lists: RunLists; readonly places: RunPlaces } {
  const { lists, places } = plainLists(program);
  const { variables, clock, stocks, steady, conditions } = program;
  let { slotCount } = places;
  const newSlot = (): number => slotCount++;
  const slotsOf = (list: readonly Equation[]): Set<number> => new Set(list.map(e => e.slot));
  const series = [...program.model.variables.values()].filter(v => v.kind === 'series');
  const varying = new Set([
    ...stocks.map(s => s.slot),
    ...series.flatMap(v => variables.get(v.name)!.slots),
    clock.time,
    clock.newYear,
    ...given,
  ]);
  const computed = lists.step.filter(e => !given.has(e.slot));
  const unknowns = new Set([...steady, ...conditions.map(c => c.unknown)]);
  const terms = new Set([...slotsOf(lists.residual)].filter(s => s >= places.terms));
  const search = leanEquations(lists.residual, unknowns, terms, newSlot);
  const run = leanEquations(computed, varying, slotsOf(computed), newSlot);
  return {
    lists: { ...lists, prepare: search.once, residual: search.each, begin: run.once, step: run.each },
    places: { ...places, slotCount },
  };
}
