import type { Status } from '../model/spec.ts';
import type { FitHashes } from '../scenario/posterior/posterior.ts';
import type { Measures } from './measures.ts';
import type { Mixing } from './search/convergence.ts';

/** A median and the ends of 90 % around it. */
export interface Interval {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** The same with the ends of 50 %. */
export interface Bands extends Interval {
  readonly lower: number;
  readonly upper: number;
}

/** A parameter before and after the data, in its own unit. */
export interface FittedParameter {
  readonly name: string;
  readonly unit: string;
  readonly prior: Interval;
  readonly posterior: Interval;
  /** Its value at the greatest density that was found. */
  readonly mode: number;
  /** How much narrower the data made it: 1 − the sd of z, which is 1 before; 0 where they say nothing. */
  readonly narrowed: number;
  /** The end of its prior that the posterior leans on. */
  readonly bound: 'low' | 'high' | undefined;
  readonly mixing: Mixing;
}

/** Two parameters that the data hold together, and neither alone. */
export interface Correlation {
  readonly pair: readonly [string, string];
  /** Spearman's. */
  readonly rank: number;
}

/** One year of a line. */
export interface LinePoint {
  readonly year: number;
  /** `2009/10`. */
  readonly period: string;
  /** Undefined where nothing is published. */
  readonly observed: { readonly value: number; readonly status: Status } | undefined;
  /** Of the simulations alone; NaN outside the run. */
  readonly simulated: Bands;
  /** Where the published number stands in what is predicted; NaN where there is none. */
  readonly share: number;
}

/** A published series beside its simulation. */
export interface FittedLine {
  readonly series: string;
  readonly label: string;
  readonly unit: string;
  readonly fitted: boolean;
  /** Whether the model may be off it by anything: else no number can be expected within the predictions. */
  readonly allowsError: boolean;
  /** Every year of the fit, in order. */
  readonly points: readonly LinePoint[];
  readonly measures: Measures;
}

/** How the search and the chains went. */
export interface Course {
  /** The greatest log density that each search came to. */
  readonly starts: readonly number[];
  /** How many of them found the same as the best one, itself among them. */
  readonly agreeing: number;
  /** The share of the chains' steps that were accepted. */
  readonly accepted: number;
  readonly evaluations: number;
  /** Evaluations whose run did not come out. */
  readonly failed: number;
}

/** What was fitted. */
export interface FitFacts {
  readonly title: string;
  readonly notes: readonly string[];
  readonly area: string;
  readonly scenario: string;
  readonly arm: string;
  readonly years: { readonly from: number; readonly to: number };
  readonly seed: string;
  readonly hashes: FitHashes;
  readonly seconds: number;
}

/** What a fit came to. Plain data. */
export interface FitResult {
  readonly facts: FitFacts;
  /** Draws of the posterior, all equally likely. */
  readonly draws: number;
  readonly parameters: readonly FittedParameter[];
  /** The strongest first. */
  readonly correlations: readonly Correlation[];
  readonly lines: readonly FittedLine[];
  readonly course: Course;
}
