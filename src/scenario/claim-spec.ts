import type { Located } from '../source/shape.ts';
import type { SourceScalar } from '../source/yaml.ts';
import type { ArmBody } from './scenario.ts';

/** Something that must be true of the outcomes of arms, in words and as an inequality. */
export interface ClaimTest {
  readonly says: string;
  /** `completions_kept(big_bang, 1, 5) < completions_kept(evolution, 1, 5)`. */
  readonly test: Located<string>;
}

/** What one axis of a claim's grid varies: parameters in every arm, or places of the scenario file. */
export interface GridAxis {
  readonly label: string;
  /** Names of parameters, or paths such as `arms.cut.funding.1.cut`; all of them take the same value. */
  readonly vary: readonly Located<string>[];
  /** As written, each with its place. */
  readonly over: readonly SourceScalar[];
}

/** What is the same in every arm and another than usual. */
export interface ClaimCase extends ArmBody {
  readonly name: Located<string>;
  readonly label: string;
  readonly doc?: string;
  /** Effects that are off: parameters at their neutral values. */
  readonly without: readonly Located<string>[];
}

/** A claim of the field, and how it is tried. */
export interface ClaimSpec {
  /** In one sentence. */
  readonly says: string;
  readonly source: string;
  /** The claim holds where all of these do; at least one. */
  readonly holdsIf: readonly ClaimTest[];
  /** Told beside the verdict, no part of it. */
  readonly also: readonly ClaimTest[];
  readonly refutedBy: string;
  readonly cases: readonly ClaimCase[];
  readonly grid: readonly GridAxis[];
  /** How many draws of all parameters the verdict is taken over; 0: over the grid, or else the cases. */
  readonly draws: number;
  /** Parameters whose ends of the range are tried one at a time. */
  readonly hangsOn: readonly Located<string>[];
  /** Values within their ranges at which it comes out the other way. */
  readonly turnedBy?: ClaimCase;
  /** Why no values within their ranges turn it. */
  readonly cannotBeTurned?: string;
}
