/** A file of a folder of results. */
export interface VerifiedFile {
  readonly name: string;
  /** Whether it is, to the byte, what the manifest says was written. */
  readonly asWritten: boolean;
  /** Whether it came out the same, to the byte; undefined where it was not made again. */
  readonly repeated: boolean | undefined;
}

/** A folder of results that was repeated. */
export interface VerifiedFolder {
  readonly folder: string;
  readonly files: readonly VerifiedFile[];
  /** What made it, where that is not what repeats it: `model`, `version of tx-sim (0.1.0)` … */
  readonly differs: readonly string[];
}

/** Whether a folder came out the same: of nothing that was repeated it cannot be said. */
export const isVerified = ({ files }: VerifiedFolder): boolean =>
  files.every(f => f.asWritten && f.repeated !== false) && files.some(f => f.repeated);
