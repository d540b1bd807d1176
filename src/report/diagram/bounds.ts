import type { CheckedModel, CheckedParameter, CheckedVariable } from '../../check/checked.ts';
import type { Expr } from '../../expr/ast.ts';
import { exp, log, pow } from '../../numeric/math.ts';

/** The least and the greatest that a quantity can be, as far as its kind and its equation tell. */
export type Bounds = readonly [least: number, most: number];

/** Bounds of names, in the engine's units. */
export type BoundsOf = (name: string) => Bounds;

const ANYTHING: Bounds = [-Infinity, Infinity];
const NOT_NEGATIVE: Bounds = [0, Infinity];

/**
 * Bounds of every name of a model. Parameters lie within their ranges; stocks that may not be negative, moves, figures and what a
 * scenario sets are taken as zero or more; the rest follows from the equations.
 *
 * @param atRest what a scenario sets is at the value it has where no scenario does
 */
export function boundsOf(model: CheckedModel, atRest = false): BoundsOf {
  const known = new Map<string, Bounds>();
  const of: BoundsOf = name => {
    const found = known.get(name);
    if (found) return found;
    // What reads itself by way of a smooth is left open, not followed round for ever.
    known.set(name, ANYTHING);
    const v = model.variables.get(name);
    const bounds = v ? boundsOfVariable(v, of, atRest) : NOT_NEGATIVE;
    known.set(name, bounds);
    return bounds;
  };
  return of;
}

function boundsOfVariable(v: CheckedVariable, of: BoundsOf, atRest: boolean): Bounds {
  switch (v.kind) {
    case 'parameter':
      return boundsOfParameter(v);
    case 'series':
      return atRest ? [v.spec.otherwise, v.spec.otherwise] : NOT_NEGATIVE;
    case 'figure':
    case 'move':
      return NOT_NEGATIVE;
    case 'stock':
      return v.spec.mayBeNegative ? ANYTHING : NOT_NEGATIVE;
    case 'solved':
      return [v.spec.least ?? -Infinity, Infinity];
    case 'tally':
      return [...v.stocks, ...v.moves].some(n => of(n)[0] < 0) ? ANYTHING : NOT_NEGATIVE;
    case 'smooth':
    case 'delay':
      return boundsOfExpr(v.of, of);
    case 'auxiliary':
    case 'flow':
      return 'op' in v.equations
        ? boundsOfExpr(v.equations, of)
        : hull([...v.equations.values()].map(e => boundsOfExpr(e, of)));
  }
}

/** Its value and its range; a range of a parameter by element is a pair of factors. */
function boundsOfParameter({ values, over, spec, unit }: CheckedParameter): Bounds {
  const ends = spec.range.flatMap(r => (over.length > 0 ? values.map(v => v * r) : [r * unit.factor]));
  return [Math.min(...values, ...ends), Math.max(...values, ...ends)];
}

/** Bounds of an expression, given those of its names. */
export function boundsOfExpr(e: Expr, of: BoundsOf): Bounds {
  const go = (part: Expr): Bounds => boundsOfExpr(part, of);
  switch (e.op) {
    case 'number':
      return [e.value, e.value];
    case 'name':
      return of(e.name);
    case 'negate':
      return negated(go(e.arg));
    case 'not':
      return [0, 1];
    case 'choose':
      return hull([go(e.yes), go(e.no)]);
    case 'reduce': {
      const [least, most] = go(e.body);
      // A sum of as many as there are; nothing is known of how many.
      return e.fn === 'sum' ? [least < 0 ? -Infinity : least, most > 0 ? Infinity : most] : [least, most];
    }
    case 'call':
      return ofCall(e.fn, e.args.map(go));
    case 'binary':
      return ofBinary(e.operator, go(e.left), go(e.right));
  }
}

function ofCall(fn: string, args: readonly Bounds[]): Bounds {
  const [first = ANYTHING] = args;
  switch (fn) {
    case 'min':
      return [Math.min(...args.map(a => a[0])), Math.min(...args.map(a => a[1]))];
    case 'max':
      return [Math.max(...args.map(a => a[0])), Math.max(...args.map(a => a[1]))];
    case 'exp':
      return [exp(first[0]), exp(first[1])];
    case 'log':
      return first[0] > 0 ? [log(first[0]), log(first[1])] : ANYTHING;
    case 'abs':
    case 'sqrt':
      return NOT_NEGATIVE;
    case 'initial':
      return first;
    default:
      return ANYTHING;
  }
}

function ofBinary(operator: string, a: Bounds, b: Bounds): Bounds {
  switch (operator) {
    case '+':
      return [a[0] + b[0], a[1] + b[1]];
    case '-':
      return [a[0] - b[1], a[1] - b[0]];
    case '*':
      return spread(a, b, times);
    case '/':
      // An equation that divides keeps its divisor off zero.
      return b[0] >= 0 ? spread(a, b, over) : b[1] <= 0 ? negated(spread(a, negated(b), over)) : ANYTHING;
    case '^':
      return isPoint(a) && isPoint(b)
        ? [pow(a[0], b[0]), pow(a[0], b[0])]
        : a[0] >= 0
          ? NOT_NEGATIVE
          : ANYTHING;
    default:
      return [0, 1];
  }
}

const times = (x: number, y: number): number => (x === 0 || y === 0 ? 0 : x * y);
const over = (x: number, y: number): number => (x === 0 ? 0 : x / y);
const isPoint = (b: Bounds): boolean => b[0] === b[1];
// Zero less a number, so that nothing is ever minus zero.
const negated = ([least, most]: Bounds): Bounds => [0 - most, 0 - least];

const spread = (a: Bounds, b: Bounds, f: (x: number, y: number) => number): Bounds => {
  const ends = a.flatMap(x => b.map(y => f(x, y)));
  return ends.some(Number.isNaN) ? ANYTHING : [Math.min(...ends), Math.max(...ends)];
};

const hull = (all: readonly Bounds[]): Bounds => [
  Math.min(...all.map(b => b[0])),
  Math.max(...all.map(b => b[1])),
];
