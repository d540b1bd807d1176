/**
 * The logarithm of a density at points in R^d, laid out row by row: log prior + log likelihood, -Infinity where a run
 * fails.
 */
export type LogDensity = (points: Float64Array, n: number) => Promise<Float64Array>;

/** log(2 π) / 2. */
const HALF_LOG_TWO_PI = 0.9189385332046727;

/** The logarithm of the standard normal's density. */
export const logNormal = (z: number): number => -0.5 * z * z - HALF_LOG_TWO_PI;
