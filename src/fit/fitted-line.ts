import { quantile, sortedOf } from '../comparison/spread.ts';
import { financialYearName } from '../scenario/calendar.ts';
import { sdOf } from './fit-points.ts';
import type { Bands, FittedLine, LinePoint } from './fit-result.ts';
import type { FitLine, Series } from './fit-spec.ts';
import { type Measures, measuresOf, predictiveShare } from './measures.ts';

/** A line and what the draws make of it. */
export interface SimulatedLine {
  readonly line: FitLine;
  readonly series: Series;
  /** By year, from the first, then by draw; in the series' unit, NaN where there is none. */
  readonly simulated: readonly Float64Array[];
}

/** A line beside its series, year by year. @param from the first year */
export function fittedLine({ line, series, simulated }: SimulatedLine, from: number): FittedLine {
  const points = simulated.map((draws, y): LinePoint => {
    const year = from + y;
    const observed = series.points.find(p => p.year === year);
    return {
      year,
      period: financialYearName(year),
      observed: observed && { value: observed.value, status: observed.status },
      simulated: bandsOf(draws),
      share: observed
        ? predictiveShare(draws, sdOf(line, series, observed.value), observed.value)
        : Number.NaN,
    };
  });
  const { label, fitted } = line;
  return {
    series: series.name,
    label,
    unit: series.unit,
    fitted,
    allowsError: line.error.relative > 0 || line.error.absolute > 0,
    points,
    measures: measureLine(points),
  };
}

/** The measures of those points that are both published and simulated. */
export function measureLine(points: readonly LinePoint[]): Measures {
  const both = points.flatMap(({ observed, simulated, share }) =>
    observed && !Number.isNaN(simulated.median)
      ? [{ observed: observed.value, simulated: simulated.median, share }]
      : [],
  );
  return measuresOf(
    both,
    both.map(p => p.share),
  );
}

/** Of numbers in any order; NaN are left out. */
export function bandsOf(values: Float64Array): Bands {
  const sorted = sortedOf(values);
  const at = (share: number): number => quantile(sorted, share);
  return { low: at(0.05), lower: at(0.25), median: at(0.5), upper: at(0.75), high: at(0.95) };
}
