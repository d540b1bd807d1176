import { log } from '../numeric/math.ts';
import type { FitLine, Series, SeriesPoint } from './fit-spec.ts';
import { logNormal } from './log-density.ts';

/** A published number that the simulation is judged by. */
export interface FitPoint {
  /** By place among the lines. */
  readonly line: number;
  readonly point: SeriesPoint;
  /** How far the simulation is to be expected from it, in the line's unit. */
  readonly sd: number;
}

/**
 * The points of the lines that are fitted, in the order of lines and series.
 *
 * @param isWithin whether a year is one to be fitted
 * @throws RangeError where a line's series is missing, a point leaves no room for error, or those that are fitted have no point
 */
export function fitPoints(
  lines: readonly FitLine[],
  series: readonly Series[],
  isWithin: (year: number) => boolean,
): FitPoint[] {
  const points = lines.flatMap((line, l) => {
    if (!line.fitted) return [];
    const own = series.find(s => s.name === line.series);
    if (!own) throw new RangeError(`there is no series ${line.series}`);
    return own.points
      .filter(p => isWithin(p.year))
      .map(point => {
        const sd = sdOf(line, own, point.value);
        if (!(sd > 0))
          throw new RangeError(
            `${own.name} in ${point.year} is ${point.value}, and leaves no room for error`,
          );
        return { line: l, point, sd };
      });
  });
  if (points.length === 0 && lines.some(l => l.fitted))
    throw new RangeError('no line has a point in the years that are fitted');
  return points;
}

/**
 * The standard deviation of what the fit allows a simulated number to be off by, rounding included: a number rounded to
 * tens may be off by anything up to five, and a uniform of that width has a variance of width² / 12.
 */
export function sdOf(
  { error }: Pick<FitLine, 'error'>,
  { rounding }: Pick<Series, 'rounding'>,
  value: number,
): number {
  const relative = error.relative * value;
  return Math.sqrt(relative * relative + error.absolute * error.absolute + (rounding * rounding) / 12);
}

/** The logarithm of the density of a published number, normal about the simulated one. */
export const logLikelihoodOf = ({ point, sd }: FitPoint, simulated: number): number =>
  logNormal((point.value - simulated) / sd) - log(sd);
