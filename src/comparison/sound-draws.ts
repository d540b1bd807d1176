import type { Ensemble } from '../ensemble/ensemble.ts';

/** The draws that came out in every arm, in order: a failure in one arm takes its draw from all, so that arms stay paired. */
export function soundDraws({ sample, failures }: Ensemble): Uint32Array {
  const failed = new Set(failures.map(f => f.draw));
  return Uint32Array.from({ length: sample.draws }, (_, k) => k).filter(k => !failed.has(k));
}

/** How many draws failed, in whatever arm. */
export const countFailed = ({ failures }: Ensemble): number => new Set(failures.map(f => f.draw)).size;

/** The numbers of some draws; where that is all of them, the very column. @param column by draw */
export function ofDraws(column: Float64Array, draws: Uint32Array): Float64Array {
  if (draws.length === column.length) return column;
  const own = new Float64Array(draws.length);
  for (let i = 0; i < own.length; i++) own[i] = column[draws[i]!]!;
  return own;
}
