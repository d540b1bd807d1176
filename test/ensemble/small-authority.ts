import { expect, it } from 'vitest';
import { column } from '../../src/ensemble/ensemble.ts';
import { readAreaFile, resolve, scenario, withFigures } from '../treatment/bench.ts';
import { drawAll, valuesOf } from './draw-all.ts';

const CUT = '{funding: [{cut: 20%, from: 2017-04}]}';
const RETENDER =
  '{commissioning: [{retender: all lots, to: one new provider, notice: 2016-10, start: 2017-04, term: 3 years}]}';

/** Barnet at a part of its size, where chance decides over few people. */
export function expectSmallAuthorityRuns(size: number): void {
  it(`runs at ${size} times the size of Barnet, cut and retendered: whole people, and no draw that fails`, {
    timeout: 120_000,
  }, () => {
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
  });
}
