import type { Arrow, Box, Frame, Placed, PlacedArrow, Point, Rectangle } from './layout.ts';

/** A piece of a picture that no arrow joins to the rest. */
export interface Piece {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly frames: readonly Frame[];
}

/** Pixels between pieces. */
const GAP = 44;

/** The pieces of a picture, in the order of their first boxes; a group holds its boxes together. */
export function piecesOf({ boxes, arrows, frames }: Piece): Piece[] {
  // Each box or group leads to another of its piece; what leads nowhere stands for the piece.
  const leads = new Map<string, string>();
  const chief = (id: string): string => {
    const next = leads.get(id);
    return next === undefined ? id : chief(next);
  };
  const join = (a: string, b: string | undefined): void => {
    if (b !== undefined && chief(a) !== chief(b)) leads.set(chief(a), chief(b));
  };
  for (const b of boxes) join(b.id, b.group);
  for (const f of frames) join(f.id, f.within);
  for (const a of arrows) join(a.from, a.to);
  return [...new Set(boxes.map(b => chief(b.id)))].map(own => ({
    boxes: boxes.filter(b => chief(b.id) === own),
    arrows: arrows.filter(a => chief(a.from) === own),
    frames: frames.filter(f => chief(f.id) === own),
  }));
}

type Laid = { readonly piece: Piece; readonly placed: Placed };

/**
 * Puts pieces in rows, the tallest first, as wide as fills a sheet best.
 *
 * @param size how large a sheet a picture needs
 */
export function packPieces(whole: Piece, pieces: readonly Laid[], size: (placed: Placed) => number): Placed {
  const sorted = [...pieces].sort((a, b) => b.placed.height - a.placed.height);
  const widest = Math.max(...sorted.map(p => p.placed.width));
  let width = -GAP;
  const widths = sorted.map(p => Math.max(widest, (width += p.placed.width + GAP)));
  return least(
    [...new Set(widths)].map(most => inRows(whole, sorted, most)),
    size,
  );
}

/** The one that needs the smallest sheet; of equal ones, the first. */
export const least = (all: readonly Placed[], size: (placed: Placed) => number): Placed =>
  all.reduce((best, other) => (size(other) < size(best) ? other : best));

/** @param most pixels that a row is wide at most */
function inRows(whole: Piece, pieces: readonly Laid[], most: number): Placed {
  const boxes = new Map<Box, Point>();
  const arrows = new Map<Arrow, PlacedArrow>();
  const frames = new Map<string, Rectangle>();
  let [x, y, rowHeight, width] = [0, 0, 0, 0];
  for (const { piece, placed } of pieces) {
    if (x > 0 && x + placed.width > most) [x, y, rowHeight] = [0, y + rowHeight + GAP, 0];
    const [dx, dy] = [x, y];
    const moved = (p: Point): Point => ({ x: p.x + dx, y: p.y + dy });
    for (const [i, b] of piece.boxes.entries()) boxes.set(b, moved(placed.boxes[i]!));
    for (const [i, a] of piece.arrows.entries()) {
      const { curve, end } = placed.arrows[i]!;
      arrows.set(a, { curve: curve.map(moved), ...(end && { end: moved(end) }) });
    }
    for (const [id, f] of placed.frames) frames.set(id, { ...f, ...moved(f) });
    width = Math.max(width, x + placed.width);
    rowHeight = Math.max(rowHeight, placed.height);
    x += placed.width + GAP;
  }
  return {
    width,
    height: y + rowHeight,
    boxes: whole.boxes.map(b => boxes.get(b)!),
    arrows: whole.arrows.map(a => arrows.get(a)!),
    frames,
  };
}
