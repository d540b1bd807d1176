import { describe, expect, it } from 'vitest';
import { type Outcome, run, scenario, whatIsWrong, withinRanges } from './bench.ts';

/**
 * People in alcohol treatment in sixteen authorities with a dated change of provider, 2013 to 2018, beside England and
 * beside two years before the first financial year of the new service (geometric means; derived from the authority
 * panel of alcohol treatment, OHID Fingertips/ONS SDG 3.5.1). Single outcomes run from -45 to +43 %.
 */
const RECORD = { yearBefore: -0.06, firstYear: -0.108, secondYear: -0.044, thirdYear: 0.032 };

/** Notice a year before, handover at the start of the third year of the run. */
const RETENDER =
  'commissioning: [{retender: all lots, to: one new provider, notice: 2017-04, start: 2018-04}]';
const MITIGATED = RETENDER.replace(
  '}]',
  ', mitigation: [retain_staff, recruit_locally, keep_partner_links]}]',
);

/** What makes the path: insecurity before, staff and keyworkers lost at the transfer, time lost after, referrals that fail. */
const SHOCKS = [
  'staff_loss_at_transfer',
  'keyworkers_reassigned',
  'local_skill_loss',
  'lost_share_at_transfer',
  'reinduction_share',
  'mobilisation_loss',
  'bidding_time',
  'insecurity_effect_on_leaving',
  'hiring_held_under_notice',
  'referrals_lost_under_notice',
  'referrals_lost_in_change',
];
const REFERRALS = ['referrals_lost_under_notice', 'referrals_lost_in_change'];

const o: Outcome = run(
  scenario(
    {
      as_now: '{}',
      retender: `{${RETENDER}}`,
      mitigated: `{${MITIGATED}}`,
      mildest: `{${RETENDER}, parameters: ${withinRanges(SHOCKS, ([low]) => low)}}`,
      hardest: `{${RETENDER}, parameters: ${withinRanges(SHOCKS, ([, high]) => high)}}`,
      referrals_held: `{${RETENDER}, parameters: ${withinRanges(REFERRALS, () => 0)}}`,
    },
    { horizon: '6 years' },
  ),
);

/** People in alcohol treatment beside no retender: the year of notice, and the three years of the new contract. */
function path(arm: string): [number, number, number, number] {
  const row = o
    .table('year', 'group')
    .rows.find(r => r.spec.name === 'in_treatment' && r.element === 'alcohol')!;
  const [without, with_] = [row.byWindow[0]!, row.byWindow[o.runs.indexOf(o.run(arm))]!];
  return [1, 2, 3, 4].map(y => with_[y]! / without[y]! - 1) as [number, number, number, number];
}

describe('a change of every provider', () => {
  it('makes the path on record for people in alcohol treatment', async ({ annotate }) => {
    expect(whatIsWrong(o)).toEqual([]);
    const [before, first, second, third] = path('retender');
    await annotate(
      `simulated ${path('retender').map(x => (100 * x).toFixed(1))}, record -6.0, -10.8, -4.4, +3.2`,
    );
    // By hand, not by a fit: within two points where the record is clear, four where it is within its noise.
    expect(Math.abs(before - RECORD.yearBefore)).toBeLessThan(0.02);
    expect(Math.abs(first - RECORD.firstYear)).toBeLessThan(0.02);
    expect(Math.abs(second - RECORD.secondYear)).toBeLessThan(0.04);
    expect(Math.abs(third - RECORD.thirdYear)).toBeLessThan(0.04);
  });

  it('is deepest in the first year of the new contract, and deeper in completions than in people', () => {
    const [before, first, second] = path('retender');
    expect(first).toBeLessThan(Math.min(before, second));
    const completions = o.years('completions', 'retender')[2]! / o.years('completions')[2]! - 1;
    expect(completions).toBeLessThan(first);
    // Proposed, never measured: -10 % (-30 to 0).
    expect(completions).toBeGreaterThan(-0.3);
  });

  it('spreads as widely as the ranges of its shocks, from next to nothing to a third', () => {
    expect(path('mildest')[1]).toBeGreaterThan(-0.03);
    expect(path('hardest')[1]).toBeLessThan(-0.2);
    expect(path('hardest')[1]).toBeGreaterThan(-0.45);
  });

  it('comes for a tenth from staff, keyworkers and time, and for the rest from referrals that fail', () => {
    const [, first] = path('retender');
    const [, without] = path('referrals_held');
    expect(without / first).toBeGreaterThan(0.05);
    expect(without / first).toBeLessThan(0.3);
  });

  it('is softened by keeping staff and links, and not done away with', () => {
    const [, first] = path('retender');
    const [, softened] = path('mitigated');
    expect(softened / first).toBeGreaterThan(0.3);
    expect(softened / first).toBeLessThan(0.85);
  });
});
