import { describe, expect, it } from 'vitest';
import { prepareEngine } from '../../src/arms/run-arms.ts';
import { planDraws } from '../../src/ensemble/draw-plan.ts';
import { column } from '../../src/ensemble/ensemble.ts';
import { byChance } from '../../src/ensemble/noise/by-chance.ts';
import { experimentOfDraw, prepareRunDraw } from '../../src/ensemble/run-draw.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { measureOutcomes, slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import {
  areaOf,
  LIVING,
  readAreaFile,
  resolve,
  SHIPPED,
  STAFFED,
  scenario,
  withFigures,
} from '../treatment/bench.ts';
import { drawAll, valuesOf } from './draw-all.ts';

const TIMEOUT = 120_000;
const CUT = '{funding: [{cut: 20%, from: 2017-04}]}';
const RETENDER =
  '{commissioning: [{retender: all lots, to: one new provider, notice: 2016-10, start: 2017-04, term: 3 years}]}';
const short = (arms: Readonly<Record<string, string>>) => resolve(scenario(arms, { horizon: '2 years' }));

describe('people and staff of an authority, left to chance', () => {
  const shipped = SHIPPED.get('big-bang-or-evolution')!;
  const experiment = byChance(resolve(shipped, areaOf(shipped)));
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
    const ensemble = drawAll(resolve(shipped, areaOf(shipped)), 9, { noise: true });
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

describe('luck', () => {
  it('gives arms that are the same a difference of exactly 0 in every draw', { timeout: TIMEOUT }, () => {
    const ensemble = drawAll(short({ first: CUT, other: RETENDER, again: CUT }), 6, { noise: true });
    for (const { name } of ensemble.outcomes)
      expect(valuesOf(ensemble, name, 'again'), name).toEqual(valuesOf(ensemble, name, 'first'));
    expect(valuesOf(ensemble, 'completions', 'other')).not.toEqual(
      valuesOf(ensemble, 'completions', 'first'),
    );
  });

  it('stays where arms or draws are added, however many there are side by side and in whatever order', {
    timeout: TIMEOUT,
  }, () => {
    const arms = { as_now: '{}', cut: CUT };
    const two = drawAll(short(arms), 5, { noise: true, lanes: 2 });
    const three = drawAll(short({ retender: RETENDER, ...arms }), 11, {
      noise: true,
      lanes: 8,
      backwards: true,
    });
    for (const { name } of two.outcomes)
      for (const arm of ['as_now', 'cut'])
        expect(valuesOf(three, name, arm).slice(0, 5), `${name} of ${arm}`).toEqual(
          Float64Array.from(valuesOf(two, name, arm)),
        );
  });

  it('is shared by arms: they differ by less than lucks do', { timeout: TIMEOUT }, () => {
    const small = '{funding: [{cut: 2%, from: 2017-04}]}';
    const ensemble = drawAll(short({ as_now: '{}', cut: small }), 24, { noise: true, only: ['deaths'] });
    const [now, cut] = ['as_now', 'cut'].map(arm => [...valuesOf(ensemble, 'deaths', arm)]) as [
      number[],
      number[],
    ];
    const sizeOf = (differences: readonly number[]): number =>
      Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / differences.length);
    const paired = sizeOf(now.map((x, k) => x - cut[k]!));
    const crossed = sizeOf(now.map((x, k) => x - cut[(k + 1) % cut.length]!));
    expect(paired).toBeLessThan(0.7 * crossed);
  });
});

describe('many people', () => {
  it('do on average about what is to be expected', { timeout: TIMEOUT }, () => {
    const text = scenario({ as_now: '{}' }, { horizon: '2 years' });
    const only = ['deaths', 'completions', 'drop_outs'];
    const [plain, noisy] = [false, true].map(noise => drawAll(resolve(text), 40, { noise, only }));
    for (const name of only) {
      const expected = valuesOf(plain!, name, 'as_now');
      const apart = [...valuesOf(noisy!, name, 'as_now')].map((x, k) => x / expected[k]! - 1);
      const mean = apart.reduce((a, b) => a + b, 0) / apart.length;
      const usual = Math.sqrt(apart.reduce((a, b) => a + (b - mean) * (b - mean), 0)) / apart.length;
      expect(usual, name).toBeGreaterThan(0);
      // What chance does to a queue or a team is not quite what its mean does.
      expect(Math.abs(mean), name).toBeLessThan(0.02 + 4 * usual);
    }
  });
});

describe('a small authority', () => {
  it.each([0.1, 0.02])(
    'runs at %d times the size of Barnet, cut and retendered: whole people, and no draw that fails',
    {
      timeout: TIMEOUT,
    },
    size => {
      const area = withFigures(readAreaFile('barnet'), (_figure, value) => value * size);
      const arms = { as_now: '{}', cut: CUT, retender: RETENDER };
      const ensemble = drawAll(resolve(scenario(arms, { horizon: '5 years' }), area), 16, { noise: true });
      expect(ensemble.failures).toEqual([]);
      const deaths = valuesOf(ensemble, 'deaths', 'as_now');
      expect(new Set(deaths.map(Math.round)).size).toBeGreaterThan(3);
      // In a year without any staff nothing can be said of them; all else has a value.
      const lost = ensemble.outcomes.filter((_, o) =>
        ensemble.experiment.arms.some((__, a) => column(ensemble, a, o).some(Number.isNaN)),
      );
      expect(['turnover', 'burnout_of_staff']).toEqual(expect.arrayContaining(lost.map(o => o.name)));
    },
  );
});
