import type { Place } from '../diagnostics/diagnostic.ts';
import type { Located } from '../source/shape.ts';
import type { CorrelatedSpec, DistributionName } from './draw-spec.ts';
import type { AppraisalSpec, ComparisonSpec, DomainSpec, PublishedSpec } from './value-spec.ts';

/** How well a number is known. Nothing recalled or assumed is ever dressed up as read. */
export const STATUSES = ['read', 'read-secondary', 'derived', 'recalled', 'assumption', 'fitted'] as const;
export type Status = (typeof STATUSES)[number];

/** A number, or numbers by element: `{opiate: 0.3, alcohol: 0.1}`, one or two levels deep. */
export type Values = number | { readonly [element: string]: Values };

/** Text of an equation and where it stands. */
export type EquationText = Located<string>;

export interface DimensionSpec {
  readonly name: string;
  readonly place: Place;
  readonly doc: string;
  readonly elements: readonly string[];
  readonly subsets: ReadonlyMap<string, readonly Located<string>[]>;
  readonly aliases: readonly string[];
  /** By coarser dimension: which of this dimension's elements belong to each of its elements. */
  readonly maps: ReadonlyMap<string, ReadonlyMap<string, readonly Located<string>[]>>;
}

/** What every variable says of itself. */
export interface Declared {
  readonly name: string;
  readonly place: Place;
  readonly sector: string;
  readonly doc: string;
  readonly unit: Located<string>;
  readonly over: readonly Located<string>[];
}

export interface ParameterSpec extends Declared {
  readonly kind: 'parameter';
  readonly value: Located<Values>;
  /**
   * Lowest and highest plausible value; for a parameter by element, factors on its values. Bounds of a triangle, a
   * PERT or a uniform; the middle 95 % of the others.
   */
  readonly range: readonly [number, number];
  readonly distribution: DistributionName;
  /** Where the distribution is stated, or the parameter where it is not. */
  readonly distributionPlace: Place;
  /** Nothing outside is drawn. */
  readonly truncate?: Located<readonly [number, number]>;
  /** Pairs of a value and its weight, of a discrete one. */
  readonly oneOf?: Located<readonly (readonly number[])[]>;
  readonly status: Status;
  readonly source: string;
  /** Why this value, when the source alone does not say. */
  readonly note?: string;
  /** The value that switches the effect off. */
  readonly neutral?: number;
}

/** A number that the area gives: its published counts, its need, its money. */
export interface FigureSpec extends Declared {
  readonly kind: 'figure';
}

/** An input over time that a scenario sets; its value where no scenario does. */
export interface SeriesSpec extends Declared {
  readonly kind: 'series';
  readonly otherwise: number;
}

export interface LookupSpec {
  readonly kind: 'lookup';
  readonly name: string;
  readonly place: Place;
  readonly sector: string;
  readonly doc: string;
  readonly unit: Located<string>;
  readonly inputUnit: Located<string>;
  readonly points: Located<readonly (readonly number[])[]>;
}

export interface StockSpec extends Declared {
  readonly kind: 'stock';
  readonly initial: EquationText;
  /** Where the search for a steady value begins; 1 when not said. */
  readonly guess?: EquationText;
  /** How fast a steady stock grows at the start, beside its size; not at all when not said. */
  readonly trend?: EquationText;
  /** Sub-stages in series; 1 when not said. */
  readonly stages: number;
  readonly inflows: readonly Located<string>[];
  readonly outflows: readonly Located<string>[];
  readonly mayBeNegative: boolean;
}

/** One equation for every cell, or one for each element of the first dimension. */
export type Equations = EquationText | ReadonlyMap<string, EquationText>;

export interface FlowSpec extends Declared {
  readonly kind: 'flow';
  readonly equation: Equations;
}

export interface AuxiliarySpec extends Declared {
  readonly kind: 'auxiliary';
  readonly equation: Equations;
}

/** Follows its input with a lag (information: nothing is conserved). */
export interface SmoothSpec extends Declared {
  readonly kind: 'smooth';
  readonly of: EquationText;
  readonly time: EquationText;
  readonly order: number;
  readonly initial?: EquationText;
}

/** Passes its inflow on later (material: what goes in comes out). */
export interface DelaySpec extends Declared {
  readonly kind: 'delay';
  readonly of: EquationText;
  readonly time: EquationText;
  readonly order: number;
}

/**
 * One way out of one or more stocks. All moves out of a stock compete: the share that leaves in a step is
 * min(1, sum of hazards × dt), split in proportion to the hazards.
 */
export interface MoveSpec {
  readonly kind: 'move';
  readonly name: string;
  readonly place: Place;
  readonly sector: string;
  readonly doc: string;
  /** Stocks, or sets of stocks. */
  readonly from: readonly Located<string>[];
  /** Where to, each with its share; an undefined share takes the rest. Empty: out of the model. */
  readonly to: readonly { readonly stock: Located<string>; readonly share: EquationText | undefined }[];
  /** Exactly one of: a hazard (per unit of time), a mean stay, both with sub-stages. */
  readonly hazard?: EquationText;
  readonly after?: EquationText;
  /** Moves to the next element of this dimension within the same stock. */
  readonly next?: Located<string>;
}

/** Adds up moves, stocks or flows, so that no equation has to list twenty terms. */
export interface TallySpec extends Declared {
  readonly kind: 'tally';
  readonly stocks: readonly Located<string>[];
  readonly moves: readonly Located<string>[];
  /** Only moves out of these stocks or sets. */
  readonly from?: readonly Located<string>[];
  /** Only the part that arrives in these stocks or sets. */
  readonly to?: readonly Located<string>[];
  /** Only the part that does not carry this mark. */
  readonly unmarked?: Located<string>;
}

/** A mark that people carry from stock to stock, so that nobody is counted twice in a year. */
export interface MarkSpec {
  readonly kind: 'mark';
  readonly name: string;
  readonly place: Place;
  readonly sector: string;
  readonly doc: string;
  readonly carriedBy: readonly Located<string>[];
  readonly setIn: readonly Located<string>[];
}

/** An unknown that the start of the run solves for, and the condition that fixes it. */
export interface SolvedSpec extends Declared {
  readonly kind: 'solved';
  readonly guess: EquationText;
  readonly least?: number;
  readonly meets: {
    readonly place: Place;
    readonly what: EquationText;
    readonly equals: EquationText;
    /** The figure is a yearly total: `what` is a rate, met over the first simulated year. */
    readonly overFirstYear: boolean;
  };
  /** Named in the report when its value is negative: what the model then had to assume. */
  readonly closure?: string;
}

export type LawSpec = {
  readonly name: string;
  readonly place: Place;
  readonly doc: string;
} & (
  | { readonly kind: 'balance'; readonly total: EquationText; readonly changesBy: EquationText }
  | { readonly kind: 'identity'; readonly zero: EquationText; readonly against: EquationText }
);

export interface OutcomeSpec extends Declared {
  readonly kind: 'outcome';
  readonly label: string;
  readonly table: 'outcome' | 'cost' | 'detail';
  readonly equation: EquationText;
  /** The whole, where it is not the sum of the elements. */
  readonly whole?: EquationText;
  readonly better: 'higher' | 'lower' | 'neither';
  /** How years make one number in a table: added up, averaged, the last one, or worked out over the whole run. */
  readonly summary: 'total' | 'average' | 'last' | 'whole_run';
  /** Has a meaning only for whole financial years. */
  readonly wholeYears: boolean;
}

/** A feedback loop of the model, and how it is cut: its parameters at their neutral values. */
export interface LoopSpec {
  /** R and a number reinforces, B and a number balances. */
  readonly name: string;
  readonly place: Place;
  readonly sector: string;
  readonly label: string;
  readonly doc: string;
  /** Parameters, each with a neutral value. */
  readonly cutBy: readonly Located<string>[];
}

export type VariableSpec =
  | ParameterSpec
  | FigureSpec
  | SeriesSpec
  | StockSpec
  | FlowSpec
  | AuxiliarySpec
  | SmoothSpec
  | DelaySpec
  | TallySpec
  | SolvedSpec;

/** The prices of money by financial year, and the year whose pounds the engine counts in. */
export interface MoneySpec {
  readonly priceYear: string;
  readonly index: ReadonlyMap<string, number>;
  readonly source: string;
  readonly place: Place;
}

/** A model as written: names, equations as text, each with its place. */
export interface ModelSpec {
  readonly sectors: readonly { readonly name: string; readonly doc: string; readonly file: string }[];
  readonly baseUnits: ReadonlySet<string>;
  readonly money?: MoneySpec;
  readonly dimensions: ReadonlyMap<string, DimensionSpec>;
  /** Named sets of stocks. */
  readonly sets: ReadonlyMap<string, { readonly place: Place; readonly stocks: readonly Located<string>[] }>;
  readonly variables: ReadonlyMap<string, VariableSpec>;
  readonly lookups: ReadonlyMap<string, LookupSpec>;
  readonly moves: ReadonlyMap<string, MoveSpec>;
  readonly marks: ReadonlyMap<string, MarkSpec>;
  readonly laws: readonly LawSpec[];
  /** Groups of parameters that are drawn together. */
  readonly correlated: ReadonlyMap<string, CorrelatedSpec>;
  readonly outcomes: ReadonlyMap<string, OutcomeSpec>;
  readonly loops: ReadonlyMap<string, LoopSpec>;
  readonly appraisals: ReadonlyMap<string, AppraisalSpec>;
  readonly comparisons: ReadonlyMap<string, ComparisonSpec>;
  /** Domains of the scorecard, in the order written. */
  readonly scorecard: ReadonlyMap<string, DomainSpec>;
  readonly published: ReadonlyMap<string, PublishedSpec>;
}
