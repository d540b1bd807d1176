import type { CheckedModel, CheckedVariable } from '../../check/checked.ts';
import { type Expr, namesIn, partsOf } from '../../expr/ast.ts';
import { CLOCK_NAMES } from '../../expr/builtins.ts';
import { type BoundsOf, boundsOf, boundsOfExpr } from './bounds.ts';
import { both, type Effect, effectOf, type Setting, type Sign, times } from './signs.ts';
import type { SignAtStart } from './start-signs.ts';

/** A sign, and how it was found: from the form of the equation, or at the start of a run. */
export interface FoundSign {
  readonly sign: Sign;
  readonly by: 'form' | 'start';
}

/** One variable acts on another while a run goes on. */
export interface Link extends FoundSign {
  readonly from: string;
  readonly to: string;
}

/** By what is acted on: what acts on it, and which way. */
export type Links = ReadonlyMap<string, ReadonlyMap<string, FoundSign>>;

/**
 * What acts on what while a run goes on, from the equations: not what only sets a start, and not the lengths of
 * delays. A stock follows its flows and moves; a move empties and fills its stocks.
 */
export function linksOf(model: CheckedModel): Links {
  return mapSigns(signsOf(model, boundsOf(model)), sign => ({ sign, by: 'form' }));
}

/** Whether a link waits for something that only a scenario switches on. */
export function waitingIn(model: CheckedModel): (link: Pick<Link, 'from' | 'to'>) => boolean {
  const resting = signsOf(model, boundsOf(model, true));
  return ({ from, to }) => !resting.get(to)!.has(from);
}

/** The links with a sign at the start for each that its form leaves open. */
export function settleLinks(links: Links, atStart: SignAtStart): Links {
  return mapSigns(links, (found, from, to) => {
    if (found.sign !== '±') return found;
    const sign = atStart({ from, to });
    return sign ? { sign, by: 'start' } : found;
  });
}

function mapSigns<T>(
  links: ReadonlyMap<string, ReadonlyMap<string, T>>,
  change: (sign: T, from: string, to: string) => FoundSign,
): Links {
  return new Map(
    [...links].map(([to, into]) => [
      to,
      new Map([...into].map(([from, sign]) => [from, change(sign, from, to)])),
    ]),
  );
}

function signsOf(model: CheckedModel, bounds: BoundsOf): Map<string, Map<string, Sign>> {
  const setting = { bounds, lookups: model.lookups };
  const links = new Map([...model.variables.values()].map(v => [v.name, linksInto(v, setting)]));
  for (const v of model.variables.values()) {
    // Ageing within a stock leaves it as full as it was.
    if (v.kind !== 'move' || v.next) continue;
    for (const stock of v.from) add(links.get(stock)!, v.name, '-');
    for (const { stock } of v.to) add(links.get(stock)!, v.name, '+');
  }
  return links;
}

/**
 * The variables whose links into a variable a parameter governs: those links that are no more once it has its neutral value
 * or, where none goes, those that it is weighed with in the equation, and so makes weaker or stronger.
 */
export function governedLinks(
  to: CheckedVariable,
  parameter: { readonly name: string; readonly neutral: number },
  model: CheckedModel,
): { readonly from: readonly string[]; readonly cut: boolean } {
  const usual = boundsOf(model);
  const neutral: BoundsOf = name =>
    name === parameter.name ? [parameter.neutral, parameter.neutral] : usual(name);
  const before = linksInto(to, { bounds: usual, lookups: model.lookups });
  const after = linksInto(to, { bounds: neutral, lookups: model.lookups });
  const gone = [...before.keys()].filter(from => from !== parameter.name && !after.has(from));
  if (gone.length > 0) return { from: gone, cut: true };
  const weighed = new Set(
    equationsOf(to).flatMap(e => weighedWith(parameter.name, e, n => before.has(n) && isMoving(n, model))),
  );
  return { from: [...weighed], cut: false };
}

/** The names in the smallest part of an expression that holds both a parameter and something that moves. */
function weighedWith(parameter: string, e: Expr, moves: (name: string) => boolean): string[] {
  if (!namesIn(e).has(parameter)) return [];
  const inner = partsOf(e).flatMap(part => weighedWith(parameter, part, moves));
  return inner.length > 0 ? inner : [...namesIn(e)].filter(moves);
}

/** Whether a name stands for something that other variables may move; the clock does not. */
function isMoving(name: string, { variables }: CheckedModel): boolean {
  const kind = variables.get(name)?.kind;
  return kind !== undefined && !['parameter', 'figure', 'series', 'solved'].includes(kind);
}

const CLOCK: ReadonlySet<string> = new Set(CLOCK_NAMES);

/** What acts on a variable; the clock is no variable. */
function linksInto(v: CheckedVariable, setting: Setting): Map<string, Sign> {
  const into = new Map<string, Sign>();
  const read = (e: Expr, sign: Effect = '+'): void => {
    for (const name of namesIn(e))
      if (name !== v.name && !CLOCK.has(name)) add(into, name, times(effectOf(name, e, setting), sign));
  };
  switch (v.kind) {
    case 'stock':
      for (const f of v.spec.inflows) add(into, f.value, '+');
      for (const f of v.spec.outflows) add(into, f.value, '-');
      break;
    case 'auxiliary':
    case 'flow':
    case 'smooth':
    case 'delay':
      for (const e of equationsOf(v)) read(e);
      break;
    case 'tally':
      for (const name of [...v.stocks, ...v.moves]) add(into, name, '+');
      break;
    case 'move':
      // At a rate of nothing nobody goes, however many there are.
      if (v.rate.by === 'after' || boundsOfExpr(v.rate.expr, setting.bounds)[1] !== 0)
        for (const stock of v.from) add(into, stock, '+');
      // The longer the stay, the fewer go.
      read(v.rate.expr, v.rate.by === 'after' ? '-' : '+');
      // A share says where they go, not how many.
      for (const { share } of v.to) if (share) for (const name of namesIn(share)) add(into, name, '±');
      break;
    case 'parameter':
    case 'figure':
    case 'series':
    case 'solved':
      break;
  }
  return into;
}

/** What a variable is worked out from while a run goes on; shares of a move not among them. */
function equationsOf(v: CheckedVariable): readonly Expr[] {
  if (v.kind === 'auxiliary' || v.kind === 'flow')
    return 'op' in v.equations ? [v.equations] : [...v.equations.values()];
  if (v.kind === 'smooth' || v.kind === 'delay') return [v.of];
  return v.kind === 'move' ? [v.rate.expr] : [];
}

function add(into: Map<string, Sign>, from: string, sign: Effect): void {
  const all = both(into.get(from), sign);
  if (all) into.set(from, all);
}
