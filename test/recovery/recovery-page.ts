import { type Block, type Cell, gap, heading, left, right, table, text } from '../../src/report/blocks.ts';
import { words } from '../../src/report/labels.ts';
import { figures, plain } from '../../src/report/numbers.ts';
import { coverageOf, type Estimate, estimatesOf, ONE_IN_20, ranksEvenness } from './coverage.ts';
import type { FittedSet } from './recover.ts';

/** A parameter whose recovery is told. */
export interface Told {
  readonly name: string;
  readonly unit: string;
  /** Its value at a coordinate. */
  readonly valueAt: (z: number) => number;
}

const LEAST = 0.85;
const MOST = 0.95;
const DIGITS = 3;

/** Whether so many intervals hold the truth as should. */
export const isCalibrated = (sets: readonly FittedSet[]): boolean => {
  const { share } = coverageOf(sets.flatMap(estimatesOf));
  return share >= LEAST && share <= MOST;
};

/** Every estimate beside the truth, and how many of them hold it. */
export function recoveryPage(
  title: string,
  parameters: readonly Told[],
  sets: readonly FittedSet[],
): Block[] {
  const bySet = sets.map(estimatesOf);
  return [
    heading(title),
    gap,
    heading('Every estimate'),
    table(
      [
        left('set'),
        left('parameter'),
        right('truth'),
        right('median'),
        right('90% interval'),
        left('covered'),
      ],
      bySet.flatMap((estimates, set) => estimates.map((e, p) => rowOf(set, parameters[p]!, e))),
    ),
    gap,
    heading('By parameter'),
    table(
      [left('parameter'), right('covered'), right('narrowed by'), right('ranks: chi-square')],
      parameters.map(({ name }, p) => {
        const own = bySet.map(estimates => estimates[p]!);
        const narrowed = own.reduce((sum, e) => sum + e.narrowed, 0) / own.length;
        const { chiSquare } = ranksEvenness(own);
        return [
          { text: words(name) },
          { text: `${coverageOf(own).covered} of ${own.length}` },
          { text: `${plain(100 * narrowed, 0)}%` },
          { text: plain(chiSquare, 1) + (chiSquare > ONE_IN_20 ? ' uneven' : '') },
        ];
      }),
    ),
    text('“Narrowed by” is how much of the prior’s spread the data took away, on average.', 'dim'),
    gap,
    heading('All together'),
    ...sentences(sets, bySet.flat()).map(s => text(s)),
  ];
}

function rowOf(set: number, { name, unit, valueAt }: Told, estimate: Estimate): Cell[] {
  const show = (z: number): string => figures(valueAt(z), DIGITS);
  const { truth, low, median, high, isCovered } = estimate;
  return [
    { text: String(set + 1) },
    { text: `${words(name)} (${unit})` },
    { text: show(truth) },
    { text: show(median) },
    { text: `${show(low)} to ${show(high)}` },
    isCovered ? { text: 'yes' } : { text: 'no', tone: 'bad' },
  ];
}

function sentences(sets: readonly FittedSet[], estimates: readonly Estimate[]): string[] {
  const { covered, share, error } = coverageOf(estimates);
  const { counts, chiSquare } = ranksEvenness(estimates);
  const verdicts = ['converged', 'nearly', 'not converged'].map(
    verdict => `${sets.filter(s => s.verdict.verdict === verdict).length} ${verdict}`,
  );
  const mean = (of: (set: FittedSet) => number): number =>
    sets.reduce((sum, s) => sum + of(s), 0) / sets.length;
  return [
    `Coverage ${plain(100 * share, 1)}%: ${covered} of ${estimates.length} intervals of 90% hold the truth; by chance it would be 90% ± ${plain(100 * error, 1)} (${100 * LEAST} to ${100 * MOST}% is asked for).`,
    `Ranks of the truth among draws, in ten equal parts: ${counts.join(', ')}; chi-square ${plain(chiSquare, 1)}, which is above ${ONE_IN_20} in one case in twenty where all is right.`,
    `Fits: ${verdicts.join(', ')}; all searches agree in ${sets.filter(s => s.isAgreed).length}; on average ${plain(
      mean(s => s.evaluations),
      0,
    )} runs and ${plain(
      mean(s => s.seconds),
      0,
    )} s (at most ${plain(Math.max(...sets.map(s => s.seconds)), 0)} s).`,
  ];
}
