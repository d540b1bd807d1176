import { quantile, sortedOf } from '../../src/comparison/spread.ts';
import { exp, log } from '../../src/numeric/math.ts';
import { meanOf } from '../../src/numeric/moments.ts';
import { streamKey, uniform } from '../../src/numeric/stream.ts';
import type { CsvTable } from '../../src/scenario/area/csv.ts';
import { startYear } from '../../src/scenario/area/period.ts';
import { rowsOf } from './tables.ts';

/** Years from the first financial year of the new service; all is beside the year before the first of them. */
export const YEARS = [-1, 0, 1, 2] as const;
const BASE = -2;
/** A random authority stands in for one of the record only where so many are treated: fewer move by chance alone. */
const LEAST_TREATED = 100;
const PLACEBOS = 20_000;

/** People in alcohol treatment, by the year in which the financial year begins. */
type Years = ReadonlyMap<number, number>;

/** The published table: England, and every authority by its name. */
export interface Panel {
  readonly england: Years;
  readonly authorities: ReadonlyMap<string, Years>;
}

/** A dated change of provider. */
export interface ProviderChange {
  readonly authority: string;
  /** The year in which the first financial year of the new service begins. */
  readonly firstYear: number;
  /** The calendar month of the first day, 1 to 12; undefined where only the year is on record. */
  readonly month: number | undefined;
}

/** One year of the record, as fractions: -0.1 is ten per cent below England. */
export interface StudyRow {
  readonly year: number;
  readonly n: number;
  /** Geometric. */
  readonly mean: number;
  readonly median: number;
  /** Without the change that is furthest down in the first year, here and in every year. */
  readonly withoutLargestFall: number;
}

/** What the same study makes of random authorities. */
export interface Placebo {
  /** By year: its own mean, a logarithm; 0 would be England, which the largest authorities decide. */
  readonly drift: readonly number[];
  /** Of the logarithms of the means, year by year. */
  readonly covariance: readonly (readonly number[])[];
  /** By year, as fractions: between what the middle 90 % lie. */
  readonly band: readonly (readonly [number, number])[];
  /** By year: the share of placebos at or below the record. */
  readonly p: readonly number[];
}

/** People in treatment, without authorities that are gone. A 0 stands for one that is not yet there. */
export function panelOf(table: CsvTable): Panel {
  const all = new Map<string, Map<number, number>>();
  for (const row of rowsOf(table)) {
    const value = Number(row['Value']);
    if (row['Series'] !== 'Alcohol - People in treatment' || row['Deprivation decile'] !== '') continue;
    const name = row['Local Authority']!;
    if (!(value > 0) || /\(Discontinued\)$/.test(name)) continue;
    const own = all.get(name) ?? new Map<number, number>();
    own.set(startYear(row['Year']!), value);
    all.set(name, own);
  }
  const { '': england, ...rest } = Object.fromEntries(all);
  if (!england) throw new Error('the table has no row for England: one without an authority');
  return { england, authorities: new Map(Object.entries(rest)) };
}

/** The changes, without those in which the same provider won again. */
export const changesOf = (table: CsvTable): ProviderChange[] =>
  rowsOf(table)
    .filter(row => row['incumbent_retained'] !== 'yes')
    .map(row => {
      const month = /^\d{4}-(\d\d)$/.exec(row['service_start']!)?.[1];
      return {
        authority: row['authority']!,
        firstYear: startYear(row['first_financial_year']!),
        month: month === undefined ? undefined : Number(month),
      };
    });

/**
 * How far an authority has moved beside England since two years before: logarithms, by the years from the start.
 * Undefined where it or England has no number.
 */
type Moves = readonly (number | undefined)[];

function movesOf({ england }: Panel, own: Years, firstYear: number): Moves {
  const beside = (year: number): number => own.get(year)! / england.get(year)!;
  const base = beside(firstYear + BASE);
  return YEARS.map(year => {
    const ratio = beside(firstYear + year) / base;
    return ratio > 0 ? log(ratio) : undefined;
  });
}

/** By change, in their order: how far its authority has moved. */
function recordOf(panel: Panel, changes: readonly ProviderChange[]): Moves[] {
  return changes.map(({ authority, firstYear }) => {
    const own = panel.authorities.get(authority);
    if (!own?.has(firstYear + BASE))
      throw new Error(`${authority} has no number two years before ${firstYear}`);
    return movesOf(panel, own, firstYear);
  });
}

/** Those of a year that are known. */
const inYear = (moves: readonly Moves[], y: number): number[] => moves.flatMap(m => m[y] ?? []);

const asChange = (logarithm: number): number => exp(logarithm) - 1;

/** The record: what the authorities with a change of provider did beside England. */
export function studyOf(panel: Panel, changes: readonly ProviderChange[]): StudyRow[] {
  const record = recordOf(panel, changes);
  const first = YEARS.indexOf(0);
  const largestFall = Math.min(...inYear(record, first));
  const others = record.filter(moves => moves[first] !== largestFall);
  return YEARS.map((year, y) => {
    const logs = inYear(record, y);
    return {
      year,
      n: logs.length,
      mean: asChange(meanOf(logs)),
      median: quantile(sortedOf(Float64Array.from(logs, asChange)), 0.5),
      withoutLargestFall: asChange(meanOf(inYear(others, y))),
    };
  });
}

/**
 * The same study of random authorities, each change's own replaced by any with enough people treated two years before
 * and a number in every year that the change has one. Drift and covariance are exact: changes are drawn independently,
 * so that the mean of n has the sum of their variances over n². The band and p are of many random studies.
 */
export function placeboOf(panel: Panel, changes: readonly ProviderChange[], seed: string): Placebo {
  const record = recordOf(panel, changes);
  const pools = changes.map(({ firstYear }) => poolOf(panel, firstYear));
  const key = streamKey(seed, 'placebo');
  const studies = Array.from({ length: PLACEBOS }, (_, k) => {
    const drawn = pools.map((pool, e) => pool[Math.floor(uniform(key, k, e) * pool.length)]!);
    return YEARS.map((_, y) => meanOf(inYear(drawn, y)));
  });
  /** Of the changes that have both years, in which every authority of the pool has both. */
  const covariance = (s: number, t: number): number => {
    const each = pools
      .filter(([first]) => first?.[s] !== undefined && first[t] !== undefined)
      .map(pool => covarianceOf(inYear(pool, s), inYear(pool, t)));
    return each.reduce((a, b) => a + b, 0) / (inYear(record, s).length * inYear(record, t).length);
  };
  return {
    drift: YEARS.map((_, y) =>
      meanOf(pools.map(pool => meanOf(inYear(pool, y))).filter(x => !Number.isNaN(x))),
    ),
    covariance: YEARS.map((_, s) => YEARS.map((_, t) => covariance(s, t))),
    band: YEARS.map((_, y) => {
      const sorted = sortedOf(Float64Array.from(studies, s => s[y]!));
      return [asChange(quantile(sorted, 0.05)), asChange(quantile(sorted, 0.95))] as const;
    }),
    p: YEARS.map((_, y) => meanOf(studies.map(s => (s[y]! <= meanOf(inYear(record, y)) ? 1 : 0)))),
  };
}

/** What random authorities did in the same years: all have a number in the same of them. */
function poolOf(panel: Panel, firstYear: number): Moves[] {
  const published = YEARS.map(year => panel.england.has(firstYear + year));
  return [...panel.authorities.values()]
    .filter(own => (own.get(firstYear + BASE) ?? 0) >= LEAST_TREATED)
    .map(own => movesOf(panel, own, firstYear))
    .filter(moves => moves.every((m, y) => (m !== undefined) === published[y]));
}

/** Of as many numbers in both. */
function covarianceOf(a: readonly number[], b: readonly number[]): number {
  const [ofA, ofB] = [meanOf(a), meanOf(b)];
  return meanOf(a.map((x, i) => (x - ofA) * (b[i]! - ofB)));
}

/** The standard deviation of how an authority's logarithm moves beside England in a year, over all years. */
export function yearlyNoise({ england, authorities }: Panel): number {
  const moves = [...authorities.values()].flatMap(own =>
    [...own].flatMap(([year, value]) => {
      const next = own.get(year + 1);
      if (next === undefined || value < LEAST_TREATED) return [];
      return log(next / england.get(year + 1)!) - log(value / england.get(year)!);
    }),
  );
  return Math.sqrt(covarianceOf(moves, moves));
}
