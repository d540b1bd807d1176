/**
 * A financial year in one spelling: `2016/17`, `2016-17`, `2016/2017` and `2016 - 17` all give `2016/17`.
 *
 * @returns undefined when the text is not two years in a row
 */
export function parsePeriod(text: string): string | undefined {
  const match = /^\s*(\d{4})\s*[/–-]\s*(\d{2}|\d{4})\s*$/.exec(text);
  if (!match) return undefined;
  const next = String(Number(match[1]) + 1);
  return match[2] === next || match[2] === next.slice(2) ? `${match[1]}/${next.slice(2)}` : undefined;
}

/** The calendar year in which a period starts. */
export const startYear = (period: string): number => Number(period.slice(0, 4));

/** The period closest in time to a wanted one, the earlier of two that are equally close. */
export function nearestPeriod(wanted: string, periods: Iterable<string>): string | undefined {
  const away = (period: string): number => Math.abs(startYear(period) - startYear(wanted));
  return [...periods].sort((a, b) => away(a) - away(b) || startYear(a) - startYear(b))[0];
}
