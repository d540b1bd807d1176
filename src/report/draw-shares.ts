import { countOf, groupThousands } from './blocks.ts';
import { plain } from './numbers.ts';

/** Fewer draws than this are told as a count: a percentage would claim digits that they do not hold. */
const LEAST_FOR_PERCENT = 100;
/** Shares this near to a half tell nobody who is ahead. */
const TOSS_UP = 0.6;

/** So many draws of all, for a table: `71%`, `29 of 41`; what is not quite none or all never reads so. */
export function shareOfDraws(draws: number, of: number): string {
  if (of < LEAST_FOR_PERCENT) return `${draws} of ${of}`;
  const percent = (100 * draws) / of;
  if (percent > 0 && percent < 1) return 'under 1%';
  if (percent > 99 && percent < 100) return 'over 99%';
  return `${plain(percent, 0)}%`;
}

/** The same in a sentence: `71% of draws`, `29 of 41 draws`, `every draw`, `no draw`. */
export function tellDraws(draws: number, of: number): string {
  if (draws === 0) return 'no draw';
  if (draws === of) return of === 1 ? 'the one draw' : 'every draw';
  return `${shareOfDraws(draws, of)}${of < LEAST_FOR_PERCENT ? '' : ' of'} draws`;
}

/** Whether so many draws against so many others say little about who is ahead: near a half, or within what chance makes of few draws. */
export const isTossUp = (more: number, fewer: number): boolean =>
  fewer > 0 && (more <= TOSS_UP * (more + fewer) || more - fewer <= 2 * Math.sqrt(more + fewer));

export const countDraws = (n: number): string => countOf(n, 'draw');

/** A whole number with separators. */
export const whole = (n: number): string => groupThousands(String(n));
