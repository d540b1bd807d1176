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
 * @param held the standard error of these numbers: digits that it does not hold are left out
 */
export function styleOf(unit: string, values: readonly number[], held = 0): NumberStyle {
  const largest = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  const nothing = NOTHING * largest;
  switch (familyOf(unit)) {
    case 'count': {
      const print = (x: number): string => rounded(x, 0, held);
      const none = Math.max(nothing, NOBODY);
      return {
        value: known(x => (Math.abs(x) <= none ? '0' : Math.abs(x) < 1 ? 'under 1' : print(x))),
        difference: signed(print, 1, '1', none),
      };
    }
    case 'money':
      return {
        value: moneyStyle(largest, held),
        difference: signed(d => pounds(d, held), 1, '£1', Math.max(nothing, NO_MONEY)),
      };
    case 'price': {
      const print = (x: number): string => withPound(x, rounded(Math.abs(x), largest < 100 ? 2 : 0, held));
      return { value: known(print), difference: signed(print, 0.5, '£1', Math.max(nothing, NO_MONEY)) };
    }
    case 'share': {
      const decimals = largest < 0.01 && largest > 0 ? 2 : 1;
      const least = STEPS[decimals]!;
      const print = (x: number): string => rounded(x * 100, decimals, held * 100);
      return {
        value: known(x => `${print(x)}%`),
        difference: signed(d => `${print(d)} pts`, least / 200, String(least), nothing),
      };
    }
    case 'measure': {
      const decimals = largest >= 100 ? 0 : largest >= 10 ? 1 : 2;
      const print = (x: number): string => rounded(x, decimals, held);
      const least = STEPS[decimals]!;
      return { value: known(print), difference: signed(print, least / 2, String(least), nothing) };
    }
  }
}

/**
 * A number in as many decimals as its standard error holds, and at most so many; where the error is larger, in whole
 * tens, hundreds … The first digit that the error reaches is still shown, and so is the number's own first.
 */
export function rounded(x: number, most: number, held: number): string {
  if (!(held > 0) || x === 0) return plain(x, most);
  const place = Math.min(exponentOf(held), exponentOf(x));
  return plain(toPlace(x, place), Math.max(0, Math.min(most, -place)));
}

/** A number in whole tens, hundreds … where its standard error holds no more. */
const toPlace = (x: number, place: number): number => {
  const step = Number(`1e${Math.max(0, place)}`);
  return place > 0 ? Math.round(x / step) * step : x;
};

/** The power of ten of a number's first digit. */
const exponentOf = (x: number): number => Number(x.toExponential().split('e')[1]);

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

/** Pounds in three figures (fewer where their standard error holds fewer), each number on its own scale: £1.23m, £456k, £789. */
export function pounds(x: number, held = 0): string {
  // What rounds up to a million is told as one.
  const size =
    held > 0 && x !== 0 ? toPlace(Math.abs(x), Math.min(exponentOf(held), exponentOf(x))) : Math.abs(x);
  if (size >= 999_500) return withPound(x, `${rounded(size / 1e6, decimalsOfMillions(size), held / 1e6)}m`);
  if (size >= 999.5) return withPound(x, `${rounded(size / 1e3, size >= 9_950 ? 0 : 1, held / 1e3)}k`);
  return withPound(x, rounded(size, 0, held));
}

const decimalsOfMillions = (size: number): number => (size >= 99.95e6 ? 0 : size >= 9.995e6 ? 1 : 2);

/** Pounds on the scale of the largest of their row. */
function moneyStyle(largest: number, held: number): (x: number) => string {
  const [scale, letter] = largest >= 999_500 ? [1e6, 'm'] : largest >= 9_950 ? [1e3, 'k'] : [1, ''];
  const decimals = letter === 'm' ? decimalsOfMillions(largest) : 0;
  return x => {
    if (!Number.isFinite(x)) return '–';
    const digits = rounded(Math.abs(x) / scale, decimals, held / scale);
    // What the row's scale would round to nothing keeps a scale of its own.
    return /[1-9]/.test(digits) ? withPound(x, digits + letter) : pounds(x, held);
  };
}

/** A number of a model file or a unit nobody styled, in as many figures as carry meaning. */
export function figures(x: number, most = 4): string {
  if (!Number.isFinite(x)) return '–';
  if (x === 0) return '0';
  const size = Math.abs(x);
  if (size >= 1e12 || size < 1e-6) return x.toPrecision(most).replaceAll('-', MINUS);
  const exponent = exponentOf(size);
  const decimals = Math.max(0, most - 1 - exponent);
  // Whole numbers are never rounded to their first figures: 143,327 and not 143,300.
  const rounded = Number(x.toPrecision(Math.max(most, exponent + 1)));
  return plain(rounded, decimals).replace(/(\.\d*?)0+$/, (_, kept: string) => (kept === '.' ? '' : kept));
}

/** From one printed number to another: `−3 to +5 pts`, with a unit that both end in said once. */
export const tellRange = (from: string, to: string): string =>
  `${to.endsWith(' pts') ? from.replace(/ pts$/, '') : from} to ${to}`;

/** A number of a JSON document; one that does not exist is null. */
export const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);
