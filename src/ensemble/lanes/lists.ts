import { add, div, type Equation, type Node, num, slot } from '../../compile/ir.ts';
import { leanEquations, neededFor } from '../../compile/lean.ts';
import type { Program } from '../../compile/program.ts';
import type { MeasuredOutcome } from '../../outcome/lower-outcome.ts';
import { neededBy } from '../../run/start-pattern.ts';
import { givenTo, type Round } from '../noise/rounds.ts';
import { lawLists } from './law-lists.ts';
import { inSlots, type NewSlot, readsOf, readsOfNode, slotsOf } from './slots.ts';
import { type Known, specialise } from './specialise.ts';
import { Stepping } from './stepping.ts';
import { windowLists } from './window-lists.ts';

/** What of an experiment decides the equations of its runs; all else is numbers. */
export interface ListsRequest {
  readonly program: Program;
  readonly stepsPerYear: number;
  readonly steps: number;
  /** Input series that any arm changes. */
  readonly inputs: ReadonlySet<number>;
  readonly known: Known;
  /** Those that are wanted; what none of them needs is not computed. */
  readonly outcomes: readonly MeasuredOutcome[];
}

/** The lists of equations of a run, by when they are computed. */
export interface Lists {
  /** Before the search for a start, whenever it begins anew. */
  readonly prepare: readonly Equation[];
  /** What the search must bring to nothing. */
  readonly residual: readonly Equation[];
  /** The first instant, once the unknowns stand. */
  readonly start: readonly Equation[];
  /** The first year, without inputs: what does not change in it, then each step. */
  readonly prepareYear: readonly Equation[];
  readonly year: readonly Equation[];
  /** Before a run: what does not change in it. */
  readonly begin: readonly Equation[];
  /** What stands at an instant, for those that read it there. */
  readonly observe: readonly Equation[];
  readonly openRun: readonly Equation[];
  readonly openWindow: readonly Equation[];
  /** One step: everything that flows, what is summed over it, and stocks. */
  readonly advance: readonly Equation[];
  readonly turnYear: readonly Equation[];
  readonly check: readonly Equation[];
  readonly closeWindow: readonly Equation[];
  readonly closeRun: readonly Equation[];
}

/** Slots that whoever calls the lists reads or writes. */
export interface ListSlots {
  /** Net flows of steady stocks, then what conditions are about, then what they equal. */
  readonly terms: readonly number[];
  /** How many steps there were since the first instant; a step counts itself, and sets the time to what comes next. */
  readonly step: number;
  /** By yearly condition: its rate at the first instant, and its total over the first year. */
  readonly rates: readonly number[];
  readonly totals: readonly number[];
  readonly broken: number;
  readonly inWindow: readonly number[];
  readonly inRun: readonly (number | undefined)[];
}

export interface WrittenLists {
  readonly lists: Lists;
  readonly slots: ListSlots;
  /** Where chance decides: what comes before `advance` in every step, and before what is observed. */
  readonly rounds: readonly Round[];
}

/** Writes what runs compute, over the slots of the program and new ones above them. */
export function writeLists(request: ListsRequest): WrittenLists {
  const { program, stepsPerYear, inputs, known, outcomes } = request;
  const { clock } = program;
  let slotCount = program.slotCount;
  const newSlot = (): number => slotCount++;
  const stepSlot = newSlot();
  // A year begins at the first instant.
  const special = specialise(program, new Map([...known.atStart, [clock.newYear, 1]]));
  const windows = windowLists(program, outcomes, stepsPerYear, newSlot);
  const search = searchLists(special.begun, newSlot);
  const yearly = program.conditions.filter(c => c.overFirstYear).map(c => c.what);
  const totals = yearly.map(what => {
    const at = newSlot();
    return { slot: at, node: add(slot(at), div(what, num(stepsPerYear))) };
  });
  const year = new Stepping(special.later(known.atStart), stepSlot, newSlot).step(totals, []);
  const stepping = new Stepping(special.later(known.later), stepSlot, newSlot);
  // Laws are over all people, staff and pounds, whatever is wanted.
  const ofWindows = [...windows.eachStep, ...windows.open, ...windows.close, ...windows.closeRun];
  const ofLaws = program.laws.flatMap(l => [...readsOfNode(l.first), ...readsOfNode(l.second)]);
  const followed = stepping.stocksFor([...readsOf(ofWindows), ...ofLaws]);
  const laws = lawLists(program, followed, newSlot);
  const opened = slotsOf([...windows.openRun, ...windows.open, ...windows.turnYear, ...laws.open]);
  const atInstants = readsOf([
    ...windows.open,
    ...windows.close,
    ...windows.closeRun,
    ...laws.open,
    ...laws.check,
  ]);
  const eachStep = [...windows.eachStep, ...laws.eachStep];
  const { chance } = program;
  const run = chance
    ? stepping.cutStep(chance, eachStep, inputs, opened, atInstants)
    : { ...stepping.step(eachStep, [...inputs, ...opened], atInstants), rounds: [] };
  // What stands once chance has decided is not computed again.
  const observe = chance ? { once: [], each: [] } : stepping.instant(atInstants, inputs);
  const later = {
    prepareYear: year.once,
    year: year.each,
    begin: [...run.once, ...observe.once],
    observe: observe.each,
    openRun: [...windows.openRun, ...laws.open],
    openWindow: windows.open,
    advance: run.each,
    turnYear: windows.turnYear,
    check: laws.check,
    closeWindow: windows.close,
    closeRun: windows.closeRun,
  };
  const rates = inSlots(yearly, newSlot);
  const wanted = new Set([
    ...Object.values(later).flatMap(readsOf),
    ...run.rounds.flatMap(({ before, decisions }) => [...readsOf(before), ...decisions.flatMap(givenTo)]),
    ...rates.flatMap(r => readsOfNode(r.node)),
  ]);
  const start = leanEquations(
    [...neededFor(wanted, special.begun.start), ...rates],
    new Set(),
    new Set([...wanted, ...slotsOf(rates)]),
    newSlot,
  );
  return {
    lists: { prepare: search.once, residual: search.each, start: start.once, ...later },
    slots: {
      terms: search.terms,
      step: stepSlot,
      rates: slotsOf(rates),
      totals: slotsOf(totals),
      broken: laws.broken,
      inWindow: windows.inWindow,
      inRun: windows.inRun,
    },
    rounds: run.rounds,
  };
}

/** What the search for a start computes at each try of the unknowns. */
function searchLists(program: Program, newSlot: NewSlot) {
  const { steady, offStart, conditions } = program;
  const nodes: Node[] = [...offStart, ...conditions.map(c => c.what), ...conditions.map(c => c.equals)];
  const terms = inSlots(nodes, newSlot);
  const lean = leanEquations(
    [...neededBy(nodes, program), ...terms],
    new Set([...steady, ...conditions.map(c => c.unknown)]),
    new Set(slotsOf(terms)),
    newSlot,
  );
  return { ...lean, terms: slotsOf(terms) };
}
