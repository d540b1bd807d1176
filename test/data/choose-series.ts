import type { Status } from '../../src/scenario/area/figure.ts';

/** One number of a national series. */
export interface SeriesPoint {
  /** A financial year such as 2016/17, or a calendar year. */
  readonly period: string;
  readonly value: number;
  readonly status: Status;
  /** A key of `sources`. */
  readonly source: string;
  /** How it was worked out of other series. */
  readonly formula?: string;
  readonly note?: string;
}

/** A national series, with what it counts. */
export interface Series {
  readonly doc: string;
  readonly unit: string;
  readonly note?: string;
  readonly points: readonly SeriesPoint[];
}

/** A series of one source, whose points do not each name it. */
export interface PublishedSeries extends Omit<Series, 'points'> {
  /** Numbers were rounded to multiples of this. */
  readonly rounding: number;
  readonly source: string;
  readonly points: readonly (Pick<SeriesPoint, 'period' | 'value'> & { readonly status: string })[];
}

/** England's published series, and where they were read. */
export interface NationalSeries {
  readonly sources: ReadonlyMap<string, string>;
  readonly series: ReadonlyMap<string, Series>;
}

/** Outcomes after this year are kept back, to judge predictions with. */
export const LAST_YEAR = 2018;

/** What drives the system (money, staff, need) may run on. */
const DRIVERS =
  /^(ro3_|public_health_grant|supplemental_|adult_treatment_spend|workforce_|commissioner_|unpaid_|voluntary_|addiction_|ocu_|alcohol_dependent)/;

export interface EvidenceSeries {
  readonly unit: string;
  readonly description: string;
  readonly notes?: string;
  readonly points: readonly SeriesPoint[];
}

export interface Evidence {
  readonly sources: Readonly<Record<string, { readonly citation: string; readonly address: string }>>;
  readonly series: Readonly<Record<string, EvidenceSeries>>;
}

/** Whether words speak of a year whose outcomes are kept back. */
const tellsLater = (words: string): boolean => /\b20(19|[2-9]\d)\b/.test(words.replaceAll('2018/19', ''));

/** Deaths among exits: 1.1 % of those in treatment in 2018/19, and exits are about half as many. */
const DIED = 2.1;

/** What the model counts as dropping out: every exit that is no completion, transfer, prison or death. */
function leftOtherwise(series: ReadonlyMap<string, Series>): Series | undefined {
  const [completed, transferred] = ['successful_completion', 'transferred'].map(
    reason => series.get(`${reason}_share_of_exits_all`)?.points,
  );
  const points = (completed ?? []).flatMap(({ period, value, status }): SeriesPoint[] => {
    const other = transferred?.find(p => p.period === period);
    if (status !== 'read' || other?.status !== 'read') return [];
    const rest = Number((100 - value - other.value - DIED).toFixed(1));
    const formula = `100 - completed - transferred - ${DIED}`;
    return [{ period, value: rest, status: 'derived', source: 'derived', formula }];
  });
  if (points.length === 0) return undefined;
  return {
    doc: 'Left without completing, other than by transfer, prison or death: dropped out, declined, and reasons not named',
    unit: '% of exits',
    note: 'Deaths taken as 2.1 % of exits, from 1.1 % of those in treatment in 2018/19.',
    points,
  };
}

/** England's series, with outcomes up to 2018/19, and every point with the status and source that it was given. */
export function chooseSeries({ sources, series }: Evidence): NationalSeries {
  const chosen = new Map<string, Series>();
  for (const [name, { description, unit, notes, points }] of Object.entries(series)) {
    const isDriver = DRIVERS.test(name);
    const noteOf = (words: string | undefined) =>
      words !== undefined &&
      (isDriver || !tellsLater(words)) && { note: words.replace(/\bI recall\b/g, 'recalled:') };
    const kept = points
      .filter(p => isDriver || Number(String(p.period).slice(0, 4)) <= LAST_YEAR)
      .map(({ note, period, value, status, source, formula }) => ({
        period,
        value,
        status,
        source,
        ...(formula !== undefined && { formula }),
        ...noteOf(note),
      }));
    if (kept.length > 0) chosen.set(name, { doc: description, unit, ...noteOf(notes), points: kept });
  }
  const otherwise = leftOtherwise(chosen);
  if (otherwise) chosen.set('left_otherwise_share_of_exits_all', otherwise);
  const used = new Set([...chosen.values()].flatMap(s => s.points.map(p => p.source)));
  const named = Object.entries(sources).filter(([key]) => used.has(key));
  return {
    sources: new Map([
      ...named.map(([key, { citation, address }]) => [key, `${citation}; ${address}`] as const),
      ...(used.has('derived')
        ? [['derived', 'worked out of other series, by the formula of the point'] as const]
        : []),
    ]),
    series: chosen,
  };
}
