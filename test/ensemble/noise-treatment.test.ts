import { describe, expect, it } from 'vitest';
import { prepareEngine } from '../../src/arms/run-arms.ts';
import { planDraws } from '../../src/ensemble/draw-plan.ts';
import { byChance } from '../../src/ensemble/noise/by-chance.ts';
import { experimentOfDraw, prepareRunDraw } from '../../src/ensemble/run-draw.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { measureOutcomes, slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import { areaOf, LIVING, resolve, SHIPPED, STAFFED } from '../treatment/bench.ts';
import { drawAll, valuesOf } from './draw-all.ts';

const TIMEOUT = 120_000;

describe('people and staff of an authority, left to chance', () => {
  const shipped = SHIPPED.get('big-bang-or-evolution')!;
  const whole = resolve(shipped, areaOf(shipped));
  // Up to the year after the big bang.
  const plain = { ...whole, steps: 4 * whole.stepsPerYear };
  const experiment = byChance(plain);
  const { program } = experiment;
  const engine = prepareEngine(program);
  const sample = sampleParameters(program.model, experiment.spec, 9, 'random');
  const plan = planDraws(experiment, sample, [...program.model.outcomes.values()], engine);

  it('are whole at every step, in every stock of people or posts, and every law holds', {
    timeout: TIMEOUT,
  }, () => {
    const { chance, slotNames, stocks } = program;
    expect(chance!.wholes.map(w => w.stock)).toEqual(
      expect.arrayContaining([...LIVING, 'died', 'novice', 'experienced', 'left_the_service']),
    );
    expect(chance!.wholes.map(w => w.stock)).not.toContain('well_beside_start');
    const marks = stocks.map(s => s.slot).filter(s => slotNames[s]!.startsWith('seen_this_year in '));
    expect(marks.length).toBeGreaterThan(100);
    const record = [...chance!.wholes.flatMap(w => w.slots), ...marks];
    const runDraw = prepareRunDraw(plan, record, engine);
    for (const draw of [0, 1])
      for (const { arm, result, start } of runDraw(experimentOfDraw(experiment, sample, draw), draw)) {
        expect(start.converged).toBe(true);
        expect(result.fault, arm.name).toBeUndefined();
        const off = result.series.map(x => Math.abs(x - Math.round(x)));
        expect(off.reduce((a, b) => Math.max(a, b))).toBeLessThan(1e-6);
        expect(result.series.reduce((a, b) => Math.min(a, b))).toBeGreaterThan(-1e-6);
        expect(result.series.some(x => x > 1)).toBe(true);
      }
  });

  it('are decided, each move once for every place that it leads to, under a name of its own', () => {
    const { decisions } = program.chance!;
    expect(new Set(decisions.map(d => d.name)).size).toBe(decisions.length);
    expect(decisions.map(d => d.name)).toEqual(
      expect.arrayContaining([
        'asking from untreated[opiate, a18_29] to waiting[opiate, a18_29]',
        'need_arising[opiate, a18_29]',
        'well_for_good from recovered[alcohol, a50_plus]',
        ...STAFFED.flatMap(service => [`hiring[${service}]`, `experienced_leaving[${service}]`]),
      ]),
    );
  });

  it('have the same bits side by side as one draw alone', { timeout: TIMEOUT }, () => {
    const ensemble = drawAll(plain, 9, { noise: true });
    expect(ensemble.noise).toBe(true);
    expect(ensemble.failures).toEqual([]);
    expect(ensemble.sample.values).toEqual(sample.values);
    const record = slotsToRecord(program);
    const runDraw = prepareRunDraw(plan, record, engine);
    for (const draw of [0, 8]) {
      const own = experimentOfDraw(experiment, sample, draw);
      const { rows, arms } = measureOutcomes(own, runDraw(own, draw), record, { window: 'year' });
      for (const row of rows)
        for (const [a, { name: arm }] of arms.entries()) {
          const alone = [...row.byWindow[a]!, row.overall[a]!];
          const beside = alone.map((_, w) => valuesOf(ensemble, row.spec.name, arm, w)[draw]);
          expect(beside, `${row.spec.name} of ${arm}, draw ${draw}`).toEqual(alone);
        }
    }
    const deaths = valuesOf(ensemble, 'deaths', ensemble.experiment.arms[0]!.name);
    for (const count of deaths) expect(Math.abs(count - Math.round(count))).toBeLessThan(1e-6);
  });
});
