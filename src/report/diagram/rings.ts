import type { CheckedLoop, CheckedModel } from '../../check/checked.ts';
import type { Drawable } from './drawable.ts';
import { governedLinks, type Link, type Links } from './links.ts';
import { type Effect, times } from './signs.ts';

/** A closed chain of variables, each acting on the next and the last on the first. */
export interface Ring {
  /** The parameter through whose link it was found. */
  readonly through: string;
  /** Whether that parameter at its neutral value takes the first link away, or only weakens it. */
  readonly cut: boolean;
  readonly links: readonly Link[];
  /** `+` reinforces, `-` balances: the product of the signs of its links. */
  readonly polarity: '+' | '-';
  /** One of its links does nothing until a scenario switches it on. */
  readonly waits: boolean;
}

/** A feedback loop of the model with the rings found for it, the one that shows it best first. */
export interface FoundLoop {
  readonly loop: CheckedLoop;
  readonly rings: readonly Ring[];
  /** Where there is no ring: the links that the loop's parameters govern, from which nothing in the model leads back. */
  readonly open: readonly Link[];
}

/** The sign that a loop's name claims: R reinforces, B balances. */
export const claimed = (loop: CheckedLoop): Ring['polarity'] => (loop.spec.name.startsWith('R') ? '+' : '-');

/**
 * The shortest rings, of either sign, through the links that each parameter of a loop cuts or, where it cuts none, makes weaker or
 * stronger. Those whose signs agree with the loop's name stand first, and of these the ones that are cut; then the order is
 * that of the parameters.
 */
export function findRings(loop: CheckedLoop, net: Drawable): FoundLoop {
  const governed = loop.cutBy.map(parameter => governedBy(parameter, net));
  const rings = governed.flatMap(all =>
    (['+', '-'] as const).flatMap(polarity => {
      const closed = all.flatMap(g => ringThrough(g, polarity, net) ?? []);
      return shortest(closed.filter(r => r.cut)) ?? shortest(closed) ?? [];
    }),
  );
  const place = (r: Ring): number => (r.polarity === claimed(loop) ? 0 : 2) + (r.cut ? 0 : 1);
  return {
    loop,
    rings: rings.sort((a, b) => place(a) - place(b)),
    open: rings.length > 0 ? [] : governed.flat().map(({ from, to }) => linkAt(from, to, net.links)),
  };
}

interface Governed {
  readonly parameter: string;
  readonly from: string;
  readonly to: string;
  readonly cut: boolean;
}

function governedBy(parameter: CheckedLoop['cutBy'][number], { model, links }: Drawable): Governed[] {
  return [...links].flatMap(([to, into]) => {
    if (!into.has(parameter.name)) return [];
    const { from, cut } = governedLinks(model.variables.get(to)!, parameter, model);
    return from.filter(f => into.has(f)).map(f => ({ parameter: parameter.name, from: f, to, cut }));
  });
}

const linkAt = (from: string, to: string, links: Links): Link => ({ from, to, ...links.get(to)!.get(from)! });

/**
 * The shortest ring of a sign through a link; one that waits for a scenario only where there is no other. Undefined where there is
 * none that passes no variable twice.
 */
function ringThrough(through: Governed, polarity: Ring['polarity'], net: Drawable): Ring | undefined {
  const first = linkAt(through.from, through.to, net.links);
  const passed = new Set<Link>();
  let waiting: Ring | undefined;
  for (;;) {
    const back = shortestChain(first, times(first.sign, polarity), net, passed);
    if (!back) return waiting;
    const held = back.filter(net.isWaiting);
    const waits = held.length > 0 || net.isWaiting(first);
    const ring = { through: through.parameter, cut: through.cut, links: [first, ...back], polarity, waits };
    if (held.length === 0) return ring;
    waiting ??= ring;
    for (const link of held) passed.add(link);
  }
}

/** A place on the way back: the links from there to the end, and the product of their signs. */
interface Place {
  readonly at: string;
  readonly sign: Effect;
  readonly way: readonly Link[];
}

/** The fewest links from the end of a link back to its beginning whose signs multiply to a given one. */
function shortestChain(
  first: Link,
  sign: Effect,
  { model, links }: Drawable,
  passed: ReadonlySet<Link>,
): readonly Link[] | undefined {
  const isPassed = (l: Link): boolean =>
    l.sign === '±' || [...passed].some(p => p.from === l.from && p.to === l.to);
  const places = new Map<string, Place>();
  const put = (place: Place): void => {
    // What a move drains decides where it may be entered from.
    const key = `${place.sign} ${place.at} ${place.way[0]?.sign ?? ''}`;
    if (!places.has(key)) places.set(key, place);
  };
  // Backwards, since links are kept by what they act on.
  put({ at: first.from, sign: '+', way: [] });
  for (const { at, sign: rest, way } of places.values()) {
    if (at === first.to && rest === sign && !drains(first, way[0]!, model)) return way;
    for (const [from, found] of links.get(at) ?? []) {
      const link = { from, to: at, ...found };
      const isTwice = from === first.from || way.some(l => l.to === from);
      if (isTwice || isPassed(link) || (way[0] && drains(link, way[0], model))) continue;
      put({ at: from, sign: times(found.sign, rest), way: [link, ...way] });
    }
  }
  return undefined;
}

/**
 * Whether two links lead from a stock through its outflow to a stock that it empties. That is either the same stock, which runs
 * down and is no feedback that anybody tells, or another that shares the move, and is not touched by those who leave the first.
 */
function drains(into: Link, out: Link, model: CheckedModel): boolean {
  if (out.sign !== '-' || into.to !== out.from) return false;
  const v = model.variables.get(into.to);
  return (
    into.from === out.to || (v?.kind === 'move' && v.from.includes(into.from) && v.from.includes(out.to))
  );
}

const shortest = (rings: readonly Ring[]): Ring | undefined =>
  rings.reduce<Ring | undefined>(
    (best, r) => (best && best.links.length <= r.links.length ? best : r),
    undefined,
  );
