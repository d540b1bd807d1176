import { describe, expect, it } from 'vitest';
import { run, scenario, whatIsWrong } from './bench.ts';

/** The year's money of Barnet 2016/17. */
const GRANT = 2_301_125;
const SEEN = [
  'grant_factor',
  'money_moved',
  'lot_price',
  'redesigned',
  'turnover_factor',
  'tender_live',
  'money_for_services',
  'withheld',
  'keyworkers_wanted',
  'keyworkers_new_money',
];
const compare = (arms: Readonly<Record<string, string>>) => run(scenario(arms), undefined, SEEN);
/** The step at which a financial year of the run begins. */
const april = (year: number): number => (year - 2016) * 52;

describe('funding', () => {
  it('a cut over three years from October falls in October and then each April', () => {
    const o = compare({ cut: '{funding: [{cut: 30%, from: 2017-10, over: 3 years}]}' });
    const at = (step: number): number => Math.round(100 * o.at(step, 'grant_factor', 'cut'));
    expect(
      [april(2017), april(2017) + 27, april(2018) - 1, april(2018), april(2019) - 1, april(2019)].map(at),
    ).toEqual([100, 90, 90, 80, 80, 70]);
  });

  it('cuts that add up to the whole grant leave nothing, and are no fault', () => {
    const o = compare({
      cut: '{funding: [{cut: 45%, from: 2017-04, over: 3 years}, {cut: 55%, from: 2020-04}]}',
    });
    expect(whatIsWrong(o)).toEqual([]);
    expect(o.at(april(2021), 'grant_factor', 'cut')).toBeCloseTo(0, 12);
  });

  it('half a year of inflation takes half of what a year takes', () => {
    const o = compare({ half: '{funding: [{inflation: 4%, from: 2017-04, for: 6 months}]}' });
    expect(o.at(april(2020), 'grant_factor', 'half')).toBeCloseTo(1 / 1.02, 12);
  });
});

describe('services', () => {
  it('pounds that are moved arrive as pounds, and nobody else pays', () => {
    const o = compare({
      still: '{}',
      moved: '{services: [{move: £100k, out_of: psychosocial, into: recovery, from: 2018-04}]}',
    });
    const change = (service: string): number =>
      o.at(april(2018), 'lot_price', 'moved', service) - o.at(april(2018), 'lot_price', 'still', service);
    expect(change('recovery')).toBeCloseTo(100_000, 3);
    expect(change('psychosocial')).toBeCloseTo(-100_000, 3);
    expect(change('access')).toBeCloseTo(0, 6);
  });

  it('a service that opens with new money takes none from the others', () => {
    const o = compare({ still: '{}', more: '{services: [{open: rehab, from: 2018-04, with: £250k}]}' });
    const change = (service: string): number =>
      o.at(april(2018), 'lot_price', 'more', service) - o.at(april(2018), 'lot_price', 'still', service);
    expect(change('rehab')).toBeCloseTo(250_000, 3);
    expect(change('psychosocial')).toBeCloseTo(0, 6);
    expect(o.years('money_granted', 'more')[2]! - GRANT).toBeCloseTo(250_000, 3);
  });

  it('what happens later has the last word, however it is written', () => {
    const closed = '{close: recovery, from: 2018-04}';
    const opened = '{open: recovery, from: 2020-04, with: £100k}';
    const o = compare({
      one: `{services: [${closed}, ${opened}]}`,
      other: `{services: [${opened}, ${closed}]}`,
    });
    for (const arm of ['one', 'other'])
      expect(o.at(april(2021), 'lot_price', arm, 'recovery')).toBeCloseTo(100_000, 3);
  });
});

describe('what is withdrawn', () => {
  const CUT = 'funding: [{cut: 10%, from: 2018-04}, {cut: 40%, from: 2020-04}]';
  const LIST = '{withdraw: [recovery, rehab], from: 2017-04}';
  const o = compare({
    still: '{}',
    cut: `{${CUT}, services: [${LIST}]}`,
    from_later: `{${CUT}, services: [{withdraw: recovery, from: 2019-04}]}`,
    with_more: `{${CUT}, services: [${LIST}, {open: detox, from: 2018-04, with: £100k}]}`,
  });
  /** What an arm's service has beside the untouched one, in pounds, on the day after a year begins. */
  const change = (year: number, service: string, arm = 'cut'): number =>
    o.at(april(year), 'lot_price', arm, service) - o.at(april(year), 'lot_price', 'still', service);
  const had = (service: string): number => o.at(0, 'lot_price', 'still', service);

  it('the first of the list gives all it has before the next gives anything, and the others keep theirs', () => {
    // The cut is £230,000, recovery has about £148,000.
    expect(change(2018, 'recovery')).toBeCloseTo(-had('recovery'), 0);
    expect(change(2018, 'rehab')).toBeCloseTo(-(0.1 * GRANT - had('recovery')), -3);
    for (const kept of ['access', 'prescribing', 'psychosocial', 'detox'])
      expect(Math.abs(change(2018, kept)) / had(kept)).toBeLessThan(0.002);
  });

  it('takes out all that was cut, and no more', () => {
    const lost = ['access', 'prescribing', 'psychosocial', 'detox', 'rehab', 'recovery'].reduce(
      (sum, s) => sum + change(2018, s),
      0,
    );
    expect(lost).toBeCloseTo(-0.1 * GRANT, 0);
  });

  it('once the list is exhausted the others bear the rest by their shares', () => {
    expect(change(2020, 'recovery')).toBeCloseTo(-had('recovery'), 0);
    expect(change(2020, 'rehab')).toBeCloseTo(-had('rehab'), 0);
    const lost = ['access', 'prescribing', 'psychosocial', 'detox'].map(s => change(2020, s) / had(s));
    expect(Math.max(...lost) - Math.min(...lost)).toBeLessThan(1e-6);
    expect(lost[0]).toBeLessThan(-0.3);
  });

  it('before its day a shortfall falls on all alike', () => {
    expect(change(2018, 'recovery', 'from_later') / had('recovery')).toBeCloseTo(
      change(2018, 'access', 'from_later') / had('access'),
      6,
    );
    expect(change(2019, 'access', 'from_later') / had('access')).toBeGreaterThan(-0.06);
    expect(change(2019, 'recovery', 'from_later')).toBeCloseTo(-had('recovery'), 0);
  });

  it('new money for a service that opens is not what the grant is short of', () => {
    expect(change(2018, 'detox', 'with_more')).toBeCloseTo(100_000, -3);
    expect(change(2018, 'rehab', 'with_more')).toBeCloseTo(change(2018, 'rehab'), -3);
  });
});

describe('a service that is offloaded', () => {
  it('its money is kept and not worked for, for its time', () => {
    const o = compare({
      off: '{services: [{offload: rehab, from: 2018-04, for: 2 years}, {offload: access, from: 2018-04, keeps: 25%}]}',
    });
    expect([2017, 2018, 2020].map(y => o.at(april(y), 'withheld', 'off', 'rehab'))).toEqual([0, 1, 0]);
    expect(o.at(april(2022), 'withheld', 'off', 'access')).toBe(0.25);
    expect(whatIsWrong(o)).toEqual([]);
  });
});

describe('commissioning', () => {
  it('an improvement and a retender of one service follow each other by date', () => {
    const improved = '{improve: [psychosocial], towards: integrated, each: 1 year, from: 2017-04}';
    const undone = '{retender: psychosocial, to: incumbent, start: 2019-04, target: as_now}';
    const o = compare({ both: `{commissioning: [${undone}, ${improved}]}` });
    expect(o.at(april(2018), 'redesigned', 'both', 'psychosocial')).toBe(1);
    expect(o.at(april(2020), 'redesigned', 'both', 'psychosocial')).toBe(0);
  });

  it('a tender that ends after the run still unsettles people and costs money within it', () => {
    const o = compare({
      late: '{commissioning: [{retender: all lots, to: one new provider, notice: 2020-10, start: 2022-10, term: 4.5 years, repeat: each term}]}',
    });
    // 2022-10 and 4.5 years on: 2027-04, noticed two years before.
    expect(o.at(april(2025) + 10, 'tender_live', 'late', 'access')).toBe(1);
    expect(o.years('cost_of_procurement', 'late')[9]!).toBeGreaterThan(10_000);
  });

  it('a stated cost of a tender is what it costs, whatever tenders usually cost', () => {
    const o = compare({
      stated:
        '{commissioning: [{retender: all lots, to: incumbent, start: 2018-04, cost: £60k}], parameters: {tender_cost_share: {value: 0, reason: the usual cost is nothing}}}',
    });
    expect(whatIsWrong(o)).toEqual([]);
    expect(o.overall('cost_of_procurement', 'stated')).toBeCloseTo(60_000, 3);
  });
});

describe('a retender that comes round', () => {
  it('without end is refused, and not run for ever', () => {
    const daily =
      '{commissioning: [{retender: all lots, to: incumbent, start: 2018-04, term: 1 day, repeat: 1 day}]}';
    expect(() => compare({ daily })).toThrow(/scenario\/repeat-too-often/);
  });
});

describe('workforce', () => {
  it('a caseload is reached evenly in keyworkers, and new money pays unless it says within', () => {
    const o = compare({
      forty: '{workforce: [{caseload: 40, from: 2018-04, over: 2 years}]}',
      within: '{workforce: [{caseload: 40, from: 2018-04, money: within}]}',
    });
    const wanted = [2017, 2019, 2020, 2024].map(y => o.at(april(y), 'keyworkers_wanted', 'forty'));
    // Half way, in the middle of the step that follows: 52.5 of 104 steps.
    expect(wanted).toEqual([1, 1 + (65 / 40 - 1) * (52.5 / 104), 65 / 40, 65 / 40]);
    expect(o.at(april(2020), 'keyworkers_new_money', 'forty')).toBe(1);
    expect(o.at(april(2020), 'keyworkers_new_money', 'within')).toBe(0);
    expect(o.at(april(2020), 'keyworkers_wanted', 'within')).toBe(65 / 40);
    expect(whatIsWrong(o)).toEqual([]);
  });

  it('a turnover given as a rate takes the place of what was there', () => {
    const o = compare({
      rate: '{workforce: [{turnover: +50%, from: 2017-04}, {turnover: 28% a year, from: 2018-04}]}',
    });
    expect(o.at(april(2019), 'turnover_factor', 'rate')).toBeCloseTo(0.28 / 0.19, 12);
  });
});
