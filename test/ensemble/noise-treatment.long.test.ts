import { describe, expect, it } from 'vitest';
import { column } from '../../src/ensemble/ensemble.ts';
import { readAreaFile, resolve, scenario, withFigures } from '../treatment/bench.ts';
import { drawAll, valuesOf } from './draw-all.ts';

const TIMEOUT = 120_000;
const CUT = '{funding: [{cut: 20%, from: 2017-04}]}';
const RETENDER =
  '{commissioning: [{retender: all lots, to: one new provider, notice: 2016-10, start: 2017-04, term: 3 years}]}';
const short = (arms: Readonly<Record<string, string>>) => resolve(scenario(arms, { horizon: '2 years' }));

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
    const ensemble = drawAll(short({ as_now: '{}', cut: small }), 24, {
      noise: true,
      only: ['deaths'],
    });
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
    { timeout: TIMEOUT },
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
