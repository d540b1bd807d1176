import type { FittedLine, LinePoint } from '../fit/fit-result.ts';
import { type Block, gap, heading, lengthOf, lines, text } from './blocks.ts';
import { figures } from './numbers.ts';
import { scaleOf, spread } from './trace-chart.ts';

const BAND = '░';
const MEDIAN = '─';
const OBSERVED = '●';
/** Published in a year that the fit has not seen. */
const JUDGED = '◆';

const HEIGHT = 9;
/** What a period takes below the chart, and what it takes with a gap. */
const PERIOD = 7;
const PERIOD_AND_GAP = PERIOD + 2;

const BAND_TOLD = `${MEDIAN} median of the simulations; ${BAND} 90% of them, without the error that the fit allows`;

/**
 * A chart of each series that can be drawn, and what the characters mean.
 *
 * @param width characters on a line
 * @param judgedFrom the first year that was not fitted to, where some were not
 */
export function chartBlocks(
  series: readonly FittedLine[],
  width: number,
  judgedFrom = Number.POSITIVE_INFINITY,
): Block[] {
  const drawn = series.flatMap(({ label, unit, points }) => {
    const chart = drawFit(points, width, judgedFrom);
    return chart.length > 0 ? [heading(`${label} (${unit})`), lines(chart), gap] : [];
  });
  const published = Number.isFinite(judgedFrom)
    ? `${OBSERVED} published, in years fitted; ${JUDGED} in years judged`
    : `${OBSERVED} published`;
  return drawn.length > 0 ? [text(`${published}; ${BAND_TOLD}.`, 'dim'), gap, ...drawn] : [];
}

/**
 * Published numbers on the band that 90 % of the simulations hold, with their median, drawn with characters.
 *
 * @param points of every year, in order
 * @param width characters on a line, the scale included
 * @param judgedFrom the first year that was not fitted to, where some were not
 * @returns nothing where there are fewer than two years, or no simulation
 */
export function drawFit(
  points: readonly LinePoint[],
  width: number,
  judgedFrom = Number.POSITIVE_INFINITY,
): string[] {
  const bands = points.map(p => p.simulated);
  const shown = [...bands.flatMap(b => [b.low, b.high]), ...points.flatMap(p => p.observed?.value ?? [])];
  const known = shown.filter(Number.isFinite);
  if (points.length < 2 || bands.every(b => Number.isNaN(b.median))) return [];
  const [least, most] = scaleOf(Math.min(...known), Math.max(...known));
  const labels = [figures(most, 3), figures(least, 3)];
  const margin = Math.max(...labels.map(lengthOf));
  // Each period stands centred below its year, and so half of one sticks out at both ends.
  const inset = Math.floor(PERIOD / 2);
  const columns = width - margin - 2 - 2 * inset;
  const rowOf = (x: number): number => Math.round(((most - x) / (most - least)) * (HEIGHT - 1));
  const columnOf = (i: number): number => Math.round((i * (columns - 1)) / (points.length - 1));

  const grid = Array.from({ length: HEIGHT }, () => new Array<string>(columns).fill(' '));
  const draw = (of: 'low' | 'median' | 'high'): number[] =>
    spread(
      bands.map(b => b[of]),
      columns,
    );
  const [lows, medians, highs] = [draw('low'), draw('median'), draw('high')];
  for (const [c, median] of medians.entries()) {
    if (!Number.isFinite(median)) continue;
    for (let row = rowOf(highs[c]!); row <= rowOf(lows[c]!); row++) grid[row]![c] = BAND;
    grid[rowOf(median)]![c] = MEDIAN;
  }
  for (const [i, { year, observed }] of points.entries())
    if (observed) grid[rowOf(observed.value)]![columnOf(i)] = year < judgedFrom ? OBSERVED : JUDGED;

  const scale = (row: number): string => (row === 0 ? labels[0]! : row === HEIGHT - 1 ? labels[1]! : '');
  const every = Math.ceil((PERIOD_AND_GAP * (points.length - 1)) / (columns - 1));
  let periods = '';
  for (const [i, { period }] of points.entries())
    if (i % every === 0) periods = periods.padEnd(margin + 2 + columnOf(i)) + period;
  return [
    ...grid.map((cells, row) =>
      `${scale(row).padStart(margin)} ┤${' '.repeat(inset)}${cells.join('')}`.trimEnd(),
    ),
    periods,
  ];
}
