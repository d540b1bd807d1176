import { describe, expect, it } from 'vitest';
import { areaOf, type Outcome, parameters, run, runShipped, SHIPPED, whatIsWrong } from './bench.ts';

/** A scenario as it ships, sound in every arm. */
function shipped(name: string, also: readonly string[] = []): Outcome {
  const o = runShipped(`pressures/${name}`, also);
  expect(whatIsWrong(o)).toEqual([]);
  return o;
}

/** A shipped scenario with parameters of our own in every arm. */
function setting(name: string, values: Readonly<Record<string, number>>): Outcome {
  const text = SHIPPED.get(`pressures/${name}`)!;
  return run(text.replace(/^arms:/m, `common: {parameters: ${parameters(values)}}\narms:`), areaOf(text));
}

/** The index of a financial year in a run from April 2016. */
const year = (first: number): number => first - 2016;

/** Share by which an arm differs from the first in one year. */
const share = (o: Outcome, name: string, arm: string, y: number): number =>
  o.years(name, arm)[y]! / o.years(name)[y]! - 1;

/** How many fewer than in the first arm, over the run. */
const lost = (o: Outcome, name: string, arm: string): number => o.overall(name) - o.overall(name, arm);

const firstArm = (o: Outcome): string => o.runs[0]!.arm.name;

/** Asserts that a value lies between two bounds. */
function between(value: number, low: number, high: number): void {
  expect(value).toBeGreaterThan(low);
  expect(value).toBeLessThan(high);
}

describe('cuts', () => {
  it('bit by bit and at once end in the same place; at once costs more on the way, and redundancies', () => {
    const o = shipped('annual-grant-cuts');
    const end = (arm: string): number => o.years('completions', arm)[9]!;
    expect(Math.abs(end('bit_by_bit') / end('at_once') - 1)).toBeLessThan(0.01);
    expect(lost(o, 'completions', 'at_once')).toBeGreaterThan(1.2 * lost(o, 'completions', 'bit_by_bit'));
    expect(o.overall('cost_of_redundancy', 'at_once')).toBeGreaterThan(
      2 * o.overall('cost_of_redundancy', 'bit_by_bit'),
    );
    // Fewer complete before fewer are in treatment; where the cut goes on, each year costs more than the one before.
    for (const arm of ['bit_by_bit', 'at_once', 'on_and_on'])
      expect(share(o, 'completions', arm, 9)).toBeLessThan(share(o, 'in_treatment', arm, 9));
    const falls = o
      .years('completions', 'on_and_on')
      .slice(1)
      .map((v, i, all) => (all[i - 1] ?? o.years('completions')[0]!) - v);
    expect(falls[8]!).toBeGreaterThan(3 * falls[0]!);
    between(share(o, 'completions', 'on_and_on', 9), -0.3, -0.1);
  });

  it('within the ring-fence are taken up by what there is to save, and not where there is nothing', () => {
    const o = shipped('ring-fence-lost');
    between(share(o, 'completions', 'leak_inside', 9), -0.01, 0);
    between(share(o, 'completions', 'fence_gone', 9), -0.2, -0.03);
    const lean = setting('ring-fence-lost', { most_efficiency: 0 });
    expect(lost(lean, 'completions', 'leak_inside')).toBeGreaterThan(
      2 * lost(o, 'completions', 'leak_inside'),
    );
  });

  it('show a knee where efficiency is exhausted, and none where there is nothing to save', () => {
    const perTenThousand = (o: Outcome, arm: string, less = firstArm(o)): number => {
      const at = (name: string): number => o.years(name, less)[9]! - o.years(name, arm)[9]!;
      return at('completions') / (at('money_granted') / 10_000);
    };
    const o = shipped('efficiency-exhausted');
    expect(perTenThousand(o, 'twenty')).toBeGreaterThan(4 * perTenThousand(o, 'five'));
    expect(perTenThousand(o, 'twenty', 'ten')).toBeGreaterThan(2 * perTenThousand(o, 'ten', 'five'));
    between(perTenThousand(o, 'five'), 0, 0.1);
    // The national study has 0.21 (0.12 to 0.29) for cuts of about this depth (Roscoe et al 2022).
    between(perTenThousand(o, 'twenty'), 0.1, 0.5);
    const lean = setting('efficiency-exhausted', { most_efficiency: 0 });
    expect(perTenThousand(lean, 'twenty')).toBeLessThan(2 * perTenThousand(lean, 'five'));
    expect(perTenThousand(lean, 'five')).toBeGreaterThan(3 * perTenThousand(o, 'five'));
  });

  it('without uplift: the same money buys fewer posts, or staff who leave', () => {
    const o = shipped('inflation-without-uplift');
    expect(o.overall('money_granted', 'posts_go')).toBeCloseTo(
      o.overall('money_granted', 'pay_falls_behind'),
      3,
    );
    expect(o.years('practitioners', 'posts_go')[9]!).toBeLessThan(
      o.years('practitioners', 'pay_falls_behind')[9]!,
    );
    expect(o.years('turnover', 'pay_falls_behind')[9]!).toBeGreaterThan(
      1.03 * o.years('turnover', 'posts_go')[9]!,
    );
    for (const arm of ['posts_go', 'pay_falls_behind']) between(share(o, 'completions', arm, 9), -0.05, 0);
  });

  it('raise poisonings by a per cent or two through treatment alone, which nobody would see; by more only if put in', () => {
    const o = shipped('cuts-and-deaths');
    between(share(o, 'poisoning_deaths', 'through_treatment', 9), 0, 0.04);
    between(-lost(o, 'poisoning_deaths', 'through_treatment'), 0, 1.5);
    between(share(o, 'poisoning_deaths', 'a_little_more', 9), 0.03, 0.08);
    between(share(o, 'poisoning_deaths', 'much_more', 9), 0.08, 0.15);
    for (const arm of ['through_treatment', 'a_little_more', 'much_more'])
      between(share(o, 'deaths', arm, 9), 0, 0.03);
  });
});

describe('services given up', () => {
  it('withdrawn in an order: the first are gone, the last keep their money; keyworkers lend hours to the front door', () => {
    const o = shipped('withdrawal-in-order', ['lot_price', 'hours_lent']);
    const money = (service: string, arm: string): number =>
      o.at(500, 'lot_price', arm, service) / o.at(0, 'lot_price', arm, service);
    for (const gone of ['recovery', 'rehab']) expect(money(gone, 'aftercare_first')).toBeLessThan(0.01);
    for (const gone of ['rehab', 'detox']) expect(money(gone, 'places_first')).toBeLessThan(0.01);
    for (const arm of ['aftercare_first', 'places_first'])
      for (const kept of ['prescribing', 'psychosocial']) between(money(kept, arm), 0.97, 1.01);
    between(money('access', 'places_first'), 0.5, 0.8);
    // Without aftercare more complete, and more of them come back.
    expect(lost(o, 'completions', 'aftercare_first')).toBeLessThan(0);
    expect(lost(o, 'completions_kept', 'aftercare_first')).toBeGreaterThan(0);
    // A third of the front door gone, and no queue, at the expense of keyworkers' time.
    expect(share(o, 'waits_over_three_weeks', 'places_first', 9)).toBeLessThan(0.05);
    expect(o.at(500, 'hours_lent', 'places_first')).toBeGreaterThan(0);
    expect(o.at(500, 'hours_lent', 'a_bit_of_everything')).toBe(0);
    expect(share(o, 'waits_over_three_weeks', 'a_bit_of_everything', 9)).toBeLessThan(0.01);
  });

  it('offloaded: the provider keeps the money and the people lose; closed openly, the money works elsewhere', () => {
    const o = shipped('offloading', ['rehab']);
    const kept = (arm: string): number => o.overall('reserves_at_end', arm) - o.overall('reserves_at_end');
    expect(kept('rehab_offloaded')).toBeGreaterThan(1_000_000);
    expect(Math.abs(kept('rehab_closed_openly'))).toBeLessThan(100_000);
    for (const arm of ['rehab_offloaded', 'rehab_closed_openly'])
      expect(o.at(200, 'rehab', arm)).toBeLessThan(0.05 * o.at(200, 'rehab'));
    expect(lost(o, 'completions_kept', 'rehab_offloaded')).toBeGreaterThan(5);
    expect(lost(o, 'completions_kept', 'recovery_offloaded')).toBeGreaterThan(20);
    expect(lost(o, 'completions_kept', 'rehab_closed_openly')).toBeLessThan(
      lost(o, 'completions_kept', 'rehab_offloaded'),
    );
    expect(share(o, 'practitioners', 'rehab_closed_openly', 9)).toBeGreaterThan(0.05);
  });
});

describe('people who change', () => {
  it('grow older and more ill: more over 50, more deaths by illness alone, less work where few are young', () => {
    const o = shipped('ageing-cohort', ['caseload']);
    const over50 = (arm: string): number =>
      o.at(519, 'caseload', arm, 'opiate', 'a50_plus') / o.at(519, 'caseload', arm, 'opiate');
    expect(over50('ageing')).toBeGreaterThan(over50(firstArm(o)) + 0.05);
    between(share(o, 'deaths', 'ageing', 9), -0.02, 0.05);
    between(share(o, 'deaths', 'ageing_and_ill', 9), 0.1, 0.35);
    expect(share(o, 'in_treatment', 'few_young', 9)).toBeLessThan(-0.05);
    expect(o.years('workload_beside_first_year', 'few_young')[9]!).toBeLessThan(0.95);
  });

  it('need more work each: staff wear out late, and money gives back the work but not the rest', () => {
    const o = shipped('rising-complexity');
    const at = (arm: string): number => share(o, 'completions', arm, 9);
    between(at('harder'), -0.12, -0.03);
    expect(at('harder')).toBeLessThan(2 * at('harder_more_work_only'));
    between(at('harder_with_money'), at('harder'), 0.02);
    const leaving = o.years('turnover', 'harder');
    expect(leaving[9]! - leaving[8]!).toBeGreaterThan(3 * (leaving[2]! - leaving[1]!));
  });
});

describe('prices and staff', () => {
  it('a dear medicine is paid by posts in its year, and they come back', () => {
    const o = shipped('buprenorphine-price');
    between(share(o, 'cost_of_pharmacy', 'one_year', year(2018)), 0.4, 1.2);
    expect(share(o, 'practitioners', 'one_year', year(2018))).toBeLessThan(-0.03);
    expect(Math.abs(share(o, 'practitioners', 'one_year', year(2021)))).toBeLessThan(0.003);
    expect(share(o, 'practitioners', 'for_good', 9)).toBeLessThan(-0.04);
    expect(Math.abs(share(o, 'completions', 'central_money', year(2018)))).toBeLessThan(0.002);
  });

  it('posts that are hard to fill: vacancies and turnover as in the censuses, beyond them only in a freeze', () => {
    const o = shipped('vacancies-and-burnout');
    const worst = (name: string, arm: string): number => Math.max(...o.years(name, arm));
    // 8 to 11 % vacant and 19 to 25 % leaving in a year, 2022 to 2024.
    between(worst('vacancies', 'hard_to_hire'), 0.09, 0.11);
    between(worst('vacancies', 'and_leaving'), 0.11, 0.14);
    between(worst('turnover', 'and_leaving'), 0.23, 0.27);
    between(worst('vacancies', 'and_frozen'), 0.14, 0.2);
    for (const arm of ['hard_to_hire', 'and_leaving', 'and_frozen'])
      expect(Math.abs(share(o, 'completions', arm, 9))).toBeLessThan(0.005);
    expect(share(o, 'completions', 'and_frozen', year(2019))).toBeLessThan(
      share(o, 'completions', 'hard_to_hire', year(2019)),
    );
  });

  it('a rescue is felt one to two years after it comes, and one for three years leaves nothing', () => {
    const o = shipped('rescue-grant');
    const regained = (name: string, y: number): number => {
      const lowest = o.years(name, 'rescued')[year(2021)]!;
      return (o.years(name, 'rescued')[y]! - lowest) / (o.years(name)[y]! - lowest);
    };
    expect(o.years('money_granted', 'rescued')[year(2023)]!).toBeCloseTo(o.years('money_granted')[0]!, 3);
    expect(regained('completions', year(2022))).toBeLessThan(0.2);
    between(regained('completions', year(2023)), 0.3, 0.9);
    expect(regained('completions', year(2024))).toBeGreaterThan(0.9);
    expect(regained('practitioners', year(2023))).toBeGreaterThan(regained('completions', year(2023)));
    expect(o.years('vacancies', 'rescued')[year(2022)]!).toBeGreaterThan(0.14);
    const end = (arm: string): number => o.years('completions', arm)[13]!;
    expect(Math.abs(end('rescued_for_three_years') / end('cut') - 1)).toBeLessThan(0.01);
  });
});

describe('providers and commissioners', () => {
  it('a failure takes what the provider holds: all of it from one basket', () => {
    const o = shipped('provider-failure', ['unsettled']);
    const day = 156;
    const shaken = (arm: string): number => o.at(day + 1, 'unsettled', arm);
    expect(shaken('one_basket')).toBeCloseTo(6, 6);
    expect(shaken('great_of_four')).toBeCloseTo(3, 6);
    expect(shaken('small_of_four')).toBeCloseTo(1, 6);
    const arms = ['small_of_four', 'great_of_four', 'one_basket'];
    for (const arm of arms) expect(Math.abs(share(o, 'completions', arm, year(2018)))).toBeLessThan(1e-6);
    const losses = arms.map(arm => lost(o, 'completions', arm));
    expect(losses).toEqual([...losses].sort((a, b) => a - b));
    between(share(o, 'completions', 'one_basket', year(2019)), -0.25, -0.05);
    expect(Math.abs(share(o, 'completions', 'one_basket', 9))).toBeLessThan(0.01);
  });

  it('a bid that cannot be delivered overdraws and may fail, without a large organisation behind it', () => {
    const o = shipped('promising-bidder', ['reserves']);
    const lowest = (arm: string): number =>
      Math.min(
        ...Array.from({ length: 520 }, (_, s) => o.at(s, 'reserves', arm) - o.at(s, 'reserves', firstArm(o))),
      );
    expect(lowest('low_bid')).toBeLessThan(-30_000);
    expect(lowest('fair_bid')).toBeGreaterThan(-10_000);
    between(Math.max(...o.years('under_emergency_cover', 'low_bid')), 0.03, 0.3);
    expect(o.overall('under_emergency_cover', 'fair_bid')).toBe(0);
    const text = SHIPPED.get('pressures/promising-bidder')!;
    const backed = run(text.replaceAll('[weak_finances]', '[]'), areaOf(text));
    expect(backed.overall('under_emergency_cover', 'low_bid')).toBe(0);
    expect(lost(backed, 'completions', 'low_bid')).toBeGreaterThan(0.8 * lost(o, 'completions', 'low_bid'));
    const worse = (y: number): number =>
      share(o, 'completions', 'low_bid', y) - share(o, 'completions', 'low_and_badly_run', y);
    between(worse(year(2018)), 0.03, 0.15);
    expect(worse(9)).toBeLessThan(0.2 * worse(year(2018)));
  });

  it('mitigation: retaining and recruiting are alike, links save most people, all three save most', () => {
    const o = shipped('retender-mitigation');
    const of = (arm: string): number => lost(o, 'completions', arm);
    expect(of('staff_retained')).toBe(of('recruited_locally'));
    expect(of('staff_retained')).toBeLessThan(of('unmitigated'));
    expect(of('links_kept')).toBeLessThan(of('unmitigated'));
    expect(of('all_three')).toBeLessThan(Math.min(of('staff_retained'), of('links_kept')));
    expect(of('all_three')).toBeGreaterThan(0.3 * of('unmitigated'));
    expect(lost(o, 'in_treatment', 'links_kept')).toBeLessThan(lost(o, 'in_treatment', 'staff_retained'));
  });

  it('a retender is worse the less the commissioners know, and not where their knowledge does nothing', () => {
    const o = shipped('commissioners-lost');
    const worst = (arm: string): number => share(o, 'completions', arm, year(2019));
    expect(worst('forty_per_cent_gone')).toBeLessThan(worst('full_team') - 0.002);
    expect(worst('ninety_per_cent_gone')).toBeLessThan(worst('forty_per_cent_gone') - 0.002);
    expect(worst('ninety_per_cent_gone')).toBeGreaterThan(worst('full_team') - 0.1);
    expect(o.years('commissioners_knowledge', 'full_team')[9]!).toBeLessThan(0.95);
    const text = SHIPPED.get('pressures/commissioners-lost')!;
    const none = run(
      text.replace(
        /^ {2}parameters:$/m,
        '  parameters:\n    knowledge_effect_on_shock: {value: 0, reason: a test}',
      ),
      areaOf(text),
    );
    expect(none.overall('completions', 'ninety_per_cent_gone')).toBe(
      none.overall('completions', 'full_team'),
    );
  });
});
