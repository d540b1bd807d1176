import type { Comparison } from '../comparison/compare-ensemble.ts';
import { type OutcomeSpread, spreadOutcome } from '../comparison/outcome-spread.ts';
import type { Spread } from '../comparison/spread.ts';
import { csvNumber, csvText, WHOLE_RUN } from './csv.ts';

const HEADER =
  'scenario,arm,beside,outcome,label,unit,window,draws,mean,mean_error,low,median,high,better,same,worse';

/** Rows of any number of comparisons under the heads of their columns. */
export const spreadsCsv = (rows: readonly string[]): string => `${[HEADER, ...rows].join('\r\n')}\r\n`;

/**
 * A comparison as rows of tidy CSV: one for each arm, outcome and window, and one for its difference from the first arm
 * (named in `beside`) with the draws in which it is better, the same and worse. `low` and `high` hold 90 % of the draws.
 */
export function spreadRows({ ensemble, sound }: Comparison, only?: ReadonlySet<string>): string[] {
  const { experiment, windows, outcomes } = ensemble;
  const arms = experiment.arms.map(a => a.name);
  return outcomes.flatMap(({ name }, o) => {
    if (only && !only.has(name)) return [];
    const inWindow = (label: string, window?: number): string[] =>
      linesOf(spreadOutcome(ensemble, sound, o, window), experiment.spec.file, arms, label);
    return [...windows.flatMap((window, w) => inWindow(window.name, w)), ...inWindow(WHOLE_RUN)];
  });
}

function linesOf(
  { spec, arms: spreads, beside }: OutcomeSpread,
  file: string,
  arms: readonly string[],
  window: string,
): string[] {
  const line = (arm: string, reference: string, spread: Spread, counts: readonly number[] = []): string =>
    [
      ...[file, arm, reference, spec.name, spec.label, spec.unit.value, window].map(csvText),
      ...[spread.count, spread.mean, spread.meanError, spread.low, spread.median, spread.high].map(csvNumber),
      ...(counts.length > 0 ? counts.map(csvNumber) : ['', '', '']),
    ].join(',');
  return arms.flatMap((arm, a) => {
    const own = line(arm, '', spreads[a]!);
    if (a === 0) return [own];
    const { difference, counted } = beside[a - 1]!;
    return [own, line(arm, arms[0]!, difference, counted && [counted.better, counted.same, counted.worse])];
  });
}
