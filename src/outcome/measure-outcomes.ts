import type { ArmRun } from '../arms/run-arms.ts';
import { type CheckedOutcome, cellNames, cellsOf } from '../check/checked.ts';
import { variablesOfOutcomes } from '../compile/compile-model.ts';
import { type Node, slot } from '../compile/ir.ts';
import type { Program } from '../compile/program.ts';
import type { OutcomeSpec } from '../model/spec.ts';
import { type Evaluate, interpretNode } from '../run/interpret.ts';
import { financialYearOfStep } from '../scenario/calendar.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { OutcomeReader, type WindowRead } from './lower-outcome.ts';
import type { OutcomeRow, OutcomeTable, Window } from './outcome-table.ts';

export interface MeasureOptions {
  readonly window: 'year' | 'quarter';
  /** A dimension to break outcomes down by; those that are not over it are left out. */
  readonly by?: string;
  /** Only this element of another dimension. */
  readonly only?: string;
}

/** The slots that outcomes read: what a run has to record for them. */
export function slotsToRecord(program: Program): readonly number[] {
  const slots = new Set<number>();
  for (const name of variablesOfOutcomes(program.model))
    for (const s of program.variables.get(name)!.slots) slots.add(s);
  return [...slots];
}

/**
 * Measures every outcome over each window of the run, in every arm. An outcome is an equation over what its
 * variables did in a window (total, discounted, mean, at_start, at_end), lowered once and evaluated for each.
 *
 * @param record the slots that the runs recorded, in that order
 */
export function measureOutcomes(
  experiment: Experiment,
  runs: readonly ArmRun[],
  record: readonly number[],
  { window, by, only }: MeasureOptions,
): OutcomeTable {
  const windows = windowsOf(experiment, window);
  const whole: Window = { name: 'whole run', fromStep: 0, toStep: experiment.steps };
  const newReader = () => new WindowReader(experiment.program, record, experiment.stepsPerYear);
  const [windowReader, wholeReader] = [newReader(), newReader()];
  const lines = [...experiment.program.model.outcomes.values()].flatMap(outcome => {
    // Few outcomes are worked out anew for the whole run; what the others read of it need not be added up.
    const overRun = outcome.spec.summary === 'whole_run' ? linesOf(outcome, by, only, wholeReader) : [];
    return linesOf(outcome, by, only, windowReader).map((line, i) => ({
      ...line,
      overRun: overRun[i]?.evaluate,
    }));
  });
  const byArm = runs.map(run => {
    const values = windows.map(w => windowReader.read(run, w));
    const all = wholeReader.read(run, whole);
    return lines.map(({ outcome, evaluate, overRun }) => {
      const { factor } = outcome.unit;
      const inWindow = values.map(v =>
        outcome.spec.wholeYears && window !== 'year' ? Number.NaN : evaluate(v) / factor,
      );
      return { inWindow, overall: summarise(outcome.spec.summary, inWindow, () => overRun!(all) / factor) };
    });
  });
  return {
    arms: experiment.arms.map(({ name, label }) => ({ name, label })),
    windows,
    by,
    rows: lines.map<OutcomeRow>(({ outcome, element }, i) => ({
      spec: outcome.spec,
      element,
      byWindow: byArm.map(arm => arm[i]!.inWindow),
      overall: byArm.map(arm => arm[i]!.overall),
    })),
  };
}

interface Line {
  readonly outcome: CheckedOutcome;
  readonly element: string | undefined;
  readonly evaluate: Evaluate;
}

/** The lines of one outcome: its whole, or one for each element of `by`. */
function linesOf(
  outcome: CheckedOutcome,
  by: string | undefined,
  only: string | undefined,
  reader: WindowReader,
): Line[] {
  const { over, whole } = outcome;
  const line = (node: Node, element?: string): Line => ({
    outcome,
    element,
    evaluate: interpretNode(node, []),
  });
  if (by === undefined) return [line(reader.outcomes.whole(outcome))];
  const d = over.findIndex(s => s.dimension.name === by);
  // A ratio over two dimensions has no sum over the other one.
  if (d < 0 || (whole && over.length > 1)) return [];
  const set = over[d]!;
  const cells = cellsOf(over).filter(c => only === undefined || cellNames(over, c).includes(only));
  return set.members.map(m =>
    line(
      reader.outcomes.overCells(
        outcome,
        cells.filter(c => c[d] === m),
      ),
      set.dimension.elements[m]!,
    ),
  );
}

/** An outcome over the whole run, from its windows: added up, averaged, the last of them, or worked out anew. */
export function summarise(
  summary: OutcomeSpec['summary'],
  windows: readonly number[],
  wholeRun: () => number,
): number {
  const added = windows.reduce((a, b) => a + b, 0);
  switch (summary) {
    case 'total':
      return added;
    case 'average':
      return added / windows.length;
    case 'last':
      return windows.at(-1) ?? Number.NaN;
    case 'whole_run':
      return wholeRun();
  }
}

/** The whole years, or quarters, of a run. */
export function windowsOf({ spec, stepsPerYear, steps }: Experiment, window: 'year' | 'quarter'): Window[] {
  const length = window === 'year' ? stepsPerYear : stepsPerYear / 4;
  const windows: Window[] = [];
  for (let from = 0; from + length <= steps; from += length) {
    const year = financialYearOfStep(from, spec.start, stepsPerYear);
    const quarter = Math.floor((from % stepsPerYear) / length) + 1;
    windows.push({
      name: window === 'year' ? year : `${year} Q${quarter}`,
      fromStep: from,
      toStep: from + length,
    });
  }
  return windows;
}

/** What is read of one recorded column, or of several as their sum. */
interface ColumnRead {
  readonly fn: string;
  readonly columns: Int32Array;
  readonly slot: number;
  /** The column of the discount rate. */
  readonly rate: number | undefined;
}

/** Gives each read of a window a slot of its own, and fills them for a window. */
class WindowReader {
  readonly outcomes: OutcomeReader;
  private readonly program: Program;
  private readonly column = new Map<number, number>();
  private readonly stepsPerYear: number;
  private readonly reads: ColumnRead[] = [];
  private readonly slots = new Map<string, number>();

  constructor(program: Program, record: readonly number[], stepsPerYear: number) {
    this.program = program;
    this.stepsPerYear = stepsPerYear;
    for (const [i, s] of record.entries()) this.column.set(s, i);
    this.outcomes = new OutcomeReader(program, read => slot(this.slotFor(read)));
  }

  private slotFor({ fn, slots, rate: rateFrom }: WindowRead): number {
    const key = `${fn} ${slots.join()} ${rateFrom}`;
    let own = this.slots.get(key);
    if (own === undefined) {
      own = this.slots.size;
      this.slots.set(key, own);
      const rate = rateFrom === undefined ? undefined : this.columnOf(rateFrom);
      const columns = Int32Array.from(slots, from => this.columnOf(from));
      this.reads.push({ fn, columns, slot: own, rate });
    }
    return own;
  }

  private columnOf(from: number): number {
    const column = this.column.get(from);
    if (column === undefined) throw new Error(`${this.program.slotNames[from]} was not recorded`);
    return column;
  }

  /** Every read of a window of one run. A rate's total is its sum over the window's steps times dt. */
  read({ result: { series } }: ArmRun, { fromStep, toStep }: Window): Float64Array {
    const { stepsPerYear, reads } = this;
    const width = this.column.size;
    const out = new Float64Array(reads.length);
    const added = reads.filter(({ fn }) => fn !== 'at_start' && fn !== 'at_end');
    const weights = new Float64Array(added.length).fill(1);
    // Row by row, as a row that was just read is read again at once.
    for (let s = fromStep; s < toStep; s++) {
      if (s === fromStep || s % stepsPerYear === 0)
        // A parameter is the same at every step.
        for (const [i, { rate }] of added.entries())
          if (rate !== undefined) weights[i] = discountWeight(series[rate]!, Math.floor(s / stepsPerYear));
      addRow(series, s * width, added, weights, out);
    }
    for (const { fn, columns, slot: own } of reads)
      if (fn === 'at_start') out[own] = sumOf(series, fromStep * width, columns);
      else if (fn === 'at_end') out[own] = sumOf(series, toStep * width, columns);
      else out[own] = out[own]! / (fn === 'mean' ? toStep - fromStep : stepsPerYear);
    return out;
  }
}

/** Adds a recorded row to sums over rows, each read times its weight. (Small, as it goes round so often that it is optimised.) */
function addRow(
  series: Float64Array,
  row: number,
  reads: readonly ColumnRead[],
  weights: Float64Array,
  sums: Float64Array,
): void {
  for (let i = 0; i < reads.length; i++) {
    const { columns, slot: own } = reads[i]!;
    sums[own] = sums[own]! + sumOf(series, row, columns) * weights[i]!;
  }
}

/** The sum of some columns of a recorded row. */
function sumOf(series: Float64Array, row: number, columns: Int32Array): number {
  let sum = series[row + columns[0]!]!;
  for (let c = 1; c < columns.length; c++) sum += series[row + columns[c]!]!;
  return sum;
}

/** What a pound or a year of life in a year of the run is worth at its start: 1 in the first, less by the rate in each that follows. */
function discountWeight(rate: number, year: number): number {
  let weight = 1;
  for (let y = 0; y < year; y++) weight /= 1 + rate;
  return weight;
}
