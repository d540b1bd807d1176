import type { BacktestResult } from '../fit/backtest-result.ts';
import type { FitResult } from '../fit/fit-result.ts';
import { backtestSentences, includesFitted } from './backtest-page.ts';
import { boundWarnings, fitSentences } from './fit-sentences.ts';
import type { Tool } from './run-json.ts';

/** All of a fit as one JSON document. What does not exist or is not known is null. @param told warnings about what was read */
export const fitJson = (result: FitResult, { version }: Tool, told: readonly string[]): object => ({
  tool: { name: 'tx-sim', version },
  ...result.facts,
  answer: fitSentences(result),
  ...(knownOf({
    draws: result.draws,
    parameters: result.parameters,
    correlations: result.correlations,
    series: result.lines,
    convergence: result.course,
  }) as object),
  warnings: [...told, ...boundWarnings(result.parameters)],
});

/** All of a backtest as one JSON document. @param told warnings about what was read */
export const backtestJson = (result: BacktestResult, { version }: Tool, told: readonly string[]): object => ({
  tool: { name: 'tx-sim', version },
  ...result.facts,
  answer: backtestSentences(result),
  ...(knownOf({
    judgedFrom: result.from,
    includesFittedYears: includesFitted(result),
    headcount: result.headcount,
    series: result.lines,
    skipped: result.skipped,
  }) as object),
  warnings: told,
});

/** Plain data, with null for every number that does not exist and everything undefined. */
function knownOf(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(knownOf);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, knownOf(v)]));
  return value ?? null;
}
