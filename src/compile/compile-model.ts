import { type CheckedModel, cellsOf } from '../check/checked.ts';
import type { Faults } from '../diagnostics/diagnostic.ts';
import { namesIn } from '../expr/ast.ts';
import { decideFlows, wholeStocks } from './expand-decisions.ts';
import { expandMark } from './expand-marks.ts';
import { expandMoves } from './expand-moves.ts';
import { expandTally } from './expand-tallies.ts';
import { expandVariable, layOutVariable } from './expand-variables.ts';
import { atFirstInstant, type Equation, type Node, slot } from './ir.ts';
import { changingSlots, orderEquations } from './order.ts';
import { type Condition, drawnSlots, type Program, type ProgramLaw } from './program.ts';
import { Sheet } from './sheet.ts';

/**
 * Expands a checked model into equations over slots and puts them in order. Only what the stocks, the laws,
 * the start and `wanted` need is kept.
 *
 * @param wanted names of variables whose values will be read; defaults to those that outcomes read
 * @param byChance whether the flows of whole people and posts are set apart, so that chance can decide them; a run in which
 *   it does not is the same but for rounding
 * @returns undefined when equations go round in a circle, which is reported with the names in it
 */
export function compileModel(
  model: CheckedModel,
  faults: Faults,
  wanted: Iterable<string> = variablesOfOutcomes(model),
  byChance = false,
): Program | undefined {
  const sheet = new Sheet(model, byChance);
  const variables = [...model.variables.values()];
  for (const v of variables) layOutVariable(sheet, v);
  for (const v of variables) expandVariable(sheet, v);
  if (byChance) decideFlows(sheet);
  const moves = expandMoves(sheet);
  const marks = new Map([...model.marks].map(([name, mark]) => [name, expandMark(sheet, mark, moves.links)]));
  for (const v of variables) if (v.kind === 'tally' || v.kind === 'move') expandTally(sheet, v, moves, marks);
  const conditions = lowerConditions(sheet);
  const laws = lowerLaws(sheet);
  sheet.fillChanges();

  const stocks = [...sheet.inflow.keys()].map(s => ({
    slot: s,
    net: sheet.netOf(s),
    mayBeNegative: sheet.mayBeNegative.has(s),
  }));
  const recorded = [...wanted].flatMap(n => sheet.layouts.get(n)?.slots ?? []);
  const roots: Node[] = [
    ...stocks.map(s => s.net),
    ...laws.flatMap(l => [l.first, l.second]),
    ...recorded.map(slot),
    ...moves.hazardSums.map(h => slot(h.slot)),
    ...conditions.filter(c => c.overFirstYear).map(c => c.what),
  ];
  const offStart = sheet.steady.map(s => sheet.offStart(s));
  const step = orderEquations(sheet.equations, roots);
  if ('cycle' in step)
    return reportCycle(sheet, faults, step.cycle, 'put a stock, smooth or delay into the circle');
  const start = orderStart(sheet, [
    ...roots,
    ...stocks.map(s => slot(s.slot)),
    ...offStart,
    ...conditions.flatMap(c => [c.what, c.equals]),
  ]);
  if ('cycle' in start)
    return reportCycle(
      sheet,
      faults,
      start.cycle,
      'give one of them an initial value that waits for none of the others',
    );

  const series = variables.filter(v => v.kind === 'series').flatMap(v => sheet.layouts.get(v.name)!.slots);
  const chance = sheet.decisions && { decisions: sheet.decisions, wholes: wholeStocks(sheet) };
  const drawn = chance ? drawnSlots(chance) : [];
  const changing = changingSlots(
    step,
    new Set([...sheet.inflow.keys(), ...series, ...drawn, ...Object.values(sheet.clock)]),
  );
  const image = new Float64Array(sheet.slotNames.length);
  for (const [at, value] of sheet.image) image[at] = value;
  const { slotNames, layouts, clock, tables, steady, guesses } = sheet;
  return {
    model,
    slotCount: slotNames.length,
    slotNames,
    variables: layouts,
    clock,
    image,
    tables,
    start,
    step: step.filter(e => changing.has(e.slot)),
    stocks,
    steady,
    offStart,
    guesses,
    conditions,
    laws,
    hazardSums: moves.hazardSums,
    ...(chance && { chance }),
    recorded,
  };
}

/** The variables that outcomes read. */
export function variablesOfOutcomes(model: CheckedModel): Set<string> {
  const names = new Set<string>();
  for (const { equation, whole } of model.outcomes.values()) {
    namesIn(equation, names);
    if (whole) namesIn(whole, names);
  }
  return names;
}

/** The order of the first instant: initial values are equations then, and a variable is its own initial value. */
function orderStart(
  sheet: Sheet,
  roots: readonly Node[],
): readonly Equation[] | { readonly cycle: readonly number[] } {
  const initialOf = new Map([...sheet.kept].map(([from, to]) => [to, from]));
  const equations = new Map<number, Node>();
  for (const [at, node] of [...sheet.equations, ...sheet.initials])
    equations.set(at, atFirstInstant(node, initialOf));
  for (const [from, to] of sheet.kept) equations.set(to, slot(from));
  return orderEquations(equations, [
    ...roots,
    ...sheet.guesses.map(g => g.node),
    ...[...initialOf.keys()].map(slot),
  ]);
}

function lowerLaws(sheet: Sheet): ProgramLaw[] {
  return sheet.model.laws.map(({ name, kind, first, second }) => ({
    name,
    kind,
    first: sheet.lowerCell(first, [], []),
    second: sheet.lowerCell(second, [], []),
  }));
}

function lowerConditions(sheet: Sheet): Condition[] {
  const solved = [...sheet.model.variables.values()].filter(v => v.kind === 'solved');
  return solved.flatMap(v =>
    cellsOf(v.over).map((cell, i) => ({
      name: sheet.label(v.name, v.over, cell),
      unknown: sheet.layouts.get(v.name)!.slots[i]!,
      what: sheet.lowerCell(v.what, v.over, cell),
      equals: sheet.lowerCell(v.equals, v.over, cell),
      overFirstYear: v.spec.meets.overFirstYear,
      least: v.spec.least,
    })),
  );
}

function reportCycle(
  { slotNames, model }: Sheet,
  faults: Faults,
  cycle: readonly number[],
  hint: string,
): undefined {
  const chain = cycle.map(s => slotNames[s]!);
  const known = chain.map(n => model.variables.get(n.replace(/\[.*$/, ''))).find(v => v !== undefined);
  const circle = [...chain, chain[0]!].join(' <- ');
  return faults.error(
    'compile/cycle',
    known?.spec.place,
    `these variables wait for each other: ${circle}`,
    hint,
  );
}
