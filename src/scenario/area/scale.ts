import type { Faults } from '../../diagnostics/diagnostic.ts';
import { type Figure, type Figures, valueAt, weakestStatus } from './figure.ts';
import { groupDigits, pickNational, type ScaleInputs } from './national.ts';
import { scaleNeed } from './need.ts';

/** What is worked out from national figures, in the order in which an area file lists it. */
export const SCALED_NAMES = ['treatment_spend', 'staff_in_post', 'need'] as const;

/**
 * Works out what the national statistics do not publish for an area: money, staff and need. A figure whose
 * local headcount is not known is left out, with a warning.
 *
 * @returns undefined when the national figures lack what is needed
 */
export function scaleNational(inputs: ScaleInputs, faults: Faults): Figures | undefined {
  const headcount = valueAt(inputs.published.get('people_in_treatment_total')!);
  const figures = new Map<string, Figure>();
  if (typeof headcount === 'number') {
    const spend = scaleSpend(inputs, headcount, faults);
    const staff = scaleStaff(inputs, headcount, faults);
    if (!spend || !staff) return undefined;
    figures.set('treatment_spend', spend).set('staff_in_post', staff);
  } else
    faults.warn(
      'area/not-scaled',
      undefined,
      `the number of people in treatment in ${inputs.area} is NULL: treatment_spend and staff_in_post are left out`,
      'write them under local:',
    );
  const need = scaleNeed(inputs, faults);
  return need && figures.set('need', need);
}

function scaleSpend(
  { period, national }: ScaleInputs,
  headcount: number,
  faults: Faults,
): Figure | undefined {
  const perAdult = pickNational(national, 'treatment_spend_per_adult', period, faults);
  if (!perAdult) return undefined;
  const from = perAdult.period ?? period;
  const then = pickNational(national, 'gdp_deflator', from, faults);
  const now = pickNational(national, 'gdp_deflator', period, faults);
  if (!then || !now) return undefined;
  const lacks = [then.period !== from && from, now.period !== period && period].filter(Boolean);
  if (lacks.length > 0 && from !== period)
    return faults.error(
      'area/national',
      national.place,
      `the national figures lack gdp_deflator of ${lacks.join(' and ')}, to turn prices of ${from} into those of ${period}`,
    );
  const same = from === period;
  const toPrices = (pounds: number): number => Math.round(same ? pounds : (pounds * now.value) / then.value);
  const each = toPrices(perAdult.value);
  const per = `GBP ${groupDigits(each)} per adult in treatment`;
  const origin = same
    ? `England's adult drug and alcohol treatment outturn of ${period}: ${per}`
    : `England's adult drug and alcohol treatment outturn of ${from}, the nearest year with one (GBP ${groupDigits(perAdult.value)} per adult in treatment), in prices of ${period} by the GDP deflator: ${per}`;
  return {
    doc: 'Yearly spend of the local authority on adult drug and alcohol treatment, if it spent per adult in treatment what England did.',
    unit: `GBP_${period.replace('/', '_')}/year`,
    status: weakestStatus('derived', perAdult.status, ...(same ? [] : [then.status, now.status])),
    source: `${perAdult.source}${same ? '' : `; ${now.source}`}`,
    ...(perAdult.range && {
      range: [toPrices(perAdult.range[0]) * headcount, toPrices(perAdult.range[1]) * headcount] as const,
    }),
    method: `${origin}, x ${groupDigits(headcount)} local adults in treatment.`,
    by: [],
    value: each * headcount,
  };
}

function scaleStaff(
  { period, national }: ScaleInputs,
  headcount: number,
  faults: Faults,
): Figure | undefined {
  const per = pickNational(national, 'people_per_practitioner', period, faults);
  if (!per) return undefined;
  const toStaff = (people: number): number => Math.round((headcount / people) * 10) / 10;
  const range = per.range && ([toStaff(per.range[1]), toStaff(per.range[0])] as const);
  return {
    doc: 'Practitioners in post, whole-time equivalents. Two bodies of evidence disagree: the workforce census gives about 26 people a practitioner, services report caseloads of 50 to 80; the range holds both.',
    unit: 'wte',
    status: weakestStatus('derived', per.status),
    source: per.source,
    ...(range && { range }),
    method: `${groupDigits(headcount)} local adults in treatment / ${per.value} people per practitioner (national census staffing).`,
    by: [],
    value: toStaff(per.value),
  };
}
