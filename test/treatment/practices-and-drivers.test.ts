import { describe, expect, it } from 'vitest';
import { resolve, run, scenario } from './bench.ts';

const SEEN = [
  'practice_reach',
  'practice_new_money',
  'need_factor',
  'complexity',
  'buprenorphine_price',
  'asking_factor',
];
const see = (body: string) => run(scenario({ arm: body }, { horizon: '6 years' }), undefined, SEEN);
/** The step at which a financial year of the run begins. */
const april = (year: number): number => (year - 2016) * 52;

describe('practices', () => {
  it('reach grows evenly from nothing, stays, and ends', () => {
    const o = see(
      '{practices: [{adopt: contingency_management, reach: 40%, from: 2017-04, over: 2 years, for: 4 years, money: new}]}',
    );
    const reach = [2016, 2017, 2018, 2019, 2020, 2021].map(y =>
      o.at(april(y), 'practice_reach', 'arm', 'contingency_management'),
    );
    // A step holds the value of its middle: half a step and 52 and a half of the 104 that it takes.
    expect(reach).toEqual([0, 0.4 * (0.5 / 104), 0.4 * (52.5 / 104), 0.4, 0.4, 0]);
    expect(o.at(april(2018), 'practice_new_money', 'arm', 'contingency_management')).toBe(1);
    expect(o.at(april(2018), 'practice_reach', 'arm')).toBe(0.4 * (52.5 / 104));
  });

  it('of two adoptions of one practice the later wins, money and all, however they are written', () => {
    const o = see(
      '{practices: [{adopt: naloxone, reach: 10%, from: 2019-04}, {adopt: naloxone, reach: 50%, from: 2017-04, money: new}]}',
    );
    const at = (year: number) =>
      ['practice_reach', 'practice_new_money'].map(s => o.at(april(year), s, 'arm', 'naloxone'));
    expect([at(2017), at(2020)]).toEqual([
      [0.5, 1],
      [0.1, 0],
    ]);
  });

  it('a practice that the model does not know is answered at its place, with the one that was meant', () => {
    expect(() =>
      resolve(scenario({ arm: '{practices: [{adopt: naloxon, reach: 10%, from: 2019-04}]}' })),
    ).toThrow('scenario/unknown-practice "naloxon" is not a practice of the model did you mean naloxone?');
  });
});

describe('drivers', () => {
  it('growth compounds step by step and stays where it ends', () => {
    const o = see(
      '{drivers: [{driver: complexity, grows: 3% a year, from: 2017-04, for: 2 years, reason: r}]}',
    );
    const at = (step: number): number => o.at(step, 'complexity', 'arm');
    expect(at(april(2017))).toBe(1);
    expect(at(april(2017) + 26)).toBeCloseTo(1.03 ** 0.5, 12);
    expect(at(april(2019))).toBeCloseTo(1.03 ** 2, 12);
    expect(at(april(2021))).toBeCloseTo(1.03 ** 2, 12);
  });

  it('a multiple is reached evenly, goes back when it ends, and multiplies another', () => {
    const o = see(
      '{drivers: [{driver: buprenorphine_price, times: 5, from: 2017-04, over: 1 year, for: 3 years, reason: r}, {driver: buprenorphine_price, times: 2, from: 2019-04, reason: r}]}',
    );
    const price = [26, 52, 78, 104, 156, 208].map(s => o.at(s, 'buprenorphine_price', 'arm'));
    // In the middle of a step: half a step and 26 and a half of the 52 that it takes.
    expect(price).toEqual([1, 1 + 4 * (0.5 / 52), 1 + 4 * (26.5 / 52), 5, 10, 2]);
  });

  it('a path holds each value for its year, the last to the end, for the elements named', () => {
    const o = see(
      '{drivers: [{driver: need_factor, of: [opiate, alcohol], path: {2017/18: 0.9, 2019/20: 0.5}, reason: r}]}',
    );
    const need = (year: number, group: string): number => o.at(april(year), 'need_factor', 'arm', group);
    expect([2016, 2017, 2018, 2019, 2021].map(y => need(y, 'opiate'))).toEqual([1, 0.9, 0.9, 0.5, 0.5]);
    expect(need(2019, 'alcohol')).toBe(0.5);
    expect(need(2019, 'non_opiate')).toBe(1);
  });

  it.each([
    [
      '{driver: complexty, times: 2',
      'scenario/unknown-driver "complexty" is not a driver of the model did you mean complexity?',
    ],
    [
      '{driver: grant_factor, times: 2',
      'scenario/unknown-driver "grant_factor" is not a driver of the model',
    ],
    [
      '{driver: need_factor, of: opiates, times: 2',
      'scenario/unknown-element "opiates" is not an element of group did you mean opiate?',
    ],
    [
      '{driver: complexity, of: opiate, times: 2',
      'scenario/unknown-element complexity has one value, not one by opiate leave "of" out',
    ],
  ])('%s} is refused', (text, said) => {
    expect(() => resolve(scenario({ arm: `{drivers: [${text}, from: 2018-04, reason: r}]}` }))).toThrow(said);
  });
});
