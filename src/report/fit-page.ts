import type { FitFacts, FitResult } from '../fit/fit-result.ts';
import { financialYearName } from '../scenario/calendar.ts';
import { type Block, bullets, countOf, entry, gap, heading, text } from './blocks.ts';
import { whole } from './draw-shares.ts';
import { chartBlocks } from './fit-chart.ts';
import { boundWarnings, convergenceBlocks, fitSentences } from './fit-sentences.ts';
import { correlationBlocks, estimateBlocks, seriesBlocks } from './fit-tables.ts';
import { shortHash } from './run-header.ts';

const COLUMN = 11;

export const FIT_IS_NO_TEST =
  'A fit to these years is no test of others: `tx-sim backtest` judges years that were not fitted to.';

/**
 * The page that `fit` prints: what it comes to, what was fitted, estimates beside priors, how well each series is told,
 * a chart of each, and whether the search has settled.
 *
 * @param width characters on a line
 */
export function fitPage(result: FitResult, width: number): Block[] {
  const { facts, draws, parameters, correlations, lines: series, course } = result;
  const warnings = boundWarnings(parameters);
  return [
    heading(facts.title),
    gap,
    heading('Answer'),
    ...fitSentences(result).map(s => text(s)),
    gap,
    ...fitFactBlocks(facts),
    entry(
      'Draws',
      `${whole(draws)}, of ${countOf(course.evaluations, 'evaluation')} in ${seconds(facts)} (seed ${facts.seed})`,
      COLUMN,
    ),
    gap,
    ...estimateBlocks(parameters),
    ...correlationBlocks(correlations),
    ...seriesBlocks(series),
    ...chartBlocks(series, width),
    ...convergenceBlocks(result),
    ...(warnings.length > 0 ? [heading('Warnings'), bullets(warnings), gap] : []),
    heading('What it rests on'),
    bullets([FIT_IS_NO_TEST, ...facts.notes.map(n => `Note of the fit: ${n}`)]),
  ];
}

/** What was fitted, and the hashes that pin it. */
export function fitFactBlocks({ area, scenario, arm, years, hashes }: FitFacts): Block[] {
  const hashed = Object.entries(hashes).map(([of, hash]) => `${of} ${shortHash(hash)}`);
  return [
    entry('Area', area, COLUMN),
    entry('Scenario', `${scenario}, arm ${arm}`, COLUMN),
    entry('Years', `fitted to ${financialYearName(years.from)} to ${financialYearName(years.to)}`, COLUMN),
    entry('Hashes', hashed.join(', '), COLUMN),
  ];
}

const seconds = (facts: FitFacts): string => countOf(Math.round(facts.seconds), 'second');
