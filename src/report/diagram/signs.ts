import type { CheckedLookup } from '../../check/checked.ts';
import { type Expr, namesIn } from '../../expr/ast.ts';
import { type Bounds, type BoundsOf, boundsOfExpr } from './bounds.ts';

/** Which way a quantity goes when one that it reads goes up: with it, against it, or it depends. */
export type Sign = '+' | '-' | '±';

/** A sign, or nothing where there is no effect. */
export type Effect = Sign | undefined;

/** What the signs of an expression hang on besides its form. */
export interface Setting {
  readonly bounds: BoundsOf;
  readonly lookups: ReadonlyMap<string, Pick<CheckedLookup, 'ys'>>;
}

/**
 * Which way an expression goes when a name in it goes up and all else stays, from its form alone. A value kept from the start (`initial`)
 * does not go up. Least and greatest follow their parts; what caps a rate by the length of the step is arithmetic
 * and left out.
 */
export function effectOf(name: string, e: Expr, setting: Setting): Effect {
  const go = (part: Expr): Effect => effectOf(name, part, setting);
  const signOf = (part: Expr): Effect => signOfBounds(boundsOfExpr(part, setting.bounds));
  const switches = (part: Expr): Effect => (go(part) ? '±' : undefined);
  switch (e.op) {
    case 'number':
      return undefined;
    case 'name':
      return e.name === name ? '+' : undefined;
    case 'negate':
      return flip(go(e.arg));
    case 'not':
      return switches(e.arg);
    case 'choose':
      return both(both(go(e.yes), go(e.no)), switches(e.condition));
    case 'reduce':
      return go(e.body);
    case 'call':
      return ofCall();
    case 'binary':
      return ofBinary();
  }

  function ofCall(): Effect {
    if (e.op !== 'call' || e.fn === 'initial') return undefined;
    const lookup = setting.lookups.get(e.fn);
    if (lookup) return times(go(e.args[0]!), slopeOf(lookup.ys));
    const args = e.fn === 'min' ? e.args.filter(a => !namesIn(a).has('dt')) : e.args;
    if (e.fn === 'abs') return times(go(args[0]!), signOf(args[0]!));
    const effect = args.map(go).reduce(both, undefined);
    return effect && ['min', 'max', 'exp', 'log', 'sqrt'].includes(e.fn) ? effect : effect && '±';
  }

  function ofBinary(): Effect {
    if (e.op !== 'binary') return undefined;
    const { operator, left, right } = e;
    switch (operator) {
      case '+':
        return both(go(left), go(right));
      case '-':
        return both(go(left), flip(go(right)));
      case '*':
        return both(times(go(left), signOf(right)), times(go(right), signOf(left)));
      case '/':
        return both(
          // A divisor is never nothing, whatever its bounds.
          times(go(left), signOf(right) ?? '+'),
          flip(times(go(right), signOf(left))),
        );
      case '^':
        return both(
          times(go(left), signOf(right)),
          times(go(right), signOfLog(boundsOfExpr(left, setting.bounds))),
        );
      default:
        return both(switches(left), switches(right));
    }
  }
}

/** Two effects side by side: they agree, or it depends. */
export const both = (a: Effect, b: Effect): Effect => (!a ? b : !b || a === b ? a : '±');

/** An effect of an effect. */
export function times(a: Effect, b: Effect): Effect {
  if (!a || !b) return undefined;
  if (a === '±' || b === '±') return '±';
  return a === b ? '+' : '-';
}

const flip = (a: Effect): Effect => times(a, '-');

/** The sign of what lies within bounds; zero or more counts as plus, and only what is always zero as nothing. */
function signOfBounds([least, most]: Bounds): Effect {
  if (least === 0 && most === 0) return undefined;
  return least >= 0 ? '+' : most <= 0 ? '-' : '±';
}

const signOfLog = ([least, most]: Bounds): Effect => signOfBounds([least - 1, most - 1]);

function slopeOf(ys: readonly number[]): Effect {
  return ys
    .slice(1)
    .reduce<Effect>((sign, y, i) => both(sign, y > ys[i]! ? '+' : y < ys[i]! ? '-' : undefined), undefined);
}
