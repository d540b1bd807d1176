import { lengthOf } from './blocks.ts';
import { figures } from './numbers.ts';

/** How an arm is drawn, in the order of the arms; more arms than marks share the last. */
const MARKS = '●○×+◆◇▲△';
const HEIGHT = 8;
/** A range below this share of the values is drawn level: a picture must not make noise look like news. */
const FLAT = 0.005;

export const markOf = (arm: number): string => MARKS[Math.min(arm, MARKS.length - 1)]!;

/**
 * Lines over time, drawn with characters: the first arm on top of those that it meets.
 *
 * @param byArm values of each arm at moments that are equally far apart
 * @param ends what stands below the first and the last moment
 * @param width characters on a line, the scale included
 * @returns nothing where there are fewer than two moments, or no number
 */
export function drawChart(
  byArm: readonly (readonly number[])[],
  ends: readonly [first: string, last: string],
  width: number,
): string[] {
  const known = byArm.flat().filter(Number.isFinite);
  if (known.length === 0 || byArm[0]!.length < 2) return [];
  const [least, most] = scaleOf(Math.min(...known), Math.max(...known));
  const labels = [figures(most, 3), figures(least, 3)];
  const margin = Math.max(...labels.map(lengthOf));
  const columns = width - margin - 2;
  const grid = Array.from({ length: HEIGHT }, () => new Array<string>(columns).fill(' '));
  for (const [arm, values] of [...byArm.entries()].reverse())
    for (const [c, x] of spread(values, columns).entries()) {
      if (!Number.isFinite(x)) continue;
      const row = Math.round(((most - x) / (most - least)) * (HEIGHT - 1));
      grid[row]![c] = markOf(arm);
    }
  const scale = (row: number): string => (row === 0 ? labels[0]! : row === HEIGHT - 1 ? labels[1]! : '');
  const between = Math.max(1, columns - lengthOf(ends[0]) - lengthOf(ends[1]));
  return [
    ...grid.map((cells, row) => `${scale(row).padStart(margin)} ┤${cells.join('')}`.trimEnd()),
    `${' '.repeat(margin + 2)}${ends[0]}${' '.repeat(between)}${ends[1]}`,
  ];
}

/** What the lowest and the highest row stand for. */
export function scaleOf(least: number, most: number): [number, number] {
  const size = Math.max(Math.abs(least), Math.abs(most)) || 1;
  if (most - least > FLAT * size) return [least, most];
  return [least - FLAT * size, most + FLAT * size];
}

/** As many values as there are columns: means of stretches where there are more, straight lines between them where fewer. */
export function spread(values: readonly number[], columns: number): number[] {
  const last = values.length - 1;
  return Array.from({ length: columns }, (_, c) => {
    if (values.length > columns) {
      const from = Math.floor((c * values.length) / columns);
      const part = values.slice(from, Math.floor(((c + 1) * values.length) / columns));
      return part.reduce((a, b) => a + b, 0) / part.length;
    }
    const at = (c * last) / (columns - 1);
    const before = Math.min(Math.floor(at), last - 1);
    return values[before]! + (at - before) * (values[before + 1]! - values[before]!);
  });
}
