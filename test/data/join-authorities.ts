import type { Authority } from '../../src/scenario/area/authorities.ts';
import type { CsvTable } from '../../src/scenario/area/csv.ts';
import { rowsOf } from './tables.ts';

/** The year of the areas that ship, and the years of registration around it: one year has few deaths in a small place. */
export const PERIOD = '2016/17';
export const DEATHS = { from: 2014, to: 2018 } as const;

const GONE = / \(Discontinued\)$/;

/** What one authority must be told with. */
const NOTES: Readonly<Record<string, string>> = {
  Dorset:
    'Deaths are those of Dorset without Christchurch, which it lost in 2019; need and treatment are with it.',
};

export interface Joined {
  readonly authorities: readonly Authority[];
  /** Names that no deaths are published for. */
  readonly unmatched: readonly string[];
  readonly discontinued: readonly string[];
  readonly england: { readonly need: number; readonly treatment: number; readonly deaths: number };
}

type Row = Readonly<Record<string, string>>;

/**
 * Joins the two published tables on the code, else on the trimmed name. England is the row without name and decile in
 * the first and E92000001 in the second.
 *
 * @throws Error when a number is missing or is not one
 */
export function joinAuthorities(alcohol: CsvTable, poisoning: CsvTable): Joined {
  const rows = rowsOf(alcohol).filter(r => r['Year'] === PERIOD && r['Deprivation decile'] === '');
  const deaths = rowsOf(poisoning);
  const count = (name: string, series: string): number =>
    numberOf(
      rows.find(r => r['Local Authority'] === name && r['Series'] === `Alcohol - ${series}`)?.['Value'],
      `${series} of ${name || 'England'}`,
    );
  const counts = (name: string): { readonly need: number; readonly treatment: number } => ({
    need: count(name, 'Estimated prevalence'),
    treatment: count(name, 'People in treatment'),
  });
  const names = [...new Set(rows.map(r => r['Local Authority']!))].filter(name => name !== '');
  const current = names.filter(name => !GONE.test(name)).sort((a, b) => (a < b ? -1 : 1));
  const authorities = current.map((name): Authority => {
    const code = rows.find(r => r['Local Authority'] === name)!['GeoCode']!;
    const match = deaths.find(r => code !== '' && r['code'] === code) ?? deaths.find(r => r['name'] === name);
    const known = code || match?.['code'];
    return {
      ...(known !== undefined && { code: known }),
      name,
      ...counts(name),
      ...(match && { deaths: deathsOf(match) }),
      ...(NOTES[name] !== undefined && { note: NOTES[name] }),
    };
  });
  return {
    authorities,
    unmatched: authorities.filter(a => a.deaths === undefined).map(a => a.name),
    discontinued: names.filter(name => GONE.test(name)).map(name => name.replace(GONE, '')),
    england: { ...counts(''), deaths: deathsOf(deaths.find(r => r['code'] === 'E92000001')!) },
  };
}

function deathsOf(row: Row): number {
  let all = 0;
  for (let year = DEATHS.from; year <= DEATHS.to; year++)
    all += numberOf(row[String(year)], `deaths of ${row['name']} in ${year}`);
  return all;
}

function numberOf(cell: string | undefined, what: string): number {
  if (cell === undefined || cell === '' || !Number.isFinite(Number(cell)))
    throw new Error(`${what}: expected a number, found ${cell ?? 'none'}`);
  return Number(cell);
}
