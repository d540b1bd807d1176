import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkExpectations } from '../../src/report/expectations.ts';
import { LIVING, type Outcome, runShipped, variablesOfKind, whatIsWrong } from './bench.ts';

const PAID = [
  'pay_bill',
  'agency_cost',
  'redundancy_cost',
  'overhead',
  'pharmacy_cost',
  'places_cost',
  'procurement_cost',
  'practices_cost',
  'emergency_cost',
  'double_running_cost',
  'returned',
];
const STOCKS = variablesOfKind('stock');
/** What the laws are about. */
export const RECORDED = [
  ...STOCKS,
  ...variablesOfKind('flow'),
  'well_for_good',
  'wait',
  'starting',
  'writing_off',
  ...PAID,
];

const MAY_BE_NEGATIVE = new Set(['reserves', 'well_beside_start']);

/** Sums stay within a millionth of a millionth of what they add up; a run of ten years has 520 steps. */
const ROUNDING = 1e-12;

/** Scenarios that ship in which people, staff and money are all accounted for, step by step. */
export function expectLawsKept(scenarios: readonly (readonly [name: string, text: string])[]): void {
  describe.each(scenarios.map(([name]) => name))('in %s', name => {
    // Run when its turn comes, and let go after: all of them at once would fill the memory.
    let outcome: Outcome;
    let steps = 0;
    let dt = 0;
    let arms: string[] = [];
    beforeAll(() => {
      outcome = runShipped(name, RECORDED);
      steps = outcome.experiment.steps;
      dt = 1 / outcome.experiment.stepsPerYear;
      arms = outcome.runs.map(r => r.arm.name);
    });
    afterAll(() => {
      outcome = undefined as unknown as Outcome;
    });
    const sum = (step: number, names: readonly string[], arm: string): number =>
      names.reduce((total, n) => total + outcome.at(step, n, arm), 0);
    const eachStep = (check: (step: number, arm: string) => void): void => {
      for (const arm of arms) for (let s = 0; s < steps; s++) check(s, arm);
    };

    it('every arm keeps the laws that the model states, from a start that is solved and possible', () => {
      expect(whatIsWrong(outcome)).toEqual([]);
      for (const { start } of outcome.runs) expect(start.infeasible).toEqual([]);
    });

    it('what it expects holds', () => {
      const told = checkExpectations(outcome.experiment, outcome.table(), outcome.table('quarter'));
      expect(told.filter(e => !e.ok).map(e => e.told)).toEqual([]);
    });

    it('people alive and dead change only by new need, fading need and lasting recovery', () => {
      let worst = 0;
      eachStep((s, arm) => {
        const [now, next] = [s, s + 1].map(k => sum(k, [...LIVING, 'died'], arm)) as [number, number];
        const come =
          outcome.at(s, 'need_arising', arm) -
          outcome.at(s, 'need_fading', arm) -
          outcome.at(s, 'well_for_good', arm);
        worst = Math.max(worst, Math.abs(next - now - come * dt) / now);
      });
      expect(worst).toBeLessThan(ROUNDING);
    });

    it('deaths by year add up to those who have died', () => {
      for (const arm of arms)
        expect(outcome.overall('deaths', arm) / outcome.at(steps, 'died', arm)).toBeCloseTo(1, 12);
    });

    it('staff in post change only by those hired and those who leave', () => {
      let worst = 0;
      eachStep((s, arm) => {
        const [now, next] = [s, s + 1].map(k => sum(k, ['novice', 'experienced'], arm)) as [number, number];
        const come = outcome.at(s, 'hiring', arm) - sum(s, ['novices_leaving', 'experienced_leaving'], arm);
        worst = Math.max(worst, Math.abs(next - now - come * dt) / now);
      });
      expect(worst).toBeLessThan(ROUNDING);
    });

    it('every pound given is paid out by some line, returned, or added to reserves', () => {
      let worst = 0;
      eachStep((s, arm) => {
        const given = (outcome.at(s, 'grant', arm) + outcome.at(s, 'writing_off', arm)) * dt;
        const put = outcome.at(s + 1, 'reserves', arm) - outcome.at(s, 'reserves', arm);
        const paid = sum(s, PAID, arm) * dt;
        // Where nothing is given, what is paid comes out of reserves: its rounding is beside what is paid at first.
        const usual = outcome.at(0, 'spending', arm) * dt;
        worst = Math.max(worst, Math.abs(given - paid - put) / Math.max(given, usual));
      });
      // Reserves are some thirteen weeks of money, so their rounding weighs as much beside one week's.
      expect(worst).toBeLessThan(13 * ROUNDING);
    });

    it('no stock is ever below nothing, but for providers who are overdrawn and what stands beside the start', () => {
      const { record, experiment } = outcome;
      const columnOf = new Map(record.map((slot, i) => [slot, i]));
      const columns = STOCKS.filter(name => !MAY_BE_NEGATIVE.has(name)).flatMap(name =>
        experiment.program.variables.get(name)!.slots.map(slot => ({ name, column: columnOf.get(slot)! })),
      );
      const negative = new Set<string>();
      for (const { result } of outcome.runs)
        for (let s = 0, row = 0; s <= steps; s++, row += record.length)
          // A millionth of a person, post or pound is rounding.
          for (const { name, column } of columns)
            if (result.series[row + column]! < -1e-6) negative.add(name);
      expect([...negative]).toEqual([]);
    });
  });
}
