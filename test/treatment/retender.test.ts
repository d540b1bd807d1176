import { describe, expect, it } from 'vitest';
import { barnet, type Outcome, parameters, run, STAFFED, scenario, whatIsWrong } from './bench.ts';

/** All that a retender does, at nothing: the shocks, the procurement's cost and effort, the design, the saving. */
const NOTHING = {
  staff_loss_at_transfer: 0,
  keyworkers_reassigned: 0,
  local_skill_loss: 0,
  lost_share_at_transfer: 0,
  reinduction_share: 0,
  mobilisation_loss: 0,
  bidding_time: 0,
  insecurity_effect_on_leaving: 0,
  hiring_held_under_notice: 0,
  referrals_lost_under_notice: 0,
  referrals_lost_in_change: 0,
  knowledge_effect_on_shock: 0,
  tender_cost_share: 0,
  knowledge_per_tender: 0,
  double_running_share: 0,
  integration_effect: 0,
  redesign_gain: 0,
  fixed_cost_per_provider: 0,
};

/** Which say who holds the contracts, and so move by their nature. */
const OF_CONTRACTS = ['handoffs_across_seams', 'providers_with_contracts', 'provider_incomes'];

/** Notice a year before; the new provider starts with the third year, at step 104. */
const RETENDER =
  '{retender: all lots, to: one new provider, notice: 2017-04, start: 2018-04, target: integrated}';
const HANDOVER = 104;
const [NOTICE_YEAR, HANDOVER_YEAR] = [1, 2];
/** The stages from which people are lost when their service changes hands. */
const COMMUNITY = ['induction', 'maintained', 'settled', 'psychosocial'];
const GRANT = 2_301_125; // scenarios/areas/barnet.yaml, treatment_spend

/** A retender with another key, such as a price. */
const adding = (key: string, policy = RETENDER): string => policy.replace(/}$/, `, ${key}}`);

/** An arm that keeps its contracts, and others that retender them, all with these parameters. */
function compare(
  values: Readonly<Record<string, number>>,
  also: readonly string[] = [],
  policies: Readonly<Record<string, string>> = { retender: RETENDER },
): Outcome {
  const set = parameters({ ...NOTHING, ...values });
  const arms = Object.entries(policies).map(([name, policy]) => [
    name,
    `{parameters: ${set}, commissioning: [${policy}]}`,
  ]);
  const text = scenario(
    { none: `{parameters: ${set}}`, ...Object.fromEntries(arms) },
    { horizon: '4 years' },
  );
  const outcome = run(text, barnet, also);
  expect(whatIsWrong(outcome)).toEqual([]);
  return outcome;
}

/** What a retender changes in an outcome, by year. */
const effect = (o: Outcome, name: string, arm = 'retender'): number[] => {
  const without = o.years(name, 'none');
  return o.years(name, arm).map((v, y) => v - without[y]!);
};
const total = (o: Outcome, name: string, arm?: string): number =>
  effect(o, name, arm).reduce((a, b) => a + b, 0);
/** What it changes in a variable on a step. */
const effectAt = (o: Outcome, step: number, name: string, element?: string, arm = 'retender'): number => {
  const elements = element === undefined ? [] : [element];
  return o.at(step, name, arm, ...elements) - o.at(step, name, 'none', ...elements);
};

describe('a retender with every shock, cost, price change and gain at nothing', () => {
  const IDLE = {
    to_a_new_provider: RETENDER,
    to_the_incumbents: RETENDER.replace('one new provider', 'incumbent'),
    every_year_to_another_provider: RETENDER.replace(/target: integrated/, 'repeat: 1 year'),
    with_staff_and_links_kept: adding('mitigation: [retain_staff, keep_partner_links]'),
  };
  const priced = {
    cheaper: adding('price: -5%'),
    dearer: adding('price: +20%', RETENDER.replace('all lots', '[psychosocial]')),
  };
  const outcome = compare({}, [], { ...IDLE, ...priced });

  it.each(Object.keys(IDLE))(
    '%s is no retender: nothing but the holders of contracts differs, by any breakdown',
    name => {
      const differ: unknown[] = [];
      const arm = outcome.runs.indexOf(outcome.run(name));
      for (const by of [undefined, 'group', 'age', 'service', 'provider'])
        for (const { spec, element, byWindow } of outcome.table('year', by).rows) {
          if (OF_CONTRACTS.includes(spec.name)) continue;
          // Reserves are kept by provider, and money that adds to one rounds otherwise than money that adds to four.
          const tolerated = ['reserves_at_end', 'debts_written_off'].includes(spec.name) ? 1e-12 * GRANT : 0;
          for (const [y, v] of byWindow[0]!.entries())
            if (!(Math.abs(byWindow[arm]![y]! - v) <= tolerated)) differ.push([spec.name, element, y]);
        }
      expect(differ).toEqual([]);
    },
  );

  it('moves the contracts all the same', () => {
    expect(outcome.years('providers_with_contracts', 'none').at(-1)).toBe(4);
    expect(outcome.years('providers_with_contracts', 'to_a_new_provider').at(-1)).toBe(1);
    expect(outcome.years('handoffs_across_seams', 'none').at(-1)!).toBeGreaterThan(0.6);
    expect(outcome.years('handoffs_across_seams', 'to_a_new_provider').at(-1)!).toBeLessThan(0.2);
  });

  it('but cheaper leaves money unspent, and staff go', () => {
    // 5 % of what is left of the grant once medicines are paid.
    const forServices = GRANT - outcome.years('cost_of_pharmacy', 'cheaper').at(-1)!;
    expect(effect(outcome, 'money_returned', 'cheaper').at(-1)! / (0.05 * forServices)).toBeCloseTo(1, 9);
    expect(effect(outcome, 'practitioners', 'cheaper')[HANDOVER_YEAR]!).toBeLessThan(0);
  });

  it('but dearer is paid for by the other services: contracts never cost more than there is', () => {
    const services = effect(outcome, 'spending_by_service', 'dearer');
    const pharmacy = effect(outcome, 'cost_of_pharmacy', 'dearer');
    for (const [i, y] of services.entries()) expect(Math.abs(y + pharmacy[i]!) / GRANT).toBeLessThan(1e-12);
    expect(effectAt(outcome, 208, 'lot_price', 'psychosocial', 'dearer')).toBeGreaterThan(0);
    expect(effectAt(outcome, 208, 'lot_price', 'recovery', 'dearer')).toBeLessThan(0);
  });
});

describe('each effect of a retender alone', () => {
  it('staff lost at the transfer: that share of staff leaves on the day, and completions fall', () => {
    const o = compare({ staff_loss_at_transfer: 0.12 });
    // 12 % of all posts at once, and a little more burnout afterwards.
    expect(effect(o, 'turnover')[HANDOVER_YEAR]!).toBeGreaterThan(0.12);
    expect(effect(o, 'turnover')[HANDOVER_YEAR]!).toBeLessThan(0.15);
    expect(effect(o, 'turnover')[NOTICE_YEAR]!).toBe(0);
    expect(effect(o, 'practitioners')[HANDOVER_YEAR]!).toBeLessThan(-1);
    expect(effect(o, 'cost_of_agency')[HANDOVER_YEAR]!).toBeGreaterThan(0);
    expect(total(o, 'completions')).toBeLessThan(0);
  });

  it('keyworkers reassigned: that share of clients has a new keyworker, and more of them drop out', () => {
    const o = compare({ keyworkers_reassigned: 0.35 }, ['new_keyworker']);
    const known = 1 - o.at(HANDOVER, 'new_keyworker', 'none', 'psychosocial');
    expect(effectAt(o, HANDOVER + 1, 'new_keyworker', 'psychosocial') / (0.35 * known)).toBeCloseTo(1, 9);
    expect(effect(o, 'drop_outs')[HANDOVER_YEAR]!).toBeGreaterThan(0);
    expect(effect(o, 'completions')[HANDOVER_YEAR]!).toBeLessThan(0);
  });

  it('local skill lost: that share of skill is gone, and quality falls until it is learned again', () => {
    const o = compare({ local_skill_loss: 0.1 }, ['local_skill_lost']);
    expect(effectAt(o, HANDOVER + 1, 'local_skill_lost', 'psychosocial')).toBeCloseTo(0.1, 12);
    // Learned again with a time of half a year: two years later e^-4 of it is left.
    expect(effectAt(o, HANDOVER + 104, 'local_skill_lost', 'psychosocial')).toBeLessThan(0.002);
    expect(effect(o, 'quality_of_treatment')[HANDOVER_YEAR]!).toBeLessThan(0);
    expect(total(o, 'completions')).toBeLessThan(0);
  });

  it('clients lost at the transfer: that share of those in the community leaves on the day', () => {
    const o = compare({ lost_share_at_transfer: 0.02 }, COMMUNITY);
    const community = COMMUNITY.map(stage => o.at(HANDOVER, stage, 'none')).reduce((a, b) => a + b);
    // Those who have gone cannot drop out later in the year, so it is a little less than all of them.
    const lost = effect(o, 'drop_outs')[HANDOVER_YEAR]! / (0.02 * community);
    expect(lost).toBeGreaterThan(0.85);
    expect(lost).toBeLessThan(1);
    expect(effect(o, 'poisoning_deaths')[HANDOVER_YEAR]!).toBeGreaterThan(0);
  });

  it('agonist clients begun again: that share of them is back in induction, where more drop out', () => {
    const o = compare({ reinduction_share: 0.05 }, COMMUNITY);
    const stable = o.at(HANDOVER, 'maintained', 'none') + o.at(HANDOVER, 'settled', 'none');
    expect(effectAt(o, HANDOVER + 1, 'induction') / (0.05 * stable)).toBeCloseTo(1, 9);
    expect(effect(o, 'drop_outs')[HANDOVER_YEAR]!).toBeGreaterThan(0);
  });

  it('mobilisation: hours are short before and after the first day, and quality with them', () => {
    const o = compare({ mobilisation_loss: 0.1 });
    // Four months of mobilisation take a tenth of hours: 1/0.9 of the pressure for a third of the year.
    expect(effect(o, 'workload_beside_first_year')[NOTICE_YEAR]!).toBeGreaterThan(0.03);
    expect(effect(o, 'workload_beside_first_year')[HANDOVER_YEAR]!).toBeGreaterThan(0.03);
    expect(effect(o, 'quality_of_treatment')[HANDOVER_YEAR]!).toBeLessThan(0);
  });

  it('bidding: its share of hours goes into the bid in the notice year', () => {
    const o = compare({ bidding_time: 0.02 });
    // 1 / 0.98 of the pressure, all year; a little less, since access has fewer hours to receive people too.
    expect(effect(o, 'workload_beside_first_year')[NOTICE_YEAR]!).toBeGreaterThan(0.018);
    expect(effect(o, 'workload_beside_first_year')[NOTICE_YEAR]!).toBeLessThan(0.025);
    expect(total(o, 'completions')).toBeLessThan(0);
  });

  it('insecurity: staff leave faster in the notice year', () => {
    const o = compare({ insecurity_effect_on_leaving: 0.3 });
    // 0.3 of the usual 0.19, and what the burnout of those who stay adds.
    expect(effect(o, 'turnover')[NOTICE_YEAR]!).toBeGreaterThan(0.3 * 0.19);
    expect(effect(o, 'turnover')[NOTICE_YEAR]!).toBeLessThan(0.35 * 0.19);
    expect(total(o, 'completions')).toBeLessThan(0);
  });

  it('the procurement’s cost: that share of a year’s money is gone, or what is stated, and staff with it', () => {
    const o = compare({ tender_cost_share: 0.011 }, [], { retender: RETENDER, stated: adding('cost: £60k') });
    expect(total(o, 'cost_of_procurement') / (0.011 * GRANT)).toBeCloseTo(1, 9);
    expect(total(o, 'cost_of_procurement', 'stated')).toBeCloseTo(60_000, 6);
    expect(effect(o, 'practitioners')[NOTICE_YEAR]!).toBeLessThan(0);
  });

  it('knowledge spent: a design that is worth something is worth less', () => {
    const gain = compare({ redesign_gain: 0.1 });
    const spent = compare({ redesign_gain: 0.1, knowledge_per_tender: 0.25 });
    expect(total(spent, 'completions')).toBeLessThan(total(gain, 'completions'));
    expect(total(spent, 'completions')).toBeGreaterThan(0);
  });

  it.each([
    ['redesign_gain', 0.05],
    ['redesign_gain', -0.05],
    ['integration_effect', 0.05],
    ['integration_effect', -0.05],
  ])('%s of %d: completions and drop-outs go its way, whichever that is', (name, size) => {
    const o = compare({ [name]: size });
    expect(Math.sign(total(o, 'completions'))).toBe(Math.sign(size));
    expect(Math.sign(total(o, 'drop_outs'))).toBe(-Math.sign(size));
  });

  it('fixed costs of each provider: three fewer of them free three times that share of the money', () => {
    const o = compare({ fixed_cost_per_provider: 0.02 });
    // Core overhead is 13 % of what staffed services are paid, which moves a little with what medicines leave.
    const paid = (arm: string): number =>
      o
        .table('year', 'service')
        .rows.filter(r => r.spec.name === 'spending_by_service' && STAFFED.includes(r.element!))
        .reduce((sum, r) => sum + r.byWindow[o.runs.indexOf(o.run(arm))]!.at(-1)!, 0);
    const core = 0.13 * (paid('retender') - paid('none'));
    expect((effect(o, 'cost_of_overhead').at(-1)! - core) / (-3 * 0.02 * GRANT)).toBeCloseTo(1, 9);
    expect(effect(o, 'practitioners').at(-1)!).toBeGreaterThan(0);
  });

  it('mitigation takes its half of the shocks away', () => {
    const o = compare({ staff_loss_at_transfer: 0.12, lost_share_at_transfer: 0.02 }, [], {
      bare: RETENDER,
      soft: adding('mitigation: [retain_staff, recruit_locally, keep_partner_links]'),
    });
    // mitigation_effect is 0.5; burnout and what else follows make it a little more or less.
    for (const name of ['turnover', 'drop_outs']) {
      const [soft, bare] = ['soft', 'bare'].map(arm => effect(o, name, arm)[HANDOVER_YEAR]!) as [
        number,
        number,
      ];
      expect(soft / bare).toBeCloseTo(0.5, 1);
    }
  });
});
