import type { Series as ExportSeries } from '../../src/fit/fit-spec.ts';
import { financialYearName } from '../../src/scenario/calendar.ts';
import { LAST_YEAR, type PublishedSeries } from './choose-series.ts';

/** People in treatment and presentations by group, and exits by reason and group: what is read of an export by age is left out. */
const CHOSEN =
  /^(in_treatment|new_presentations|exits_[a-z_]+?)_(opiate|non_opiate|non_opiate_and_alcohol|alcohol|total)$/;
const REASONS = ['completed', 'dropped_out', 'transferred', 'to_prison', 'died'] as const;

const DOCS: Readonly<Record<string, string>> = {
  in_treatment: 'Adults in treatment at any time in the year',
  new_presentations: 'Adults who started treatment in the year, each counted once',
  exits_completed: 'Adults who left in the year having completed treatment',
  exits_dropped_out:
    'Adults who left in the year without completing, other than by transfer, prison or death',
  exits_transferred: 'Adults who left in the year for other care in the community',
  exits_to_prison: 'Adults who left in the year for prison, or were transferred in custody',
  exits_died: 'Adults who died in the year while in treatment',
};

/**
 * An authority's series with outcomes up to 2018/19, by group; exits by reason also of all groups together.
 *
 * @param series what `readExport` read of the authority's export
 */
export function chooseLocal(series: ReadonlyMap<string, ExportSeries>): ReadonlyMap<string, PublishedSeries> {
  const chosen = new Map<string, PublishedSeries>();
  for (const [name, own] of series) {
    const [, what, group] = CHOSEN.exec(name) ?? [];
    if (what && group) chosen.set(name, published(own, `${DOCS[what]}, ${group.replaceAll('_', ' ')}.`));
  }
  for (const reason of REASONS) {
    const what = `exits_${reason}`;
    chosen.set(`${what}_total`, published(sumOf(what, series), `${DOCS[what]}: the four groups together.`));
  }
  return chosen;
}

const published = ({ unit, rounding, source, points }: ExportSeries, doc: string): PublishedSeries => ({
  doc,
  unit,
  rounding,
  source,
  points: points
    .filter(p => p.year <= LAST_YEAR)
    .map(({ year, value, status }) => ({ period: financialYearName(year), value, status })),
});

/** The groups of a reason together, for the years in which all are known. */
function sumOf(what: string, series: ReadonlyMap<string, ExportSeries>): ExportSeries {
  const parts = [...series].filter(([name]) => name.startsWith(`${what}_`)).map(([, own]) => own);
  const [first] = parts;
  if (!first) throw new Error(`the export has no ${what}`);
  const points = first.points.flatMap(point => {
    const same = parts.flatMap(p => p.points.filter(other => other.year === point.year));
    return same.length < parts.length
      ? []
      : [{ ...point, value: same.reduce((sum, p) => sum + p.value, 0), status: 'derived' as const }];
  });
  // Roundings add up as variances do: of four to fives, as of one to tens.
  const rounding = Math.sqrt(parts.reduce((sum, p) => sum + p.rounding ** 2, 0));
  return { ...first, points, rounding };
}
