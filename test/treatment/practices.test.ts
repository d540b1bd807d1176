import { describe, expect, it } from 'vitest';
import { apart, type Outcome, program, run, scenario, variablesOfKind, whatIsWrong } from './bench.ts';

const PRACTICES: readonly string[] = program.model.indexSets.get('practice')!.dimension.elements;
/** Practices whose effect runs through what the model has anyway, such as aftercare or pharmacy fees, not through numbers of their own. */
const BY_WHAT_IS_THERE = [
  'more_aftercare',
  'long_acting_buprenorphine',
  'less_supervision',
  'direct_supply',
] as const;
const FOR_STAFF = ['psychosocial_quality', 'staff_supervision', 'skilled_staff', 'provider_training'];
const SEEN = [
  'practice_for',
  'practice_people',
  'practice_posts',
  'practice_cost',
  'infected',
  'cured',
  'opiate_users',
];

/** Every number of the practices that can be switched off, switched off: no effect, and no cost. */
const neutral = [...program.model.variables.values()].flatMap(v =>
  v.kind === 'parameter' && /\/8[a-c]?-[a-z-]+\.yaml$/.test(v.spec.place.file) && v.spec.neutral !== undefined
    ? [`${v.name}: {value: ${v.spec.neutral}, reason: a test}`]
    : [],
);
const adopting = (practice: string, more = ''): string =>
  `practices: [{adopt: ${practice}, reach: 50%, from: 2017-04${more}}]`;
const arm = (practice: string, more = ''): string => `{${adopting(practice, more)}}`;

/** Each practice by itself, paid for by new money, so that what it does is not mixed with what it costs. */
const each: Outcome = run(
  scenario({ as_now: '{}', ...Object.fromEntries(PRACTICES.map(p => [p, arm(p, ', money: new')])) }),
  undefined,
  SEEN,
);
const moved = (outcome: string, practice: string): number =>
  each.overall(outcome, practice) - each.overall(outcome, 'as_now');

describe('a practice', () => {
  it('with its effects neutral and for nothing changes nothing but its own count', () => {
    const still = `parameters: {${neutral.join(', ')}}`;
    const adopted = PRACTICES.filter(p => !(BY_WHAT_IS_THERE as readonly string[]).includes(p));
    const arms = adopted.map(p => [p, `{${still}, ${adopting(p)}}`]);
    const o = run(scenario({ as_now: `{${still}}`, ...Object.fromEntries(arms) }, { horizon: '4 years' }));
    for (const practice of adopted)
      for (const { spec, overall } of o.table().rows) {
        if (['people_reached', 'posts_reached'].includes(spec.name)) continue;
        const by = apart(overall[1 + adopted.indexOf(practice)]!, overall[0]!);
        expect(by, `${spec.name} under ${practice}`).toBeLessThan(1e-9);
      }
  });

  it('costs what those it reaches cost, whether or not it works', () => {
    const step = 52 * 3;
    const rates: Readonly<Record<string, string>> = {
      contingency_management: 'contingency_cost',
      case_management: 'case_management_cost',
      digital_therapy: 'digital_cost',
      mutual_aid_and_peers: 'peers_cost',
      employment_support: 'employment_support_cost',
      family_support: 'family_support_cost',
      long_acting_buprenorphine: 'injectable_cost',
      naloxone: 'naloxone_cost',
      needle_exchange: 'needle_exchange_cost',
      housing_link: 'housing_link_cost',
      social_care_link: 'social_care_link_cost',
    };
    for (const [practice, rate] of Object.entries(rates)) {
      const parameter = program.model.variables.get(rate)!;
      if (parameter.kind !== 'parameter') throw new Error(rate);
      const people = each.at(step, 'practice_people', practice, practice);
      expect(people, practice).toBeCloseTo(each.at(step, 'practice_for', practice, practice) / 2, 9);
      const cost = each.at(step, 'practice_cost', practice, practice);
      expect(apart(cost, people * parameter.values[0]!), practice).toBeLessThan(1e-9);
      expect(cost, practice).toBeGreaterThan(0);
      expect(each.at(step, 'practice_cost', practice), `${practice} alone costs`).toBe(cost);
    }
  });

  it('reaches people, or posts where it is for staff', () => {
    for (const practice of PRACTICES) {
      const [some, none] = FOR_STAFF.includes(practice)
        ? ['practice_posts', 'practice_people']
        : ['practice_people', 'practice_posts'];
      expect(each.at(52 * 3, some!, practice), practice).toBeGreaterThan(0);
      expect(each.at(52 * 3, none!, practice), practice).toBe(0);
    }
  });

  it('is paid by new money or by the grant, and the books balance', () => {
    const o = run(
      scenario({
        as_now: '{}',
        new_money: arm('case_management', ', money: new'),
        within: arm('case_management'),
      }),
    );
    expect(whatIsWrong(o)).toEqual([]);
    expect(o.overall('money_granted', 'within')).toBeCloseTo(o.overall('money_granted', 'as_now'), 3);
    const more = o.overall('money_granted', 'new_money') - o.overall('money_granted', 'as_now');
    expect(apart(more, o.overall('cost_of_practices', 'new_money'))).toBeLessThan(1e-9);
    expect(o.overall('practitioners', 'within')).toBeLessThan(o.overall('practitioners', 'new_money') - 1);
  });

  it('keeps every law, alone and all together', () => {
    expect(whatIsWrong(each)).toEqual([]);
    const all = PRACTICES.map(p => `{adopt: ${p}, reach: 100%, from: 2017-04, over: 1 year, money: new}`);
    const o = run(scenario({ all: `{practices: [${all.join(', ')}]}` }));
    expect(whatIsWrong(o)).toEqual([]);
  });
});

describe('what practices do, with the money beside the grant', () => {
  it.each([
    ['contingency_management', 'completions_kept', 1],
    ['contingency_management', 'drop_outs', -1],
    ['case_management', 'drop_outs', -1],
    ['digital_therapy', 'completions_kept', 1],
    ['mutual_aid_and_peers', 'completions_kept', 1],
    ['mutual_aid_and_peers', 'drop_outs', -1],
    ['more_aftercare', 'completions_kept', 1],
    ['employment_support', 'more_in_work', 1],
    ['long_acting_buprenorphine', 'drop_outs', -1],
    ['long_acting_buprenorphine', 'cost_of_pharmacy', -1],
    ['long_acting_buprenorphine', 'qalys', 1],
    ['less_supervision', 'cost_of_pharmacy', -1],
    ['less_supervision', 'poisoning_deaths', 1],
    ['direct_supply', 'cost_of_pharmacy', -1],
    ['tailored_pathways', 'workload_beside_first_year', -1],
    ['psychosocial_quality', 'completions_kept', 1],
    ['staff_supervision', 'turnover', -1],
    ['skilled_staff', 'completions_kept', 1],
    ['hepatitis_c_care', 'hepatitis_c_cured', 1],
    ['hepatitis_c_care', 'with_hepatitis_c', -1],
    ['naloxone', 'poisoning_deaths', -1],
    ['needle_exchange', 'hepatitis_c_infections', -1],
    ['mental_health_link', 'completions_kept', 1],
    ['housing_link', 'drop_outs', -1],
    ['prison_link', 'in_treatment', 1],
    ['justice_link', 'people_starting', 1],
  ])('%s moves %s the way its evidence points', (practice, outcome, way) => {
    expect(Math.sign(moved(outcome, practice))).toBe(way);
    expect(Math.abs(moved(outcome, practice))).toBeGreaterThan(1e-4);
  });

  it('claims nothing of what families, social services and work do to treatment', () => {
    for (const practice of ['family_support', 'social_care_link', 'employment_support'])
      for (const outcome of ['in_treatment', 'completions_kept', 'deaths', 'qalys'])
        expect(Math.abs(moved(outcome, practice)), `${practice} on ${outcome}`).toBeLessThan(1e-6);
  });

  it('upgraded posts are paid for by fewer of them where no money is new', () => {
    const o = run(scenario({ as_now: '{}', fewer: arm('skilled_staff') }));
    const beside = o.years('practitioners', 'fewer')[9]! / o.years('practitioners', 'as_now')[9]!;
    // As many fewer as each is dearer, and a post in a hundred more vacant, since those who are left carry more.
    const dearer = 1 / (1 + 0.5 * 0.295);
    expect(beside).toBeLessThan(dearer);
    expect(beside).toBeGreaterThan(dearer - 0.01);
  });

  it('training places shorten hiring years later, where people are scarce', () => {
    const scarce = 'drivers: [{driver: labour_market, times: 2, from: 2017-04, reason: a test}]';
    const o = run(
      scenario({
        scarce: `{${scarce}}`,
        trained: `{${scarce}, ${adopting('provider_training', ', money: new')}}`,
      }),
    );
    const vacant = (year: number): number =>
      o.years('vacancies', 'trained')[year]! - o.years('vacancies', 'scarce')[year]!;
    expect(vacant(9)).toBeLessThan(0);
    expect(vacant(9)).toBeLessThan(vacant(2));
  });

  it('naloxone prevents no more beyond its cap', () => {
    const reach = (share: string): string =>
      `{practices: [{adopt: naloxone, reach: ${share}, from: 2017-04}]}`;
    const o = run(scenario({ cap: reach('50%'), all: reach('100%') }), undefined, ['practices_on_poisoning']);
    expect(o.at(60, 'practices_on_poisoning', 'cap')).toBeCloseTo(1 - 0.066 / 0.6, 12);
    expect(o.at(60, 'practices_on_poisoning', 'all')).toBe(o.at(60, 'practices_on_poisoning', 'cap'));
  });
});

describe('hepatitis C', () => {
  it('stays level for twenty years where nobody does anything about it', () => {
    const o = run(scenario({ as_now: '{}' }, { horizon: '20 years' }), undefined, SEEN);
    expect(apart(o.at(52 * 20, 'infected'), o.at(0, 'infected'))).toBeLessThan(1e-6);
    expect(o.at(52 * 20, 'cured')).toBe(0);
  });

  it('is cured by courses, caught again by some, and never by more people than there are', () => {
    const o = run(
      scenario({ care: '{practices: [{adopt: hepatitis_c_care, reach: 100%, from: 2017-04, money: new}]}' }),
      undefined,
      SEEN,
    );
    const end = 52 * 10;
    expect(o.at(end, 'infected')).toBeLessThan(0.3 * o.at(0, 'infected'));
    expect(o.overall('hepatitis_c_cured')).toBeGreaterThan(o.at(end, 'cured'));
    expect(o.at(end, 'infected') + o.at(end, 'cured')).toBeLessThan(o.at(end, 'opiate_users'));
  });

  it('never touches the people of the other sectors', () => {
    const people = variablesOfKind('stock').filter(s => !['infected', 'cured'].includes(s));
    const free = 'parameters: {hepatitis_care_cost: {value: 0, reason: a test}}';
    const o = run(
      scenario(
        { as_now: `{${free}}`, care: `{${free}, ${adopting('hepatitis_c_care')}}` },
        { horizon: '3 years' },
      ),
      undefined,
      people,
    );
    for (const stock of people) expect(o.at(156, stock, 'care'), stock).toBe(o.at(156, stock, 'as_now'));
  });
});
