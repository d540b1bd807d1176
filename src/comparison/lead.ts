import { column, type Ensemble } from '../ensemble/ensemble.ts';
import type { Window } from '../outcome/outcome-table.ts';
import { sideOf } from './sides.ts';
import { ofDraws } from './sound-draws.ts';
import { type Spread, spreadOf } from './spread.ts';

/** Two arms, by place, that are set against each other. */
export type Pair = readonly [number, number];

/** Who is ahead at the end of a year. */
export interface YearLead {
  /** Counted from 1. */
  readonly year: number;
  readonly window: Window;
  /** Draws in which the first of the pair is ahead, the second, and neither. */
  readonly ahead: Pair;
  readonly same: number;
  /** Second of the pair less the first, in the outcome's unit. */
  readonly difference: Spread;
  /** By arm: draws in which it is ahead of all others. */
  readonly best: readonly number[];
}

/** Who is ahead, year by year, and draw by draw. */
export interface Lead {
  readonly years: readonly YearLead[];
  /** By draw, then by year: −1 where the first of the pair is ahead, 1 where the second is, 0 where neither; NaN unknown. */
  readonly sides: readonly Float64Array[];
}

/** Whether years can be put together; others (at the end of a year, or a ratio) are told year by year. */
export const addsUp = ({ summary }: { readonly summary: string }): boolean =>
  summary === 'total' || summary === 'average';

/**
 * Who is ahead on an outcome at the end of each year, everything before it counted (where years add up).
 *
 * @param outcome by place; of one of which one way is good
 * @param sound the draws that count
 */
export function followLead(ensemble: Ensemble, outcome: number, pair: Pair, sound: Uint32Array): Lead {
  const { experiment, windows, outcomes } = ensemble;
  const spec = outcomes[outcome]!;
  const better = spec.better === 'lower' ? 'lower' : 'higher';
  const sides = Array.from(sound, () => new Float64Array(windows.length));
  let soFar: readonly Float64Array[] = experiment.arms.map(() => new Float64Array(sound.length));
  const years = windows.map((window, w): YearLead => {
    const inYear = experiment.arms.map((_, a) => ofDraws(column(ensemble, a, outcome, w), sound));
    soFar = addsUp(spec) ? soFar.map((sum, a) => sum.map((x, i) => x + inYear[a]![i]!)) : inYear;
    const toDate = spec.summary === 'average' ? soFar.map(sum => sum.map(x => x / (w + 1))) : soFar;
    const [first, second] = [toDate[pair[0]]!, toDate[pair[1]]!];
    for (const [i, own] of sides.entries()) own[w] = sideOf(second[i]!, first[i]!, better);
    const count = (side: number): number => sides.filter(own => own[w] === side).length;
    return {
      year: w + 1,
      window,
      ahead: [count(-1), count(1)],
      same: count(0),
      difference: spreadOf(second.map((x, i) => x - first[i]!)),
      best: countBest(toDate, better),
    };
  });
  return { years, sides };
}

/** By arm: draws in which it is better than every other one. @param toDate by arm and draw */
function countBest(toDate: readonly Float64Array[], better: 'higher' | 'lower'): number[] {
  return toDate.map((own, a) => {
    const isBest = (x: number, i: number): boolean =>
      toDate.every((other, b) => b === a || sideOf(x, other[i]!, better) === 1);
    return own.reduce((n, x, i) => (isBest(x, i) ? n + 1 : n), 0);
  });
}
