import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import type { OutcomeTable } from '../../src/outcome/outcome-table.ts';
import { cutScenario, describeCut } from '../../src/scenario/cut-loops.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { barnet, Outcome, program, resolve, scenario } from './bench.ts';

const LOOPS = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6'];

/** What puts a load on each loop: less money and a change of hands, more people than can be seen, improving in place. */
const LOADS = {
  as_now: '{}',
  cut_and_retender:
    '{funding: [{cut: 27%, from: 2017-04, over: 3 years}], commissioning: [{retender: all lots, to: one new provider, notice: 2017-04, start: 2018-04, term: 3 years}]}',
  rush: '{drivers: [{driver: asking_factor, times: 4, from: 2017-04, reason: a test}]}',
  improved:
    '{funding: [{cut: 27%, from: 2017-04, over: 3 years}], commissioning: [{improve: [psychosocial, prescribing], towards: integrated, each: 1 year, from: 2018-04}]}',
};

const whole = new Outcome(resolve(scenario(LOADS, { horizon: '6 years' })));

function withCut(loop: string): { atWork: boolean; outcome: Outcome } {
  const faults = new Faults();
  const checked = program.model.loops.get(loop)!;
  const spec = cutScenario(whole.experiment.spec, [checked], faults);
  const experiment = resolveScenario(spec, barnet, program, faults)!;
  const [told] = describeCut([checked], whole.experiment, experiment);
  return { atWork: told!.atWork, outcome: new Outcome(experiment) };
}

/** How far what an arm changes beside the first differs between two tables, at most over all counts of people. */
function mostAdded(a: OutcomeTable, b: OutcomeTable): number {
  const apart = (t: OutcomeTable, row: number, arm: number): number =>
    t.rows[row]!.overall[arm]! - t.rows[row]!.overall[0]!;
  return Math.max(
    ...a.rows.flatMap(({ spec }, r) =>
      spec.unit.value === 'people'
        ? a.arms.map((_, arm) => Math.abs(apart(a, r, arm) - apart(b, r, arm)))
        : [],
    ),
  );
}

describe('the loops of the model', () => {
  it('are all there', () => {
    expect([...program.model.loops.keys()].sort()).toEqual([...LOOPS].sort());
  });

  it.each(LOOPS)(
    '%s can be cut: the first year stays as published, and under a load the cut is felt',
    loop => {
      const { atWork, outcome } = withCut(loop);
      for (const { start, result } of outcome.runs) {
        expect(start.converged).toBe(true);
        expect(start.unmet).toEqual([]);
        expect(result.fault).toBeUndefined();
      }
      for (const name of ['in_treatment', 'people_starting', 'completions', 'drop_outs']) {
        const [asIs] = whole.years(name);
        const cut = outcome.years(name)[0]!;
        expect(Math.abs(cut - asIs!) / asIs!, name).toBeLessThan(0.005);
      }
      expect(atWork).toBe(true);
      expect(mostAdded(whole.table(), outcome.table())).toBeGreaterThan(1);
    },
  );
});
