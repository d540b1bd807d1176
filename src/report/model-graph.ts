import type { CheckedModel, CheckedVariable } from '../check/checked.ts';
import { type Expr, namesIn, partsOf } from '../expr/ast.ts';

/** Who reads whom: by name, what it is computed from, in the order written. */
export type ModelGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** What everything in a model is computed from: variables, moves, outcomes and laws; lookups where they are called. */
export function graphOf(model: CheckedModel): ModelGraph {
  const graph = new Map<string, Set<string>>();
  const put = (name: string, reads: Iterable<string>): void => {
    const own = graph.get(name) ?? new Set();
    for (const r of reads) if (r !== name) own.add(r);
    graph.set(name, own);
  };
  for (const v of model.variables.values()) {
    put(v.name, readsOf(v, model));
    // A flow or a move fills and drains stocks, whoever declares it.
    if (v.kind !== 'move') continue;
    for (const stock of [...v.from, ...v.to.map(t => t.stock)]) if (stock !== '') put(stock, [v.name]);
  }
  for (const o of model.outcomes.values())
    put(
      o.name,
      [o.equation, ...(o.whole ? [o.whole] : [])].flatMap(e => namesOf(e, model)),
    );
  for (const l of model.laws)
    put(
      l.name,
      [l.first, l.second].flatMap(e => namesOf(e, model)),
    );
  return graph;
}

/** The names that read a name, in the order of the model. */
export const readersOf = (name: string, graph: ModelGraph): string[] =>
  [...graph].filter(([, reads]) => reads.has(name)).map(([reader]) => reader);

function readsOf(v: CheckedVariable, model: CheckedModel): string[] {
  const of = (...all: (Expr | undefined)[]): string[] => all.flatMap(e => (e ? namesOf(e, model) : []));
  switch (v.kind) {
    case 'parameter':
    case 'figure':
    case 'series':
      return [];
    case 'stock':
      return [...v.spec.inflows, ...v.spec.outflows].map(f => f.value).concat(of(v.initial));
    case 'flow':
    case 'auxiliary':
      return of(...('op' in v.equations ? [v.equations] : v.equations.values()));
    case 'smooth':
      return of(v.of, v.time, v.initial);
    case 'delay':
      return of(v.of, v.time);
    case 'tally':
      return [...v.stocks, ...v.moves, ...(v.unmarked === undefined ? [] : [v.unmarked])];
    case 'solved':
      return of(v.what, v.equals, v.guess);
    case 'move':
      return [...v.from, ...of(v.rate.expr, ...v.to.map(t => t.share))];
  }
}

/** The variables and lookups that an expression reads; the clock is not among them. */
function namesOf(e: Expr, model: CheckedModel): string[] {
  const names = [...namesIn(e)].filter(n => model.variables.has(n));
  return [...names, ...callsIn(e).filter(fn => model.lookups.has(fn))];
}

const callsIn = (e: Expr): string[] => [...(e.op === 'call' ? [e.fn] : []), ...partsOf(e).flatMap(callsIn)];
