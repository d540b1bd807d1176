import type { CheckedModel, CheckedVariable } from '../../check/checked.ts';
import { countOf, joinWords } from '../blocks.ts';
import { words } from '../labels.ts';
import { readersOf } from '../model-graph.ts';
import type { Drawable } from './drawable.ts';
import type { Picture, PictureEdge, PictureNode } from './picture.ts';
import { type Plate, plateId } from './pipes.ts';

type Drives = Pick<Picture, 'nodes' | 'edges' | 'leftOut'>;

/** Kinds of variables whose values never change in a run. */
const FIXED = new Set<CheckedVariable['kind']>(['parameter', 'figure', 'solved']);
const WORKED_OUT = new Set<CheckedVariable['kind']>(['auxiliary', 'smooth', 'delay', 'tally']);

/** Where a sector with flows works out more than this, only what acts on them is drawn. */
const MOST_WORKED_OUT = 24;

/**
 * What drives the flows of a sector and the moves that it declares, as thin arrows: its own variables one by one, what other
 * sectors and a scenario give in a list beside each. Of a sector that works out much, only what acts on its flows.
 *
 * @param plates the valves that are drawn already
 */
export function drivesOf(sector: string, plates: readonly Plate[], drawable: Drawable): Drives {
  const { model, links } = drawable;
  const own = [...model.variables.values()].filter(v => v.spec.sector === sector);
  const isOwn = (name: string): boolean => model.variables.get(name)!.spec.sector === sector;
  const changing = changingIn(drawable);
  const driversOf = (name: string): string[] => {
    const v = model.variables.get(name)!;
    // That more leave a fuller stock goes without saying.
    const origins: readonly string[] = v.kind === 'move' ? v.from : [];
    return [...links.get(name)!.keys()].filter(n => changing.has(n) && !origins.includes(n));
  };

  /** By variable, the node that stands for it. */
  const home = new Map(plates.flatMap(p => p.names.map(n => [n, plateId(p)] as const)));
  const nodes: PictureNode[] = [];
  const moves = own.flatMap(v => (v.kind === 'move' && !home.has(v.name) ? [v] : []));
  const worked = own.filter(v => WORKED_OUT.has(v.kind) && changing.has(v.name));
  const acting = actingOn([...home.keys(), ...moves.map(m => m.name)], driversOf, isOwn);
  const isCrowded = acting.size > 0 && worked.length > MOST_WORKED_OUT;
  const drawn = isCrowded ? worked.filter(v => acting.has(v.name)) : worked;
  // A sector that works nothing out shows what it gives.
  const inner = drawn.length + acting.size > 0 ? drawn : own.filter(v => v.kind === 'series');
  for (const v of inner) {
    home.set(v.name, v.name);
    nodes.push({
      id: v.name,
      kind: 'auxiliary',
      title: [words(v.name)],
      notes: actsOn(v.name, sector, drawable),
      names: [v.name],
    });
  }
  for (const same of alike(
    moves.map(m => m.name),
    driversOf,
  )) {
    const id = `moves ${same[0]!}`;
    for (const name of same) home.set(name, id);
    const notes = driversOf(same[0]!).length === 0 ? ['(parameters alone)'] : [];
    nodes.push({ id, kind: 'plate', title: same.map(words), notes, names: same });
  }
  // A stock is drawn already, as is the pipe that joins it to its own outflow.
  const at = (name: string): string | undefined =>
    home.get(name) ?? (isOwn(name) && model.variables.get(name)!.kind === 'stock' ? name : undefined);
  const outflows = new Set(plates.flatMap(p => p.from.map(stock => `${stock}>${plateId(p)}`)));
  const edges = new Map<string, PictureEdge>();
  for (const [name, to] of home) {
    const drivers = driversOf(name);
    for (const driver of drivers) {
      const from = at(driver);
      if (from === undefined || from === to || outflows.has(`${from}>${to}`)) continue;
      edges.set(`${from}>${to}`, { kind: 'drive', from, to, found: links.get(name)!.get(driver)! });
    }
    for (const [source, names] of bySource(
      drivers.filter(d => at(d) === undefined),
      model,
    )) {
      const id = `${to} from ${source}`;
      if (edges.has(id)) continue;
      nodes.push({
        id,
        kind: 'elsewhere',
        title: [],
        notes: [`from ${source}:`, ...names.map(words)],
        names,
      });
      edges.set(id, { kind: 'drive', from: id, to });
    }
  }
  return {
    nodes,
    edges: [...edges.values()],
    leftOut: leftOutOf(
      own,
      worked.filter(v => !home.has(v.name)),
      changing,
    ),
  };
}

/** All that can change in a run: stocks, what a scenario sets, and what is worked out from them. */
function changingIn({ model, links }: Drawable): Set<string> {
  const changing = new Set<string>();
  for (const v of model.variables.values())
    if (['stock', 'series', 'move'].includes(v.kind)) changing.add(v.name);
  for (let before = -1; before < changing.size; ) {
    before = changing.size;
    for (const [name, into] of links)
      if (!FIXED.has(model.variables.get(name)!.kind) && [...into.keys()].some(n => changing.has(n)))
        changing.add(name);
  }
  return changing;
}

/** The flows and moves themselves, and the sector's own variables that lead to them without passing a stock. */
function actingOn(
  flows: readonly string[],
  driversOf: (name: string) => readonly string[],
  isOwn: (name: string) => boolean,
): Set<string> {
  const acting = new Set(flows);
  for (const name of acting) for (const d of driversOf(name)) if (isOwn(d)) acting.add(d);
  return acting;
}

/** Names with the same drivers together. */
function alike(names: readonly string[], driversOf: (name: string) => readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = [...driversOf(name)].sort().join();
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()];
}

function bySource(names: readonly string[], { variables }: CheckedModel): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const name of names) {
    const { kind, spec } = variables.get(name)!;
    const source = kind === 'series' ? 'a scenario' : words(spec.sector);
    sources.set(source, [...(sources.get(source) ?? []), name]);
  }
  return sources;
}

/** The other sectors that read a variable, as a note. */
function actsOn(name: string, sector: string, { model, graph }: Drawable): string[] {
  const readers = readersOf(name, graph).map(
    reader => (model.variables.get(reader) ?? model.outcomes.get(reader))?.spec.sector ?? sector,
  );
  const others = [...new Set(readers)].filter(s => s !== sector);
  return others.length > 0 ? [`acts on ${joinWords(others.map(words))}`] : [];
}

function leftOutOf(
  own: readonly CheckedVariable[],
  elsewhere: readonly CheckedVariable[],
  changing: ReadonlySet<string>,
): string[] {
  const parameters = own.filter(v => v.kind === 'parameter').length;
  const fixed = own.filter(v => v.kind !== 'parameter' && v.kind !== 'series' && !changing.has(v.name));
  return [
    ...(parameters > 0 ? [`${countOf(parameters, 'parameter')} that equations weigh things with`] : []),
    ...(fixed.length > 0
      ? [`what does not change in a run: ${joinWords(fixed.map(v => words(v.name)))}`]
      : []),
    ...(elsewhere.length > 0
      ? [`what acts on no flow here: ${joinWords(elsewhere.map(v => words(v.name)))}`]
      : []),
  ];
}
