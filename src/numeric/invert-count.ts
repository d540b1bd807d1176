/** Beside the most likely count, a chance that no share of 53 bits can tell. */
const NEGLIGIBLE = 1e-18;

/**
 * The count at a share of a distribution that has one peak: the least k with P(X <= k) > share.
 *
 * Chances are summed beside that of the peak, outwards until they no longer matter, so that nothing but the four
 * operations is needed: right to some 1e-14, however large the counts, and the same bits everywhere. Takes some ten
 * steps for each standard deviation.
 *
 * @param share from 0, below 1: more of it never gives a lesser count
 * @param peak a most likely count
 * @param least and `most`: no count beyond them has a chance
 * @param ratio P(k) / P(k - 1), for least < k <= most
 */
export function invertCount(
  share: number,
  peak: number,
  [least, most]: readonly [number, number],
  ratio: (k: number) => number,
): number {
  let sum = 1;
  let first = peak;
  let chance = 1;
  for (; first > least && chance > NEGLIGIBLE; first--) {
    chance /= ratio(first);
    sum += chance;
  }
  const chanceOfFirst = chance;
  let last = peak;
  for (chance = 1; last < most && chance > NEGLIGIBLE; last++) {
    chance *= ratio(last + 1);
    sum += chance;
  }
  const target = share * sum;
  chance = chanceOfFirst;
  let reached = chance;
  let k = first;
  for (; k < last && reached <= target; k++) {
    chance *= ratio(k + 1);
    reached += chance;
  }
  return k;
}
