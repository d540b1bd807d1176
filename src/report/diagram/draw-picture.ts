import { capital } from '../blocks.ts';
import { drawPipe, drawThin, middleOf, valve } from './arrows.ts';
import { type Arrow, type Box, type Frame, layOut, type Placed, type Point } from './layout.ts';
import { legend } from './legend.ts';
import type { Content, Picture, PictureEdge, PictureGroup, PictureNode } from './picture.ts';
import { COLOURS, cloud, element, MARGIN, type Sheet, svgDocument, textAt } from './svg.ts';
import { breakText, widthOfText } from './text-size.ts';

const SIZE = { title: 13, note: 11, heading: 24, text: 13 } as const;
const LINE = { title: 16, note: 14, text: 18 } as const;
const WIDEST_TITLE = 150;
const HOW_SIGNED =
  'What makes more or less is read off the form of the equations; where that leaves it open, off a nudge at the start of a run.';

/** A node with its words broken into lines and its size. */
interface Sized {
  readonly node: PictureNode;
  readonly title: readonly string[];
  readonly notes: readonly string[];
  readonly box: Box;
}

/** Draws a picture as a document of SVG. */
export async function drawPicture(picture: Picture, hash: string): Promise<string> {
  const sized = picture.nodes.map(sizeOf);
  const placed = await layOut(
    sized.map(s => s.box),
    picture.edges.map(arrowOf),
    picture.groups.map(g => frameOf(g, picture)),
    // A count on an arrow needs room.
    picture.edges.some(e => e.count !== undefined) ? 64 : 30,
  );
  const width = Math.max(placed.width + 2 * MARGIN, 1000);
  const foot = footLines(picture, width);
  const head = headLines(picture, width);
  const top = MARGIN + 40 + head.length * LINE.text + 12;
  const keys = legend(picture, width, top + placed.height + 42);
  const inner = [
    textAt(capital(picture.title), MARGIN, MARGIN + 22, { size: SIZE.heading, bold: true }),
    ...head.map((l, i) =>
      textAt(l, MARGIN, MARGIN + 48 + i * LINE.text, { size: SIZE.text, fill: COLOURS.soft }),
    ),
    `<g transform="translate(${Math.round((width - placed.width) / 2)},${top})">`,
    ...drawFrames(picture, placed),
    ...drawEdges(picture, placed),
    ...sized.map((s, i) => drawNode(s, placed.boxes[i]!)),
    ...drawCounts(picture, placed),
    ...drawGroupTitles(picture, placed),
    '</g>',
    ...keys.inner,
    ...foot.map((l, i) =>
      textAt(l, MARGIN, keys.bottom + 38 + i * LINE.text, { size: SIZE.text, fill: COLOURS.soft }),
    ),
    textAt(`model ${hash.slice(0, 12)}`, width - MARGIN, MARGIN + 22, {
      size: SIZE.note,
      fill: COLOURS.soft,
      anchor: 'end',
    }),
  ];
  const sheet: Sheet = { title: picture.title, doc: picture.doc, hash };
  return svgDocument(sheet, width, keys.bottom + 38 + foot.length * LINE.text + MARGIN / 2, inner);
}

const headLines = (picture: Picture, width: number): string[] =>
  breakText(picture.doc, SIZE.text, Math.min(width - 2 * MARGIN, 1300));

function footLines({ edges, leftOut }: Picture, width: number): string[] {
  const said = [
    ...(edges.some(e => e.found) ? [HOW_SIGNED] : []),
    ...(leftOut.length > 0 ? [`Left out: ${leftOut.join('; ')}.`] : []),
  ];
  return said.flatMap(t => breakText(t, SIZE.text, width - 2 * MARGIN));
}

function sizeOf(node: PictureNode): Sized {
  const { kind } = node;
  if (kind === 'cloud') return { node, title: [], notes: [], box: { id: node.id, width: 38, height: 26 } };
  const title = node.title.flatMap(t => breakText(t, SIZE.title, kind === 'plate' ? 190 : WIDEST_TITLE));
  const notes = node.notes.flatMap(t => breakText(t, SIZE.note, kind === 'sector' ? 210 : 190));
  const widest = Math.max(
    ...title.map(t => widthOfText(t, SIZE.title) * (kind === 'stock' || kind === 'sector' ? 1.08 : 1)),
    ...notes.map(t => widthOfText(t, SIZE.note)),
    30,
  );
  const valve = kind === 'plate' ? 24 : 0;
  return {
    node,
    title,
    notes,
    box: {
      id: node.id,
      width: Math.ceil(widest + valve + 16),
      height: title.length * LINE.title + notes.length * LINE.note + 12,
      ...(node.group !== undefined && { group: node.group }),
    },
  };
}

function arrowOf(e: PictureEdge): Arrow {
  const isPipe = e.kind === 'pipe';
  return {
    from: e.from,
    to: e.to,
    back: e.back === true,
    weight: isPipe ? 8 : 1,
    tip: !isPipe || !e.to.startsWith('flow '),
  };
}

function frameOf(group: PictureGroup, { nodes, groups }: Picture): Frame {
  const stocks = nodes.filter(n => n.kind === 'stock' && isWithin(n.group, group.id, groups));
  return {
    ...group,
    titleWidth: widthOfText(group.title, SIZE.title),
    anchor: stocks[Math.floor(stocks.length / 2)]!.id,
  };
}

/** Whether a group is another, or somewhere inside it. */
function isWithin(group: string | undefined, outer: string, groups: readonly PictureGroup[]): boolean {
  for (let g = group; g !== undefined; g = groups.find(f => f.id === g)?.within) if (g === outer) return true;
  return false;
}

function drawFrames({ groups }: Picture, placed: Placed): string[] {
  // Outer frames first, or they would hide the inner ones.
  const depth = (id: string): number => groups.filter(g => isWithin(id, g.id, groups)).length;
  return [...groups]
    .sort((a, b) => depth(a.id) - depth(b.id))
    .map(g =>
      element('rect', {
        ...placed.frames.get(g.id)!,
        rx: 10,
        fill: COLOURS.frame,
        stroke: COLOURS.faint,
        'stroke-dasharray': '5 4',
      }),
    );
}

/** Over pipes that pass, with some paper around them. */
const drawGroupTitles = ({ groups }: Picture, placed: Placed): string[] =>
  groups.map(g => {
    const f = placed.frames.get(g.id)!;
    const style = {
      size: SIZE.title,
      italic: true,
      fill: COLOURS.soft,
      anchor: 'middle',
      halo: true,
    } as const;
    return textAt(g.title, f.x + f.width / 2, f.y + 18, style);
  });

function drawEdges({ edges }: Picture, placed: Placed): string[] {
  const thin = edges.flatMap((e, i) => (e.kind === 'pipe' ? [] : drawThin(e, placed.arrows[i]!)));
  const pipes = edges.flatMap((e, i) => (e.kind === 'pipe' ? drawPipe(placed.arrows[i]!) : []));
  return [...thin, ...pipes];
}

/** On the middle of each arrow. */
const drawCounts = ({ edges }: Picture, placed: Placed): string[] =>
  edges.flatMap((e, i) => {
    if (e.count === undefined) return [];
    const at = middleOf(placed.arrows[i]!.curve);
    return [
      textAt(String(e.count), at.x, at.y + 4, { size: SIZE.title, bold: true, anchor: 'middle', halo: true }),
    ];
  });

const fillOf = (content: Content | undefined): string => (content ? COLOURS[content] : COLOURS.paper);

function drawNode({ node, title, notes, box }: Sized, { x, y }: Point): string {
  if (node.kind === 'cloud') return cloud({ x, y }, box.width, box.height);
  const isPlate = node.kind === 'plate';
  const [left, top] = [x - box.width / 2, y - box.height / 2];
  const isStock = node.kind === 'stock' || node.kind === 'sector';
  const shape = {
    x: left,
    y: top,
    width: box.width,
    height: box.height,
    rx: isStock ? 2 : 8,
    fill: node.kind === 'auxiliary' || node.kind === 'elsewhere' ? COLOURS.paper : fillOf(node.content),
    stroke:
      node.kind === 'elsewhere' ? 'none' : isStock ? COLOURS.ink : isPlate ? COLOURS.ink : COLOURS.faint,
    'stroke-width': isStock ? 2 : 1,
  };
  const middle = isPlate ? x + 12 : x;
  const style = { size: SIZE.title, bold: isStock, anchor: 'middle' } as const;
  const firstLine = top + 6 + 12;
  return [
    element('rect', shape),
    ...(isPlate ? [valve({ x: left + 14, y })] : []),
    ...title.map((t, i) => textAt(t, middle, firstLine + i * LINE.title, style)),
    ...notes.map((t, i) =>
      textAt(t, middle, firstLine + title.length * LINE.title + i * LINE.note - 1, {
        size: SIZE.note,
        italic: node.kind === 'elsewhere',
        fill: COLOURS.soft,
        anchor: 'middle',
      }),
    ),
  ].join('');
}
