import { meanOf } from '../numeric/moments.ts';

/** A published number of a year. */
export interface Dated {
  readonly year: number;
  readonly value: number;
}

/** What one would say without a model, by year asked for. */
export interface NaiveForecasts {
  /** Nothing changes any more. */
  readonly lastValue: readonly number[];
  /** It goes on as it went: the straight line of least squares. */
  readonly trend: readonly number[];
}

/**
 * The two forecasts that a model has to beat. Undefined where nothing is known; a single number has no slope, and its
 * trend stays where it is.
 *
 * @param known what was published before, in any order
 * @param years to forecast
 */
export function naiveForecasts(
  known: readonly Dated[],
  years: readonly number[],
): NaiveForecasts | undefined {
  if (known.length === 0) return undefined;
  const last = known.reduce((latest, p) => (p.year > latest.year ? p : latest));
  const centre = meanOf(known.map(p => p.year));
  const level = meanOf(known.map(p => p.value));
  const spread = meanOf(known.map(p => (p.year - centre) * (p.year - centre)));
  const slope = spread === 0 ? 0 : meanOf(known.map(p => (p.year - centre) * (p.value - level))) / spread;
  return {
    lastValue: years.map(() => last.value),
    trend: years.map(year => level + slope * (year - centre)),
  };
}
