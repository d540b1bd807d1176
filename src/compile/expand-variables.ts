import {
  type CheckedDelay,
  type CheckedSmooth,
  type CheckedStock,
  type CheckedVariable,
  cellsOf,
} from '../check/checked.ts';
import { div, mul, num, ONE, slot, sub, sum } from './ir.ts';
import type { Sheet } from './sheet.ts';

/** Gives a variable its slots, one for each cell, and a stock those of its stages. */
export function layOutVariable(sheet: Sheet, v: CheckedVariable): void {
  const { name, over } = v;
  const slots = cellsOf(over).map(cell => sheet.newSlot(sheet.label(name, over, cell)));
  sheet.layouts.set(name, { name, over, slots });
  if (v.kind === 'parameter') for (const [i, s] of slots.entries()) sheet.image.push([s, v.values[i]!]);
  if (v.kind === 'series') for (const s of slots) sheet.image.push([s, v.spec.otherwise * v.unit.factor]);
  if (v.kind === 'stock')
    sheet.stages.set(
      name,
      slots.map(value => layOutStages(sheet, v, value)),
    );
}

/** A stock of one stage is its own slot; one of several is the sum of its stages. */
function layOutStages(sheet: Sheet, v: CheckedStock, value: number): number[] {
  const one = v.stages === 1;
  const stages = one
    ? [value]
    : Array.from({ length: v.stages }, (_, k) => sheet.newSlot(`${sheet.slotNames[value]} stage ${k + 1}`));
  for (const s of stages) sheet.addStock(s, v.spec.mayBeNegative);
  if (!one) sheet.equations.set(value, sum(stages.map(slot)));
  return stages;
}

/** Writes the equations of a variable's cells. Tallies and moves have their own expanders. */
export function expandVariable(sheet: Sheet, v: CheckedVariable): void {
  const { over } = v;
  const { slots } = sheet.layouts.get(v.name)!;
  for (const [i, cell] of cellsOf(over).entries()) {
    const at = slots[i]!;
    if (v.kind === 'auxiliary' || v.kind === 'flow') {
      const equation = 'op' in v.equations ? v.equations : v.equations.get(cell[0]!)!;
      sheet.equations.set(at, sheet.lowerCell(equation, over, cell));
    } else if (v.kind === 'stock') expandStock(sheet, v, i, cell);
    else if (v.kind === 'smooth') expandSmooth(sheet, v, at, cell);
    else if (v.kind === 'delay') expandDelay(sheet, v, at, cell);
    else if (v.kind === 'solved')
      sheet.guesses.push({ slot: at, node: sheet.lowerCell(v.guess, over, cell) });
  }
}

function expandStock(sheet: Sheet, v: CheckedStock, i: number, cell: readonly number[]): void {
  const stages = sheet.stages.get(v.name)![i]!;
  const initial = v.initial && sheet.lowerCell(v.initial, v.over, cell);
  const guess = v.guess ? div(sheet.lowerCell(v.guess, v.over, cell), num(stages.length)) : ONE;
  const trend = v.trend && sheet.lowerCell(v.trend, v.over, cell);
  for (const s of stages) {
    if (trend) sheet.trends.set(s, trend);
    if (initial) sheet.initials.set(s, div(initial, num(stages.length)));
    else {
      sheet.steady.push(s);
      sheet.guesses.push({ slot: s, node: guess });
    }
  }
  for (const f of v.spec.inflows) sheet.addInflow(stages[0]!, sheet.valueOf(f.value, cell));
  for (const f of v.spec.outflows) sheet.addOutflow(stages.at(-1)!, sheet.valueOf(f.value, cell));
}

/** A chain of lags; the variable is the last of them. */
function expandSmooth(sheet: Sheet, v: CheckedSmooth, at: number, cell: readonly number[]): void {
  const { order } = v.spec;
  const lag = div(sheet.lowerCell(v.time, v.over, cell), num(order));
  const input = sheet.lowerCell(v.of, v.over, cell);
  const initial = v.initial ? sheet.lowerCell(v.initial, v.over, cell) : input;
  let follows = input;
  for (let k = 1; k <= order; k++) {
    const own = k === order ? at : sheet.newSlot(`${sheet.slotNames[at]} lag ${k}`);
    sheet.addStock(own, true);
    sheet.initials.set(own, initial);
    sheet.addInflow(own, div(sub(follows, slot(own)), lag));
    follows = slot(own);
  }
}

/** A chain of stages that conserves what enters; the variable is the outflow of the last. */
function expandDelay(sheet: Sheet, v: CheckedDelay, at: number, cell: readonly number[]): void {
  const { order } = v.spec;
  const stay = div(sheet.lowerCell(v.time, v.over, cell), num(order));
  const input = sheet.lowerCell(v.of, v.over, cell);
  let enters = input;
  for (let k = 1; k <= order; k++) {
    const own = sheet.newSlot(`${sheet.slotNames[at]} stage ${k}`);
    sheet.addStock(own);
    sheet.initials.set(own, mul(input, stay));
    sheet.addInflow(own, enters);
    const leaves = div(slot(own), stay);
    sheet.addOutflow(own, leaves);
    enters = leaves;
  }
  sheet.equations.set(at, enters);
}
