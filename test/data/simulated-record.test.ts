import { describe, expect, it } from 'vitest';
import { planDraws } from '../../src/ensemble/draw-plan.ts';
import { experimentOfDraw, prepareRunDraw } from '../../src/ensemble/run-draw.ts';
import { emptySample } from '../../src/ensemble/sample-parameters.ts';
import { measureOutcomes, slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import { engine, program, resolve, scenario } from '../treatment/bench.ts';
import { effectiveDraws, weightsOf } from './condition.ts';
import { type RetenderRecord, simulateRecord } from './simulated-record.ts';

const retender = (start: string): string =>
  `{commissioning: [{retender: all lots, to: one new provider, start: ${start}}]}`;
const experiment = resolve(
  scenario(
    { as_now: '{}', april: retender('2018-04'), october: retender('2018-10') },
    { horizon: '4 years' },
  ),
);

/** One shock from next to none to its most, evenly; all else as usual. */
const DRAWS = 36;
const shock = program.model.variables.get('referrals_lost_in_change')!;
if (shock.kind !== 'parameter') throw new Error('no parameter');
const sample = emptySample([shock], DRAWS);
sample.values.set(Array.from({ length: DRAWS }, (_, k) => (0.6 * (k + 0.5)) / DRAWS));

/** Three changes, of which the last has no second year. */
const year = (n: number, of: number) => ({ year: of, n, mean: 0, noise: 1, drift: 0 });
const record: RetenderRecord = {
  years: [year(3, 0), year(2, 1)],
  covariance: [],
  changes: [
    { first_year: 2013, month: 4 },
    { first_year: 2014, month: 10 },
    { first_year: 2018, month: 4 },
  ],
};
const simulated = simulateRecord(experiment, sample, record, engine);

describe('the record as the model makes it', () => {
  it('is the mean of the changes that have a year, each in the arm of its month, beside no change', () => {
    const slots = slotsToRecord(program);
    const draw = 20;
    const own = experimentOfDraw(experiment, sample, draw);
    const runs = prepareRunDraw(planDraws(experiment, sample, [], engine), slots, engine)(own, draw);
    const { rows } = measureOutcomes(own, runs, slots, { window: 'year', by: 'group' });
    const people = (arm: number, place: number): number =>
      ['alcohol', 'non_opiate_and_alcohol']
        .map(group => rows.find(r => r.spec.name === 'in_treatment' && r.element === group)!)
        .reduce((sum, row) => sum + row.byWindow[arm]![place]!, 0);
    const move = (arm: number, place: number): number => Math.log(people(arm, place) / people(0, place));
    const [first, second] = simulated[draw]!;
    expect(first).toBeCloseTo((2 * move(1, 2) + move(2, 2)) / 3, 10);
    expect(second).toBeCloseTo((move(1, 3) + move(2, 3)) / 2, 10);
    expect(first).toBeLessThan(-0.05);
  });

  it('finds the strength that a small record was made with', () => {
    const made = 24;
    const precise = [
      [1e-5, 0],
      [0, 1e-4],
    ];
    const weights = weightsOf(simulated, { values: simulated[made]!, covariance: precise });
    const found = weights.reduce((sum, w, k) => sum + w * sample.values[k]!, 0);
    expect(found).toBeCloseTo(sample.values[made]!, 2);
    expect(effectiveDraws(weights)).toBeLessThan(DRAWS / 4);
  });

  it('needs an arm for every month', () => {
    const changes = [{ first_year: 2013, month: 7 }];
    expect(() => simulateRecord(experiment, sample, { ...record, changes }, engine)).toThrow(
      'no arm of the scenario has a change in month 7',
    );
  });
});
