import type { Lead } from './lead.ts';

/** Years counted from 1, over draws; Infinity is never. */
export interface YearSpread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** When the lead changes hands for good: the first year from which another arm is ahead than at first, to the end. */
export interface Crossing {
  /** Over all draws; Infinity where most never cross. */
  readonly years: YearSpread;
  /** By which of the pair goes ahead: in how many draws, and in which year of these. */
  readonly overtaking: readonly [Overtaking, Overtaking];
}

export interface Overtaking {
  readonly draws: number;
  /** Undefined where it never happens. */
  readonly years: YearSpread | undefined;
}

/** When the lead of a pair changes hands; a draw in which the arms end level, or whoever leads first leads last, never crosses. */
export function findCrossing({ sides }: Lead): Crossing {
  const crossed = sides.map(crossingOf);
  const by = (side: number): Overtaking => {
    const own = crossed.filter(c => c.to === side).map(c => c.year);
    return { draws: own.length, years: own.length > 0 ? spreadYears(own) : undefined };
  };
  return { years: spreadYears(crossed.map(c => c.year)), overtaking: [by(-1), by(1)] };
}

const NEVER = { year: Number.POSITIVE_INFINITY, to: 0 } as const;

/** @param sides who is ahead, by year */
function crossingOf(sides: Float64Array): { readonly year: number; readonly to: number } {
  const first = sides.find(s => s === -1 || s === 1);
  const last = sides.at(-1);
  if (first === undefined || first === last || !(last === -1 || last === 1)) return NEVER;
  return { year: sides.findLastIndex(s => s !== last) + 2, to: last };
}

/** Quantiles that are years of some draw: the first that so many draws have reached. */
function spreadYears(years: readonly number[]): YearSpread {
  const sorted = Float64Array.from(years).sort();
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { low: at(0.05), median: at(0.5), high: at(0.95) };
}
