const BARS = '▁▂▃▄▅▆▇█';
const MOST_BARS = 10;
/** A range below this share of the values is drawn flat: a picture must not make noise look like news. */
const FLAT = 0.005;

/** A row of bars, one for each window (or for each stretch of windows, when there are many); a gap where there is no number. */
export function drawTrend(values: readonly number[], leastRange = 0): string {
  const shown = condense(values);
  const known = shown.filter(Number.isFinite);
  if (known.length < 2) return '';
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const size = Math.max(Math.abs(least), Math.abs(most));
  const flat = most - least <= Math.max(FLAT * size, leastRange);
  return shown
    .map(x => {
      if (!Number.isFinite(x)) return ' ';
      if (flat) return BARS[3]!;
      return BARS[Math.round(((x - least) / (most - least)) * (BARS.length - 1))]!;
    })
    .join('');
}

function condense(values: readonly number[]): readonly number[] {
  if (values.length <= MOST_BARS) return values;
  return Array.from({ length: MOST_BARS }, (_, i) => {
    const from = Math.floor((i * values.length) / MOST_BARS);
    const to = Math.floor(((i + 1) * values.length) / MOST_BARS);
    const part = values.slice(from, to);
    return part.reduce((a, b) => a + b, 0) / part.length;
  });
}
