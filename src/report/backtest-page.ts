import type { BacktestLine, BacktestResult, Contest } from '../fit/backtest-result.ts';
import { financialYearName } from '../scenario/calendar.ts';
import {
  type Block,
  bullets,
  type Cell,
  countOf,
  gap,
  heading,
  joinWords,
  left,
  right,
  table,
  text,
} from './blocks.ts';
import { chartBlocks } from './fit-chart.ts';
import { fitFactBlocks } from './fit-page.ts';
import { coverageSentence, percent } from './fit-sentences.ts';
import { MEASURE_COLUMNS, MEASURES_TOLD, measureCells } from './fit-tables.ts';
import { words } from './labels.ts';
import { plain } from './numbers.ts';

const LABEL_WIDTH = 30;

/**
 * The page that `backtest` prints: the summary line, how the simulation fares beside simple forecasts in the years
 * judged, a table and charts by series, and what is not judged.
 *
 * @param width characters on a line
 */
export function backtestPage(result: BacktestResult, width: number): Block[] {
  const { facts, from, lines: judged, skipped } = result;
  return [
    heading(`${facts.title}: judged from ${financialYearName(from)}`),
    gap,
    heading('Answer'),
    ...backtestSentences(result).map(s => text(s)),
    gap,
    ...fitFactBlocks(facts),
    gap,
    ...(judged.length > 0 ? [...contestBlocks(judged), ...measureBlocks(judged)] : []),
    ...chartBlocks(
      judged.map(j => j.line),
      width,
      from,
    ),
    ...skippedBlocks(skipped, from),
  ];
}

/** The summary line over the series that count people; undefined where none can be judged. */
export function headcountLine({ headcount }: BacktestResult): string | undefined {
  if (!headcount) return undefined;
  const tell = (share: number): string => `${plain(100 * share, 1)} %`;
  const { model, lastValue, trend } = headcount;
  return `headcount MAPE ${tell(model)} (last value ${tell(lastValue)}, trend ${tell(trend)})`;
}

/** The summary line first, then who wins, and whether the intervals hold. */
export function backtestSentences(result: BacktestResult): string[] {
  const { lines: judged, from, headcount } = result;
  const points = judged.reduce((n, j) => n + j.measures.points, 0);
  if (points === 0) return [`Nothing is published from ${financialYearName(from)} that the model produces.`];
  const contests = judged.flatMap(j => j.naive ?? []);
  const wins = contests.filter(c => c.model < Math.min(c.lastValue, c.trend)).length;
  return [
    headcountLine(result) ?? 'No series of people in treatment can be judged beside simple forecasts.',
    ...(headcount ? [verdictSentence(headcount)] : []),
    `Series by series it is nearer than both in ${wins} of ${contests.length}.`,
    ...coverageSentences(result, points),
    ...(includesFitted(result) ? [fittedSentence(result)] : []),
  ];
}

/** Whether it is judged by years that the fit has seen as well. */
export const includesFitted = ({ from, facts }: BacktestResult): boolean => from <= facts.years.to;

function fittedSentence({ from, facts: { years } }: BacktestResult): string {
  const first = Math.max(from, years.from);
  const seen =
    first === years.to
      ? financialYearName(first)
      : `${financialYearName(first)} to ${financialYearName(years.to)}`;
  return `The years judged include fitted ones, ${seen}: of them this is no forecast.`;
}

/** @param points all that it is judged by */
function coverageSentences(result: BacktestResult, points: number): string[] {
  const lines = result.lines.map(({ line: { allowsError }, measures }) => ({ allowsError, measures }));
  const sentence = coverageSentence(lines, n => {
    const allowing = n < points ? ', of series with an allowed error,' : '';
    const unseen = includesFitted(result) ? '' : ' that it was not fitted to';
    return `${countOf(n, 'published number')}${unseen}${allowing}`;
  });
  return sentence === undefined ? [] : [sentence];
}

function verdictSentence({ model, lastValue, trend }: Contest): string {
  const [beatsLast, beatsTrend] = [model < lastValue, model < trend];
  if (beatsLast && beatsTrend) return 'On headcounts the simulation is nearer than both simple forecasts.';
  if (!beatsLast && !beatsTrend)
    return 'On headcounts both simple forecasts are at least as near: the simulation adds nothing to them there.';
  const [over, under] = beatsLast ? ['last value', 'trend'] : ['trend', 'last value'];
  return `On headcounts the simulation is nearer than the ${over}, and not than the ${under}.`;
}

function contestBlocks(judged: readonly BacktestLine[]): Block[] {
  return [
    heading('Mean absolute percentage error beside simple forecasts'),
    table(
      [left('', LABEL_WIDTH), right('simulation'), right('last value'), right('trend')],
      judged.map(({ line, naive, measures }) => [
        { text: line.label },
        ...(naive
          ? contestCells([naive.model, naive.lastValue, naive.trend])
          : [{ text: percent(measures.mape) }, { text: '–' }, { text: '–' }]),
      ]),
    ),
    text(
      '“Last value” says that nothing changes after the last published year before those judged; “trend” goes on along the straight line through the years before.',
      'dim',
    ),
    gap,
  ];
}

/** The nearest stands out. */
const contestCells = (errors: readonly number[]): Cell[] =>
  errors.map(error => ({
    text: percent(error),
    ...(error === Math.min(...errors) && { tone: 'strong' as const }),
  }));

const measureBlocks = (judged: readonly BacktestLine[]): Block[] => [
  heading('How well each series is told in the years judged'),
  table(
    [left('', LABEL_WIDTH), ...MEASURE_COLUMNS],
    judged.map(({ line, measures }) => [{ text: line.label }, ...measureCells(measures)]),
  ),
  text(MEASURES_TOLD, 'dim'),
  gap,
];

function skippedBlocks(
  { notProduced, notPublished, meant }: BacktestResult['skipped'],
  from: number,
): Block[] {
  const named = (names: readonly string[]): string => joinWords(names.map(words));
  const told = [
    ...(notProduced.length > 0 ? [`The model does not produce: ${named(notProduced)}.`] : []),
    ...Object.entries(meant).map(([name, near]) => `“${name}”: did you mean ${near}?`),
    ...(notPublished.length > 0
      ? [`Nothing is published from ${financialYearName(from)}: ${named(notPublished)}.`]
      : []),
  ];
  return told.length > 0 ? [heading('Not judged'), bullets(told)] : [];
}
