import type { Faults } from '../../diagnostics/diagnostic.ts';
import {
  type Figure,
  GROUPS,
  type Group,
  type Range,
  type Status,
  valueAt,
  weakestStatus,
} from './figure.ts';
import { groupDigits, LOCAL_ALCOHOL, pickNational, type ScaleInputs } from './national.ts';

/** The need of some groups, and how it was worked out. */
interface Part {
  readonly values: Readonly<Partial<Record<Group, number | null>>>;
  readonly ranges?: Readonly<Partial<Record<Group, Range>>>;
  readonly status: Status;
  readonly sources: readonly string[];
  readonly method: string;
}

/**
 * People with need of treatment, those in treatment included, by group. Each part has its own origin, said
 * in the method; the status is that of the weakest part.
 *
 * @returns undefined when the national figures lack what is needed
 */
export function scaleNeed(inputs: ScaleInputs, faults: Faults): Figure | undefined {
  const headcount = (group: Group): number | null =>
    valueAt(inputs.published.get('people_in_treatment_by_group')!, group) ?? null;
  const parts = [
    needOfOpiates(inputs, headcount('opiate'), faults),
    needOfNonOpiates(inputs, headcount('non_opiate'), faults),
    needOfAlcohol(inputs, headcount('alcohol'), headcount('non_opiate_and_alcohol'), faults),
  ];
  if (parts.includes(undefined)) return undefined;
  const [opiate, nonOpiate, alcohol] = parts as [Part, Part, Part];
  const values: Part['values'] = { ...opiate.values, ...nonOpiate.values, ...alcohol.values };
  const ranges: Part['ranges'] = { ...nonOpiate.ranges };
  for (const group of GROUPS) warnWhenBelowTreatment(inputs, group, values[group], headcount(group), faults);
  return {
    doc: 'People with need of treatment, those in treatment included.',
    unit: 'people',
    status: weakestStatus(opiate.status, nonOpiate.status, alcohol.status),
    source: [...new Set([opiate, nonOpiate, alcohol].flatMap(part => part.sources))].join('; '),
    ...(Object.keys(ranges).length > 0 && { range: new Map(Object.entries(ranges)) }),
    method: [opiate, nonOpiate, alcohol].map(part => part.method).join(' '),
    by: ['group'],
    value: new Map(GROUPS.map(group => [group, values[group] ?? null])),
  };
}

const yearOf = (period: string | undefined, wanted: string): string =>
  period === undefined || period === wanted ? (period ?? '') : `${period}, the nearest year with a number`;

function needOfOpiates(
  { period, national }: ScaleInputs,
  people: number | null,
  faults: Faults,
): Part | undefined {
  const users = pickNational(national, 'opiate_or_crack_users', period, faults);
  const treated = pickNational(national, 'people_in_treatment_by_group', period, faults, 'opiate');
  if (!users || !treated) return undefined;
  return {
    values: { opiate: people === null ? null : Math.round((users.value * people) / treated.value) },
    status: weakestStatus('derived', users.status, treated.status),
    sources: [users.source, treated.source],
    method: `opiate: England's ${groupDigits(users.value)} users of opiates and/or crack aged 15-64 (${yearOf(users.period, period)}) x local share of the opiate group in treatment, ${people ?? 'not known'} of ${groupDigits(treated.value)} (${yearOf(treated.period, period)}).`,
  };
}

function needOfNonOpiates(
  { period, national }: ScaleInputs,
  people: number | null,
  faults: Faults,
): Part | undefined {
  const ratio = pickNational(national, 'non_opiate_need_ratio', period, faults);
  if (!ratio) return undefined;
  const scale = (times: number): number => Math.round((people ?? 0) * times);
  const ranged = people !== null && ratio.range;
  return {
    values: { non_opiate: people === null ? null : scale(ratio.value) },
    ...(ranged && { ranges: { non_opiate: [scale(ranged[0]), scale(ranged[1])] } }),
    status: weakestStatus('derived', ratio.status),
    sources: [ratio.source],
    method: `non_opiate: ${people ?? 'not known'} in treatment x ${ratio.value}${ratio.range ? ` (${ratio.range[0]} to ${ratio.range[1]})` : ''}, an assumption of ours.`,
  };
}

function needOfAlcohol(
  inputs: ScaleInputs,
  alcohol: number | null,
  both: number | null,
  faults: Faults,
): Part | undefined {
  const dependent = dependentAdults(inputs, alcohol, both, faults);
  if (!dependent) return undefined;
  const { adults, sources, status, origin } = dependent;
  const together = alcohol === null || both === null ? null : alcohol + both;
  const share = (people: number | null): number | null =>
    adults === null || together === null || together === 0 ? null : Math.round((adults * people!) / together);
  return {
    values: { alcohol: share(alcohol), non_opiate_and_alcohol: share(both) },
    // That need divides between the two groups as treatment does is an assumption, whatever the total rests on.
    status: weakestStatus('assumption', status),
    sources,
    method: `alcohol and non_opiate_and_alcohol: ${origin}, divided as their headcounts are, ${alcohol ?? 'not known'} to ${both ?? 'not known'} (an assumption).`,
  };
}

/** Alcohol-dependent adults: the local estimate where a person wrote one, else the local share of England's. */
function dependentAdults(
  { period, national, local }: ScaleInputs,
  alcohol: number | null,
  both: number | null,
  faults: Faults,
):
  | {
      readonly adults: number | null;
      readonly sources: readonly string[];
      readonly status: Status;
      readonly origin: string;
    }
  | undefined {
  const own = local.get(LOCAL_ALCOHOL);
  const ownValue = own && valueAt(own);
  if (own && typeof ownValue === 'number')
    return {
      adults: ownValue,
      sources: [own.source],
      status: own.status,
      origin: `${groupDigits(ownValue)} alcohol-dependent adults, the local estimate (local: ${LOCAL_ALCOHOL})`,
    };
  if (own)
    faults.warn(
      'area/local-figure',
      own.place,
      `local ${LOCAL_ALCOHOL} is not one number; need is scaled from the national estimate instead`,
    );
  const adults = pickNational(national, LOCAL_ALCOHOL, period, faults);
  const groups = (['alcohol', 'non_opiate_and_alcohol'] as const).map(group =>
    pickNational(national, 'people_in_treatment_by_group', period, faults, group),
  );
  const [a, b] = groups;
  if (!adults || !a || !b) return undefined;
  const together = alcohol === null || both === null ? null : alcohol + both;
  return {
    adults: together === null ? null : (adults.value * together) / (a.value + b.value),
    sources: [adults.source, a.source],
    status: weakestStatus('derived', adults.status, a.status, b.status),
    origin: `England's ${groupDigits(adults.value)} alcohol-dependent adults (${yearOf(adults.period, period)}) x local share of the two groups in treatment, ${together ?? 'not known'} of ${groupDigits(a.value + b.value)} (${yearOf(a.period, period)})`,
  };
}

function warnWhenBelowTreatment(
  { area, period }: ScaleInputs,
  group: Group,
  need: number | null | undefined,
  people: number | null,
  faults: Faults,
): void {
  if (typeof need === 'number' && people !== null && need < people)
    faults.warn(
      'area/need-below-treatment',
      undefined,
      `need of ${group} in ${area}, ${period}, comes to ${need}, fewer than the ${people} in treatment`,
      'write a better estimate under local: need',
    );
}
