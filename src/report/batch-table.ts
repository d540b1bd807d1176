import type { Comparison } from '../comparison/compare-ensemble.ts';
import type { Spread } from '../comparison/spread.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { OutcomeSpec } from '../model/spec.ts';
import { type Block, type Cell, gap, heading, left, right, table, text } from './blocks.ts';
import { csvNumber, csvText } from './csv.ts';
import { isTossUp, shareOfDraws } from './draw-shares.ts';
import { armHead, inSentence } from './labels.ts';
import { finite, styleOf, tellRange } from './numbers.ts';

/** One scenario in a table of several, or one authority of several that a scenario is run in. */
export interface BatchRow {
  readonly file: string;
  /** The authority. */
  readonly area?: string;
  /** Why it has no result. */
  readonly faults?: readonly Diagnostic[];
  readonly draws: number;
  readonly failed: number;
  /** Undefined where there is one arm, or nothing came out. */
  readonly contest?: BatchContest;
}

export interface BatchContest {
  /** Of the two arms that are set against each other. */
  readonly names: readonly [string, string];
  readonly heads: readonly [string, string];
  /** Draws in which each of the two is ahead at the end, and neither. */
  readonly ahead: readonly [number, number];
  readonly same: number;
  /** Second less first. */
  readonly difference: Spread;
}

export function batchRow({ ensemble, failed, contest }: Comparison): BatchRow {
  const { experiment, sample } = ensemble;
  const base = { file: experiment.spec.file, draws: sample.draws, failed };
  if (!contest) return base;
  const [first, second] = [experiment.arms[contest.pair[0]]!, experiment.arms[contest.pair[1]]!];
  const { ahead, same, difference } = contest.years.at(-1)!;
  const names = [first.name, second.name] as const;
  const heads = [armHead(first), armHead(second)] as const;
  return { ...base, contest: { names, heads, ahead, same, difference } };
}

/** A line for each scenario or authority: who is ahead at the end of its run, in how many draws, and by how much. */
export function batchTable(rows: readonly BatchRow[], deciding: OutcomeSpec): Block[] {
  const byArea = ofAreas(rows);
  const columns = [
    left(byArea ? 'authority' : 'scenario'),
    left('ahead\nof', 22),
    right('in'),
    right('by', 18),
    right('failed'),
  ];
  const body = byArea
    ? rows.map(row => [{ text: row.area ?? '' }, ...cellsOf(row, deciding)])
    : byFolder(rows, columns.length, deciding);
  return [
    heading(`Who is ahead on ${inSentence(deciding.label)}, over the whole run`),
    ...(byArea ? [text(FROM_ENGLAND)] : []),
    table(columns, body),
    text('By: the one that is ahead less the other; the median, and 90% of the draws under it.', 'dim'),
    gap,
  ];
}

const FROM_ENGLAND =
  'Each authority has England’s average figures, made as large as its own alcohol treatment and poisoning deaths say, and its own alcohol need: places of these sizes, not pictures of them.';

const ofAreas = (rows: readonly BatchRow[]): boolean => rows.some(r => r.area !== undefined);

function byFolder(rows: readonly BatchRow[], columns: number, deciding: OutcomeSpec): Cell[][] {
  const empty = Array.from({ length: columns - 1 }, () => ({ text: '' }));
  const folders = [...new Set(rows.map(r => splitFile(r.file).folder))];
  return folders.flatMap(folder => [
    ...(folders.length > 1 ? [[{ text: folder, tone: 'strong' as const }, ...empty]] : []),
    ...rows
      .filter(r => splitFile(r.file).folder === folder)
      .map(row => [
        { text: (folders.length > 1 ? '  ' : '') + splitFile(row.file).name },
        ...cellsOf(row, deciding),
      ]),
  ]);
}

/** `scenarios/claims` and `one-basket` of `scenarios/claims/one-basket.yaml`. */
function splitFile(file: string): { readonly folder: string; readonly name: string } {
  const [, folder = '', name = file] = /^(?:(.*)\/)?([^/]*?)\.ya?ml$/.exec(file) ?? [];
  return { folder: folder || 'here', name };
}

function cellsOf({ faults, contest, failed, draws }: BatchRow, deciding: OutcomeSpec): Cell[] {
  const lost: Cell = failed > 0 ? { text: shareOfDraws(failed, draws), tone: 'bad' } : { text: '0' };
  const none = (word: string, tone: 'bad' | 'dim', last: Cell): Cell[] => [
    { text: word, tone },
    { text: '' },
    { text: '' },
    last,
  ];
  if (faults) return none('not run', 'bad', { text: '' });
  if (!contest) return none(failed === draws ? 'no result' : 'one arm', 'dim', lost);
  const { ahead, same, difference, heads } = contest;
  const all = ahead[0] + ahead[1] + same;
  if (same === all) return none(`${heads[0]}\nthe same as ${heads[1]}`, 'dim', lost);
  const lead = ahead[1] >= ahead[0] ? 1 : 0;
  const sign = lead === 1 ? 1 : -1;
  const [low, high] = lead === 1 ? [difference.low, difference.high] : [-difference.high, -difference.low];
  const unit = deciding.unit.value;
  const middle = styleOf(unit, [low, high], difference.medianError);
  const ends = styleOf(unit, [low, high], difference.endError);
  const even = isTossUp(ahead[lead], ahead[1 - lead]!);
  return [
    {
      text: even
        ? `a toss-up: ${heads[lead]}\nand ${heads[1 - lead]}`
        : `${heads[lead]}\nof ${heads[1 - lead]}`,
      tone: even ? 'dim' : 'plain',
    },
    { text: shareOfDraws(ahead[lead], all) },
    {
      text: `${middle.difference(sign * difference.median)}\n${tellRange(ends.difference(low), ends.difference(high))}`,
    },
    lost,
  ];
}

/** The same as data. */
export const batchJson = (rows: readonly BatchRow[], deciding: OutcomeSpec): object => ({
  deciding: { outcome: deciding.name, unit: deciding.unit.value, better: deciding.better },
  scenarios: rows.map(({ file, area, faults, draws, failed, contest }) => ({
    scenario: file,
    ...(area !== undefined && { area }),
    ok: faults === undefined,
    ...(faults && { diagnostics: faults }),
    draws,
    failed,
    ...(contest && {
      between: contest.names,
      ahead: Object.fromEntries(contest.names.map((name, i) => [name, contest.ahead[i]])),
      same: contest.same,
      difference: {
        low: finite(contest.difference.low),
        median: finite(contest.difference.median),
        high: finite(contest.difference.high),
      },
    }),
  })),
});

const HEADER =
  'scenario,outcome,unit,first,second,draws,failed,first_ahead,same,second_ahead,low,median,high';

/** The same as CSV; the difference is second less first, and a scenario that could not be run has no numbers. */
export function batchCsv(rows: readonly BatchRow[], deciding: OutcomeSpec): string {
  const byArea = ofAreas(rows);
  const lines = rows.map(({ file, area, draws, failed, contest, faults }) => {
    const d = contest?.difference;
    const counts = contest ? [contest.ahead[0], contest.same, contest.ahead[1]] : [];
    const numbers = [...counts, ...(d ? [d.low, d.median, d.high] : [])].map(csvNumber);
    return [
      csvText(file),
      ...(byArea ? [csvText(area ?? '')] : []),
      deciding.name,
      deciding.unit.value,
      ...(contest?.names ?? ['', '']),
      ...(faults ? ['', ''] : [draws, failed]),
      ...(contest ? numbers : ['', '', '', '', '', '']),
    ].join(',');
  });
  const header = byArea ? HEADER.replace('scenario,', 'scenario,area,') : HEADER;
  return `${[header, ...lines].join('\r\n')}\r\n`;
}
