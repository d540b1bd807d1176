import { describe, expect, it } from 'vitest';
import { compareEnsemble } from '../../src/comparison/compare-ensemble.ts';
import { outcome } from '../report/outcome-fixture.ts';
import { ensembleOf, type Numbers } from './ensemble-fixture.ts';

const gain = outcome('gain', { unit: 'GBP', label: 'Net benefit' });
const deaths = outcome('deaths', { better: 'lower', label: 'Deaths' });

/** Draws 0 to 3: never apart; the second always ahead; the second overtakes in year 3; the first in year 2. */
const PATHS: Numbers = [
  [
    [1, 1, 2, 1],
    [1, 1, 1, 5],
    [1, 1, 1, 1],
  ],
  [
    [1, 2, 1, 3],
    [1, 2, 1, 1],
    [1, 2, 4, 1],
  ],
];
const two = () => ensembleOf({ arms: ['A', 'B'], outcomes: [{ spec: gain, values: PATHS }] });

describe('who is ahead', () => {
  it('is told at the end of each year with all years before it', () => {
    const { years } = compareEnsemble(two(), 'gain').contest!;
    // Draw 2 by year: −1, −1, +2. Draw 3: +2, −2, −2.
    expect(years.map(y => [y.ahead, y.same])).toEqual([
      [[1, 2], 1],
      [[2, 1], 1],
      [[1, 2], 1],
    ]);
    expect(years.map(y => y.difference.median)).toEqual([0.5, -0.5, 1]);
  });

  it('is told the other way round where less is better', () => {
    const ensemble = ensembleOf({ arms: ['A', 'B'], outcomes: [{ spec: deaths, values: PATHS }] });
    const { years, crossing } = compareEnsemble(ensemble, 'deaths').contest!;
    expect(years.map(y => y.ahead)).toEqual([
      [2, 1],
      [1, 2],
      [2, 1],
    ]);
    expect(crossing.overtaking.map(o => o.draws)).toEqual([1, 1]);
  });

  it('is told year by year where years do not add up', () => {
    const last = outcome('last', { summary: 'last' });
    const ensemble = ensembleOf({ arms: ['A', 'B'], outcomes: [{ spec: last, values: PATHS }] });
    expect(compareEnsemble(ensemble, 'last').contest!.years.map(y => y.ahead)).toEqual([
      [1, 2],
      [1, 1],
      [0, 2],
    ]);
  });

  it('counts what only rounding tells apart as the same', () => {
    const values: Numbers = [[[3e9, 3e9]], [[3e9 + 0.5, 3e9 + 30]]];
    const { contest } = compareEnsemble(
      ensembleOf({ arms: ['A', 'B'], outcomes: [{ spec: gain, values }] }),
      'gain',
    );
    expect([contest!.years[0]!.ahead, contest!.years[0]!.same]).toEqual([[0, 1], 1]);
    expect(contest!.whole.beside[0]!.counted).toEqual({ better: 1, same: 1, worse: 0 });
  });

  it('names the best of all arms, and none where they share it', () => {
    const values: Numbers = [[[1, 5, 2]], [[2, 5, 1]], [[3, 4, 0]]];
    const ensemble = ensembleOf({ arms: ['A', 'B', 'C'], outcomes: [{ spec: gain, values }] });
    const { contest } = compareEnsemble(ensemble, 'gain');
    expect(contest!.pair).toEqual([1, 2]);
    expect(contest!.years[0]!.best).toEqual([1, 0, 1]);
    expect(compareEnsemble(ensemble, 'gain', [0, 2]).contest!.years[0]!.ahead).toEqual([2, 1]);
  });
});

describe('the year in which they cross', () => {
  it('is the first from which the other is ahead for good, by draw', () => {
    const { crossing } = compareEnsemble(two(), 'gain').contest!;
    expect(crossing.overtaking).toEqual([
      { draws: 1, years: { low: 2, median: 2, high: 2 } },
      { draws: 1, years: { low: 3, median: 3, high: 3 } },
    ]);
    expect(crossing.years).toEqual({ low: 2, median: 3, high: Number.POSITIVE_INFINITY });
  });

  it('is not one after which the first comes back', () => {
    const values: Numbers = [
      [[2], [0], [3]],
      [[1], [2], [0]],
    ];
    const { crossing } = compareEnsemble(
      ensembleOf({ arms: ['A', 'B'], outcomes: [{ spec: gain, values }] }),
      'gain',
    ).contest!;
    expect(crossing.overtaking.map(o => o.draws)).toEqual([0, 0]);
    expect(crossing.years.low).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('draws that failed', () => {
  it('are left out of every arm, whichever of them failed', () => {
    const values: Numbers = [[[1, Number.NaN, 3, 4]], [[2, 2, 2, Number.NaN]]];
    const fault = { kind: 'not-a-number', name: 'x', step: 3, value: Number.NaN, lastGood: 1 } as const;
    const { sound, failed, contest } = compareEnsemble(
      ensembleOf({
        arms: ['A', 'B'],
        outcomes: [{ spec: gain, values }],
        failures: [
          { draw: 1, arm: 'a', fault },
          { draw: 3, arm: 'b', fault: { kind: 'start', name: 'need', value: 1 } },
        ],
      }),
      'gain',
    );
    expect([...sound]).toEqual([0, 2]);
    expect(failed).toBe(2);
    expect(contest!.whole.arms.map(s => [s.count, s.median])).toEqual([
      [2, 2],
      [2, 2],
    ]);
    expect(contest!.whole.beside[0]!.difference).toMatchObject({ count: 2, median: 0 });
  });

  it('leave nothing to compare where all of them did', () => {
    const ensemble = ensembleOf({
      arms: ['A', 'B'],
      outcomes: [{ spec: gain, values: [[[Number.NaN]], [[1]]] }],
      failures: [{ draw: 0, arm: 'a', fault: { kind: 'start', name: 'need', value: 1 } }],
    });
    expect(compareEnsemble(ensemble, 'gain').contest).toBeUndefined();
  });
});

describe('what the answer hangs on', () => {
  const values: Numbers = [[[0, 0, 0, 0, 0]], [[1, 2, 3, 4, 5]]];
  const drawn = { fixed: [1, 1, 1, 1, 1], helps: [10, 20, 30, 40, 50], hurts: [5, 3, 4, 2, 1] };

  it('are the parameters whose ranks go with how far the second is ahead, the strongest first', () => {
    const { drivers } = compareEnsemble(
      ensembleOf({ arms: ['A', 'B'], outcomes: [{ spec: gain, values }], parameters: drawn }),
      'gain',
    ).contest!;
    expect(drivers.all.map(d => [d.parameter.name, Number(d.rank.toFixed(12))])).toEqual([
      ['helps', 1],
      ['hurts', -0.9],
    ]);
    // Of two parameters, beyond 2.24 standard errors.
    expect(drivers.byChance).toBe(1);
  });

  it('favour the other arm where less is better', () => {
    const { drivers } = compareEnsemble(
      ensembleOf({ arms: ['A', 'B'], outcomes: [{ spec: deaths, values }], parameters: drawn }),
      'deaths',
    ).contest!;
    expect(drivers.all[0]!.rank).toBeCloseTo(-1, 12);
  });

  it('are none where the arms are the same', () => {
    const same: Numbers = [[[1, 2, 3, 4, 5]], [[1, 2, 3, 4, 5]]];
    const comparison = compareEnsemble(
      ensembleOf({
        arms: ['A', 'B'],
        outcomes: [{ spec: gain, values: same }],
        parameters: drawn,
        set: ['own'],
      }),
      'gain',
    );
    expect(comparison.contest!.drivers.all).toEqual([]);
    expect(comparison.drawn).toMatchObject({ total: 3, byStatus: { assumption: 3 } });
    expect(comparison.set.map(p => p.name)).toEqual(['own']);
  });
});
