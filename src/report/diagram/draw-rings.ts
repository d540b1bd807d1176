import {
  BOX_WIDTH,
  LEFT,
  type PlacedRing,
  placeOpen,
  placeRing,
  RIGHT,
  RING_WIDTH,
  TEXT,
} from './place-ring.ts';
import type { FoundLoop, Ring } from './rings.ts';
import type { Sign } from './signs.ts';
import { COLOURS, element, MARGIN, type Sheet, svgDocument, textAt, tip } from './svg.ts';
import { breakText, widthOfText } from './text-size.ts';
import { signWords, verdict } from './verdict.ts';

const SIZE = { heading: 24, title: 16, doc: 12, sign: 15 } as const;
const LINE = 15;
const PAD = 16;
const PANEL = { width: RING_WIDTH + 2 * PAD, gap: 22 } as const;
const COLUMNS = 4;

interface Panel {
  readonly head: readonly string[];
  readonly doc: readonly string[];
  readonly foot: readonly string[];
  readonly found: FoundLoop;
  readonly ring: PlacedRing;
}

/** Draws every loop in a panel of its own: the ring that closes it, with the signs of its links. */
export function drawRings(loops: readonly FoundLoop[], { title, doc, hash }: Sheet): string {
  const panels = loops.map(panelOf);
  const columns = Math.min(COLUMNS, Math.max(2, panels.length));
  const width = 2 * MARGIN + columns * PANEL.width + (columns - 1) * PANEL.gap;
  const intro = breakText(doc, 13, width - 2 * MARGIN);
  let y = MARGIN + 44 + intro.length * 18;
  const inner = [
    textAt(title, MARGIN, MARGIN + 22, { size: SIZE.heading, bold: true }),
    textAt(`model ${hash.slice(0, 12)}`, width - MARGIN, MARGIN + 22, {
      size: 11,
      fill: COLOURS.soft,
      anchor: 'end',
    }),
    ...intro.map((l, i) => textAt(l, MARGIN, MARGIN + 48 + i * 18, { size: 13, fill: COLOURS.soft })),
  ];
  for (let first = 0; first < panels.length; first += columns) {
    const row = panels.slice(first, first + columns);
    const ringsAt = Math.max(...row.map(p => p.head.length * 20 + p.doc.length * LINE)) + 22;
    const height =
      ringsAt +
      Math.max(...row.map(p => p.ring.height)) +
      Math.max(...row.map(p => p.foot.length)) * LINE +
      36;
    for (const [i, p] of row.entries())
      inner.push(drawPanel(p, MARGIN + i * (PANEL.width + PANEL.gap), y, height, ringsAt));
    y += height + PANEL.gap;
  }
  inner.push(...legend(MARGIN, y + 8));
  return svgDocument({ title, doc, hash }, width, y + 36, inner);
}

function panelOf(found: FoundLoop): Panel {
  const { spec } = found.loop;
  const inside = PANEL.width - 2 * PAD;
  const [ring] = found.rings;
  return {
    head: breakText(`${spec.name}  ${spec.label}`, SIZE.title, inside * 0.95),
    doc: breakText(spec.doc, SIZE.doc, inside),
    foot: verdict(found).flatMap(t => breakText(t, SIZE.doc, inside)),
    found,
    ring: ring ? placeRing(ring.links) : placeOpen(found.open),
  };
}

function drawPanel(panel: Panel, x: number, y: number, height: number, ringsAt: number): string {
  const { head, doc, foot, ring, found } = panel;
  const textTop = 26;
  return element(
    'g',
    { transform: `translate(${x},${y})` },
    element('rect', { width: PANEL.width, height, rx: 8, fill: COLOURS.paper, stroke: COLOURS.faint }),
    ...head.map((l, i) => textAt(l, PAD, textTop + i * 20, { size: SIZE.title, bold: true })),
    ...doc.map((l, i) =>
      textAt(l, PAD, textTop + head.length * 20 + i * LINE, { size: SIZE.doc, fill: COLOURS.soft }),
    ),
    element(
      'g',
      { transform: `translate(${PAD},${ringsAt + 8})` },
      ...ring.arrows.map(drawLink),
      ...ring.boxes.map(drawBox),
      ...(found.rings[0] && found.rings[0].links.length > 2
        ? [drawPolarity(found.rings[0], ring.height)]
        : []),
    ),
    ...foot.map((l, i) => textAt(l, PAD, height - 12 - (foot.length - 1 - i) * LINE, { size: SIZE.doc })),
  );
}

function drawPolarity({ polarity, links }: Ring, height: number): string {
  // A ring of three is a triangle, with its room on the left.
  const middle = { x: links.length === 3 ? LEFT + BOX_WIDTH / 2 + 24 : (LEFT + RIGHT) / 2, y: height / 2 };
  const letter = polarity === '+' ? 'R' : 'B';
  return [
    element('circle', {
      cx: middle.x,
      cy: middle.y,
      r: 15,
      fill: COLOURS.paper,
      stroke: COLOURS.ink,
      'stroke-width': 1.5,
    }),
    textAt(letter, middle.x, middle.y + 6, { size: 17, bold: true, anchor: 'middle' }),
  ].join('');
}

function drawBox({ lines, at, height }: PlacedRing['boxes'][number]): string {
  const top = at.y - height / 2;
  return [
    element('rect', {
      x: at.x - BOX_WIDTH / 2,
      y: top,
      width: BOX_WIDTH,
      height,
      rx: 6,
      fill: COLOURS.frame,
      stroke: COLOURS.ink,
    }),
    ...lines.map((l, i) => textAt(l, at.x, top + 16 + i * TEXT.line, { size: TEXT.size, anchor: 'middle' })),
  ].join('');
}

const strokeOf = (sign: Sign): string =>
  sign === '+' ? COLOURS.more : sign === '-' ? COLOURS.less : COLOURS.soft;

function drawLink({ from, to, link }: PlacedRing['arrows'][number]): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const foot = { x: to.x - ux * 9, y: to.y - uy * 9 };
  const isLower = ux < 0;
  const isDown = Math.abs(uy) > Math.abs(ux);
  const at = isDown
    ? { x: to.x + 16, y: (from.y + to.y) / 2 + 5 }
    : { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + (isLower ? 19 : -7) };
  return [
    element('line', {
      x1: from.x,
      y1: from.y,
      x2: foot.x,
      y2: foot.y,
      stroke: strokeOf(link.sign),
      'stroke-width': 1.8,
      'stroke-dasharray': link.sign === '-' ? '7 4' : link.sign === '±' ? '1.5 4' : undefined,
    }),
    tip(foot, to, 9, strokeOf(link.sign)),
    textAt(signWords(link), at.x, at.y, {
      size: SIZE.sign,
      bold: true,
      fill: strokeOf(link.sign),
      anchor: 'middle',
      halo: true,
    }),
  ].join('');
}

function legend(x: number, y: number): string[] {
  const items = [
    '+  more makes more',
    '−  more makes less',
    '( )  so at the start of the run: the equation alone does not tell',
    '±  it depends',
    'R  reinforces: an even number of −',
    'B  balances: an odd number of −',
  ];
  let at = x;
  return items.map(t => {
    const here = at;
    at += widthOfText(t, SIZE.doc) + 28;
    return textAt(t, here, y, { size: SIZE.doc, fill: COLOURS.soft });
  });
}
