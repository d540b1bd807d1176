import type { Hashes } from '../lock/lock.ts';
import type { OutcomeSpec } from '../model/spec.ts';
import type { GridAxis } from '../scenario/claim-spec.ts';
import type { Experiment } from '../scenario/experiment.ts';
import {
  type Block,
  type Cell,
  countOf,
  gap,
  heading,
  joinWords,
  left,
  lines,
  right,
  table,
  text,
  widthOf,
} from './blocks.ts';
import { csvNumber, csvText } from './csv.ts';
import { isTossUp, shareOfDraws } from './draw-shares.ts';
import { armHead, inSentence, words } from './labels.ts';
import { finite, styleOf } from './numbers.ts';
import { questionBlocks } from './run-header.ts';
import { factsJson, type Tool } from './run-json.ts';

/** Two arms at one point of a grid. */
export interface SweepCell {
  /** Why there is no result. */
  readonly fault?: string;
  /** Draws in which each of the two is ahead at the end, and neither; of a single run one of them is 1. */
  readonly ahead: readonly [number, number];
  readonly same: number;
  /** Second less first, in the outcome's unit: the median and 90 % of the draws. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Draws that gave no result. */
  readonly failed: number;
}

/** Who is ahead all over a grid. */
export interface Sweep {
  readonly experiment: Experiment;
  readonly hashes: Hashes;
  /** One or two. */
  readonly axes: readonly GridAxis[];
  /** By value of the first axis, then of the second (one column where there is none). */
  readonly cells: readonly (readonly SweepCell[])[];
  readonly deciding: OutcomeSpec;
  /** By place, the two arms that are set against each other. */
  readonly pair: readonly [number, number];
  /** 0: a single run at the usual values. */
  readonly draws: number;
  readonly warnings: readonly string[];
}

const SYMBOLS = ['●', '▲'] as const;
const TONES = ['first', 'second'] as const;
const LABEL_WIDTH = 30;

/** The map of who is ahead where. */
export function sweepPage(sweep: Sweep, width: number): Block[] {
  const { experiment, axes, cells, deciding, draws } = sweep;
  const [rows, columns] = axes;
  const heads = columns ? columns.over.map(v => right(v.text)) : [right('')];
  const by = columns ? `${labelOf(rows!)} ↓\n${labelOf(columns)} →` : labelOf(rows!);
  const print = printerOf(sweep);
  const full = cells.map((row, i) => [{ text: rows!.over[i]!.text }, ...row.map(c => print(c, true))]);
  const map = { columns: [left(by, LABEL_WIDTH), ...heads], rows: full };
  const isWide = widthOf(map) > width;
  const shown = isWide
    ? cells.map((row, i) => [{ text: rows!.over[i]!.text }, ...row.map(c => print(c, false))])
    : full;
  const windows =
    experiment.spec.horizon === 1 ? 'in one year' : `over ${countOf(experiment.spec.horizon, 'year')}`;
  return [
    ...questionBlocks(experiment),
    gap,
    heading(`Who is ahead on ${inSentence(deciding.label)}, ${windows}`),
    table(map.columns, shown),
    gap,
    lines(legendOf(sweep)),
    text(tallySentence(sweep)),
    text(
      draws === 0
        ? 'Each cell is one run, with every other parameter at its usual value (--draws takes these from their ranges), and says by how much who is ahead leads.'
        : `Each cell is the same ${countOf(draws, 'draw')} of all other parameters (seed ${experiment.spec.seed}), and says in how many of them who is ahead leads, and by how much at the median.`,
      'dim',
    ),
    ...(isWide ? [text('The numbers by which they lead do not fit; --csv has them.', 'dim')] : []),
    ...faultLines(sweep),
  ];
}

const labelOf = ({ label, vary }: GridAxis): string =>
  words(vary.length > 1 ? `${label} and ${countOf(vary.length - 1, 'more', 'more')}` : label);

/** @returns prints a cell, with or without the number by which who is ahead leads */
function printerOf({ cells, deciding, draws }: Sweep): (cell: SweepCell, isFull: boolean) => Cell {
  const medians = cells.flat().map(c => c.median);
  const style = styleOf(deciding.unit.value, medians);
  return ({ fault, ahead, same, median }, isFull) => {
    const all = ahead[0] + ahead[1] + same;
    if (fault !== undefined || all === 0) return { text: 'no result', tone: 'dim' };
    if (same === all) return { text: '=', tone: 'dim' };
    const lead = ahead[1] >= ahead[0] ? 1 : 0;
    const isOpen = draws > 0 && isTossUp(ahead[lead], ahead[1 - lead]!);
    const parts = [
      isOpen ? '≈' : SYMBOLS[lead],
      ...(draws > 0 ? [shareOfDraws(ahead[lead], all)] : []),
      ...(isFull ? [style.difference(median).replace(/^[+−]/, '')] : []),
    ];
    return { text: parts.join(' '), ...(!isOpen && { tone: TONES[lead] }) };
  };
}

function legendOf({ experiment, pair, draws }: Sweep): string[] {
  const named = pair.map((a, i) => `${SYMBOLS[i]} ${armHead(experiment.arms[a]!)} ahead`);
  const open = draws > 0 ? ['≈ a toss-up'] : [];
  return [[...named, ...open, '= the same'].join('   ')];
}

/** `“Evolution” is ahead in 22 of 25 cells, “Big bang” in 3.` */
function tallySentence({ cells, experiment, pair }: Sweep): string {
  const all = cells.flat();
  const led = (i: 0 | 1): number => all.filter(c => c.ahead[i] > c.ahead[(1 - i) as 0 | 1]!).length;
  const counts = pair.map((a, i) => ({ label: `“${experiment.arms[a]!.label}”`, n: led(i as 0 | 1) }));
  const told = counts.filter(c => c.n > 0).sort((a, b) => b.n - a.n);
  if (told.length === 0) return 'Nowhere is either ahead.';
  return `${joinWords(told.map((c, i) => `${c.label} ${i === 0 ? 'is ahead ' : ''}in ${c.n}${i === 0 ? ` of ${countOf(all.length, 'cell')}` : ''}`))}.`;
}

function faultLines({ cells, warnings }: Sweep): Block[] {
  const faults = [...new Set(cells.flat().flatMap(c => c.fault ?? []))];
  return [
    ...faults.map(f => text(`Without a result: ${f}.`, 'dim')),
    ...warnings.map(w => text(`Warning: ${w}`, 'dim')),
  ];
}

export function sweepJson(sweep: Sweep, tool: Tool): object {
  const { experiment, hashes, axes, cells, deciding, pair, draws, warnings } = sweep;
  const names = pair.map(a => experiment.arms[a]!.name);
  return {
    ...factsJson(experiment, hashes, tool),
    deciding: { outcome: deciding.name, unit: deciding.unit.value, better: deciding.better, between: names },
    draws,
    axes: axes.map(({ vary, over }) => ({ vary: vary.map(v => v.value), over: over.map(v => v.value) })),
    cells: cells.flatMap((row, i) =>
      row.map((cell, j) => ({
        at: [axes[0]!.over[i]!.value, ...(axes[1] ? [axes[1].over[j]!.value] : [])],
        ...(cell.fault !== undefined && { fault: cell.fault }),
        ahead: Object.fromEntries(names.map((name, n) => [name, cell.ahead[n]])),
        same: cell.same,
        failed: cell.failed,
        difference: { low: finite(cell.low), median: finite(cell.median), high: finite(cell.high) },
      })),
    ),
    warnings,
  };
}

/** A row for each cell; the difference is second less first. */
export function sweepCsv({ axes, cells, experiment, pair, deciding }: Sweep): string {
  const heads = axes.map(a => csvText(a.vary.map(v => v.value).join('+')));
  const [first, second] = pair.map(a => experiment.arms[a]!.name);
  const rest = 'outcome,unit,first,second,first_ahead,same,second_ahead,failed,low,median,high';
  const rows = cells.flatMap((row, i) =>
    row.map((cell, j) =>
      [
        csvText(axes[0]!.over[i]!.text),
        ...(axes[1] ? [csvText(axes[1].over[j]!.text)] : []),
        ...[deciding.name, deciding.unit.value, first!, second!].map(csvText),
        ...[cell.ahead[0], cell.same, cell.ahead[1], cell.failed, cell.low, cell.median, cell.high].map(
          csvNumber,
        ),
      ].join(','),
    ),
  );
  return `${[[...heads, rest].join(','), ...rows].join('\r\n')}\r\n`;
}
