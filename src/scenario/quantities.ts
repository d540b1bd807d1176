import { type Shape, scalar } from '../source/shape.ts';
import type { SourceScalar } from '../source/yaml.ts';
import type { Refusal } from './dates.ts';

export { date, type Moment, moment, type Refusal } from './dates.ts';
export { duration, repetition, type Years } from './durations.ts';

/** A share of something (0.15 for `15%`), or pounds. */
export type Amount =
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'money'; readonly pounds: number };

/** Bounds of a percentage, in percent, both allowed themselves. */
export interface PercentBounds {
  readonly least?: number;
  readonly most?: number;
}

const PERCENT = /^([+\-−]?)(\d{1,6}(?:\.\d{1,6})?) ?%$/;
const PERCENT_PATTERN = '^[+\\-−]?\\d{1,6}(\\.\\d{1,6})? ?%$';

/** `-5%`, `15%`, `2.5 %` as a fraction. */
export function percent(bounds: PercentBounds = {}, examples: readonly string[] = ['15%']): Shape<number> {
  const { least, most } = bounds;
  const range =
    least !== undefined && most !== undefined
      ? ` from ${least}% to ${most}%`
      : least !== undefined
        ? ` of at least ${least}%`
        : most !== undefined
          ? ` of at most ${most}%`
          : '';
  const expected = `a percentage${range}`;
  return scalar(expected, { type: 'string', pattern: PERCENT_PATTERN, examples }, node => {
    const value = fractionOf(node.text);
    if (value === undefined) return refuseUnitless(node, ['%']) ?? refuseWords(node.text, expected);
    if (least !== undefined && value < least / 100)
      return {
        fault: `"${node.text}" is out of range: expected ${expected}`,
        hint: `write ${least}% or more`,
      };
    if (most !== undefined && value > most / 100)
      return {
        fault: `"${node.text}" is out of range: expected ${expected}`,
        hint: `write ${most}% or less`,
      };
    return value;
  });
}

/** The fraction that a percentage stands for, or undefined when the text is none. */
export function fractionOf(text: string): number | undefined {
  const m = PERCENT.exec(text);
  if (!m) return undefined;
  const size = Number(m[2]) / 100;
  return m[1] === '-' || m[1] === '−' ? 0 - size : size;
}

const MONEY = /^£ ?(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(\.\d{1,6})? ?([km]?)$/i;
const MONEY_PATTERN = '^£ ?(\\d{1,12}|\\d{1,3}(,\\d{3}){1,3})(\\.\\d{1,6})? ?[kKmM]?$';

/** `£1.2m`, `£250k`, `£12,000`, `£3000` as pounds. */
export const money: Shape<number> = scalar(
  'money such as £250k or £1.2m',
  { type: 'string', pattern: MONEY_PATTERN, examples: ['£1.2m', '£250k', '£12000'] },
  node => poundsOf(node.text) ?? refuseUnitless(node, ['£']) ?? refuseMoney(node.text),
);

function poundsOf(text: string): number | undefined {
  const m = MONEY.exec(text);
  if (!m) return undefined;
  const exponent = { '': 0, k: 3, m: 6 }[m[3]!.toLowerCase()]!;
  // Read with its exponent rather than multiplied by it: 1.1 × 10^6 is not 1,100,000 in binary.
  return Number(`${m[1]!.replaceAll(',', '')}${m[2] ?? ''}e${exponent}`);
}

/** A percentage above 0 and at most 100, or money above nothing. */
export const amount: Shape<Amount> = scalar(
  'an amount such as 15% or £250k',
  {
    anyOf: [
      { type: 'string', pattern: PERCENT_PATTERN },
      { type: 'string', pattern: MONEY_PATTERN },
    ],
    examples: ['15%', '£250k', '£1.2m'],
  },
  node => {
    const share = fractionOf(node.text);
    const pounds = poundsOf(node.text);
    if (share === undefined && pounds === undefined)
      return (
        refuseUnitless(node, ['%', '£']) ?? refuseMoney(node.text) ?? refuseWords(node.text, 'a percentage')
      );
    if (share !== undefined && share < 0)
      return {
        fault: `"${node.text}" is negative: the key already says which way the money goes`,
        hint: `write ${node.text.slice(1)}`,
      };
    if (!share && !pounds)
      return {
        fault: `"${node.text}" changes nothing: expected an amount above 0`,
        hint: 'write the amount, or leave this item out',
      };
    if (share !== undefined && share > 1)
      return {
        fault: `"${node.text}" is more than there is: expected at most 100%`,
        hint: 'write 100% or less',
      };
    return share !== undefined ? { kind: 'share', share } : { kind: 'money', pounds: pounds! };
  },
);

/** `15`, `0.15` or `250k` where a unit is needed: says so, and with which unit it could be meant. */
function refuseUnitless(node: SourceScalar, units: readonly ('%' | '£')[]): Refusal | undefined {
  const m = /^([+\-−]?)([\d.,]{1,20})([km]?)$/i.exec(node.text);
  if (!m) return undefined;
  const [, sign = '', digits = '', thousands = ''] = m;
  const size = Number(digits);
  const inPercent = size > 0 && size < 1 ? Number((size * 100).toPrecision(12)) : digits;
  const forms = units.flatMap(u =>
    u === '£' ? [`£${digits}${thousands}`] : thousands ? [] : [`${sign}${inPercent}%`],
  );
  return {
    fault: `"${node.text}" has no unit`,
    ...(forms.length > 0 && { hint: `write ${forms.join(' or ')}` }),
  };
}

/** `15 per cent`, or money where only a percentage will do. */
function refuseWords(text: string, expected: string): Refusal | undefined {
  const worded = /^([+-]?\d[\d.]*) ?(percent|per cent|pc)$/i.exec(text);
  if (worded) return { fault: `"${text}" is in words`, hint: `write ${worded[1]}%` };
  return poundsOf(text) === undefined ? undefined : { fault: `"${text}" is money: expected ${expected}` };
}

function refuseMoney(text: string): Refusal | undefined {
  const positive = text.replace(/^[-−]\s?(?=£)|(?<=^£)[-−]/, '');
  if (positive !== text && poundsOf(positive) !== undefined)
    return { fault: `"${text}" is negative: expected money above nothing`, hint: `write ${positive}` };
  const m = /^£ ?([\d.]+) ?(million|thousand|mn|mil)$/i.exec(text);
  if (m) return { fault: `"${text}" is in words`, hint: `write £${m[1]}${/^t/i.test(m[2]!) ? 'k' : 'm'}` };
  if (/^[$€]/.test(text)) return { fault: `"${text}" is not in pounds`, hint: `write £${text.slice(1)}` };
  return fractionOf(text) === undefined
    ? undefined
    : { fault: `"${text}" is a percentage: expected money in pounds` };
}
