/**
 * The sum of doubles, rounded once and correctly (ties to even): the same bits in whatever order they come, and
 * however they were split over workers before they were gathered.
 *
 * The running sum is kept as doubles that do not overlap, so that nothing is lost: J. R. Shewchuk, "Adaptive
 * precision floating-point arithmetic and fast robust geometric predicates", Discrete & Computational Geometry 18
 * (1997). The last rounding is that of Python's `math.fsum` (R. Hettinger).
 *
 * NaN and infinite values sum as usual, so that Infinity and -Infinity give NaN. An empty sum is 0.
 *
 * @throws RangeError where finite values add up beyond the largest double on the way
 */
export function exactSum(values: Iterable<number>): number {
  const partials: number[] = [];
  let notFinite: number | undefined;
  // The two largest of the doubles that do not overlap; hardly ever is there more, and these need no list.
  let [sum, rest] = [0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) {
      notFinite = (notFinite ?? 0) + value;
      continue;
    }
    const larger = sum + value;
    const lost = lostIn(sum, value, larger);
    const next = rest + lost;
    const left = lostIn(rest, lost, next);
    if (left !== 0) addTo(partials, left);
    sum = larger;
    rest = next;
  }
  if (notFinite !== undefined) return notFinite;
  addTo(partials, rest);
  addTo(partials, sum);
  return roundedSum(partials);
}

/** What rounding took from a sum of two (D. E. Knuth, The Art of Computer Programming, section 4.2.2, theorem C). */
function lostIn(a: number, b: number, sum: number): number {
  const added = sum - a;
  return a - (sum - added) + (b - added);
}

/** Adds a value to doubles that do not overlap, smallest first, and keeps them so. */
function addTo(partials: number[], value: number): void {
  let x = value;
  let kept = 0;
  for (let i = 0; i < partials.length; i++) {
    const partial = partials[i]!;
    const isLess = Math.abs(x) < Math.abs(partial);
    const large = isLess ? partial : x;
    const small = isLess ? x : partial;
    const high = large + small;
    if (!Number.isFinite(high)) throw new RangeError('the sum goes beyond the largest double');
    const low = small - (high - large);
    if (low !== 0) partials[kept++] = low;
    x = high;
  }
  // Making it shorter is slow, and seldom needed.
  if (partials.length > kept + 1) partials.length = kept + 1;
  partials[kept] = x;
}

/** The double nearest to the sum of doubles that do not overlap, smallest first; of one at least. */
function roundedSum(partials: readonly number[]): number {
  let i = partials.length - 1;
  let high = partials[i]!;
  let low = 0;
  // From the largest down; the first addition that is not exact has rounded to the nearest, but for ties.
  while (i > 0 && low === 0) {
    const next = partials[--i]!;
    const sum = high + next;
    low = next - (sum - high);
    high = sum;
  }
  // A tie went to even without a look at what is below; where that has the sign of the rest, it is no tie.
  if (i > 0 && low < 0 === partials[i - 1]! < 0) {
    const twice = low * 2;
    const sum = high + twice;
    if (sum - high === twice) return sum;
  }
  return high;
}
