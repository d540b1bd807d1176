import { instance } from '@viz-js/viz';
import { least, type Piece, packPieces, piecesOf } from './pack.ts';

/** A box to place: its size in pixels, and the group it stands in. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly group?: string;
}

export interface Arrow {
  /** A box or a group. */
  readonly from: string;
  readonly to: string;
  /** How much the two ends want to be near and in line. */
  readonly weight: number;
  /** Runs against the order of the layers. */
  readonly back?: boolean;
  /** Room for a tip at the end. */
  readonly tip: boolean;
}

export interface Frame {
  readonly id: string;
  readonly titleWidth: number;
  /** The box inside it that its arrows aim at; they are cut off at the frame. */
  readonly anchor: string;
  readonly within?: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything is, in pixels from the top left corner. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  /** Middles of boxes, in the order given. */
  readonly boxes: readonly Point[];
  readonly arrows: readonly PlacedArrow[];
  /** By group. */
  readonly frames: ReadonlyMap<string, Rectangle>;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

export interface PlacedArrow {
  /** A first point, and three more for each piece of the curve. */
  readonly curve: readonly Point[];
  /** Where its tip points to. */
  readonly end?: Point;
}

/** Width of a sheet beside its height: A3 on its side, less the heading. */
const SHEET = 1.5;
const PER_INCH = 72;

/**
 * Places boxes and arrows in layers, along the sheet or down it, whichever fills it better, what is not joined side by side. The same input gives the same
 * places, to the last digit.
 *
 * @param between pixels between layers
 */
export async function layOut(
  boxes: readonly Box[],
  arrows: readonly Arrow[],
  frames: readonly Frame[],
  between: number,
): Promise<Placed> {
  const viz = await instance();
  const whole = { boxes, arrows, frames };
  const pieces = piecesOf(whole);
  const size = ({ width, height }: Placed): number => Math.max(width / SHEET, height);
  const ways = (['LR', 'TB'] as const).map(way =>
    packPieces(
      whole,
      pieces.map(piece => ({ piece, placed: place(viz, { way, between }, piece) })),
      size,
    ),
  );
  return least(ways, size);
}

type Viz = Awaited<ReturnType<typeof instance>>;
type Graph = Exclude<Parameters<Viz['renderJSON']>[0], string>;

function place(
  viz: Viz,
  { way, between }: { readonly way: 'LR' | 'TB'; readonly between: number },
  { boxes, arrows, frames }: Piece,
): Placed {
  const at = new Map(boxes.map((b, i) => [b.id, `b${i}`]));
  const group = new Map(frames.map((f, i) => [f.id, `cluster${i}`]));
  const inside = (id: string): string => at.get(id) ?? at.get(frames.find(f => f.id === id)!.anchor)!;
  const clusters = (within: string | undefined): Graph[] =>
    frames
      .filter(f => f.within === within)
      .map(f => ({
        name: group.get(f.id)!,
        graphAttributes: { label: { html: room(f.titleWidth, 14) }, margin: 14 },
        nodes: boxes.filter(b => b.group === f.id).map(b => ({ name: at.get(b.id)! })),
        subgraphs: clusters(f.id),
      })) as never;
  const graph = {
    directed: true,
    graphAttributes: {
      rankdir: way,
      compound: true,
      nodesep: 0.22,
      ranksep: between / PER_INCH,
      splines: 'true',
      pad: 0,
    },
    nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
    nodes: boxes.map(b => ({
      name: at.get(b.id)!,
      attributes: { width: b.width / PER_INCH, height: b.height / PER_INCH },
    })),
    edges: arrows.map(a => ({
      tail: inside(a.back ? a.to : a.from),
      head: inside(a.back ? a.from : a.to),
      attributes: {
        weight: a.weight,
        dir: a.tip ? (a.back ? 'back' : 'forward') : 'none',
        arrowsize: 0.9,
        ...(group.has(a.from) && { [a.back ? 'lhead' : 'ltail']: group.get(a.from)! }),
        ...(group.has(a.to) && { [a.back ? 'ltail' : 'lhead']: group.get(a.to)! }),
      },
    })),
    subgraphs: clusters(undefined),
  };
  return readPlaced(viz.renderJSON(graph as never) as Rendered, boxes, arrows, frames, group);
}

/** A label of a fixed size with nothing in it: the text is drawn later. */
const room = (width: number, height: number): string =>
  `<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="${width}" HEIGHT="${height}"><TR><TD></TD></TR></TABLE>`;

interface Rendered {
  readonly bb: string;
  readonly objects?: readonly { readonly name: string; readonly pos?: string; readonly bb?: string }[];
  readonly edges?: readonly { readonly pos: string }[];
}

function readPlaced(
  { bb, objects = [], edges = [] }: Rendered,
  boxes: readonly Box[],
  arrows: readonly Arrow[],
  frames: readonly Frame[],
  group: ReadonlyMap<string, string>,
): Placed {
  const [, , width, height] = numbers(bb) as [number, number, number, number];
  const point = (text: string): Point => {
    const [x, y] = numbers(text) as [number, number];
    // Upwards there, downwards here.
    return { x, y: height - y };
  };
  const byName = new Map(objects.map(o => [o.name, o]));
  return {
    width,
    height,
    boxes: boxes.map((_, i) => point(byName.get(`b${i}`)!.pos!)),
    arrows: arrows.map((a, i) => {
      const { pos } = edges[i]!;
      const parts = pos.split(' ');
      const end = parts.find(p => /^[es],/.test(p));
      const curve = parts.filter(p => p !== end).map(point);
      return {
        curve: a.back ? curve.reverse() : curve,
        ...(end !== undefined && { end: point(end.slice(2)) }),
      };
    }),
    frames: new Map(
      frames.map(f => {
        const [left, bottom, right, top] = numbers(byName.get(group.get(f.id)!)!.bb!) as [
          number,
          number,
          number,
          number,
        ];
        return [f.id, { x: left, y: height - top, width: right - left, height: top - bottom }];
      }),
    ),
  };
}

const numbers = (text: string): number[] => text.split(',').map(Number);
