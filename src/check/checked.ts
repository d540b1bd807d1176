import type { Place } from '../diagnostics/diagnostic.ts';
import type { Expr } from '../expr/ast.ts';
import type { CorrelatedSpec } from '../model/draw-spec.ts';
import type {
  AuxiliarySpec,
  DelaySpec,
  FigureSpec,
  FlowSpec,
  LookupSpec,
  LoopSpec,
  MarkSpec,
  ModelSpec,
  MoveSpec,
  OutcomeSpec,
  ParameterSpec,
  SeriesSpec,
  SmoothSpec,
  SolvedSpec,
  StockSpec,
  TallySpec,
  Values,
} from '../model/spec.ts';
import type { AppraisalSpec, ComparisonSpec, DomainSpec, PublishedSpec } from '../model/value-spec.ts';
import type { Distribution } from '../numeric/quantile.ts';
import type { Unit } from './units.ts';

/** An index set as declared: its elements in order, and where each belongs in coarser dimensions. */
export interface Dimension {
  readonly name: string;
  readonly elements: readonly string[];
  /** By coarser dimension: our ordinal → its ordinal (-1 where an element has no place there). */
  readonly maps: ReadonlyMap<string, readonly number[]>;
}

/** A dimension, an alias of it, or a subset: which of the dimension's elements (by ordinal) it runs over. */
export interface IndexSet {
  readonly name: string;
  readonly dimension: Dimension;
  readonly members: readonly number[];
  /** A second name for the whole dimension, for equations that need two indices over it. */
  readonly isAlias: boolean;
}

interface Base<S> {
  readonly name: string;
  readonly spec: S;
  readonly over: readonly IndexSet[];
  readonly unit: Unit;
}

export interface CheckedParameter extends Base<ParameterSpec> {
  readonly kind: 'parameter';
  /** In the engine's units, row-major over `over`. */
  readonly values: readonly number[];
  /** Undefined: never drawn, because it is fixed or its range has no width. */
  readonly drawn: Drawn | undefined;
}

/** How a parameter is drawn, in its own unit; one with several values as a factor on all of them, usually 1. */
export interface Drawn {
  readonly distribution: Distribution;
  /** Undefined: wherever the distribution reaches. */
  readonly within: readonly [number, number] | undefined;
}
export interface CheckedFigure extends Base<FigureSpec> {
  readonly kind: 'figure';
}
export interface CheckedSeries extends Base<SeriesSpec> {
  readonly kind: 'series';
}
export interface CheckedStock extends Base<StockSpec> {
  readonly kind: 'stock';
  /** Undefined: steady, to be solved for. */
  readonly initial: Expr | undefined;
  /** Where the search for a steady value begins; undefined: 1. */
  readonly guess: Expr | undefined;
  /** Of a steady stock: its growth at the start, a year, beside its size; undefined: none. */
  readonly trend: Expr | undefined;
  readonly stages: number;
}
export interface CheckedEquation extends Base<AuxiliarySpec | FlowSpec> {
  readonly kind: 'auxiliary' | 'flow';
  /** One for every cell, or one for each ordinal of the first dimension. */
  readonly equations: Expr | ReadonlyMap<number, Expr>;
}
export interface CheckedSmooth extends Base<SmoothSpec> {
  readonly kind: 'smooth';
  readonly of: Expr;
  readonly time: Expr;
  readonly initial: Expr | undefined;
}
export interface CheckedDelay extends Base<DelaySpec> {
  readonly kind: 'delay';
  readonly of: Expr;
  readonly time: Expr;
}
export interface CheckedTally extends Base<TallySpec> {
  readonly kind: 'tally';
  readonly stocks: readonly string[];
  readonly moves: readonly string[];
  /** Undefined: out of any stock. */
  readonly from: ReadonlySet<string> | undefined;
  /** Undefined: wherever it arrives. */
  readonly to: ReadonlySet<string> | undefined;
  readonly unmarked: string | undefined;
}
export interface CheckedSolved extends Base<SolvedSpec> {
  readonly kind: 'solved';
  readonly guess: Expr;
  readonly what: Expr;
  readonly equals: Expr;
}
/** A move is also a flow that equations may read: everyone who makes it, from whatever stock. */
export interface CheckedMove extends Base<MoveSpec> {
  readonly kind: 'move';
  readonly from: readonly string[];
  /** Destinations with their shares; undefined takes the rest. */
  readonly to: readonly { readonly stock: string; readonly share: Expr | undefined }[];
  readonly rate: { readonly by: 'hazard' | 'after'; readonly expr: Expr };
  readonly next: Dimension | undefined;
}

export type CheckedVariable =
  | CheckedParameter
  | CheckedFigure
  | CheckedSeries
  | CheckedStock
  | CheckedEquation
  | CheckedSmooth
  | CheckedDelay
  | CheckedTally
  | CheckedSolved
  | CheckedMove;

export interface CheckedLookup {
  readonly spec: LookupSpec;
  readonly unit: Unit;
  readonly inputUnit: Unit;
  /** In the engine's units. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

export interface CheckedMark {
  readonly spec: MarkSpec;
  readonly carriedBy: ReadonlySet<string>;
  readonly setIn: ReadonlySet<string>;
}

export type CheckedLaw = {
  readonly name: string;
  readonly doc: string;
  readonly place: Place;
  /** balance: `first` changes only by the rate `second`. identity: `first` is zero beside `second`. */
  readonly kind: 'balance' | 'identity';
  readonly first: Expr;
  readonly second: Expr;
};

export interface CheckedOutcome {
  readonly name: string;
  readonly spec: OutcomeSpec;
  readonly over: readonly IndexSet[];
  readonly unit: Unit;
  readonly equation: Expr;
  /** Undefined: the sum over the elements. */
  readonly whole: Expr | undefined;
}

/** A feedback loop, with the parameters that cut it and the values at which they do. */
export interface CheckedLoop {
  readonly spec: LoopSpec;
  readonly cutBy: readonly (ParameterSpec & { readonly neutral: number })[];
}

/** A way of appraising, with every cell of the parameters that it sets. */
export interface CheckedAppraisal {
  readonly spec: AppraisalSpec;
  /** By parameter; in the engine's units, row-major over what it is over. */
  readonly values: ReadonlyMap<string, readonly number[]>;
}

/** A comparison with its outcomes: all its years add up, and what is paid is in pounds. */
export interface CheckedComparison {
  readonly spec: ComparisonSpec;
  readonly unit: Unit;
  readonly gained: CheckedOutcome;
  /** Undefined: the difference is the measure. */
  readonly paid: CheckedOutcome | undefined;
}

/** A published figure, and the comparison that it is printed beside. */
export interface CheckedPublished {
  readonly spec: PublishedSpec;
  readonly beside: CheckedComparison;
  /** Value and range in the engine's units. */
  readonly value: number;
  readonly range: readonly [number, number];
}

/** A model whose names, dimensions and units are proven to fit. */
export interface CheckedModel {
  readonly spec: ModelSpec;
  /** Dimensions, aliases and subsets by name. */
  readonly indexSets: ReadonlyMap<string, IndexSet>;
  /** Elements of all dimensions: whose, and at which ordinal. */
  readonly elements: ReadonlyMap<string, { readonly dimension: Dimension; readonly ordinal: number }>;
  readonly variables: ReadonlyMap<string, CheckedVariable>;
  readonly lookups: ReadonlyMap<string, CheckedLookup>;
  readonly marks: ReadonlyMap<string, CheckedMark>;
  readonly laws: readonly CheckedLaw[];
  /** Groups of parameters that are drawn together; no parameter is in two. */
  readonly correlated: ReadonlyMap<string, CorrelatedSpec>;
  readonly outcomes: ReadonlyMap<string, CheckedOutcome>;
  readonly loops: ReadonlyMap<string, CheckedLoop>;
  readonly appraisals: ReadonlyMap<string, CheckedAppraisal>;
  readonly comparisons: ReadonlyMap<string, CheckedComparison>;
  /** Each measure an outcome of which one way is good. */
  readonly scorecard: ReadonlyMap<string, DomainSpec>;
  readonly published: ReadonlyMap<string, CheckedPublished>;
  /** Reads a unit as the model's own checker does (price years included). */
  readonly readUnit: (text: string) => Unit | { readonly fault: string; readonly word?: string };
}

/** How many scalars a variable has. */
export function sizeOf(over: readonly IndexSet[]): number {
  return over.reduce((n, s) => n * s.members.length, 1);
}

/** Every combination of member ordinals, row-major. */
export function cellsOf(over: readonly IndexSet[]): number[][] {
  let cells: number[][] = [[]];
  for (const set of over) cells = cells.flatMap(cell => set.members.map(m => [...cell, m]));
  return cells;
}

/** The names of a cell's elements: `opiate, a18_29`. */
export function cellNames(over: readonly IndexSet[], cell: readonly number[]): string[] {
  return over.map((set, d) => set.dimension.elements[cell[d]!]!);
}

/**
 * Numbers by element laid out row-major over `over`, or what is wrong with them. A plain number is
 * the same everywhere.
 */
export function layOutValues(
  values: Values | null,
  over: readonly IndexSet[],
  path: readonly string[] = [],
): number[] | { readonly fault: string; readonly wrong?: string; readonly valid?: readonly string[] } {
  const at = path.length > 0 ? ` at ${path.join(', ')}` : '';
  if (values === null) return { fault: `has no value${at}` };
  if (typeof values === 'number') return new Array<number>(sizeOf(over)).fill(values);
  const [set, ...rest] = over;
  if (!set) return { fault: `has values by element${at}, but no dimension is left for them` };
  const names = set.members.map(m => set.dimension.elements[m]!);
  for (const key of Object.keys(values))
    if (!names.includes(key))
      return {
        fault: `has a value for "${key}", which is not an element of ${set.name}`,
        wrong: key,
        valid: names,
      };
  const out: number[] = [];
  for (const element of names) {
    const inner = values[element];
    if (inner === undefined) return { fault: `has no value for ${[...path, element].join(', ')}` };
    const laid = layOutValues(inner, rest, [...path, element]);
    if (!Array.isArray(laid)) return laid;
    out.push(...laid);
  }
  return out;
}
