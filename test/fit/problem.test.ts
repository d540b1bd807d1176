import { describe, expect, it } from 'vitest';
import { experimentOfDraw, prepareRunDraw } from '../../src/ensemble/run-draw.ts';
import type { Sample } from '../../src/ensemble/sample-parameters.ts';
import { prepareFit, valuesAt } from '../../src/fit/fit-problem.ts';
import { measureOutcomes, slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import { engine, program, resolve, scenario } from '../treatment/bench.ts';
import { line, runHere, seriesOf, smallExperiment, smallFit } from './run-fit.ts';

const of = (elements: Record<string, string | readonly string[]>) =>
  new Map(Object.entries(elements).map(([dimension, own]) => [dimension, [own].flat()]));
const LOG_TWO_PI = Math.log(2 * Math.PI);

describe('lines of a fit', () => {
  const experiment = resolve(
    scenario({ as_now: '{funding: [{cut: 20%, from: 2016-10}]}' }, { horizon: '2 years' }),
  );
  const fit = prepareFit(
    {
      experiment,
      free: ['asking_elasticity', 'time_exponent', 'skill_exponent'].map(name => ({
        name,
        prior: { kind: 'uniform', low: 0.2, high: 0.6 },
      })),
      lines: [
        line('all', 'in_treatment'),
        line('opiate', 'in_treatment', { what: { outcome: 'in_treatment', of: of({ group: 'opiate' }) } }),
        line('young', 'in_treatment', {
          what: { outcome: 'in_treatment', of: of({ group: 'alcohol', age: 'a18_29' }) },
        }),
        line('turnover', 'turnover', { what: { outcome: 'turnover', of: of({ service: 'recovery' }) } }),
        line('share', 'in_treatment', {
          what: { outcome: 'in_treatment', of: of({ age: 'a50_plus' }) },
          over: { outcome: 'in_treatment', of: new Map() },
          times: 2,
        }),
      ],
      series: ['all', 'opiate', 'young', 'turnover', 'share'].map(name => seriesOf(name, [100, 100])),
      years: { from: 2016, to: 2017 },
    },
    engine,
  );

  it('have the bits of single runs, whole and by element', async () => {
    const points = Float64Array.from([0, 0, 0, 1.5, -1, 0.5, -0.3, 2, -2]);
    const values = await runHere(fit).simulate(valuesAt(fit, points), 3);
    expect(values.some(Number.isNaN)).toBe(false);
    const record = slotsToRecord(program);
    const runDraw = prepareRunDraw(fit.plan, record, engine);
    for (let k = 0; k < 3; k++) {
      const own = experimentOfDraw(experiment, fit.sample, k);
      const runs = runDraw(own, k);
      const row = (outcome: string, by?: string, element?: string, only?: string): readonly number[] =>
        measureOutcomes(own, runs, record, {
          window: 'year',
          ...(by !== undefined && { by }),
          ...(only !== undefined && { only }),
        }).rows.find(r => r.spec.name === outcome && r.element === element)!.byWindow[0]!;
      const whole = row('in_treatment');
      const expected = [
        whole,
        row('in_treatment', 'group', 'opiate'),
        row('in_treatment', 'age', 'a18_29', 'alcohol'),
        row('turnover', 'service', 'recovery'),
        row('in_treatment', 'age', 'a50_plus').map((x, y) => 2 * ((100 * x) / whole[y]!)),
      ];
      for (const [l, years] of expected.entries())
        for (const [y, value] of years.entries()) expect(values[(l * 2 + y) * 3 + k]).toBe(value);
    }
  });
});

it('a line of several elements is their sum', async () => {
  const held = (...group: readonly string[]) =>
    line('held', 'held', { what: { outcome: 'held', of: of({ group }) } });
  const fit = smallFit({ lines: [held('a'), held('b'), held('b', 'a')], series: [seriesOf('held', [1])] });
  const [a, b, both] = await runHere(fit)
    .simulate(valuesAt(fit, Float64Array.of(0, 0)), 1)
    .then(all => [0, 1, 2].map(l => all[l * 3 + 1]!));
  expect(Math.min(a!, b!)).toBeGreaterThan(10);
  expect(both).toBeCloseTo(a! + b!, 10);
});

describe('the density of a fit', () => {
  it('is that of the prior and of what was published about what is simulated', async () => {
    const lines = [
      line('left', 'left', { times: 10, error: { relative: 0.02, absolute: 3 } }),
      line('shown', 'held', { fitted: false }),
    ];
    const series = [seriesOf('left', [200, 550, 800, 900], 5), seriesOf('shown', [1, 1, 1])];
    const fit = smallFit({ lines, series, years: { from: 2017, to: 2019 } });
    const runs = runHere(fit);
    const points = Float64Array.from([0.4, -0.7, 0, 0]);
    const [density, values] = [await runs.evaluate(points, 2), await runs.simulate(valuesAt(fit, points), 2)];
    expect(fit.points.map(p => p.point.year)).toEqual([2017, 2018]);
    for (const [k, prior] of [(0.4 * 0.4 + 0.7 * 0.7) / -2, 0].entries()) {
      let expected = prior - LOG_TWO_PI;
      for (const [year, published] of [
        [1, 550],
        [2, 800],
      ] as const) {
        const variance = (0.02 * published) ** 2 + 9 + 25 / 12;
        const off = published - values[year * 2 + k]!;
        expected -= (off * off) / (2 * variance) + Math.log(variance) / 2 + LOG_TWO_PI / 2;
      }
      expect(density[k]).toBeCloseTo(expected, 9);
    }
    expect(runs.tally).toEqual({ points: 4, failed: 0 });
  });

  it('is greatest where the series were made', async () => {
    const free = ['rate', 'hazard', 'share'].map(name => ({ name, prior: undefined }));
    const lines = [
      line('held', 'held', { what: { outcome: 'held', of: of({ group: 'a' }) } }),
      line('left', 'left'),
      line('staying', 'staying', { error: { relative: 0.001, absolute: 0 } }),
    ];
    const truth = [0.8, -0.6, 0.3];
    const shown = smallFit({
      free,
      lines: lines.map(l => ({ ...l, fitted: false })).concat(line('held', 'held')),
    });
    const made = await runHere(shown).simulate(valuesAt(shown, Float64Array.from(truth)), 1);
    const series = lines.map(({ series: name }, l) => seriesOf(name, made.subarray(l * 3, l * 3 + 3)));
    const neighbours = truth.flatMap((_, p) =>
      [-0.1, 0.1].map(by => truth.map((z, q) => z + (p === q ? by : 0))),
    );
    const density = await runHere(smallFit({ free, lines, series })).evaluate(
      Float64Array.from([truth, ...neighbours].flat()),
      1 + neighbours.length,
    );
    const [atTruth, ...others] = density;
    for (const d of others) expect(d).toBeLessThan(atTruth! - 1);
  });

  it('does not depend on what is run beside a point', async () => {
    const [all, few] = [smallFit({}), smallFit({ atOnce: 5 })];
    const points = Float64Array.from({ length: 62 }, (_, i) => Math.sin(i));
    const density = await runHere(all).evaluate(points, 31);
    expect(density.every(Number.isFinite)).toBe(true);
    expect(await runHere(few).evaluate(points, 31)).toEqual(density);
    const alone = runHere(all);
    for (const i of [0, 17, 30])
      expect((await alone.evaluate(points.slice(2 * i, 2 * i + 2), 1))[0]).toBe(density[i]);
  });

  it('is nothing where a run fails, and such runs are counted', async () => {
    const fit = smallFit({ free: [{ name: 'luck', prior: undefined }] });
    const runs = runHere(fit);
    const density = await runs.evaluate(Float64Array.from([-3, 0, -2, 1]), 4);
    expect([...density].map(Number.isFinite)).toEqual([false, true, false, true]);
    expect(density[0]).toBe(-Infinity);
    expect(runs.tally).toEqual({ points: 4, failed: 2 });
    const simulated = await runs.simulate(valuesAt(fit, Float64Array.from([-3, 0])), 2);
    expect(Array.from(simulated, Number.isNaN).slice(0, 2)).toEqual([true, false]);
  });

  it('is nothing where a share has nothing below it', async () => {
    const share = line('held', 'held', { over: { outcome: 'left', of: new Map() } });
    const free = [{ name: 'hazard', prior: { kind: 'uniform', low: 0, high: 0 } as const }];
    const runs = runHere(smallFit({ free, lines: [share] }));
    expect([...(await runs.evaluate(new Float64Array(1), 1))]).toEqual([-Infinity]);
    expect(runs.tally.failed).toBe(1);
  });
});

describe('the coordinates of a fit', () => {
  const valuesAt = (sample: Sample, k: number): number[] =>
    sample.parameters.map((_, p) => sample.values[p * sample.draws + k]!);

  it('are the normal scores of the priors, which they never leave', async () => {
    const fit = smallFit({
      free: [
        { name: 'hazard', prior: undefined },
        { name: 'rate', prior: { kind: 'normal', mean: 90, sd: 10 } },
        { name: 'luck', prior: { kind: 'normal', mean: 0, sd: 5 } },
      ],
    });
    await runHere(fit).evaluate(Float64Array.from([0, 0, 0, -40, -1, -40, 40, 1, 40]), 3);
    const [hazard, rate] = valuesAt(fit.sample, 0);
    expect([hazard, rate]).toEqual([0.55, 90]);
    expect(valuesAt(fit.sample, 1)[0]).toBeCloseTo(0.1, 12);
    expect(valuesAt(fit.sample, 1)[1]).toBeCloseTo(80, 9);
    // Its own bounds hold for a prior of the fit's.
    expect(valuesAt(fit.sample, 1)[2]).toBeCloseTo(-0.5, 9);
    expect(valuesAt(fit.sample, 2)[2]).toBeCloseTo(2, 9);
    expect(valuesAt(fit.sample, 2)[2]).toBeLessThanOrEqual(2);
  });
});

describe('a fit that asks for what is not there', () => {
  const what = (outcome: string, elements: Record<string, string>) => ({
    lines: [line('held', outcome, { what: { outcome, of: of(elements) } })],
  });
  it.each([
    ['the model has no outcome gone', { lines: [line('held', 'gone')] }],
    ['held is not over age', what('held', { age: 'old' })],
    ['held has nothing of c', what('held', { group: 'c' })],
    ['the model has no parameter held', { free: [{ name: 'held', prior: undefined }] }],
    ['still has no distribution of its own', { free: [{ name: 'still', prior: undefined }] }],
    ['there is no series left', { lines: [line('left', 'left')] }],
    ['no line has a point', { years: { from: 2001, to: 2002 } }],
    ['leaves no room for error', { lines: [line('held', 'held', { error: { relative: 0, absolute: 0 } })] }],
    ['a fit is of one arm, and there are 2', { experiment: smallExperiment({ one: '{}', two: '{}' }) }],
    [
      'rate is set by the scenario',
      { experiment: smallExperiment({ as_now: '{parameters: {rate: {value: 80, reason: a test}}}' }) },
    ],
  ])('is refused: %s', (message, request) => {
    expect(() => smallFit(request)).toThrow(message);
  });
});
