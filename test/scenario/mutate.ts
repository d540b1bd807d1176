import fc from 'fast-check';
import { expect } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { mutated } from '../hostile/mutate.ts';

export const GOOD = `title: Everything that can be said
question: Is anything thrown?
area: areas/barnet.yaml
start: 2016-04-01
horizon: 10 years
step: 3.5 days
seed: 42
extends: base.yaml
notes: [one, two]
common:
  funding:
    - {cut: 15%, from: 2017-04, over: 3 years}
    - {rescue: £1.2m, from: 2020-04, for: 2 years, lag: 6 months}
    - {ring_fence: removed, from: 2019-04, leak: 10%}
  parameters:
    leaving: {value: {nurse: {novice: 0.3}, doctor: 0.2}, reason: a survey}
arms:
  as_now: &base
    label: Keep
    workforce:
      - {turnover: +30%, from: 2021-04, for: 2 years}
      - {vacancy_freeze: 50%, from: 2017-04, for: 6 months}
  big_bang:
    doc: All at once
    commissioning:
      - retender: [access, recovery]
        to: one new provider
        start: 2018-04
        term: 3 years
        repeat: each term
        mitigation: [retain_staff]
        bidder: [weak_finances]
        cost: £40k
      - {extend: all lots, term: 5 years}
      - {organise: patchwork, from: 2017-04, over: 1 year, among: [Street agency, NHS clinic]}
      - {fail: access, on: 2021-04}
      - {commissioners: -40%, from: 2017-04}
    services:
      - {move: 20%, out_of: prescribing, into: recovery, from: 2018-04}
      - {withdraw: [recovery, rehab], from: 2017-04}
      - {offload: rehab, from: 2018-04, keeps: 50%}
    practices:
      - {adopt: naloxone, reach: 40%, from: 2018-04, money: new}
    drivers:
      - {driver: complexity, grows: 3% a year, from: 2017-04, reason: a survey}
      - {driver: need_factor, of: [opiate], path: {2017/18: 0.9}, reason: a survey}
expect:
  - {outcome: in_treatment, arm: as_now, at: 2017-03, within: 3%, of: area}
  - {outcome: in_treatment, arm: big_bang, at: 2019/20, at_least: 600}
`;
export const BASE = 'title: Base\nquestion: Which?\narms:\n  as_now: {label: Now}\n';

/** Texts changed at random, so many of them: each is read or refused, never thrown at. */
export function expectReadOrRefused(runs: number): void {
  let read = 0;
  fc.assert(
    fc.property(mutated(GOOD), mutated(BASE, 1), (main, base) => {
      const texts = new Map([
        ['main.yaml', main],
        ['base.yaml', base],
      ]);
      const faults = new Faults();
      const spec = readScenario(texts.get('main.yaml')!, 'main.yaml', faults, path =>
        texts.has(path) ? { text: texts.get(path)!, file: path } : undefined,
      );
      expect(spec === undefined).toBe(faults.hasErrors);
      if (spec) read += 1;
      for (const { place, message, code } of faults.all) {
        expect(code).toMatch(/^(source|scenario)\/[a-z-]+$/);
        expect(message.replaceAll(/"[^"]*"/g, '')).not.toMatch(/undefined|NaN|\[object/);
        expect(place).toBeDefined();
        expect(place!.line).toBeLessThanOrEqual(texts.get(place!.file)!.split('\n').length);
      }
    }),
    { numRuns: runs },
  );
  // Most changes must be faults and some must not, or the test proves little.
  expect(read).toBeGreaterThan(runs / 20);
  expect(read).toBeLessThan(runs * 0.8);
}
