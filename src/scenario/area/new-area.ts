import type { Faults } from '../../diagnostics/diagnostic.ts';
import type { Authorities, Authority } from './authorities.ts';
import {
  type AreaFile,
  type Figure,
  type Figures,
  type FigureValue,
  findFigure,
  GROUPS,
  type Group,
  valueAt,
  weakestStatus,
} from './figure.ts';
import { groupDigits, LOCAL_ALCOHOL } from './national.ts';
import { scaleNational } from './scale.ts';

/** What an area is built from besides what is published for it. */
export interface NewAreaSources {
  readonly table: Authorities;
  /** England's average authority, of the same period. */
  readonly average: AreaFile;
  /** England's figures, to scale money, staff and need from. */
  readonly national: AreaFile;
}

/** What is taken from the average authority, group by group. */
const BY_GROUP = [
  'people_in_treatment',
  'people_in_treatment_by_group',
  'new_presentations_by_group',
  'exits_completed',
  'exits_dropped_out',
  'exits_transferred',
  'exits_to_prison',
  'exits_died',
] as const;

const ALCOHOL_GROUPS: readonly Group[] = ['alcohol', 'non_opiate_and_alcohol'];

/** How many times the average authority a group is, and in words why. */
interface Size {
  readonly ratio: number;
  readonly why: string;
}

/**
 * An area for an authority that has no full export: what is published for every authority (alcohol need and treatment,
 * deaths from drug poisoning), and the rest scaled from England's average authority. The groups with alcohol are as
 * large as their published treatment, the opiate group as its deaths, the non-opiate group as alcohol treatment; how
 * many of a group start and leave, and their ages, are England's.
 *
 * @returns undefined when the national figures lack what is needed
 */
export function newArea(authority: Authority, sources: NewAreaSources, faults: Faults): AreaFile | undefined {
  const { table, national } = sources;
  const { name, code, need, note } = authority;
  const { period } = table;
  const local = new Map<string, Figure>([
    [
      LOCAL_ALCOHOL,
      {
        doc: 'Adults dependent on alcohol, the published estimate for this authority and year.',
        unit: 'people',
        status: 'read',
        source: table.sources.alcohol,
        by: [],
        value: need,
      },
    ],
  ]);
  const sizes = sizesOf(authority, table);
  const groups = groupFigures(sizes, authority, sources);
  const scaled = scaleNational({ area: name, period, published: groups, local, national }, faults);
  if (!scaled) return undefined;
  return {
    area: name,
    ...(code !== undefined && { code }),
    period,
    note: `${NOTE}${note === undefined ? '' : ` ${note}`}`,
    published: publishedFigures(authority, table),
    // What is worked out from an assumed number of people is no surer than that.
    scaled: new Map([...groups, ...[...scaled].map(([key, figure]) => [key, assumed(figure)] as const)]),
    local,
  };
}

const NOTE =
  "Built without an export, from what is published for every authority: alcohol need, alcohol treatment and deaths from drug poisoning. All else is England's average authority, made as large as these say. It is an area of about this size, not a picture of this one.";

const assumed = (figure: Figure): Figure => ({
  ...figure,
  status: weakestStatus('assumption', figure.status),
});

function publishedFigures({ treatment, deaths }: Authority, table: Authorities): Figures {
  const { deaths_from, deaths_to, sources } = table;
  const years = deaths_to - deaths_from + 1;
  const figures = new Map<string, Figure>();
  figures.set('alcohol_in_treatment', {
    doc: 'Adults in treatment for alcohol, with or without non-opiates, at any time in the year.',
    unit: 'people',
    status: 'read',
    rounding: 5,
    source: sources.alcohol,
    by: [],
    value: treatment,
  });
  if (deaths !== undefined)
    figures.set('drug_poisoning_deaths', {
      doc: 'Deaths from drug poisoning of people who lived here, by year of registration; in treatment or not.',
      unit: 'people/year',
      status: 'derived',
      source: sources.deaths,
      method: `${groupDigits(deaths)} deaths registered from ${deaths_from} to ${deaths_to} / ${years} years.`,
      by: [],
      value: rounded(deaths / years),
    });
  return figures;
}

/** How large each group is beside the average authority's. */
function sizesOf({ treatment, deaths }: Authority, table: Authorities): Readonly<Record<Group, Size>> {
  const { england, authorities, period, deaths_from, deaths_to } = table;
  const times = (part: number, whole: number): number => (part / whole) * authorities.length;
  const alcohol: Size = {
    ratio: times(treatment, england.treatment),
    why: `alcohol treatment of ${period}, ${groupDigits(treatment)} of England's ${groupDigits(england.treatment)}`,
  };
  // Without deaths of its own, an authority would have no opiate group.
  const opiate: Size =
    deaths === undefined || deaths === 0
      ? { ...alcohol, why: `${alcohol.why} (no deaths from drug poisoning to go by)` }
      : {
          ratio: times(deaths, england.deaths),
          why: `deaths from drug poisoning of ${deaths_from} to ${deaths_to}, ${groupDigits(deaths)} of England's ${groupDigits(england.deaths)}`,
        };
  return { opiate, non_opiate: alcohol, non_opiate_and_alcohol: alcohol, alcohol };
}

/** The figures by group, and the number of people that they add up to. */
function groupFigures(
  sizes: Readonly<Record<Group, Size>>,
  { treatment }: Authority,
  { table, average }: NewAreaSources,
): Figures {
  const { sources, authorities } = table;
  const times = (size: Size): string => `x ${rounded(size.ratio)}`;
  const method = `England's average authority (England / ${authorities.length}), opiate ${times(sizes.opiate)}: ${sizes.opiate.why}; the other groups ${times(sizes.alcohol)}: ${sizes.alcohol.why}. That a group is as large as these say is an assumption.`;
  const source = `${sources.alcohol}; ${sources.deaths}`;
  const figures = new Map<string, Figure>();
  for (const name of BY_GROUP) {
    const of = findFigure(average, name)!.figure;
    figures.set(name, {
      doc: of.doc,
      unit: of.unit,
      status: weakestStatus('assumption', of.status),
      source: `${of.source}; ${source}`,
      method,
      by: of.by,
      value: new Map(
        GROUPS.map(group => [
          group,
          scale((of.value as ReadonlyMap<Group, FigureValue>).get(group)!, sizes[group].ratio),
        ]),
      ),
    });
  }
  const byGroup = figures.get('people_in_treatment_by_group')!;
  const sum = (groups: readonly Group[]): number => groups.reduce((all, g) => all + valueAt(byGroup, g)!, 0);
  const others = GROUPS.filter(g => !ALCOHOL_GROUPS.includes(g));
  figures.set('people_in_treatment_total', {
    doc: 'Adults in treatment at any time in the year. Not the caseload on a day.',
    unit: 'people',
    status: 'assumption',
    source: byGroup.source,
    method: `${groupDigits(treatment)} in treatment for alcohol, as published, and those that opiate and non-opiate are taken to be (people_in_treatment_by_group).`,
    by: [],
    value: treatment + Math.round(sum(others)),
  });
  return figures;
}

const scale = (value: FigureValue, ratio: number): FigureValue => {
  if (value === null) return null;
  if (typeof value === 'number') return rounded(value * ratio);
  return new Map([...value].map(([element, inner]) => [element, scale(inner, ratio)]));
};

/** To four figures: more would claim what nobody knows, fewer would lose the small groups of a small place. */
const rounded = (x: number): number => Number(x.toPrecision(4));
