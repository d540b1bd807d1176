import { nearestName } from '../diagnostics/diagnostic.ts';
import { type Shape, scalar } from '../source/shape.ts';
import { DAYS_PER_MODEL_YEAR, WEEKS_PER_YEAR } from './calendar.ts';
import type { Refusal } from './dates.ts';

/** A length of time in years of the model's clock: a week is 1/52, a month 1/12, a day 1/364. */
export type Years = number;

const UNITS_PER_YEAR: Readonly<Record<string, number>> = {
  year: 1,
  month: 12,
  week: WEEKS_PER_YEAR,
  day: DAYS_PER_MODEL_YEAR,
};
const UNITS = ['years', 'months', 'weeks', 'days'];
const LONGEST_YEARS = 100;
const DURATION_PATTERN = '^\\d{1,5}(\\.\\d{1,6})? ?(year|month|week|day)s?$';
const NUMBER_WORDS = ['a', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `3 years`, `1 year`, `6 months`, `2 weeks`, `3.5 days`; always longer than nothing. */
export const duration: Shape<Years> = scalar(
  'a length of time such as 3 years, 6 months or 2 weeks',
  { type: 'string', pattern: DURATION_PATTERN, examples: ['3 years', '6 months', '2 weeks', '10 days'] },
  node => parseDuration(node.text),
);

/** How often something comes round again: a duration, `each term` of a contract, or `never`. */
export const repetition: Shape<'each term' | 'never' | Years> = scalar(
  'each term, never, or a length of time such as 3 years',
  {
    anyOf: [{ enum: ['each term', 'never'] }, { type: 'string', pattern: DURATION_PATTERN }],
    examples: ['each term', '5 years', 'never'],
  },
  node => (node.text === 'each term' || node.text === 'never' ? node.text : parseDuration(node.text)),
);

function parseDuration(text: string): Years | Refusal | undefined {
  const m = /^([+\-−]?)(\d{1,15}(?:\.\d{1,6})?) ?([a-z]*)$/i.exec(text);
  if (!m) {
    if (text === 'each term') return { fault: '"each term" only says how often a retender repeats' };
    const [first = '', unit = ''] = text.toLowerCase().split(/\s+/, 2);
    const count = first === 'a' ? 1 : NUMBER_WORDS.indexOf(first);
    if (count < 1 || !isUnit(unit)) return undefined;
    return { fault: `"${text}" is in words`, hint: `did you mean ${count} ${unit}?` };
  }
  const [, sign = '', digits = '', unit = ''] = m;
  if (unit === '') {
    const s = digits === '1' ? '' : 's';
    return {
      fault: `"${text}" has no unit: is it years, months or weeks?`,
      hint: `write ${digits} year${s}, ${digits} month${s} or ${digits} week${s}`,
    };
  }
  const perYear = isUnit(unit) ? UNITS_PER_YEAR[unit.toLowerCase().replace(/s$/, '')]! : undefined;
  if (perYear === undefined) {
    const near = nearestName(unit, UNITS);
    return {
      fault: `"${unit}" in "${text}" is not a unit of time`,
      hint: near ? `did you mean ${digits} ${near}?` : `expected one of: ${UNITS.join(', ')}`,
    };
  }
  const years = Number(digits) / perYear;
  if (years === 0 || sign === '-' || sign === '−')
    return {
      fault: `"${text}" is not a length of time: expected more than nothing`,
      hint: 'write at least 1 week',
    };
  if (years > LONGEST_YEARS)
    return {
      fault: `"${text}" is too long: expected at most ${LONGEST_YEARS} years`,
      hint: 'check the unit',
    };
  // The schema knows neither a plus nor capitals, so neither is read.
  if (sign || unit !== unit.toLowerCase())
    return {
      fault: `"${text}" is not a plain length of time`,
      hint: `did you mean ${digits} ${unit.toLowerCase()}?`,
    };
  return years;
}

const isUnit = (word: string): boolean => UNITS.includes(`${word.toLowerCase().replace(/s$/, '')}s`);
