import type { Place } from '../../diagnostics/diagnostic.ts';

/** The client groups of the national statistics. */
export const GROUPS = ['opiate', 'non_opiate', 'non_opiate_and_alcohol', 'alcohol'] as const;
export type Group = (typeof GROUPS)[number];

/** The age bands of the national statistics. */
export const AGES = ['a18_29', 'a30_49', 'a50_plus'] as const;
export type Age = (typeof AGES)[number];

/**
 * What a figure can be broken down by, each with its elements. `period` has none: any financial year such
 * as 2016/17 is an element of it.
 */
export const FIGURE_DIMENSIONS = {
  group: GROUPS,
  age: AGES,
  time_band: ['under_1_year', 'one_to_2', 'two_to_4', 'four_to_6', 'over_6'],
  wait: ['up_to_3_weeks', 'three_to_6_weeks', 'over_6_weeks'],
  setting: [
    'community',
    'inpatient',
    'primary_care',
    'residential_rehab',
    'recovery_house',
    'young_people',
    'missing',
  ],
  housing: ['urgent_problem', 'problem', 'no_problem', 'other', 'not_stated'],
  period: undefined,
} as const satisfies Readonly<Record<string, readonly string[] | undefined>>;
export type FigureDimension = keyof typeof FIGURE_DIMENSIONS;

/** How well a figure is known, strongest first. */
export const STATUSES = ['read', 'read-secondary', 'derived', 'recalled', 'assumption'] as const;
export type Status = (typeof STATUSES)[number];

/** Low and high, inclusive. */
export type Range = readonly [low: number, high: number];

/** A number, null where the source has none, or such by the elements of a dimension. */
export type FigureValue = number | null | ReadonlyMap<string, FigureValue>;

/** One number, or one small table of numbers, with where it came from. */
export interface Figure {
  readonly doc: string;
  readonly unit: string;
  readonly status: Status;
  readonly source: string;
  /** Counts were rounded to multiples of this before they were published. */
  readonly rounding?: number;
  /** For every value, or by element of the first dimension (an element may be left out). */
  readonly range?: Range | ReadonlyMap<string, Range>;
  /** How it was worked out, when it was not simply read. */
  readonly method?: string;
  /** None for a single number, else one or two. */
  readonly by: readonly FigureDimension[];
  /** Nested as deep as `by` is long; null is "not known", never zero. */
  readonly value: FigureValue;
  /** Where it was written, when it was read from a file. */
  readonly place?: Place;
}

export type Figures = ReadonlyMap<string, Figure>;

/** Where figures stand in an area file; later in this list wins. */
export const SECTIONS = ['published', 'scaled', 'local'] as const;
export type Section = (typeof SECTIONS)[number];

/** What is known of one area (an authority, or England) for one financial year. */
export interface AreaFile {
  readonly area: string;
  /** The area's official code, such as E09000003. */
  readonly code?: string;
  /** A financial year such as 2016/17. */
  readonly period: string;
  readonly note?: string;
  /** Taken from the national statistics. */
  readonly published: Figures;
  /** Worked out from national figures. */
  readonly scaled: Figures;
  /** Written by a person. */
  readonly local: Figures;
  readonly place?: Place;
}

/** The status of a figure worked out from figures of these statuses: that of the weakest. */
export function weakestStatus(first: Status, ...others: readonly Status[]): Status {
  return others.reduce((a, b) => (STATUSES.indexOf(b) > STATUSES.indexOf(a) ? b : a), first);
}

/** The names of all figures of an area, each once: published, then scaled, then local. */
export function figureNames(area: AreaFile): string[] {
  return [...new Set(SECTIONS.flatMap(section => [...area[section].keys()]))];
}

/** The figure that counts under a name, with its section: local wins over scaled, scaled over published. */
export function findFigure(
  area: AreaFile,
  name: string,
): { readonly section: Section; readonly figure: Figure } | undefined {
  for (const section of [...SECTIONS].reverse()) {
    const figure = area[section].get(name);
    if (figure) return { section, figure };
  }
  return undefined;
}

/**
 * One number of a figure, by an element for each of its dimensions.
 *
 * @returns null where the source has none; undefined when there is no such element, or too few or too many are named
 */
export function valueAt(figure: Figure, ...elements: readonly string[]): number | null | undefined {
  let value: FigureValue | undefined = figure.value;
  for (const element of elements) value = value instanceof Map ? value.get(element) : undefined;
  return typeof value === 'number' || value === null ? value : undefined;
}

/** All numbers of a figure, each with the elements that lead to it. */
export function listValues(
  value: FigureValue,
  elements: readonly string[] = [],
): { readonly elements: readonly string[]; readonly value: number | null }[] {
  if (typeof value === 'number' || value === null) return [{ elements, value }];
  return [...value].flatMap(([element, inner]) => listValues(inner, [...elements, element]));
}
