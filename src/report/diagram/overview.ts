import type { CheckedModel } from '../../check/checked.ts';
import { countOf, joinWords } from '../blocks.ts';
import { words } from '../labels.ts';
import type { ModelGraph } from '../model-graph.ts';
import type { Drawable } from './drawable.ts';
import { contentOf, type Picture, type PictureEdge, type PictureNode } from './picture.ts';

/** Arrows on the overview, the weightiest first; each sector keeps its own weightiest, into it and out of it. */
const MOST_ARROWS = 22;
/** Stocks named in a sector's box. */
const MOST_STOCKS = 5;

/** The whole model: sectors with their stocks, and how much of each the others work with. */
export function overviewPicture({ model, graph }: Drawable): Picture {
  const all = readsBetween(model, graph).sort((a, b) => b.count - a.count);
  const drawn = new Set(all.slice(0, MOST_ARROWS));
  const sectors = model.spec.sectors.map(s => s.name).filter(s => all.some(e => e.from === s || e.to === s));
  for (const s of sectors) {
    // An arrow to a sector that only tells of the others says little of how the model works.
    const acts = (sector: string): boolean => all.some(e => e.from === sector);
    const strongest = [all.find(e => e.to === s), all.find(e => e.from === s && acts(e.to))];
    for (const edge of strongest) if (edge) drawn.add(edge);
  }
  const left = all.filter(e => !drawn.has(e));
  const most = Math.max(0, ...left.map(e => e.count));
  const empty = model.spec.sectors.map(s => s.name).filter(s => !sectors.includes(s));
  return {
    title: 'The whole model',
    doc: 'Each box is a sector with the stocks that it holds. An arrow leads from a sector to one that works with its variables; the number says with how many.',
    nodes: sectors.map(s => sectorNode(s, model)),
    edges: all.filter(e => drawn.has(e)),
    groups: [],
    leftOut: [
      ...(left.length > 0 ? [`${countOf(left.length, 'arrow')} of ${most} or fewer variables`] : []),
      ...(empty.length > 0
        ? [
            `${joinWords(empty.map(words))}, which ${empty.length === 1 ? 'has' : 'have'} no variables that others work with`,
          ]
        : []),
    ],
  };
}

/** How many variables each sector reads of each other. */
function readsBetween(model: CheckedModel, graph: ModelGraph): (PictureEdge & { readonly count: number })[] {
  const sectorOf = (name: string): string | undefined =>
    (model.variables.get(name) ?? model.lookups.get(name) ?? model.outcomes.get(name))?.spec.sector;
  const read = new Map<string, Set<string>>();
  for (const [reader, names] of graph)
    for (const name of names) {
      const [from, to] = [sectorOf(name), sectorOf(reader)];
      if (from === undefined || to === undefined || from === to) continue;
      const key = `${from} ${to}`;
      read.set(key, (read.get(key) ?? new Set()).add(name));
    }
  return [...read].map(([key, names]) => {
    const [from, to] = key.split(' ') as [string, string];
    return { kind: 'reads', from, to, count: names.size };
  });
}

function sectorNode(sector: string, model: CheckedModel): PictureNode {
  const own = [...model.variables.values()].filter(v => v.spec.sector === sector);
  const stocks = own.flatMap(v => (v.kind === 'stock' ? [v] : []));
  const named = stocks.slice(0, MOST_STOCKS).map(s => words(s.name));
  const more = stocks.length - named.length;
  const moves = own.filter(v => v.kind === 'move').length;
  const contents = new Set(stocks.map(s => contentOf(s.spec.unit.value)));
  return {
    id: sector,
    kind: 'sector',
    title: [words(sector)],
    notes: [
      ...(stocks.length > 0
        ? [
            `${countOf(stocks.length, 'stock')}: ${more > 0 ? `${named.join(', ')} and ${more} more` : joinWords(named)}`,
          ]
        : []),
      ...(moves > 0 ? [countOf(moves, 'move')] : []),
      ...(stocks.length + moves === 0 ? [countOf(own.length, 'variable')] : []),
    ],
    names: own.map(v => v.name),
    // Of one colour only where all its stocks are.
    ...(stocks.length > 0 && { content: contents.size === 1 ? [...contents][0]! : 'other' }),
  };
}
