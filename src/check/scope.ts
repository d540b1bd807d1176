import { suggest } from '../diagnostics/diagnostic.ts';
import type { IndexRange, NameExpr } from '../expr/ast.ts';
import type { Dimension, IndexSet } from './checked.ts';
import type { Dimensions } from './dimensions.ts';

/** An index that an equation has bound: its own subscripts, or those of a reduction around a term. */
export interface Bound {
  /** The names it answers to. */
  readonly names: readonly string[];
  readonly set: IndexSet;
}

/** Innermost last. */
export type Scope = readonly Bound[];

/** Where a subscript's ordinal comes from: a fixed element, or a bound index (through a map to a coarser dimension). */
export type Pick =
  | { readonly element: number }
  | { readonly bound: Bound; readonly map: readonly number[] | undefined };

export interface ScopeFault {
  readonly fault: string;
  readonly hint?: string | undefined;
}

/** The scope of an equation over these sets. A subset also answers to its dimension's name; an alias does not. */
export function scopeOf(over: readonly IndexSet[]): Scope {
  return over.map(set => ({
    names: set.isAlias || set.name === set.dimension.name ? [set.name] : [set.name, set.dimension.name],
    set,
  }));
}

/** The index that a reduction binds (`group`, `from`, `s in staffed`, `band in young`). */
export function bindRange(range: IndexRange, dims: Dimensions): Bound | ScopeFault {
  const index = dims.indexSets.get(range.index);
  if (!index)
    return {
      fault: `"${range.index}" is not a dimension, subset or alias`,
      hint: suggest(range.index, dims.indexSets.keys()),
    };
  if (range.within === undefined) return scopeOf([index])[0]!;
  const within = dims.indexSets.get(range.within);
  if (within && within.dimension === index.dimension)
    return {
      names: [range.index],
      set: { ...index, members: within.members.filter(m => index.members.includes(m)) },
    };
  const coarse = dims.elements.get(range.within);
  const map = coarse && index.dimension.maps.get(coarse.dimension.name);
  if (map) {
    const members = index.members.filter(m => map[m] === coarse.ordinal);
    return { names: [range.index], set: { ...index, members } };
  }
  return { fault: `"${range.within}" is not a part of ${index.dimension.name}` };
}

/**
 * Where each subscript of a name comes from. Without brackets a variable takes the equation's own
 * subscripts: by the name of the index first, else the one index over the same dimension, else through
 * a map from a finer dimension.
 */
export function resolveSubscripts(
  e: NameExpr,
  variable: { readonly over: readonly IndexSet[] },
  scope: Scope,
  dims: Dimensions,
): readonly Pick[] | ScopeFault {
  const { over } = variable;
  if (e.subscripts && e.subscripts.length !== over.length)
    return { fault: `${e.name} has ${count(over.length, 'subscript')}, found ${e.subscripts.length}` };
  const picks: Pick[] = [];
  for (const [d, set] of over.entries()) {
    const pick = e.subscripts
      ? pickWritten(e.subscripts[d]!, set.dimension, scope, dims)
      : pickOwn(e.name, set, scope);
    if ('fault' in pick) return pick;
    picks.push(pick);
  }
  return picks;
}

function pickWritten(token: string, dimension: Dimension, scope: Scope, dims: Dimensions): Pick | ScopeFault {
  const element = dims.elements.get(token);
  if (element?.dimension === dimension) return { element: element.ordinal };
  const bound = scope.findLast(b => b.names.includes(token));
  const reached = bound && reach(bound, dimension);
  if (reached) return reached;
  if (dims.indexSets.get(token)?.dimension === dimension)
    return {
      fault: `the subscript ${token} is not bound here`,
      hint: `the equation is over: ${scope.map(b => b.names[0]).join(', ') || 'nothing'}`,
    };
  return {
    fault: `"${token}" is neither an element nor an index of ${dimension.name}`,
    hint: suggest(token, [
      ...dimension.elements,
      ...scope.filter(b => reach(b, dimension)).flatMap(b => b.names),
    ]),
  };
}

function pickOwn(name: string, { name: own, dimension }: IndexSet, scope: Scope): Pick | ScopeFault {
  const same = scope.filter(b => b.set.dimension === dimension);
  const named =
    same.findLast(b => b.names.includes(own)) ?? same.findLast(b => b.names.includes(dimension.name));
  if (named) return { bound: named, map: undefined };
  if (same.length === 1) return { bound: same[0]!, map: undefined };
  if (same.length > 1)
    return {
      fault: `${name} could take any of ${same.map(b => b.names[0]).join(', ')} for ${dimension.name}`,
      hint: 'say which in brackets',
    };
  for (const bound of scope.toReversed()) {
    const reached = reach(bound, dimension);
    if (reached) return reached;
  }
  return {
    fault: `${name} is over ${dimension.name}, and this equation is not`,
    hint: `sum it (sum(${name}, ${dimension.name})), or pick an element in brackets`,
  };
}

/** A bound index as a subscript of a dimension: its own, or a coarser one that it maps to. */
function reach(bound: Bound, dimension: Dimension): Pick | undefined {
  if (bound.set.dimension === dimension) return { bound, map: undefined };
  const map = bound.set.dimension.maps.get(dimension.name);
  return map && { bound, map };
}

/** The ordinals that a pick can take. */
export function reachable(pick: Pick): readonly number[] {
  if ('element' in pick) return [pick.element];
  return pick.bound.set.members.map(m => (pick.map ? pick.map[m]! : m));
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
