import { type Beside, type OutcomeSpread, spreadOutcome } from '../comparison/outcome-spread.ts';
import type { Spread } from '../comparison/spread.ts';
import type { Ensemble } from '../ensemble/ensemble.ts';
import {
  type Block,
  type Cell,
  type Column,
  gap,
  joinWords,
  left,
  right,
  type TextTable,
  text,
} from './blocks.ts';
import { isTossUp, shareOfDraws } from './draw-shares.ts';
import { armHead, outcomeLabel } from './labels.ts';
import { familyOf, type NumberStyle, styleOf, tellRange } from './numbers.ts';
import { toneOf } from './outcome-lines.ts';
import { armTables, byMeasure, NOTHING, TABLES } from './outcome-tables.ts';

/** What to print of the outcomes of an ensemble. */
export interface SpreadRequest {
  readonly ensemble: Ensemble;
  /** The draws that count. */
  readonly sound: Uint32Array;
  /** Rows of the table `detail` too. */
  readonly detail: boolean;
  /** Only these outcomes, by name; absent: all. */
  readonly only?: ReadonlySet<string>;
  /** Characters on a line. */
  readonly width: number;
}

const LABEL_WIDTH = 27;
const HEAD_WIDTH = 17;

/** Outcomes, costs and where asked for the detail: each arm's median over 90 % of its draws, and the same of the differences. */
export function spreadBlocks(request: SpreadRequest): Block[] {
  const { ensemble, sound, detail, only } = request;
  const asked = ensemble.outcomes.flatMap((spec, o) => {
    const isAsked = only ? only.has(spec.name) : spec.table !== 'detail' || detail;
    return isAsked ? [spreadOutcome(ensemble, sound, o)] : [];
  });
  const empty = asked.filter(o => !only && isNothing(o));
  const blocks = TABLES.flatMap(([name, title]) => {
    const rows = asked.filter(o => o.spec.table === name && !empty.includes(o));
    return rows.length > 0
      ? [
          ...armTables(title, ensemble.experiment.arms, request.width, arms => tableOf(rows, arms, request)),
          gap,
        ]
      : [];
  });
  return [
    ...blocks,
    text('Each number is the median of the draws; 90% of them lie between the two below it.', 'dim'),
    ...(empty.length > 0
      ? [text(`Nothing in any arm: ${joinWords(empty.map(o => o.spec.label))}.`, 'dim')]
      : []),
    gap,
  ];
}

/** Nobody and no pound in any arm and nearly every draw. */
const isNothing = ({ spec, arms }: OutcomeSpread): boolean =>
  /^(count|money)$/.test(familyOf(spec.unit.value)) &&
  arms.every(({ low, high }) => Math.abs(low) < NOTHING && Math.abs(high) < NOTHING);

/** @param arms which arms, the first of the run among them */
function tableOf(rows: readonly OutcomeSpread[], arms: readonly number[], request: SpreadRequest): TextTable {
  const { experiment, windows } = request.ensemble;
  const columns: Column[] = [left('', LABEL_WIDTH)];
  for (const a of arms) {
    columns.push(right(armHead(experiment.arms[a]!), HEAD_WIDTH));
    if (a > 0)
      columns.push(right(`beside\n${armHead(experiment.arms[0]!)}`, HEAD_WIDTH), right('better\nin', 9));
  }
  const body = byMeasure(rows, windows, columns, row => [lineOf(row, arms)]);
  return { columns, rows: body };
}

function lineOf(row: OutcomeSpread, arms: readonly number[]): Cell[] {
  const indent = row.spec.label.startsWith('of which') ? '    ' : '  ';
  const shown = arms.map(a => row.arms[a]!);
  return [
    { text: indent + outcomeLabel(row.spec) },
    ...arms.flatMap(a => [
      { text: tellSpread(row.arms[a]!, row.spec.unit.value, shown, 'value') },
      ...(a === 0 ? [] : besideCells(row.beside[a - 1]!, row)),
    ]),
  ];
}

function besideCells({ difference, counted }: Beside, { spec }: OutcomeSpread): Cell[] {
  const told = tellSpread(difference, spec.unit.value, [difference], 'difference');
  if (!counted) return [{ text: told }, { text: '' }];
  const { better, same, worse } = counted;
  const all = better + same + worse;
  if (same === all)
    return [
      { text: told, tone: 'dim' },
      { text: 'same', tone: 'dim' },
    ];
  const level = same > 0 ? `\n${shareOfDraws(same, all).replace(/ of .*/, '')} same` : '';
  const isClear = !isTossUp(Math.max(better, worse), Math.min(better, worse));
  const tone = isClear ? toneOf(told, difference.median, spec) : 'plain';
  return [{ text: told, tone }, { text: shareOfDraws(better, all) + level }];
}

/**
 * A median over 90 % of the draws, in as many digits as the draws hold; the median alone where these print alike.
 *
 * @param row the spreads that stand beside it, which it shares its digits with
 */
function tellSpread(
  { low, median, high }: Spread,
  unit: string,
  row: readonly Spread[],
  as: keyof NumberStyle,
): string {
  const values = row.flatMap(s => [s.low, s.median, s.high]);
  const middle = styleOf(unit, values, Math.max(...row.map(s => s.medianError)))[as];
  const end = styleOf(unit, values, Math.max(...row.map(s => s.endError)))[as];
  const [from, to] = [end(low), end(high)];
  return from === to ? middle(median) : `${middle(median)}\n${tellRange(from, to)}`;
}
