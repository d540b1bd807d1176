import type { ArmRun } from '../arms/run-arms.ts';
import { printUnit, type Unit } from '../check/units.ts';
import type { Program } from '../compile/program.ts';
import { measureOutcomes } from '../outcome/measure-outcomes.ts';
import type { OutcomeRow, Window } from '../outcome/outcome-table.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { type Explanation, explainName } from './explanation.ts';
import { type Read, type Role, readsOf, slotsOf, type Traced } from './trace-reads.ts';

/** How several cells became one number: added up (people, staff, pounds, and what flows of them), or their plain mean. */
export type Together = 'one' | 'sum' | 'mean';

/** What is traced, or what feeds it, over time in every arm. */
export interface TraceRow {
  /** `waiting`, `waiting[opiate]`; `initial(seams)`. */
  readonly label: string;
  readonly name: string;
  readonly kind: string;
  /** Absent for what is traced itself. */
  readonly role?: Role;
  readonly note?: string;
  readonly unit: string;
  readonly together: Together;
  readonly cells: number;
  /** By arm, at each moment of the trace, in the row's unit. */
  readonly byArm: readonly (readonly number[])[];
  /** By arm, the step at which it first differs from the first arm (of an outcome, the last of the year); undefined where it does not. */
  readonly parts: readonly (number | undefined)[];
}

/** One variable or outcome over a run, with what feeds it directly. */
export interface Trace {
  readonly traced: Traced;
  readonly explanation: Explanation;
  readonly arms: readonly { readonly name: string; readonly label: string }[];
  /** A variable is told at steps, an outcome (and what it reads) in financial years. */
  readonly moments: readonly Moment[];
  readonly rows: readonly [TraceRow, ...TraceRow[]];
}

/** A step, or a year of steps. */
export type Moment = number | Window;

/** Differences smaller than this share of the numbers are rounding of the arithmetic, or of a start solved twice. */
const ROUNDING = 1e-6;

/** What an outcome reads of a year, where that is not its mean. */
const YEAR_NOTES: Readonly<Record<string, string>> = {
  discounted: 'before discounting',
  value: 'at the start of the year',
  at_start: 'at the start of the year',
  at_end: 'at the end of the year',
};

/** Why a run's numbers are what they are. Sums and means over cells are taken in the order of the slots. */
export class Tracer {
  private readonly experiment: Experiment;
  private readonly runs: readonly ArmRun[];
  private readonly record: readonly number[];
  private readonly columns: ReadonlyMap<number, number>;

  /** @param record the slots that the runs recorded, in that order */
  constructor(experiment: Experiment, runs: readonly ArmRun[], record: readonly number[]) {
    this.experiment = experiment;
    this.runs = runs;
    this.record = record;
    this.columns = new Map(record.map((slot, column) => [slot, column]));
  }

  /** Undefined where an outcome cannot be told for the elements that are asked for, or no whole year was run. */
  trace(traced: Traced): Trace | undefined {
    const { program, arms } = this.experiment;
    const explanation = explainName(traced.name, program.model)!;
    const reads = readsOf(traced, program);
    const of = { traced, explanation, arms: arms.map(({ name, label }) => ({ name, label })) };
    if (program.model.variables.has(traced.name)) {
      const moments = Array.from({ length: this.experiment.steps + 1 }, (_, s) => s);
      const own = this.variableRow(traced.name, slotsOf(traced, program), moments);
      return { ...of, moments, rows: [own, ...reads.map(r => this.readRow(r, moments))] };
    }
    const found = this.outcomeRow(traced);
    if (!found || found.windows.length === 0) return undefined;
    const { row, windows } = found;
    return { ...of, moments: windows, rows: [row, ...reads.map(r => this.readRow(r, windows))] };
  }

  private outcomeRow({ name, elements }: Traced) {
    const [first, second] = elements;
    const { model } = this.experiment.program;
    const dimensionOf = (element: string): string => model.elements.get(element)!.dimension.name;
    const { rows, windows } = measureOutcomes(this.experiment, this.runs, this.record, {
      window: 'year',
      ...(first !== undefined && { by: dimensionOf(first) }),
      ...(second !== undefined && { only: second }),
    });
    const found = rows.find(r => r.spec.name === name && r.element === first);
    return found && { row: this.measuredRow(found, elements, windows), windows };
  }

  private measuredRow(
    { spec, byWindow }: OutcomeRow,
    elements: readonly string[],
    windows: readonly Window[],
  ): TraceRow {
    return {
      label: labelOf(spec.name, elements),
      name: spec.name,
      kind: spec.kind,
      unit: spec.unit.value,
      together: 'one',
      cells: 1,
      byArm: byWindow,
      parts: partingOf(byWindow).map(w => (w === undefined ? undefined : windows[w]!.toStep - 1)),
    };
  }

  private readRow({ name, role, as, slots, note }: Read, moments: readonly Moment[]): TraceRow {
    const row = this.variableRow(name, slots, moments, as);
    const isYears = typeof moments[0] !== 'number' && row.kind !== 'parameter';
    const told = note ?? (isYears ? YEAR_NOTES[as] : undefined);
    return { ...row, role, ...(told !== undefined && { note: told }) };
  }

  private variableRow(
    name: string,
    slots: readonly number[],
    moments: readonly Moment[],
    as = 'value',
  ): TraceRow {
    const { program } = this.experiment;
    const variable = program.model.variables.get(name)!;
    const together = slots.length === 1 ? 'one' : isAmount(variable.unit) ? 'sum' : 'mean';
    const columns = slots.map(s => this.columns.get(s)!);
    const bySteps = this.runs.map(run => {
      const values = this.addUp(run, columns, together, variable.unit.factor);
      if (as === 'change')
        return values.map((x, s) => ((values[s + 1] ?? Number.NaN) - x) * this.experiment.stepsPerYear);
      return as === 'initial' ? values.map(() => values[0]!) : values;
    });
    const unit = variable.spec.kind === 'move' ? printUnit(variable.unit) : variable.spec.unit.value;
    const label = labelOf(name, elementsOf(name, slots, program));
    return {
      label: as === 'initial' || as === 'change' ? `${as}(${label})` : label,
      name,
      kind: variable.kind,
      unit: as === 'change' ? `${unit}/year` : unit,
      together,
      cells: slots.length,
      byArm: bySteps.map(values => moments.map(m => valueIn(m, values, as))),
      parts: partingOf(bySteps),
    };
  }

  private addUp(
    { result: { series } }: ArmRun,
    columns: readonly number[],
    together: Together,
    factor: number,
  ): number[] {
    const width = this.record.length;
    const divisor = factor * (together === 'mean' ? columns.length : 1);
    return Array.from({ length: this.experiment.steps + 1 }, (_, s) => {
      const sum = columns.reduce((added, c) => added + series[s * width + c]!, 0);
      return sum / divisor;
    });
  }
}

/** At a step; over a year its mean, or where an outcome reads an end of the year, what stood there. */
function valueIn(moment: Moment, values: readonly number[], as: string): number {
  if (typeof moment === 'number') return values[moment]!;
  const { fromStep, toStep } = moment;
  if (as === 'at_end') return values[toStep]!;
  // A name without a window function is read at the start of the window.
  if (as === 'at_start' || as === 'value') return values[fromStep]!;
  let added = 0;
  for (let s = fromStep; s < toStep; s++) added += values[s]!;
  return added / (toStep - fromStep);
}

/** Whether amounts of it add up: so many people, staff, hours or pounds, or a flow of them; shares, prices and times do not. */
export function isAmount({ powers }: Unit): boolean {
  const counted = Object.entries(powers).filter(([base]) => base !== 'year');
  return counted.length === 1 && counted[0]![1] === 1;
}

function partingOf(byArm: readonly (readonly number[])[]): (number | undefined)[] {
  const [first] = byArm;
  return byArm.map(values => {
    const at = values.findIndex((x, i) => differs(x, first![i]!));
    return at < 0 ? undefined : at;
  });
}

/** Whether any arm differs from the first. */
export const isParted = ({ parts }: TraceRow): boolean => parts.some(step => step !== undefined);

/** Whether a row's numbers in an arm stay what they are at first. */
export const isSteady = (values: readonly number[]): boolean => !values.some(x => differs(x, values[0]!));

const differs = (a: number, b: number): boolean =>
  Math.abs(a - b) > ROUNDING * Math.max(Math.abs(a), Math.abs(b)) || Number.isNaN(a) !== Number.isNaN(b);

const labelOf = (name: string, elements: readonly string[]): string =>
  elements.length === 0 ? name : `${name}[${elements.join(', ')}]`;

/** What to name of the cells that are read: where they are one element of a dimension, or a few of many, those. */
function elementsOf(name: string, slots: readonly number[], { variables }: Program): string[] {
  const { over, slots: all } = variables.get(name)!;
  if (slots.length === all.length) return [];
  let stride = all.length;
  return over.flatMap(({ dimension, members }) => {
    stride /= members.length;
    const positions = new Set(slots.map(s => Math.floor(all.indexOf(s) / stride) % members.length));
    if (positions.size === members.length) return [];
    return [[...positions].map(p => dimension.elements[members[p]!]!).join(' + ')];
  });
}
