import { words } from '../labels.ts';
import type { Point } from './layout.ts';
import type { Link } from './links.ts';
import { breakText } from './text-size.ts';

/** Width of a ring, in pixels. */
export const RING_WIDTH = 416;
export const BOX_WIDTH = 164;
export const TEXT = { size: 12.5, line: 15 } as const;

const GAP = 26;
const LEAST_HEIGHT = 104;

/** A ring laid out: its boxes, and its arrows from edge to edge; pixels from its top left corner. */
export interface PlacedRing {
  readonly height: number;
  readonly boxes: readonly {
    readonly lines: readonly string[];
    readonly at: Point;
    readonly height: number;
  }[];
  readonly arrows: readonly { readonly from: Point; readonly to: Point; readonly link: Link }[];
}

/** Middles of its two columns. */
export const LEFT = BOX_WIDTH / 2;
export const RIGHT = RING_WIDTH - BOX_WIDTH / 2;

/** A ring as two columns: down on the right, and up again on the left. */
export function placeRing(links: readonly Link[]): PlacedRing {
  const boxes = links.map(l => boxFor(l.from));
  const down = Math.floor(links.length / 2);
  const right = boxes.slice(1, down + 1);
  const left = [boxes[0]!, ...boxes.slice(down + 1).reverse()];
  const needs = (column: readonly Sized[]): number =>
    column.reduce((sum, b) => sum + b.height, 0) + (column.length - 1) * GAP;
  const height = Math.max(needs(left), needs(right), links.length > 2 ? LEAST_HEIGHT : 0);
  const rightAt = stack(right, RIGHT, height);
  const leftAt = stack(left, LEFT, height);
  const [top, ...below] = leftAt;
  return closed([top!, ...rightAt, ...below.reverse()], links, height);
}

/** The links that would have to be closed, one below the other. */
export function placeOpen(links: readonly Link[]): PlacedRing {
  const rows = links.map((l, i) => {
    const [from, to] = [boxFor(l.from), boxFor(l.to)];
    const y = i * 56 + 20;
    return {
      boxes: [
        { ...from, at: { x: LEFT, y } },
        { ...to, at: { x: RIGHT, y } },
      ],
      arrow: { from: { x: LEFT + BOX_WIDTH / 2, y }, to: { x: RIGHT - BOX_WIDTH / 2, y }, link: l },
    };
  });
  return { height: links.length * 56, boxes: rows.flatMap(r => r.boxes), arrows: rows.map(r => r.arrow) };
}

interface Sized {
  readonly lines: readonly string[];
  readonly height: number;
}

function boxFor(name: string): Sized {
  const lines = breakText(words(name), TEXT.size, BOX_WIDTH - 10);
  return { lines, height: lines.length * TEXT.line + 9 };
}

/** A column of boxes from the top of the ring to its foot, with equal room between. */
function stack(column: readonly Sized[], x: number, height: number) {
  const free = height - column.reduce((sum, b) => sum + b.height, 0);
  const gap = column.length > 1 ? free / (column.length - 1) : 0;
  let y = column.length > 1 ? 0 : free / 2;
  return column.map(b => {
    const at = { x, y: y + b.height / 2 };
    y += b.height + gap;
    return { ...b, at };
  });
}

function closed(boxes: PlacedRing['boxes'], links: readonly Link[], height: number): PlacedRing {
  const arrows = links.map((link, i) => {
    const [a, b] = [boxes[i]!, boxes[(i + 1) % boxes.length]!];
    // Of a ring of two, one link goes above the other.
    return { ...ends(a, b, links.length === 2 ? (i === 0 ? -7 : 7) : 0), link };
  });
  return { height, boxes, arrows };
}

/** From edge to edge: sideways between columns, up or down within one. */
function ends(
  a: PlacedRing['boxes'][number],
  b: PlacedRing['boxes'][number],
  aside: number,
): { from: Point; to: Point } {
  if (a.at.x !== b.at.x) {
    const way = Math.sign(b.at.x - a.at.x);
    // Level where both boxes reach.
    const isNear = Math.abs(a.at.y - b.at.y) < (a.height + b.height) / 4;
    const level = (p: Point): number => (isNear ? (a.at.y + b.at.y) / 2 : p.y) + aside;
    return {
      from: { x: a.at.x + (way * BOX_WIDTH) / 2, y: level(a.at) },
      to: { x: b.at.x - (way * BOX_WIDTH) / 2, y: level(b.at) },
    };
  }
  const way = Math.sign(b.at.y - a.at.y);
  return {
    from: { x: a.at.x, y: a.at.y + (way * a.height) / 2 },
    to: { x: b.at.x, y: b.at.y - (way * b.height) / 2 },
  };
}
