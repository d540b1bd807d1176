/** In how many draws one arm is better than another, worse, or the same. */
export interface Counted {
  readonly better: number;
  readonly same: number;
  readonly worse: number;
}

/** Less than this of the larger number is rounding of the arithmetic, and no difference. */
const ROUNDING = 1e-9;

/** 1 where `a` is the better of two numbers, −1 where `b` is, 0 where they are the same; NaN where one does not exist. */
export function sideOf(a: number, b: number, better: 'higher' | 'lower'): number {
  const gained = better === 'higher' ? a - b : b - a;
  if (Number.isNaN(gained)) return gained;
  return Math.abs(gained) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b)) ? 0 : Math.sign(gained);
}

/** @param a by draw @param b by draw, of the arm that it is compared with */
export function countSides(a: Float64Array, b: Float64Array, better: 'higher' | 'lower'): Counted {
  const counts = { better: 0, same: 0, worse: 0 };
  for (let i = 0; i < a.length; i++) {
    const side = sideOf(a[i]!, b[i]!, better);
    if (side === 1) counts.better += 1;
    else if (side === 0) counts.same += 1;
    else if (side === -1) counts.worse += 1;
  }
  return counts;
}
