import { type Shape, scalar } from '../source/shape.ts';
import {
  type CalendarDate,
  daysInMonth,
  financialYearName,
  firstOfApril,
  formatDate,
  MONTHS,
} from './calendar.ts';

/** A sentence of what is wrong with a value, and a way out; what `scalar` reports. */
export interface Refusal {
  readonly fault: string;
  readonly hint?: string;
}

/** When an expectation is looked at: on a date, or over a whole financial year. */
export type Moment =
  | { readonly kind: 'date'; readonly date: CalendarDate }
  /** `year` is the calendar year in which the financial year begins. */
  | { readonly kind: 'financial_year'; readonly year: number; readonly name: string };

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const EXPECTED_DATE = 'a date such as 2017-04 or 2017-04-01';
const DATE_PATTERN = '^\\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?$';

/** `2017-04` (the first of that month) or `2017-04-01`. */
export const date: Shape<CalendarDate> = scalar(
  EXPECTED_DATE,
  { type: 'string', pattern: DATE_PATTERN, examples: ['2017-04', '2017-04-01'] },
  node => parseDate(node.text),
);

/** A date, or a financial year such as `2016/17`. */
export const moment: Shape<Moment> = scalar(
  'a date such as 2017-04, or a financial year such as 2016/17',
  {
    anyOf: [
      { type: 'string', pattern: DATE_PATTERN },
      { type: 'string', pattern: '^\\d{4}/\\d{2}$' },
    ],
    examples: ['2017-04', '2016/17'],
  },
  node => {
    const written = /^(\d{4})\/(\d{2})$/.exec(node.text);
    if (written) {
      const year = Number(written[1]);
      const name = financialYearName(year);
      return name === node.text
        ? { kind: 'financial_year', year, name }
        : { fault: `"${node.text}" is not a financial year`, hint: `did you mean ${name}?` };
    }
    const parsed = parseDate(node.text);
    return parsed && 'fault' in parsed ? parsed : { kind: 'date', date: parsed };
  },
);

function parseDate(text: string): CalendarDate | Refusal {
  const m = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  if (!m) {
    const meant = likelyDate(text);
    return {
      fault: `"${text}" is not a date: expected ${EXPECTED_DATE}`,
      hint: meant
        ? `did you mean ${meant}?`
        : 'write the year, then the month, then perhaps the day: 2017-04-01',
    };
  }
  const [year, month, day] = [Number(m[1]), Number(m[2]), m[3] === undefined ? 1 : Number(m[3])];
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return { fault: `"${text}" is out of range: expected a year from ${FIRST_YEAR} to ${LAST_YEAR}` };
  if (month < 1 || month > 12)
    return { fault: `"${text}" is impossible: months run from 01 to 12`, ...monthHint(m) };
  const days = daysInMonth(year, month);
  if (day < 1 || day > days)
    return {
      fault: `"${text}" is impossible: ${MONTHS[month - 1]} ${year} has ${days} days`,
      hint: `did you mean ${formatDate({ year, month, day: day < 1 ? 1 : days })}?`,
    };
  return { year, month, day };
}

/** Day and month the wrong way round: `2017-30-04`. */
function monthHint(m: RegExpExecArray): { readonly hint: string } {
  const swapped = m[3] === undefined ? undefined : iso(m[1]!, m[3], m[2]!);
  return { hint: swapped ? `did you mean ${swapped}?` : 'write the year, then the month: 2017-04' };
}

/** The date that somebody probably meant, in our form; undefined when there is no telling. */
function likelyDate(text: string): string | undefined {
  let m: RegExpExecArray | null;
  if ((m = /^(\d{4})$/.exec(text))) return iso(m[1]!, '4') && `${m[1]}-04`;
  if ((m = /^(\d{4})[/-](\d{2})$/.exec(text)) && financialYearName(Number(m[1])).slice(5) === m[2])
    return formatDate(firstOfApril(Number(m[1])));
  if ((m = /^(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?$/.exec(text))) return iso(m[1]!, m[2]!, m[3]);
  if ((m = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text))) return iso(m[3]!, m[2]!, m[1]);
  if ((m = /^(\d{1,2})[-/. ](\d{4})$/.exec(text))) return iso(m[2]!, m[1]!);
  if ((m = /^(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9}),? (\d{4})$/i.exec(text))) {
    const word = m[2]!.toLowerCase();
    const month = MONTHS.findIndex(name => name.toLowerCase().startsWith(word)) + 1;
    return iso(m[3]!, String(month), m[1]);
  }
  return undefined;
}

/** The parts as `2017-04` or `2017-04-01`, if they make a date that exists. */
function iso(year: string, month: string, day?: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}${day === undefined ? '' : `-${day.padStart(2, '0')}`}`;
  return 'fault' in parseDate(text) ? undefined : text;
}
