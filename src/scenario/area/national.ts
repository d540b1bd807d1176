import type { Faults } from '../../diagnostics/diagnostic.ts';
import {
  type AreaFile,
  type Figure,
  type Figures,
  findFigure,
  type Range,
  type Status,
  valueAt,
} from './figure.ts';
import { nearestPeriod } from './period.ts';

/** The local figure that, where present, stands in for the alcohol-related part of `need`. */
export const LOCAL_ALCOHOL = 'alcohol_dependent_adults';
/** What scaling starts from. */
export interface ScaleInputs {
  readonly area: string;
  readonly period: string;
  readonly published: Figures;
  readonly local: Figures;
  readonly national: AreaFile;
}

/** One national number, with the year it is of. */
export interface NationalNumber {
  readonly value: number;
  /** That asked for, or the nearest year with a number; undefined for a figure without years. */
  readonly period: string | undefined;
  readonly status: Status;
  readonly source: string;
  readonly range?: Range;
}

/**
 * A national number for a year, or for the nearest year that has one.
 *
 * @param element of the figure's first dimension, for a figure by that and period
 */
export function pickNational(
  national: AreaFile,
  name: string,
  period: string,
  faults: Faults,
  element?: string,
): NationalNumber | undefined {
  const figure = findFigure(national, name)?.figure;
  const before = element === undefined ? [] : [element];
  const byPeriod = figure && (element === undefined ? figure.value : elementOf(figure, element));
  const nearest =
    byPeriod instanceof Map
      ? nearestPeriod(
          period,
          [...byPeriod].flatMap(([year, value]) => (value === null ? [] : [year])),
        )
      : undefined;
  const value = figure && valueAt(figure, ...before, ...(nearest ? [nearest] : []));
  if (!figure || typeof value !== 'number')
    return faults.error(
      'area/national',
      national.place,
      `the national figures lack ${name}${element ? ` of ${element}` : ''}, from which local figures are scaled`,
    );
  const range = Array.isArray(figure.range) ? (figure.range as unknown as Range) : undefined;
  return { value, period: nearest, status: figure.status, source: figure.source, ...(range && { range }) };
}

const elementOf = (figure: Figure, element: string) =>
  figure.value instanceof Map ? figure.value.get(element) : undefined;

/** 1234567 as 1,234,567. */
export const groupDigits = (n: number): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
