import type { PlacedArrow, Point } from './layout.ts';
import type { PictureEdge } from './picture.ts';
import { COLOURS, curvePath, element, tip } from './svg.ts';

/** A double line, with a solid tip. */
export function drawPipe({ curve, end }: PlacedArrow): string[] {
  const d = curvePath(curve);
  const line = (width: number, stroke: string): string =>
    element('path', { d, fill: 'none', stroke, 'stroke-width': width });
  return [
    line(6.5, COLOURS.ink),
    line(3.5, COLOURS.paper),
    ...(end ? [tip(curve.at(-1)!, end, 13, COLOURS.ink)] : []),
  ];
}

/** What a thin arrow shows. */
type Thin = Pick<PictureEdge, 'kind' | 'found' | 'count'>;

/** Solid: the same way. Dashed: the opposite way. Dotted: it depends. */
export function drawThin(e: Thin, { curve, end }: PlacedArrow): string[] {
  const sign = e.found?.sign;
  const stroke = sign === '-' ? COLOURS.less : sign === '+' ? COLOURS.more : COLOURS.soft;
  const dash = sign === '-' ? '7 4' : sign === '±' ? '1.5 4' : undefined;
  const width = e.count === undefined ? 1.3 : 1 + Math.min(5, e.count / 8);
  return [
    element('path', {
      d: curvePath(curve),
      fill: 'none',
      stroke,
      'stroke-width': width,
      'stroke-dasharray': dash,
    }),
    ...(end ? [tip(curve.at(-1)!, end, 7 + (e.count === undefined ? 0 : width), stroke)] : []),
  ];
}

/** The point half way along the middle piece of a curve. */
export function middleOf(curve: readonly Point[]): Point {
  const pieces = (curve.length - 1) / 3;
  const piece = Math.floor(pieces / 2);
  // Between two pieces where their number is even.
  if (pieces % 2 === 0) return curve[3 * piece]!;
  const [a, b, c, d] = curve.slice(3 * piece, 3 * piece + 4) as [Point, Point, Point, Point];
  const half = (k: 'x' | 'y'): number => (a[k] + 3 * b[k] + 3 * c[k] + d[k]) / 8;
  return { x: half('x'), y: half('y') };
}

/** Two triangles, tip to tip. */
export const valve = ({ x, y }: Point): string =>
  element('path', {
    d: `M${x - 7},${y - 6}L${x + 7},${y + 6}V${y - 6}L${x - 7},${y + 6}Z`.replace(/[\d.]+/g, n =>
      String(Math.round(Number(n) * 10) / 10),
    ),
    fill: COLOURS.ink,
  });
