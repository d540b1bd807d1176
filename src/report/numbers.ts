import { groupThousands } from './blocks.ts';

/** How the numbers of one row read. A unit alone is not enough: a row of millions is not printed in pence. */
export interface NumberStyle {
  value(x: number): string;
  /** With its sign; too small to matter reads as `under …`, none at all as `0`. */
  difference(d: number): string;
}

type Family = 'count' | 'money' | 'price' | 'share' | 'measure';

const MINUS = '−';
/** Less than this of the row's largest number is rounding of the arithmetic, ... */
const NOTHING = 1e-9;
/** ... and so are less than half a penny and a millionth of a person. */
const NO_MONEY = 0.005;
const NOBODY = 1e-6;

/** What kind of number a unit makes. */
export function familyOf(unit: string): Family {
  if (/^(people|event|place|dose)(\/year|\*year)?$/.test(unit)) return 'count';
  if (/^GBP(_\d{4}_\d{2})?(\/year)?$/.test(unit)) return 'money';
  if (/^GBP/.test(unit)) return 'price';
  return unit === 'fraction' || unit === '1/year' ? 'share' : 'measure';
}

/** A unit as a word after a label: `wte`. Undefined where the number shows it, or a label has to say it in words. */
export function unitWord(unit: string): string | undefined {
  return familyOf(unit) === 'measure' && /^[a-z]+$/.test(unit) ? unit : undefined;
}

/**
 * The style of a row.
 *
 * @param values every number that will stand in the row; their size decides the decimals
 */
export function styleOf(unit: string, values: readonly number[]): NumberStyle {
  const largest = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  const nothing = NOTHING * largest;
  switch (familyOf(unit)) {
    case 'count': {
      const print = (x: number): string => plain(x, 0);
      const none = Math.max(nothing, NOBODY);
      return {
        value: known(x => (Math.abs(x) <= none ? '0' : Math.abs(x) < 1 ? 'under 1' : print(x))),
        difference: signed(print, 1, '1', none),
      };
    }
    case 'money':
      return { value: moneyStyle(largest), difference: signed(pounds, 1, '£1', Math.max(nothing, NO_MONEY)) };
    case 'price': {
      const print = (x: number): string => withPound(x, plain(Math.abs(x), largest < 100 ? 2 : 0));
      return { value: known(print), difference: signed(print, 0.5, '£1', Math.max(nothing, NO_MONEY)) };
    }
    case 'share': {
      const decimals = largest < 0.01 && largest > 0 ? 2 : 1;
      const least = STEPS[decimals]!;
      return {
        value: known(x => `${plain(x * 100, decimals)}%`),
        difference: signed(d => `${plain(d * 100, decimals)} pts`, least / 200, String(least), nothing),
      };
    }
    case 'measure': {
      const decimals = largest >= 100 ? 0 : largest >= 10 ? 1 : 2;
      const print = (x: number): string => plain(x, decimals);
      const least = STEPS[decimals]!;
      return { value: known(print), difference: signed(print, least / 2, String(least), nothing) };
    }
  }
}

/** The smallest step that so many decimals show. */
const STEPS = [1, 0.1, 0.01];

const known =
  (print: (x: number) => string) =>
  (x: number): string =>
    Number.isFinite(x) ? print(x) : '–';

/**
 * A difference with its sign.
 *
 * @param least what is smaller reads `under word`
 * @param nothing what is no larger reads `0`
 */
function signed(print: (x: number) => string, least: number, word: string, nothing: number) {
  return known(d => {
    if (Math.abs(d) <= nothing) return '0';
    if (Math.abs(d) < least) return `under ${word}`;
    return (d > 0 ? '+' : '') + print(d);
  });
}

/** A number with separators and a real minus sign; nothing is printed as minus zero. */
export function plain(x: number, decimals: number): string {
  const digits = Math.abs(x).toFixed(decimals);
  return (x < 0 && Number(digits) !== 0 ? MINUS : '') + groupThousands(digits);
}

const withPound = (x: number, digits: string): string =>
  `${x < 0 && /[1-9]/.test(digits) ? MINUS : ''}£${digits}`;

/** Pounds in three figures, each number on its own scale: £1.23m, £456k, £789. */
export function pounds(x: number): string {
  const size = Math.abs(x);
  if (size >= 999_500) return withPound(x, `${threeFigures(size / 1e6)}m`);
  if (size >= 999.5) return withPound(x, `${size >= 9_950 ? plain(size / 1e3, 0) : plain(size / 1e3, 1)}k`);
  return withPound(x, plain(size, 0));
}

const threeFigures = (x: number): string => plain(x, x >= 99.95 ? 0 : x >= 9.995 ? 1 : 2);

/** Pounds on the scale of the largest of their row. */
function moneyStyle(largest: number): (x: number) => string {
  const [scale, letter] = largest >= 999_500 ? [1e6, 'm'] : largest >= 9_950 ? [1e3, 'k'] : [1, ''];
  const decimals = letter === 'm' ? (largest >= 99.95e6 ? 0 : largest >= 9.995e6 ? 1 : 2) : 0;
  return x => {
    if (!Number.isFinite(x)) return '–';
    const digits = plain(Math.abs(x) / scale, decimals);
    // What the row's scale would round to nothing keeps a scale of its own.
    return /[1-9]/.test(digits) ? withPound(x, digits + letter) : pounds(x);
  };
}

/** A number of a model file or a unit nobody styled, in as many figures as carry meaning. */
export function figures(x: number, most = 4): string {
  if (!Number.isFinite(x)) return '–';
  if (x === 0) return '0';
  const size = Math.abs(x);
  if (size >= 1e12 || size < 1e-6) return x.toPrecision(most).replaceAll('-', MINUS);
  const exponent = Number(size.toExponential().split('e')[1]);
  const decimals = Math.max(0, most - 1 - exponent);
  // Whole numbers are never rounded to their first figures: 143,327 and not 143,300.
  const rounded = Number(x.toPrecision(Math.max(most, exponent + 1)));
  return plain(rounded, decimals).replace(/(\.\d*?)0+$/, (_, kept: string) => (kept === '.' ? '' : kept));
}

/** A number of a JSON document; one that does not exist is null. */
export const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);
