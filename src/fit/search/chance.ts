import { insideOne } from '../../ensemble/sample-points.ts';
import { normalQuantile } from '../../numeric/quantile-normal.ts';
import { type StreamKey, uniform } from '../../numeric/stream.ts';

/** Numbers from [0, 1) by place: the same place, the same number. */
export type Chance = (place: number) => number;

/**
 * The numbers of one member of one generation: a pure function of what it is given, so that a search that goes on from
 * a state needs no generator's.
 *
 * @param each how many numbers a member may take
 */
export const chanceOf =
  (key: StreamKey, generation: number, member: number, each: number): Chance =>
  place =>
    uniform(key, generation, member * each + place);

/** A standard normal number from a uniform one. */
export const normal = (share: number): number => normalQuantile(insideOne(share));

/**
 * A whole number from 0 to size - 1 beside those that are taken; all others are equally likely.
 *
 * @param taken distinct, fewer than size
 */
export function pickBeside(taken: readonly number[], size: number, share: number): number {
  let pick = Math.floor(share * (size - taken.length));
  for (const other of taken.toSorted((a, b) => a - b)) if (pick >= other) pick++;
  return pick;
}
