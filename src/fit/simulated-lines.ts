import type { FitProblem } from './fit-problem.ts';
import type { FitSpec, Series } from './fit-spec.ts';
import type { SimulatedLine } from './fitted-line.ts';

/**
 * Every line with its series and what the draws make of it, year by year.
 *
 * @param simulated what `simulate` gave for n draws
 */
export function simulatedLines(
  { lines, years }: FitProblem,
  series: ReadonlyMap<string, Series>,
  simulated: Float64Array,
  { from, to }: FitSpec['years'],
): SimulatedLine[] {
  const n = simulated.length / (lines.length * years.length);
  const first = years.indexOf(from);
  return lines.map((line, l) => ({
    line,
    series: series.get(line.series)!,
    simulated: Array.from({ length: to - from + 1 }, (_, y) => {
      const at = (l * years.length + first + y) * n;
      return simulated.slice(at, at + n);
    }),
  }));
}
