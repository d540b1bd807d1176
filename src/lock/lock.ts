/**
 * What the numbers of a row are of: the run at its usual values, the middle of many draws and how an arm lies beside
 * the first in them, a test of a claim, or a claim's trials counted.
 */
export type Part = (typeof PARTS)[number];
export const PARTS = ['usual', 'draws', 'claim', 'trials'] as const;

/** The numbers of one outcome in one arm, or of one test of a claim. */
export interface LockedRow {
  readonly part: Part;
  /** An outcome's name; of a claim, what was tried and the test. */
  readonly name: string;
  /** Empty where it is of no arm. */
  readonly arm: string;
  /** Under the heads of the part's columns, in the outcome's unit; as many as there are. NaN: it has no meaning. */
  readonly values: readonly number[];
}

/** What a scenario's numbers rest on: SHA-256 of contents. Formatting, comments and file names do not count. */
export interface Hashes {
  readonly model: string;
  readonly scenario: string;
  readonly area: string;
  /** Of a fit that parameters are taken from. */
  readonly posterior?: string;
}

/** What made the numbers. */
export interface LockTool {
  readonly version: string;
  /** Of the code as it was built. */
  readonly sha256: string;
}

/** How far an outcome may be from its locked number, as the scenario states it. */
export interface LockTolerance {
  readonly outcome: string;
  /** Either way, as a share of the locked number. */
  readonly within: number;
  readonly reason: string;
}

/** Numbers as they came out, ready to be locked or to be set beside a lock. */
export interface Numbers {
  readonly tool: LockTool;
  readonly hashes: Hashes;
  readonly seed: string;
  readonly draws: number;
  readonly sampling: string;
  readonly stepsPerYear: number;
  readonly tolerances: readonly LockTolerance[];
  readonly columns: Readonly<Record<Part, readonly string[]>>;
  readonly rows: readonly LockedRow[];
}

/** A number that is not where its lock has it. */
export interface Moved {
  readonly part: Part;
  readonly name: string;
  readonly arm: string;
  readonly column: string;
  /** Undefined: the lock knows nothing of it. */
  readonly locked: number | undefined;
  /** Undefined: it is gone. */
  readonly now: number | undefined;
  /** As a share of the locked number; 0: exact. */
  readonly within: number;
}

/** Why a lock was written anew, and what moved. */
export interface LockChange {
  readonly reason: string;
  /** The tool that had written the lock before. */
  readonly from: LockTool;
  /** What it rests on that had changed: `model`, `scenario` … */
  readonly changed: readonly string[];
  /** Every number but those of single years, which are only counted. */
  readonly moved: readonly Moved[];
  readonly movedYears: number;
}

/** A scenario's published numbers, and how they came to be what they are. */
export interface Lock extends Numbers {
  readonly history: readonly LockChange[];
}

/** The column of a whole run; the others of its part are single years. */
export const WHOLE = 'whole run';
