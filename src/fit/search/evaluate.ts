import type { LogDensity } from '../log-density.ts';

/** How far a search or its chains have come. */
export interface Progress<State> {
  /** Points evaluated so far, and the most that will be. */
  readonly evaluations: number;
  readonly mostEvaluations: number;
  /** The greatest log density so far. */
  readonly best: number;
  /** Plain data, never changed afterwards: going on from here gives the same bits as not having stopped. */
  readonly state: State;
}

/** What looks on while points are evaluated, and may end it. */
export interface Watch<State> {
  /** Called after each generation. */
  readonly onProgress?: (progress: Progress<State>) => void;
  /** Looked at before each generation. */
  readonly signal?: AbortSignal;
}

/** The log density of points, that which does not exist as -Infinity. @throws RangeError where some are missing */
export async function evaluate(density: LogDensity, points: Float64Array, n: number): Promise<Float64Array> {
  const logs = await density(points, n);
  if (logs.length !== n) throw new RangeError(`${logs.length} log densities of ${n} points`);
  return logs.map(log => (Number.isNaN(log) ? Number.NEGATIVE_INFINITY : log));
}

/** The greatest of some numbers; -Infinity where there are none. */
export function greatest(values: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > most) most = value;
  return most;
}
