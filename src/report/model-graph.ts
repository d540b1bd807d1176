import type { CheckedLaw, CheckedModel, CheckedOutcome, CheckedVariable } from '../check/checked.ts';
import { type Expr, partsOf } from '../expr/ast.ts';

/** Who reads whom: by name, what it is computed from, in the order written. */
export type ModelGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** An expression of a model, and what it is to whoever it belongs to: `equation`, `hazard`, `initial`, … */
export interface Written {
  readonly part: string;
  readonly expr: Expr;
  /** Only the start of a run reads it. */
  readonly atStart: boolean;
}

/**
 * What everything in a model is computed from: variables, moves, outcomes and laws; lookups where they are called.
 *
 * @param when `running`: without what only the start reads (initial values, and unknowns that are solved for)
 */
export function graphOf(model: CheckedModel, when: 'ever' | 'running' = 'ever'): ModelGraph {
  const graph = new Map<string, Set<string>>();
  const put = (name: string, reads: Iterable<string>): void => {
    const own = graph.get(name) ?? new Set();
    for (const r of reads) if (r !== name) own.add(r);
    graph.set(name, own);
  };
  const read = (x: CheckedVariable | CheckedOutcome | CheckedLaw): string[] =>
    expressionsOf(x).flatMap(({ expr, atStart }) =>
      when === 'running' && atStart ? [] : namesOf(expr, model, when),
    );
  for (const v of model.variables.values()) {
    put(v.name, [...partsNamed(v), ...read(v)]);
    // A flow or a move fills and drains stocks, whoever declares it.
    if (v.kind !== 'move') continue;
    for (const stock of [...v.from, ...v.to.map(t => t.stock)]) if (stock !== '') put(stock, [v.name]);
  }
  for (const o of model.outcomes.values()) put(o.name, read(o));
  for (const l of model.laws) put(l.name, read(l));
  return graph;
}

/** The names that read a name, in the order of the model. */
export const readersOf = (name: string, graph: ModelGraph): string[] =>
  [...graph].filter(([, reads]) => reads.has(name)).map(([reader]) => reader);

/** What a variable is computed from by name alone, with no expression around it. */
function partsNamed(v: CheckedVariable): readonly string[] {
  switch (v.kind) {
    case 'stock':
      return [...v.spec.inflows, ...v.spec.outflows].map(f => f.value);
    case 'tally':
      return [...v.stocks, ...v.moves, ...(v.unmarked === undefined ? [] : [v.unmarked])];
    case 'move':
      return v.from;
    default:
      return [];
  }
}

/** Every expression that a variable, an outcome or a law is written with. */
export function expressionsOf(x: CheckedVariable | CheckedOutcome | CheckedLaw): Written[] {
  const written = (part: string, expr: Expr | undefined, atStart = false): Written[] =>
    expr ? [{ part, expr, atStart }] : [];
  if (!('kind' in x)) return [...written('equation', x.equation), ...written('whole', x.whole)];
  switch (x.kind) {
    case 'parameter':
    case 'figure':
    case 'series':
    case 'tally':
      return [];
    case 'stock':
      return [...written('initial', x.initial, true), ...written('trend', x.trend, true)];
    case 'flow':
    case 'auxiliary':
      return 'op' in x.equations
        ? written('equation', x.equations)
        : [...x.equations.values()].flatMap(e => written('equation', e));
    case 'smooth':
      return [...written('of', x.of), ...written('time', x.time), ...written('initial', x.initial, true)];
    case 'delay':
      return [...written('of', x.of), ...written('time', x.time)];
    case 'solved':
      return [
        ...written('what', x.what, true),
        ...written('equals', x.equals, true),
        ...written('guess', x.guess, true),
      ];
    case 'move':
      return [
        ...written(x.rate.by, x.rate.expr),
        ...x.to.flatMap(({ stock, share }) => written(`share to ${stock}`, share)),
      ];
    case 'balance':
    case 'identity':
      return [...written('first', x.first), ...written('second', x.second)];
  }
}

/** The variables that an expression reads, then the lookups that it calls; the clock is not among them. */
function namesOf(e: Expr, model: CheckedModel, when: 'ever' | 'running'): string[] {
  const all = allIn(e, when);
  return [
    ...all.flatMap(l => (l.op === 'name' && model.variables.has(l.name) ? [l.name] : [])),
    ...all.flatMap(l => (l.op === 'call' && model.lookups.has(l.fn) ? [l.fn] : [])),
  ];
}

/** An expression and all that is in it. What a variable was at the start does not change while a run goes on. */
function allIn(e: Expr, when: 'ever' | 'running'): Expr[] {
  if (when === 'running' && e.op === 'call' && e.fn === 'initial') return [];
  return [e, ...partsOf(e).flatMap(part => allIn(part, when))];
}
