/** Which residuals each unknown of the start moves, and what follows from it. */
export interface Pattern {
  /** By unknown: the residuals that it reaches. */
  readonly rows: readonly Int32Array[];
  /** Unknowns that reach no common residual share a colour. */
  readonly colours: readonly (readonly number[])[];
  /** Sets of unknowns (and their residuals) that nothing ties to the others. */
  readonly blocks: readonly (readonly number[])[];
  readonly blockOf: Int32Array;
  readonly placeIn: Int32Array;
}

/** A WebAssembly module's bytes, and how many pages its memory needs. */
export interface ModuleBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
}

/** Numbers that tell at a glance whether any stock or hazard needs a closer look. */
export const WATCHED = ['sumOfStocks', 'leastStock', 'greatestHazard'] as const;

/**
 * What is worked out once for a program, before any run of it: plain data, so that it can be kept in a file. Places
 * are slots above those of the program, one after the other.
 */
export interface RunPlan {
  readonly slotCount: number;
  /** The first place of what stocks will be a step later, in the program's order. */
  readonly next: number;
  /** The first of the places that `WATCHED` names. */
  readonly watched: number;
  /** The first place of the program's recorded slots, side by side. */
  readonly recorded: number;
  /** The first place of the laws: of each the first side, then the second. */
  readonly laws: number;
  /**
   * The first place of the terms of the start's residuals: the nets of the steady stocks, then what each condition is
   * about, then what it equals.
   */
  readonly terms: number;
  /** The first place of the rates of the conditions that are met by a total over the first year. */
  readonly rates: number;
  readonly pattern: Pattern;
  readonly module: ModuleBytes;
}
