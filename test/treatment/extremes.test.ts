import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import {
  barnet,
  Outcome,
  parameters,
  program,
  resolve,
  run,
  SERVICES,
  STAFFED,
  scenario,
  whatIsWrong,
  withFigures,
  withinRanges,
} from './bench.ts';

/** What an area file says of people; money and staff stand apart. */
const OF_PEOPLE = /^(people_in_treatment|new_presentations|exits_|need$)/;
const GRANT = 2_301_125; // scenarios/areas/barnet.yaml, treatment_spend

/** Every shock of a retender at the top of its range, as the model's files give it. */
const WORST = withinRanges(
  [
    'staff_loss_at_transfer',
    'keyworkers_reassigned',
    'local_skill_loss',
    'lost_share_at_transfer',
    'reinduction_share',
    'mobilisation_loss',
    'bidding_time',
    'insecurity_effect_on_leaving',
    'insecurity_spill',
    'tender_cost_share',
    'knowledge_per_tender',
  ],
  ([, high]) => high,
);

const closing = (service: string, more = ''): string => `{close: ${service}, from: 2017-04${more}}`;
const YEARLY = 'retender: all lots, to: one new provider, start: 2017-04, repeat: 1 year, target: integrated';
const priced = (price: string): string =>
  `{commissioning: [{retender: all lots, to: one new provider, start: 2018-04, price: ${price}}]}`;
const workforce = (policy: string): string => `{workforce: [${policy}]}`;

const ARMS: Readonly<Record<string, string>> = {
  untouched: '{}',
  cut_all: '{funding: [{cut: 100%, from: 2017-04}]}',
  cut_nearly_all: '{funding: [{cut: 99.9%, from: 2017-04}]}',
  cut_all_at_once: '{funding: [{cut: 100%, from: 2016-04}]}',
  ...Object.fromEntries(SERVICES.map(s => [`no_${s}`, `{services: [${closing(s)}]}`])),
  nothing_open: `{services: [${SERVICES.map(s => closing(s)).join(', ')}]}`,
  all_into_access: `{services: [${SERVICES.filter(s => s !== 'access')
    .map(s => closing(s, ', reinvest: access'))
    .join(', ')}]}`,
  twentyfold: `{funding: [${Array.from({ length: 19 }, () => '{rescue: 100%, from: 2017-04}').join(', ')}]}`,
  tenfold_turnover: workforce('{turnover: +900%, from: 2017-04}'),
  no_turnover: workforce('{turnover: -100%, from: 2017-04}'),
  no_hiring: workforce('{vacancy_freeze: 100%, from: 2017-04, for: 5 years}'),
  dear_staff: workforce('{pay: +300%, from: 2017-04}'),
  cheap_staff: workforce('{pay: -90%, from: 2017-04}'),
  quick_training: workforce('{training: 90%, from: 2017-04}'),
  retender_yearly: `{commissioning: [{${YEARLY}}]}`,
  retender_monthly: `{commissioning: [{${YEARLY.replace('1 year', '1 month')}}]}`,
  nearly_free: priced('-99%'),
  dearest: priced('+300%'),
};

const all = run(scenario(ARMS, { horizon: '6 years' }), barnet, ['wait']);
const last = (o: Outcome, name: string, arm?: string): number => o.years(name, arm).at(-1)!;
const first = (name: string): number => all.years(name, 'untouched')[0]!;

/** Runs one arm and finds it believable: no fault, and every outcome of every year is a number. */
function sound(arm: string, horizon: string, step = '1 week'): Outcome {
  const outcome = run(scenario({ arm }, { horizon, step }));
  expect(whatIsWrong(outcome)).toEqual([]);
  return outcome;
}

describe('whatever is done', () => {
  it('laws hold, nothing is below nothing, and every outcome of every year is a number', () => {
    expect(all.runs.map(r => r.arm.name)).toEqual(Object.keys(ARMS));
    expect(whatIsWrong(all)).toEqual([]);
  });

  it('people in treatment, staff and money are never fewer than none', () => {
    for (const name of ['in_treatment', 'people_waiting', 'practitioners', 'vacancies', 'cost_of_staff'])
      for (const arm of Object.keys(ARMS))
        for (const v of all.years(name, arm)) expect(v, `${name} of ${arm}`).toBeGreaterThanOrEqual(0);
  });
});

describe('no money', () => {
  it.each(['cut_all', 'cut_nearly_all', 'cut_all_at_once'])(
    '%s leaves no staff, and then nobody in treatment',
    arm => {
      // Redundancy takes three months; those who are left go within as long again.
      expect(all.years('practitioners', arm)[2]!).toBeLessThan(0.01 * first('practitioners'));
      expect(last(all, 'in_treatment', arm)).toBeLessThan(0.001);
      expect(last(all, 'completions', arm)).toBeLessThan(0.001);
      expect(last(all, 'waits_over_three_weeks', arm)).toBeGreaterThan(0.99);
      // Without treatment more people die of poisoning.
      expect(last(all, 'poisoning_deaths', arm)).toBeGreaterThan(1.1 * first('poisoning_deaths'));
    },
  );

  it('a step of a day gives the same end', () => {
    const o = sound(ARMS['cut_nearly_all']!, '4 years', '1 day');
    expect(o.experiment.stepsPerYear).toBe(364);
    expect(o.years('practitioners')[2]!).toBeLessThan(0.01 * first('practitioners'));
    expect(last(o, 'in_treatment')).toBeLessThan(3);
  });

  it.each(SERVICES)('closing %s saves what it cost, and its staff go', service => {
    const arm = `no_${service}`;
    // Medicines are paid first, out of the same grant.
    const [saved, paid, pharmacy] = ['money_returned', 'spending_by_service', 'cost_of_pharmacy'].map(n =>
      all.years(n, arm),
    ) as [number[], number[], number[]];
    expect(saved[1]! / (paid[0]! + pharmacy[0]! - paid[1]! - pharmacy[1]!)).toBeCloseTo(1, 9);
    if (!STAFFED.includes(service)) return;
    const rows = all.table('year', 'service').rows;
    const staff = rows.find(r => r.spec.name === 'practitioners' && r.element === service)!;
    expect(staff.byWindow[all.runs.indexOf(all.run(arm))]!.at(-1)!).toBeLessThan(0.001);
  });

  it('without psychosocial keywork there is hardly a start after five years', () => {
    expect(last(all, 'people_starting', 'no_psychosocial')).toBeLessThan(0.05 * first('people_starting'));
    expect(last(all, 'waits_over_three_weeks', 'no_psychosocial')).toBeGreaterThan(0.9);
  });

  it('without access keyworkers see who comes, at the expense of their clients; where they may not, hardly anyone starts', () => {
    expect(last(all, 'people_starting', 'no_access')).toBeGreaterThan(0.5 * first('people_starting'));
    expect(last(all, 'people_starting', 'no_access')).toBeLessThan(0.9 * first('people_starting'));
    const alone = run(
      scenario({ alone: `{services: [${closing('access')}], parameters: ${parameters({ most_lent: 0 })}}` }),
    );
    expect(whatIsWrong(alone)).toEqual([]);
    expect(last(alone, 'people_starting')).toBeLessThan(0.05 * first('people_starting'));
    expect(last(alone, 'waits_over_three_weeks')).toBeGreaterThan(0.9);
  });

  it('with everything closed there is no staff and no treatment', () => {
    expect(last(all, 'practitioners', 'nothing_open')).toBeLessThan(0.001);
    expect(last(all, 'in_treatment', 'nothing_open')).toBeLessThan(0.001);
  });

  it('with everything closed for the benefit of access, people ask and wait for nothing', () => {
    expect(last(all, 'money_returned', 'all_into_access')).toBeCloseTo(0, 6);
    // Those who give up come back in a crisis, wait and give up again; hardly one in a year is seen.
    expect(last(all, 'in_treatment', 'all_into_access')).toBeLessThan(2);
    expect(last(all, 'waits_over_three_weeks', 'all_into_access')).toBeGreaterThan(0.9);
  });
});

describe('endless staff', () => {
  it('leave no queue beyond the shortest wait, and no more treatment than people ask for', () => {
    const shortest = 1.28 / 52; // shortest_wait, 2d-door.yaml
    for (let s = 0; s <= all.experiment.steps; s++)
      expect(all.at(s, 'wait', 'twentyfold') / shortest).toBeCloseTo(1, 12);
    // (more than 20 times as many staff in access) ^ asking_elasticity: 25 ^ 0.4 = 3.6 times as many ask, at most.
    expect(last(all, 'in_treatment', 'twentyfold') / first('in_treatment')).toBeLessThan(25 ** 0.4);
  });
});

describe('no people', () => {
  it('where no need arises any more, need, treatment and deaths run down towards nothing', () => {
    const experiment = resolve(scenario({ arm: '{}' }, { horizon: '50 years' }));
    const { slots } = program.variables.get('need_factor')!;
    const [arm] = experiment.arms;
    const changes = slots.map(slot => ({ step: 52, slot, value: 0 }));
    const o = new Outcome({ ...experiment, arms: [{ ...arm!, changes }] });
    expect(whatIsWrong(o)).toEqual([]);
    for (const name of ['in_treatment', 'completions', 'deaths', 'poisoning_deaths']) {
      const years = o.years(name);
      // Those who are there grow older first, which for a while can mean more deaths.
      for (const [y, v] of years.entries()) if (y > 12) expect(v).toBeLessThan(years[y - 1]!);
      expect(years.at(-1)! / years[0]!).toBeLessThan(0.2);
    }
  });

  it.each(['opiate', 'non_opiate', 'non_opiate_and_alcohol', 'alcohol'])(
    'an area with next to nobody in the %s group starts, and has nobody there',
    group => {
      const area = withFigures(barnet, (name, v, elements) =>
        OF_PEOPLE.test(name) && elements.includes(group) ? v / 1e5 : v,
      );
      const o = run(scenario({ arm: '{}' }, { horizon: '2 years' }), area);
      expect(whatIsWrong(o)).toEqual([]);
      const rows = o.table('year', 'group').rows;
      const treated = rows.find(r => r.spec.name === 'in_treatment' && r.element === group)!;
      for (const v of treated.byWindow[0]!) expect(v).toBeLessThan(0.01);
    },
  );

  it('an area with exactly nobody in a group starts', () => {
    const area = withFigures(barnet, (name, v, elements) =>
      OF_PEOPLE.test(name) && elements.includes('non_opiate') ? 0 : v,
    );
    expect(whatIsWrong(run(scenario({ arm: '{}' }, { horizon: '2 years' }), area))).toEqual([]);
  });
});

describe('staff', () => {
  it('turnover ten times as high empties most posts and more than halves completions', () => {
    expect(last(all, 'vacancies', 'tenfold_turnover')).toBeGreaterThan(0.5);
    expect(last(all, 'vacancies', 'tenfold_turnover')).toBeLessThan(1);
    expect(last(all, 'completions', 'tenfold_turnover')).toBeLessThan(0.5 * first('completions'));
  });

  it('what makes staff rarer and dearer makes them fewer, and the other way round', () => {
    for (const arm of ['no_hiring', 'dear_staff'])
      expect(last(all, 'practitioners', arm)).toBeLessThan(0.6 * first('practitioners'));
    // Nobody leaves and nobody is hired, and in time everyone is experienced and known.
    expect(last(all, 'practitioners', 'no_turnover') / first('practitioners')).toBeCloseTo(1, 4);
    expect(last(all, 'quality_of_treatment', 'no_turnover')).toBeGreaterThan(1);
    expect(last(all, 'practitioners', 'cheap_staff')).toBeGreaterThan(5 * first('practitioners'));
    expect(last(all, 'quality_of_treatment', 'quick_training')).toBeGreaterThan(1);
  });
});

describe('retenders without end', () => {
  it('thirty in a row, to provider after provider, leave one provider and fewer completions', () => {
    const o = sound(`{commissioning: [{${YEARLY}}]}`, '31 years');
    expect(last(o, 'providers_with_contracts')).toBe(1);
    expect(last(o, 'completions')).toBeLessThan(0.95 * first('completions'));
    // tender_cost_share of the money for each, and the next costs as much as the last.
    for (const cost of o.years('cost_of_procurement').slice(0, -1))
      expect(cost / (0.011 * GRANT)).toBeCloseTo(1, 9);
  });

  it('with every shock at the top of its range they are worse, and break nothing', () => {
    const worst = sound(`{commissioning: [{${YEARLY}}], parameters: ${WORST}}`, '6 years');
    expect(last(worst, 'completions')).toBeLessThan(0.8 * last(all, 'completions', 'retender_yearly'));
    expect(last(worst, 'vacancies')).toBeGreaterThan(last(all, 'vacancies', 'retender_yearly'));
  });

  it('one every month is worse than one every year', () => {
    expect(last(all, 'completions', 'retender_monthly')).toBeLessThan(
      last(all, 'completions', 'retender_yearly'),
    );
  });

  it('a price 99 % lower is the end of treatment; one 100 % lower is refused', () => {
    expect(last(all, 'in_treatment', 'nearly_free')).toBeLessThan(0.1);
    const faults = new Faults();
    readScenario(scenario({ arm: priced('-100%') }), 'test.yaml', faults, () => undefined);
    expect(faults.all.map(d => d.message).join()).toContain('out of range');
  });

  it('a price four times as high gives no more than there is', () => {
    const granted = all.years('money_granted', 'dearest');
    for (const [y, paid] of all.years('spending_by_service', 'dearest').entries())
      expect(paid).toBeLessThanOrEqual(granted[y]! * (1 + 1e-12));
  });
});

describe('a long run', () => {
  it('of 50 years with a cut of 30 % keeps its laws, and drifts instead of swinging', () => {
    const o = sound('{funding: [{cut: 30%, from: 2017-04, over: 5 years}]}', '50 years');
    for (const name of ['in_treatment', 'completions', 'practitioners']) {
      const late = o.years(name).slice(20);
      const turns = late.filter(
        (v, i) => i > 1 && Math.sign(v - late[i - 1]!) !== Math.sign(late[i - 1]! - late[i - 2]!),
      );
      expect(turns.length).toBeLessThanOrEqual(1);
    }
  });
});
