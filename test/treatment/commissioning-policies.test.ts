import { describe, expect, it } from 'vitest';
import { program, resolve, run, SERVICES, scenario, whatIsWrong } from './bench.ts';

const SEEN = [
  'held',
  'organised_as',
  'handover',
  'emergency_cover',
  'weak_governance',
  'weak_finances',
  'term_factor',
  'commissioning_team',
  'tender_live',
  'mobilising',
  'redesigned_in_place',
];
/** The step at which a financial year of the run begins. */
const april = (year: number): number => (year - 2016) * 52;

/** An arm with these commissioning policies, run for eight years; nothing may be wrong with it. */
function commission(...policies: readonly string[]) {
  const o = run(
    scenario({ arm: `{commissioning: [${policies.join(', ')}]}` }, { horizon: '8 years' }),
    undefined,
    SEEN,
  );
  expect(whatIsWrong(o)).toEqual([]);
  return {
    at: (year: number, series: string, ...elements: readonly string[]): number =>
      o.at(april(year), series, 'arm', ...elements),
    /** Who holds a lot, with their shares. */
    holders: (year: number, lot: string): Record<string, number> =>
      Object.fromEntries(
        program.model.indexSets
          .get('provider')!
          .dimension.elements.map(p => [p, o.at(april(year), 'held', 'arm', lot, p)] as const)
          .filter(([, share]) => share !== 0),
      ),
    /** What a pulse adds up to over the run. */
    sum: (series: string, ...elements: readonly string[]): number =>
      Array.from({ length: 8 * 52 }, (_, s) => o.at(s, series, 'arm', ...elements) / 52).reduce(
        (a, b) => a + b,
      ),
  };
}

const PATCHWORK =
  '{organise: patchwork, from: 2017-04, over: 1 year, among: [Street agency, Alcohol service, NHS clinic]}';

describe('organise', () => {
  it('a form rises evenly, and the next one takes its place', () => {
    const o = commission(
      '{organise: patchwork, from: 2017-04, over: 2 years}',
      '{organise: integrated, from: 2020-04, over: 2 years}',
    );
    // A step holds the value of its middle: two years are 104 of them, a half of one is 1/208.
    const form = (year: number) =>
      ['patchwork', 'integrated'].map(f => Math.round(208 * o.at(year, 'organised_as', f)));
    expect([2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023].map(form)).toEqual([
      [0, 0],
      [1, 0],
      [105, 0],
      [208, 0],
      [207, 1],
      [103, 105],
      [0, 208],
      [0, 208],
    ]);
  });

  it('leaves the lots with those who hold them, unless it says among whom', () => {
    const o = commission('{organise: confederation, from: 2017-04}');
    expect(o.holders(2020, 'access')).toEqual({ provider_4: 1 });
  });

  it('every lot is shared equally among those named, who are those of now under other names, without a handover', () => {
    const o = commission(PATCHWORK);
    for (const lot of SERVICES) {
      const shares = o.holders(2018, lot);
      expect(Object.keys(shares)).toEqual(['provider_1', 'provider_2', 'provider_3']);
      for (const share of Object.values(shares)) expect(share).toBeCloseTo(1 / 3, 12);
    }
    expect(o.sum('handover')).toBe(0);
  });

  it('among one provider is the one that holds most', () => {
    const o = commission('{organise: integrated, from: 2017-04, among: one provider}');
    for (const lot of SERVICES) expect(o.holders(2017, lot)).toEqual({ provider_1: 1 });
  });

  it('a retender of shared lots hands over only what changes hands', () => {
    const o = commission(
      PATCHWORK,
      '{retender: recovery, to: street_agency, start: 2019-04}',
      '{retender: access, to: one new provider, start: 2019-04}',
      '{retender: prescribing, to: incumbent, start: 2019-04}',
    );
    expect(o.holders(2020, 'recovery')).toEqual({ provider_1: 1 });
    expect(o.sum('handover', 'recovery')).toBeCloseTo(2 / 3, 12);
    expect(o.holders(2020, 'access')).toEqual({ provider_5: 1 });
    expect(o.sum('handover', 'access')).toBeCloseTo(1, 12);
    expect(Object.keys(o.holders(2020, 'prescribing'))).toHaveLength(3);
    expect(o.sum('handover', 'prescribing')).toBe(0);
  });

  it('a form that the model does not know is answered with the one that was meant', () => {
    expect(() =>
      resolve(scenario({ arm: '{commissioning: [{organise: patchwrk, from: 2017-04}]}' })),
    ).toThrow(
      'scenario/unknown-form "patchwrk" is not a form of system of the model did you mean patchwork?',
    );
  });
});

describe('fail', () => {
  it('all that the provider holds goes to one new provider in a day, under emergency cover for its time', () => {
    const o = commission('{fail: rehab, on: 2019-04}');
    for (const lot of ['psychosocial', 'detox', 'rehab']) {
      expect(o.holders(2019, lot)).toEqual({ provider_5: 1 });
      expect(o.sum('handover', lot)).toBeCloseTo(1, 12);
      expect(o.sum('emergency_cover', lot)).toBeCloseTo(39 / 52, 12);
    }
    expect(o.holders(2019, 'access')).toEqual({ provider_4: 1 });
    expect(o.sum('emergency_cover', 'access')).toBe(0);
    expect(o.sum('tender_live')).toBe(0);
    expect(o.sum('mobilising')).toBe(0);
  });

  it('of a lot with several holders one fails, with its share of everything', () => {
    const o = commission(PATCHWORK, '{fail: rehab, on: 2019-04}');
    for (const lot of SERVICES) {
      expect(Object.keys(o.holders(2019, lot))).toEqual(['provider_2', 'provider_3', 'provider_5']);
      expect(o.sum('handover', lot)).toBeCloseTo(1 / 3, 12);
    }
  });

  it('a retender that starts meanwhile ends the emergency', () => {
    const o = commission(
      '{fail: recovery, on: 2019-04}',
      '{retender: recovery, to: incumbent, notice: 2019-04-02, start: 2019-07}',
    );
    expect(o.sum('emergency_cover', 'recovery')).toBeCloseTo(13 / 52, 12);
    expect(o.holders(2020, 'recovery')).toEqual({ provider_5: 1 });
  });
});

describe('what a winner lacks', () => {
  const WEAK =
    '{retender: [access, recovery], to: one new provider, start: 2018-04, bidder: [weak_governance, weak_finances]}';

  it('weak governance lasts until the next award, weak finances until it holds nothing', () => {
    const o = commission(
      WEAK,
      '{retender: access, to: incumbent, start: 2020-04}',
      '{retender: [access, recovery], to: one new provider, start: 2022-04}',
    );
    const governance = (lot: string) => [2017, 2018, 2020, 2022].map(y => o.at(y, 'weak_governance', lot));
    expect(governance('access')).toEqual([0, 1, 0, 0]);
    expect(governance('recovery')).toEqual([0, 1, 1, 0]);
    expect(governance('prescribing')).toEqual([0, 0, 0, 0]);
    expect([2017, 2018, 2020, 2022].map(y => o.at(y, 'weak_finances', 'provider_5'))).toEqual([0, 1, 1, 0]);
  });

  it('both end when the provider fails', () => {
    const o = commission(WEAK, '{fail: access, on: 2020-04}');
    expect([2019, 2020].map(y => o.at(y, 'weak_governance', 'recovery'))).toEqual([1, 0]);
    expect([2019, 2020].map(y => o.at(y, 'weak_finances', 'provider_5'))).toEqual([1, 0]);
  });
});

describe('the length of a contract', () => {
  it('is beside the usual: from the start of a retender with a term, and from the start of the run where extended', () => {
    const o = commission(
      '{extend: access, term: 5 years, plus: 2 years}',
      '{retender: recovery, to: incumbent, start: 2018-04, term: 10 years}',
      '{retender: recovery, to: incumbent, start: 2022-04}',
    );
    expect([2016, 2020].map(y => o.at(y, 'term_factor', 'access'))).toEqual([7 / 4, 7 / 4]);
    expect([2017, 2018, 2022].map(y => o.at(y, 'term_factor', 'recovery'))).toEqual([1, 2.5, 1]);
    expect(o.at(2020, 'term_factor', 'detox')).toBe(1);
  });
});

describe('commissioners', () => {
  it('changes of the team multiply, for their time', () => {
    const o = commission(
      '{commissioners: -40%, from: 2017-04, for: 4 years}',
      '{commissioners: +50%, from: 2019-04}',
    );
    const team = [2016, 2017, 2019, 2021].map(y => o.at(y, 'commissioning_team'));
    for (const [i, expected] of [1, 0.6, 0.9, 1.5].entries()) expect(team[i]).toBeCloseTo(expected, 12);
  });
});

describe('an improvement in place', () => {
  it('goes on as long as those who began it hold the service', () => {
    const o = commission(
      '{improve: [access], towards: integrated, each: 1 year, from: 2017-04}',
      '{retender: access, to: incumbent, start: 2019-04}',
      '{retender: access, to: one new provider, start: 2021-04}',
    );
    const going = [2016, 2017, 2019, 2021].map(y => o.at(y, 'redesigned_in_place', 'access'));
    expect(going).toEqual([0, 1, 1, 0]);
  });
});
