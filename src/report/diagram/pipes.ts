import type { CheckedModel, CheckedMove } from '../../check/checked.ts';

/** One valve: the moves or flows that share it, where they come from and where they go. */
export interface Plate {
  readonly names: readonly string[];
  /** Stocks, or one set of them; none: from outside the model. */
  readonly from: readonly string[];
  /** Stocks; none: out of the model. */
  readonly to: readonly string[];
  /** Of a set, how many of its stocks; absent where `from` is stocks. */
  readonly ofSet?: { readonly name: string; readonly some: number; readonly all: number };
}

/** The node that stands for a plate. */
export const plateId = (plate: Plate): string => `flow ${plate.names[0]}`;

/** Stocks by the set that they are drawn in, sets in sets: by set, its stocks. */
export type DrawnSets = ReadonlyMap<string, ReadonlySet<string>>;

/** The set of every stock drawn. */
export const ALL = 'all stocks';

/**
 * The sets of stocks that a picture is grouped by: those that are within each other or apart, and hold no more than half of
 * its stocks.
 */
export function drawnSets(model: CheckedModel, stocks: ReadonlySet<string>): DrawnSets {
  const { sets } = model.spec;
  const stocksOf = (name: string): string[] =>
    sets.get(name)?.stocks.flatMap(s => stocksOf(s.value)) ?? (stocks.has(name) ? [name] : []);
  const drawn = new Map<string, ReadonlySet<string>>();
  for (const name of sets.keys()) {
    const own = new Set(stocksOf(name));
    const fits = [...drawn.values()].every(other => {
      const shared = [...own].filter(s => other.has(s)).length;
      return shared === 0 || shared === own.size || shared === other.size;
    });
    if (own.size > 1 && own.size <= stocks.size / 2 && fits) drawn.set(name, own);
  }
  return drawn;
}

/** A plate for each flow of the stocks, those of the same pipe together. */
export function platesOfFlows(model: CheckedModel, stocks: ReadonlySet<string>): Plate[] {
  const plates = new Map<string, Plate>();
  const all = [...model.variables.values()].filter(v => v.kind === 'stock');
  for (const flow of model.variables.keys()) {
    const to = all.filter(s => s.spec.inflows.some(f => f.value === flow)).map(s => s.name);
    const from = all.filter(s => s.spec.outflows.some(f => f.value === flow)).map(s => s.name);
    if ([...from, ...to].some(s => stocks.has(s))) plates.set(flow, { names: [flow], from, to });
  }
  return [...plates.values()];
}

/**
 * A plate for each pipe that moves of the stocks make; moves from many stocks of a set to one and the same stock share one, and
 * so do moves from most of all stocks.
 */
export function platesOfMoves(
  moves: readonly CheckedMove[],
  stocks: ReadonlySet<string>,
  sets: DrawnSets,
): Plate[] {
  const plain = moves.map(m => ({
    names: [m.name],
    from: [...m.from],
    to: m.to.map(t => t.stock).filter(Boolean),
  }));
  const largestFirst = [[ALL, stocks] as const, ...[...sets].sort((a, b) => b[1].size - a[1].size)];
  return largestFirst.reduce<Plate[]>(
    (plates, [name, members]) => shareBy(name, members, plates),
    shareSame(plain),
  );
}

/** Plates with the same ends become one. */
function shareSame(plates: readonly Plate[]): Plate[] {
  const shared = new Map<string, Plate>();
  for (const p of plates) {
    const key = `${p.from.join()}>${p.to.join()}`;
    const before = shared.get(key);
    shared.set(key, before ? { ...before, names: [...before.names, ...p.names] } : p);
  }
  return [...shared.values()];
}

/** Plates out of stocks of one set into one stock outside it become one, where they hold three of its stocks and half of them. */
function shareBy(set: string, members: ReadonlySet<string>, plates: readonly Plate[]): Plate[] {
  const into = new Map<string, Plate[]>();
  for (const p of plates) {
    const [to] = p.to;
    const fits = !p.ofSet && p.to.length === 1 && p.from.length > 0 && p.from.every(s => members.has(s));
    if (fits && (set === ALL || !members.has(to!))) into.set(to!, [...(into.get(to!) ?? []), p]);
  }
  const shared = new Map<Plate, Plate | undefined>();
  for (const [to, some] of into) {
    const from = new Set(some.flatMap(p => p.from));
    const enough =
      set === ALL ? from.size > members.size / 2 : from.size >= 3 && from.size >= members.size / 2;
    if (!enough) continue;
    const ofSet = { name: set, some: from.size, all: set === ALL ? members.size - 1 : members.size };
    for (const p of some) shared.set(p, undefined);
    shared.set(some[0]!, { names: some.flatMap(p => p.names), from: [...from], to: [to], ofSet });
  }
  return plates.flatMap(p => (shared.has(p) ? (shared.get(p) ?? []) : [p]));
}
