import type { ModelSpec } from '../model/spec.ts';

/**
 * A unit as powers of base dimensions, and the factor that turns a number in it into the engine's own
 * terms. Inside the engine time is always in years and money in pounds of the model's price year, so
 * equations never carry a conversion: it happens once, where a number enters or leaves.
 */
export interface Unit {
  /** Exponents by base dimension, without zeros. */
  readonly powers: Readonly<Record<string, number>>;
  /** Engine value = written value × factor. */
  readonly factor: number;
}

export const PURE: Unit = { powers: {}, factor: 1 };

/** The year of the engine's clock has 52 weeks of 7 days; hours are hours of work, not of the clock. */
const TIME: Readonly<Record<string, number>> = {
  year: 1,
  quarter: 1 / 4,
  month: 1 / 12,
  week: 1 / 52,
  day: 1 / 364,
};
const COUNTED = ['people', 'wte', 'QALY', 'event', 'place', 'dose', 'hour'] as const;
const WORDS: Readonly<Record<string, Unit>> = {
  ...Object.fromEntries(Object.entries(TIME).map(([w, factor]) => [w, { powers: { year: 1 }, factor }])),
  ...Object.fromEntries(COUNTED.map(w => [w, { powers: { [w]: 1 }, factor: 1 }])),
  GBP: { powers: { GBP: 1 }, factor: 1 },
  fraction: PURE,
};

/** Prices of one year in pounds of the model's price year. */
export type PriceIndex = (financialYear: string) => number | { readonly fault: string };

/**
 * Reads a unit such as `people/year`, `GBP_2016_17/(wte*year)`, `1/week`, `people^2` or `1`.
 *
 * @param extra base dimensions that the model declares for itself
 */
export function parseUnit(
  text: string,
  priceIndex: PriceIndex,
  extra: ReadonlySet<string> = new Set(),
): Unit | { readonly fault: string; readonly word?: string } {
  const tokens = text.match(/[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?|[*/^()-]|\S/g) ?? [];
  let at = 0;
  const fail = (fault: string, word?: string): never => {
    throw { fault, ...(word && { word }) };
  };

  const product = (): Unit => {
    let unit = power();
    while (tokens[at] === '*' || tokens[at] === '/') {
      const operator = tokens[at++];
      const right = power();
      unit = operator === '*' ? multiplyUnits(unit, right) : divideUnits(unit, right);
    }
    return unit;
  };
  const power = (): Unit => {
    const base = atom();
    if (tokens[at] !== '^') return base;
    at += 1;
    const sign = tokens[at] === '-' ? -1 : 1;
    if (sign < 0) at += 1;
    const exponent = Number(tokens[at++]);
    if (!Number.isInteger(exponent)) return fail(`the exponent in "${text}" must be a whole number`);
    return raiseUnit(base, sign * exponent);
  };
  const atom = (): Unit => {
    const token = tokens[at++];
    if (token === undefined) return fail(`the unit "${text}" ends too early`);
    if (token === '(') {
      const inner = product();
      return tokens[at++] === ')' ? inner : fail(`the unit "${text}" has an open bracket`);
    }
    if (token === '1') return PURE;
    if (Object.hasOwn(WORDS, token)) return WORDS[token]!;
    if (extra.has(token)) return { powers: { [token]: 1 }, factor: 1 };
    const price = /^GBP_(\d{4})_(\d{2})$/.exec(token);
    if (price) {
      const index = priceIndex(`${price[1]}/${price[2]}`);
      return typeof index === 'number' ? { powers: { GBP: 1 }, factor: index } : fail(index.fault);
    }
    return fail(`"${token}" is not a unit`, token);
  };

  try {
    const unit = product();
    return at === tokens.length
      ? unit
      : fail(`cannot read the unit "${text}" after "${tokens.slice(0, at).join('')}"`);
  } catch (thrown) {
    return thrown as { fault: string; word?: string };
  }
}

/** Reads a unit as a model does; pounds of other years are converted by its price index. */
export const unitReader =
  ({ money, baseUnits }: Pick<ModelSpec, 'money' | 'baseUnits'>) =>
  (text: string): ReturnType<typeof parseUnit> => {
    const index = (year: string): number | { fault: string } => {
      if (!money) return { fault: 'the model declares no prices (money: …)' };
      const [from, to] = [money.index.get(year), money.index.get(money.priceYear)];
      if (from === undefined || to === undefined)
        return { fault: `the price index has no value for ${from === undefined ? year : money.priceYear}` };
      return to / from;
    };
    return parseUnit(text, index, baseUnits);
  };

export const UNIT_WORDS: readonly string[] = [...Object.keys(WORDS), 'GBP_2016_17'];

export function multiplyUnits(a: Unit, b: Unit): Unit {
  return { powers: combine(a, b, 1), factor: a.factor * b.factor };
}

export function divideUnits(a: Unit, b: Unit): Unit {
  return { powers: combine(a, b, -1), factor: a.factor / b.factor };
}

/** @param exponent a whole number, or a half when every power is even */
export function raiseUnit(a: Unit, exponent: number): Unit {
  const powers = Object.fromEntries(
    Object.entries(a.powers).flatMap(([k, v]) => (v * exponent === 0 ? [] : [[k, v * exponent]])),
  );
  let factor = 1;
  for (let i = 0; i < Math.abs(exponent); i++) factor = exponent > 0 ? factor * a.factor : factor / a.factor;
  return { powers, factor };
}

/** Whether two units measure the same thing, whatever their factors. */
export function sameDimension(a: Unit, b: Unit): boolean {
  return Object.keys(combine(a, b, -1)).length === 0;
}

/** Whether it counts what comes whole: people, or posts of staff. */
export const isWhole = ({ powers, factor }: Unit): boolean =>
  factor === 1 && Object.keys(powers).length === 1 && (powers['people'] === 1 || powers['wte'] === 1);

export const isPure = (u: Unit): boolean => Object.keys(u.powers).length === 0;

/** A dimension in words, in the engine's own terms: `people/year`. */
export function printUnit(u: Unit): string {
  const part = (entries: [string, number][]): string =>
    entries.map(([k, v]) => (Math.abs(v) === 1 ? k : `${k}^${Math.abs(v)}`)).join('*');
  const entries = Object.entries(u.powers);
  const above = entries.filter(([, v]) => v > 0);
  const below = entries.filter(([, v]) => v < 0);
  const bottom = below.length > 1 ? `(${part(below)})` : part(below);
  return (above.length > 0 ? part(above) : '1') + (below.length > 0 ? `/${bottom}` : '');
}

function combine(a: Unit, b: Unit, sign: 1 | -1): Record<string, number> {
  const powers: Record<string, number> = { ...a.powers };
  for (const [k, v] of Object.entries(b.powers)) {
    const sum = (powers[k] ?? 0) + sign * v;
    if (sum === 0) delete powers[k];
    else powers[k] = sum;
  }
  return powers;
}
