import type { OutcomeSpec } from '../model/spec.ts';

/** A stretch of the run that outcomes are measured over: a financial year or a quarter. */
export interface Window {
  /** `2016/17`, or `2016/17 Q1`. */
  readonly name: string;
  readonly fromStep: number;
  /** The first step after it. */
  readonly toStep: number;
}

/** One outcome (or one element of it) in every arm. Numbers are in the outcome's own unit. */
export interface OutcomeRow {
  readonly spec: OutcomeSpec;
  /** The element of the dimension that the table is broken down by; undefined for the whole. */
  readonly element: string | undefined;
  /** By arm and window; NaN where the outcome has no meaning (nothing to divide by, or not a whole year). */
  readonly byWindow: readonly (readonly number[])[];
  /** By arm: total, average or last of the windows, or worked out over the whole run. */
  readonly overall: readonly number[];
}

/** Outcomes and costs of every arm: plain data, for tables, files and locks alike. */
export interface OutcomeTable {
  readonly arms: readonly { readonly name: string; readonly label: string }[];
  readonly windows: readonly Window[];
  /** The dimension it is broken down by, if any. */
  readonly by: string | undefined;
  readonly rows: readonly OutcomeRow[];
}
