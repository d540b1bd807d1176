import type { Place } from '../diagnostics/diagnostic.ts';
import type { Status } from '../model/spec.ts';
import type { Distribution } from '../numeric/quantile.ts';

/** More than this no series could tell apart, and a search would not end. */
export const MOST_FREE = 40;

/** A number of the model: an outcome in a year, whole or of some elements: {group: [opiate, alcohol], age: a18_29}. */
export interface Measure {
  readonly outcome: string;
  /** Elements by dimension, of which it is the sum; over dimensions that are not named it is the sum as well. */
  readonly of: ReadonlyMap<string, readonly string[]>;
}

/** One published series beside what the model makes of it. */
export interface FitLine {
  /** Its name in the series file. */
  readonly series: string;
  readonly label: string;
  readonly what: Measure;
  /** Given: 100 · what / over, for shares in %. */
  readonly over: Measure | undefined;
  /** What the model's number is multiplied by: England is 151 of its average authorities; 1 where there is an `over`. */
  readonly times: number;
  /**
   * What the model may be off by, beside rounding: sd² = (relative · value)² + absolute² + rounding² / 12; absolute in
   * the unit of the series.
   */
  readonly error: { readonly relative: number; readonly absolute: number };
  /** False: shown beside the simulation, not fitted. */
  readonly fitted: boolean;
}

export interface SeriesPoint {
  /** The year in which its financial year begins: 2009 for 2009/10. */
  readonly year: number;
  /** In the unit of the series; shares in %. Never below zero. */
  readonly value: number;
  readonly status: Status;
  readonly place: Place;
}

/** Published numbers of one thing, a year each. */
export interface Series {
  readonly name: string;
  readonly unit: string;
  /** Numbers were rounded to multiples of this before they were published; 0: not that anybody says. */
  readonly rounding: number;
  readonly source: string;
  /** In order of year, no two of one; a year may be missing. */
  readonly points: readonly SeriesPoint[];
  /** Where its unit is written, if it is: what an export's is in is known. */
  readonly unitPlace?: Place;
  /** Set where the numbers are of calendar years: each then stands for the financial year that begins in it. */
  readonly calendarYears?: true;
}

export interface FreeParameter {
  readonly name: string;
  /** In the parameter's own unit, or of the factor on its values; undefined: as the model has it. */
  readonly prior: Distribution | undefined;
}

/** What is fitted to what: a fit file, with every name proven. */
export interface FitSpec {
  readonly title: string;
  readonly notes: readonly string[];
  readonly seed: string;
  /** Path of the scenario file, relative to the fit file. */
  readonly scenario: string;
  readonly arm: string;
  /** Path of the series file, relative to the fit file. */
  readonly series: string;
  /** Financial years, by the calendar years in which they begin; both are fitted. */
  readonly years: { readonly from: number; readonly to: number };
  /** At most MOST_FREE. */
  readonly free: readonly FreeParameter[];
  readonly lines: readonly FitLine[];
}
