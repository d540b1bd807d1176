import type { CheckedModel, CheckedMove, CheckedStock } from '../../check/checked.ts';
import { countOf, joinWords } from '../blocks.ts';
import { words } from '../labels.ts';
import type { Drawable } from './drawable.ts';
import { drivesOf } from './drives.ts';
import { contentOf, contentWords, type Picture, type PictureEdge, type PictureNode } from './picture.ts';
import {
  ALL,
  type DrawnSets,
  drawnSets,
  type Plate,
  plateId,
  platesOfFlows,
  platesOfMoves,
} from './pipes.ts';

/** Where more moves than this join a sector's stocks, what drives them is left to the pictures of other sectors. */
const MOST_DRIVEN_MOVES = 12;

/**
 * The stock-and-flow diagram of one sector: its stocks with every pipe into and out of them, and what drives the flows. Of a
 * sector that only declares moves of other sectors' stocks, or only works things out: what drives what.
 */
export function sectorPicture(sector: string, drawable: Drawable): Picture {
  const { model } = drawable;
  const own = [...model.variables.values()].filter(v => v.spec.sector === sector);
  const stocks = new Set(own.filter(v => v.kind === 'stock').map(v => v.name));
  const moves = [...model.variables.values()].filter(v => v.kind === 'move');
  const joining = moves.filter(m => [...m.from, ...m.to.map(t => t.stock)].some(s => stocks.has(s)));
  const drawnMoves = joining.filter(m => !m.next);
  const sets = drawnSets(model, stocks);
  const plates = [...platesOfFlows(model, stocks), ...platesOfMoves(drawnMoves, stocks, sets)];
  const pipes = drawPipes(plates, stocks, sets, model);
  const isCrowded = drawnMoves.length > MOST_DRIVEN_MOVES;
  const drives = isCrowded
    ? { nodes: [], edges: [], leftOut: [crowded(drawnMoves, own.length - stocks.size, sector)] }
    : drivesOf(sector, plates, drawable);
  const shows =
    stocks.size === 0
      ? 'what sets what'
      : isCrowded
        ? 'stocks and flows'
        : 'stocks, flows and what sets them';
  const within = joining.filter(m => m.next).map(m => words(m.name));
  return {
    title: `${words(sector)}: ${shows}`,
    doc: model.spec.sectors.find(s => s.name === sector)?.doc ?? '',
    nodes: [...pipes.nodes, ...drives.nodes],
    edges: [...pipes.edges, ...drives.edges],
    groups: [...sets].map(([id, members]) => {
      const around = smallest([...sets].filter(([other, all]) => other !== id && includes(all, members)));
      return { id, title: words(id), ...(around !== undefined && { within: around }) };
    }),
    leftOut: [
      ...drives.leftOut,
      ...(within.length > 0
        ? [`${joinWords(within)}, which leaves people in the stock that they are in`]
        : []),
    ],
  };
}

function crowded(moves: readonly CheckedMove[], others: number, sector: string): string {
  const elsewhere = [...new Set(moves.map(m => m.spec.sector))].filter(s => s !== sector);
  const where = elsewhere.length > 0 ? ` (see the pictures of ${joinWords(elsewhere.map(words))})` : '';
  return `what sets each move, and ${countOf(others, 'variable')} that are worked out or given here${where}`;
}

function drawPipes(
  plates: readonly Plate[],
  own: ReadonlySet<string>,
  sets: DrawnSets,
  { variables }: CheckedModel,
): { nodes: PictureNode[]; edges: PictureEdge[] } {
  const nodes = new Map<string, PictureNode>();
  const edges: PictureEdge[] = [];
  const order = [...variables.keys()];
  const put = (node: PictureNode): string => {
    if (!nodes.has(node.id)) nodes.set(node.id, node);
    return node.id;
  };
  const stock = (name: string): string =>
    put(
      stockNode(variables.get(name) as CheckedStock, own, smallest([...sets].filter(([, m]) => m.has(name)))),
    );
  for (const name of own) stock(name);
  for (const plate of plates) {
    const id = put(plateNode(plate, sets));
    const outside = (end: string): string =>
      put({ id: `${id} ${end}`, kind: 'cloud', title: [], notes: [], names: [] });
    const all = (): string =>
      put({
        id: `${id} all`,
        kind: 'all',
        title: [`every other stock (${plate.from.length})`],
        notes: [],
        names: plate.from,
      });
    const sources = !plate.ofSet
      ? plate.from.map(stock)
      : [plate.ofSet.name === ALL ? all() : plate.ofSet.name];
    const ends = plate.to.map(stock);
    const turns = plate.to.map(s => turnOf(s, sets, order));
    const first = Math.min(...plate.from.map(s => turnOf(s, sets, order)));
    const isBack = plate.from.length > 0 && ends.length > 0 && Math.max(...turns) < first;
    for (const from of sources.length > 0 ? sources : [outside('in')])
      edges.push({ kind: 'pipe', from, to: id, back: isBack });
    for (const [i, to] of ends.entries())
      edges.push({ kind: 'pipe', from: id, to, back: plate.from.length > 0 && turns[i]! < first });
    if (ends.length === 0) edges.push({ kind: 'pipe', from: id, to: outside('out') });
  }
  return { nodes: [...nodes.values()], edges };
}

function stockNode(
  { name, spec }: CheckedStock,
  own: ReadonlySet<string>,
  group: string | undefined,
): PictureNode {
  const content = contentOf(spec.unit.value);
  return {
    id: name,
    kind: 'stock',
    title: [words(name)],
    notes: [own.has(name) ? contentWords(content) : `of ${words(spec.sector)}`],
    names: [name],
    content,
    ...(group !== undefined && { group }),
  };
}

function plateNode(plate: Plate, sets: DrawnSets): PictureNode {
  const { ofSet, from, to, names } = plate;
  // A pipe from stocks of a group to others of it runs within it.
  const around = [...sets].filter(
    ([, m]) => from.length > 0 && from.every(s => m.has(s)) && to.some(s => m.has(s)),
  );
  const group = ofSet ? undefined : smallest(around);
  return {
    id: plateId(plate),
    kind: 'plate',
    title: names.map(words),
    notes: ofSet && ofSet.some < ofSet.all ? [`from ${ofSet.some} of the ${ofSet.all}`] : [],
    names,
    ...(group !== undefined && { group }),
  };
}

/** Where a stock comes in the model's own order: first by the middle of the outermost set it is in, then by its own place. */
function turnOf(stock: string, sets: DrawnSets, order: readonly string[]): number {
  const outer =
    [...sets.values()].filter(m => m.has(stock)).sort((a, b) => b.size - a.size)[0] ?? new Set([stock]);
  const places = [...outer].map(s => order.indexOf(s)).sort((a, b) => a - b);
  return places[Math.floor((places.length - 1) / 2)]! + order.indexOf(stock) / order.length;
}

const smallest = (sets: readonly (readonly [string, ReadonlySet<string>])[]): string | undefined =>
  [...sets].sort((a, b) => a[1].size - b[1].size)[0]?.[0];

const includes = (all: ReadonlySet<string>, some: ReadonlySet<string>): boolean =>
  [...some].every(s => all.has(s));
