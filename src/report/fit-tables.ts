import type { Correlation, FittedLine, FittedParameter, Interval } from '../fit/fit-result.ts';
import type { Measures } from '../fit/measures.ts';
import { type Block, type Cell, type Column, gap, heading, left, right, table, text } from './blocks.ts';
import { isTold, percent } from './fit-sentences.ts';
import { words } from './labels.ts';
import { figures, plain, tellRange } from './numbers.ts';

const LABEL_WIDTH = 34;
const UNIT_WIDTH = 14;
const DIGITS = 3;

/** Every parameter before and after the data. */
export const estimateBlocks = (parameters: readonly FittedParameter[]): Block[] => [
  heading('Estimates'),
  table(
    [
      left('parameter', LABEL_WIDTH),
      left('unit', UNIT_WIDTH),
      right('prior'),
      right('fitted'),
      right('best'),
      right('narrowed\nby'),
    ],
    parameters.map(estimateRow),
  ),
  text(
    'Each number is a median; 90% lies between the two below it. “Best” is where the density is greatest. “Narrowed by” is how much of the prior’s spread the data took away.',
    'dim',
  ),
  gap,
];

function estimateRow(parameter: FittedParameter): Cell[] {
  const { name, unit, prior, posterior, mode, narrowed, bound } = parameter;
  return [
    { text: words(name) },
    { text: unit, tone: 'dim' },
    { text: tellInterval(prior), tone: 'dim' },
    { text: tellInterval(posterior) },
    {
      text: figures(mode, DIGITS) + (bound === undefined ? '' : '\non its bound'),
      ...(bound && { tone: 'bad' }),
    },
    isTold(parameter) ? { text: percent(narrowed) } : { text: 'nothing', tone: 'dim' },
  ];
}

const tellInterval = ({ low, median, high }: Interval): string =>
  `${figures(median, DIGITS)}\n${tellRange(figures(low, DIGITS), figures(high, DIGITS))}`;

/** Pairs that the data hold together only. */
export function correlationBlocks(correlations: readonly Correlation[]): Block[] {
  if (correlations.length === 0) return [];
  return [
    heading('What the data cannot tell apart'),
    table(
      [left('parameter', LABEL_WIDTH), left('and', LABEL_WIDTH), right('rank\ncorrelation')],
      correlations.map(({ pair, rank }) => [
        { text: words(pair[0]) },
        { text: words(pair[1]) },
        { text: `${rank > 0 ? '+' : ''}${plain(rank, 2)}` },
      ]),
    ),
    text(
      'Of these the data hold a combination, and not each by itself: one can change if the other changes with it.',
      'dim',
    ),
    gap,
  ];
}

/** How well each series is told, those fitted first. */
export function seriesBlocks(lines: readonly FittedLine[]): Block[] {
  const rowsOf = (title: string, some: readonly FittedLine[]): Cell[][] =>
    some.length === 0
      ? []
      : [
          [{ text: title, tone: 'strong' }, ...MEASURE_COLUMNS.map(() => ({ text: '' }))],
          ...some.map(({ label, measures }) => [{ text: `  ${label}` }, ...measureCells(measures)]),
        ];
  return [
    heading('How well each series is told'),
    table(
      [left('', LABEL_WIDTH), ...MEASURE_COLUMNS],
      [
        ...rowsOf(
          'Fitted',
          lines.filter(l => l.fitted),
        ),
        ...rowsOf(
          'Shown, and not fitted',
          lines.filter(l => !l.fitted),
        ),
      ],
    ),
    text(MEASURES_TOLD, 'dim'),
    gap,
  ];
}

/** Columns of measures, and their cells. */
export const MEASURE_COLUMNS: readonly Column[] = [
  right('numbers'),
  right('off by'),
  right('in 50%'),
  right('in 90%'),
  right('bias'),
  right('variance'),
  right('covariance'),
];

export const measureCells = ({ points, mape, within50, within90, theil }: Measures): Cell[] =>
  [
    String(points),
    percent(mape),
    ...[within50, within90, theil.bias, theil.variance, theil.covariance].map(wholePercent),
  ].map(cell => ({ text: cell }));

const wholePercent = (share: number): string => (Number.isFinite(share) ? `${plain(100 * share, 0)}%` : '–');

export const MEASURES_TOLD =
  '“Off by” is the mean absolute percentage error of the median. “In 50%” and “in 90%” are the published numbers within so much of the prediction, with the error that the fit allows. The last three are Theil’s shares of the squared error: a wrong level (bias), a wrong swing (variance), and years that do not match (covariance).';
