import { describe, expect, it } from 'vitest';
import { barnet, type Outcome, parameters, run, STAFFED, scenario, whatIsWrong } from './bench.ts';

/** Share by which an arm differs from the first in a year of the run. */
const share = (o: Outcome, name: string, arm: string, year: number): number =>
  o.years(name, arm)[year]! / o.years(name)[year]! - 1;

const driven = (driver: string, more: string, set: Readonly<Record<string, number>> = {}): string =>
  `{drivers: [{driver: ${driver}, from: 2017-04, reason: a test, ${more}}], parameters: ${parameters(set)}}`;

function sound(arms: Readonly<Record<string, string>>, also: readonly string[] = [], horizon = '10 years') {
  const o = run(scenario({ as_now: '{}', ...arms }, { horizon }), barnet, also);
  expect(whatIsWrong(o)).toEqual([]);
  return o;
}

describe('two years of half as much work again', () => {
  const o = sound({
    erosion: driven('complexity', 'times: 1.5, for: 2 years'),
    none: driven('complexity', 'times: 1.5, for: 2 years', { standards_follow_practice: 0 }),
  });

  it('leave lower standards behind for years where standards erode, and none where they do not', () => {
    const [during, after] = [2, 6].map(y => o.years('standards_held', 'erosion')[y]!) as [number, number];
    expect(during).toBeLessThan(0.95);
    expect(after).toBeLessThan(0.98);
    expect(after).toBeGreaterThan(during);
    for (const standard of o.years('standards_held', 'none')) expect(standard).toBe(1);
  });

  it('wear fewer people out where standards give way: erosion protects staff', () => {
    expect(o.years('burnout_of_staff', 'erosion')[3]!).toBeLessThan(o.years('burnout_of_staff', 'none')[3]!);
    expect(o.years('practitioners', 'erosion')[4]!).toBeGreaterThan(o.years('practitioners', 'none')[4]!);
  });

  it('are no ratchet below the dead band: three per cent more work erodes nothing in ten years', () => {
    const little = sound({ more: driven('complexity', 'times: 1.03') });
    for (const standard of little.years('standards_held', 'more')) expect(standard).toBe(1);
  });
});

describe('a surge of new posts', () => {
  const surge = (supervision: number): string =>
    `{funding: [{rescue: 25%, from: 2017-04}], parameters: ${parameters({
      supervision_per_novice: supervision,
      novice_productivity: 0.4,
      agency_cover: 0,
      most_supervision: 0.4,
    })}}`;
  const o = sound({ heavy: surge(0.7), light: surge(0.05) }, ['hours_available', 'novice'], '3 years');
  const hours = (arm: string): number[] =>
    Array.from({ length: 53 }, (_, w) => o.at(52 + w, 'hours_available', arm, 'psychosocial'));

  it('gives fewer hours at first where novices need much supervision, and more within a year', () => {
    const [first = 0, ...later] = hours('heavy');
    expect(Math.min(...later)).toBeLessThan(0.99 * first);
    expect(later.at(-1)!).toBeGreaterThan(first);
  });

  it('gives more hours from the first weeks where they need little', () => {
    const [first = 0, ...later] = hours('light');
    expect(Math.min(...later)).toBeGreaterThanOrEqual(first * (1 - 1e-9));
  });
});

describe('people who live longer', () => {
  it('raise the number who need treatment and are in it, though no more fall ill', () => {
    const o = sound({ healthier: driven('ill_health', 'times: 0.5') }, ['untreated', 'need_arising']);
    const last = o.experiment.steps;
    expect(o.at(last, 'untreated', 'healthier')).toBeGreaterThan(1.01 * o.at(last, 'untreated'));
    expect(share(o, 'in_treatment', 'healthier', 9)).toBeGreaterThan(0.01);
    expect(o.at(last, 'need_arising', 'healthier')).toBeCloseTo(o.at(last, 'need_arising'), 9);
  });
});

describe('more people asking than can be seen', () => {
  const RUSH = 'of: [opiate, non_opiate, non_opiate_and_alcohol, alcohol], times: 3';
  const o = sound(
    {
      rush: driven('asking_factor', RUSH),
      patient: driven('asking_factor', RUSH, { wait_effect_on_giving_up: 0 }),
      no_crisis: driven('asking_factor', RUSH, { crisis_return: 0 }),
    },
    ['wait', 'waiting'],
  );

  it('make a queue that grows until as many give up as come', () => {
    expect(o.years('waits_over_three_weeks', 'rush')[1]!).toBeGreaterThan(0.3);
    expect(share(o, 'gave_up_at_the_door', 'rush', 3)).toBeGreaterThan(5);
    expect(o.years('people_waiting', 'rush')[8]! / o.years('people_waiting', 'rush')[7]!).toBeCloseTo(1, 1);
  });

  it('shorten the queue by giving up (B5), and lengthen it by coming back in a crisis (R5)', () => {
    expect(o.at(208, 'waiting', 'patient')).toBeGreaterThan(1.2 * o.at(208, 'waiting', 'rush'));
    expect(o.at(208, 'waiting', 'no_crisis')).toBeLessThan(0.95 * o.at(208, 'waiting', 'rush'));
  });
});

describe('money and deaths beyond the phases that people are in', () => {
  const cut = 'funding: [{cut: 27%, from: 2017-04}]';
  const o = sound({
    phases: `{${cut}}`,
    more: `{${cut}, parameters: ${parameters({ spend_effect_on_poisoning: 0.2 })}}`,
  });

  it('is a switch: off, a cut moves poisonings by a few per cent; on, by what it says besides', () => {
    const [off, on] = ['phases', 'more'].map(arm => share(o, 'poisoning_deaths', arm, 5)) as [number, number];
    // Roscoe et al 2022: spend and drug deaths of 152 authorities are not significantly associated.
    expect(Math.abs(off)).toBeLessThan(0.03);
    expect((1 + on) / (1 + off)).toBeCloseTo(0.73 ** -0.2, 2);
  });
});

describe('contracts that are short', () => {
  it('starve the training of new people, a little and slowly; long ones feed it', () => {
    const term = (years: number): string =>
      `{commissioning: [{retender: all lots, to: incumbent, start: 2017-04, term: ${years} years, repeat: each term}]}`;
    const o = sound({ three: term(3), ten: term(10) });
    expect(share(o, 'trained_people_to_hire', 'three', 9)).toBeLessThan(-0.03);
    expect(share(o, 'trained_people_to_hire', 'three', 9)).toBeGreaterThan(0.75 ** 0.3 - 1);
    expect(share(o, 'trained_people_to_hire', 'ten', 9)).toBeGreaterThan(0.1);
  });
});

describe('a contract priced far below its cost', () => {
  const priced = (failing: number): string =>
    `{commissioning: [{retender: psychosocial, to: one new provider, start: 2018-04, price: -40%}], parameters: ${parameters({ failing_when_overdrawn: failing, redundancy_pay: 6, reserve_months: 0.5, backing_months: 1 })}}`;
  const o = sound({ fails: priced(1), owes: priced(0) });

  it('ends in failure, emergency cover and debts that creditors lose, where ruined providers fail', () => {
    expect(o.overall('debts_written_off', 'fails')).toBeGreaterThan(1000);
    expect(o.overall('cost_of_emergency', 'fails')).toBeGreaterThan(1000);
    expect(Math.max(...o.years('under_emergency_cover', 'fails'))).toBeGreaterThan(0.02);
  });

  it('ends in debts alone where they are let owe', () => {
    expect(o.overall('debts_written_off', 'owes')).toBe(0);
    expect(o.overall('cost_of_emergency', 'owes')).toBe(0);
    expect(o.years('reserves_at_end', 'owes').at(-1)!).toBeLessThan(o.years('reserves_at_end').at(-1)!);
  });
});

describe('equations at their extremes', () => {
  it('nobody asking: treatment runs down, nobody waits, and the laws hold', () => {
    const o = sound({ none: driven('asking_factor', 'times: 0') });
    expect(share(o, 'in_treatment', 'none', 9)).toBeLessThan(-0.8);
    expect(o.years('workload_beside_first_year', 'none')[9]!).toBeLessThan(0.2);
  });

  it('a hundred times as many asking: starts are bounded by the hours there are to see people', () => {
    const o = sound({ all: driven('asking_factor', 'times: 100') });
    expect(share(o, 'in_treatment', 'all', 5)).toBeGreaterThan(0.05);
    // Assessments can be cut to 0.7 of their time, and keyworkers lend a tenth of theirs, more than half of what access
    // has: 1.55 / 0.7 = 2.2 times the starts at most.
    expect(share(o, 'people_starting', 'all', 5)).toBeLessThan(1.2);
  });

  it('work ten times as heavy: quality falls to what the hours allow, people are let go, nothing is negative', () => {
    const o = sound({ heavy: driven('complexity', 'times: 10') });
    expect(o.years('quality_of_treatment', 'heavy')[5]!).toBeLessThan(0.75);
    expect(share(o, 'in_treatment', 'heavy', 9)).toBeLessThan(-0.2);
  });

  it('everyone leaving on one day: the service is empty that day and full again within two years', () => {
    const all = `{commissioning: [{retender: all lots, to: one new provider, start: 2018-04}], parameters: ${parameters({ staff_loss_at_transfer: 1, knowledge_effect_on_shock: 0 })}}`;
    const o = sound({ all }, ['novice', 'experienced']);
    for (const service of STAFFED) {
      const staff = (step: number): number =>
        o.at(step, 'novice', 'all', service) + o.at(step, 'experienced', 'all', service);
      expect(staff(105)).toBeLessThan(0.05 * staff(0));
      expect(staff(104 + 104)).toBeGreaterThan(0.85 * staff(0));
    }
  });

  it('no trained people to hire: vacancies rise by what the wait for them says', () => {
    const o = sound({ scarce: driven('labour_market', 'times: 3') });
    // Vacancy = leaving x time to hire / (1 + leaving x time to hire), with 0.19 x 0.458 x 3.
    expect(o.years('vacancies', 'scarce')[9]!).toBeGreaterThan(0.18);
    expect(o.years('vacancies', 'scarce')[9]!).toBeLessThan(0.35);
  });
});
