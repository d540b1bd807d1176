import { describe, expect, it } from 'vitest';
import { backtestResult } from '../../src/fit/backtest-result.ts';
import { fittedLine } from '../../src/fit/fitted-line.ts';
import { fitResult } from '../../src/fit/make-fit-result.ts';
import { facts, fitNumbers, seriesOf, simulatedLine } from './fit-fixture.ts';

describe('the parameters of a fit', () => {
  const { parameters, correlations, draws } = fitResult(fitNumbers());
  const [first, , silent, bound] = parameters;

  it('stand in their own units, before and after', () => {
    expect(draws).toBe(101);
    expect(first!.prior.low).toBeCloseTo(0.05, 12);
    expect(first!.prior.median).toBeCloseTo(0.5, 12);
    expect(first!.prior.high).toBeCloseTo(0.95, 12);
    // Tables: 69.146 % of a normal lie below half a standard deviation.
    expect(first!.posterior.median).toBeCloseTo(0.69146, 5);
    expect(first!.mode).toBeCloseTo(0.69146, 5);
    expect(first!.posterior.low).toBeLessThan(first!.posterior.median);
  });

  it('are narrowed by what the data say of them', () => {
    expect(first!.narrowed).toBeCloseTo(0.8, 2);
    expect(silent!.narrowed).toBeLessThan(0.03);
  });

  it('sit on a bound where hardly any of the prior lies beyond', () => {
    expect(parameters.map(p => p.bound)).toEqual([undefined, undefined, undefined, 'high']);
    expect(bound!.posterior.median).toBeGreaterThan(9.9);
    const numbers = fitNumbers();
    const turned = fitResult({ ...numbers, draws: numbers.draws.map(z => -z) });
    expect(turned.parameters.map(p => p.bound)).toEqual([undefined, undefined, undefined, 'low']);
  });

  it('are told in pairs where they correlate strongly, and only then', () => {
    expect(correlations).toEqual([{ pair: ['asking_elasticity', 'time_exponent'], rank: -1 }]);
  });
});

describe('a line of a fit', () => {
  const series = seriesOf('treated', [100, undefined, 140], 'adults', 12);

  it('has every year, with what was published and the bands of the draws', () => {
    const { points, measures } = fittedLine(simulatedLine(series, [100, 100, 100], 0.5), 2009);
    expect(points.map(p => [p.period, p.observed?.value])).toEqual([
      ['2009/10', 100],
      ['2010/11', undefined],
      ['2011/12', 140],
    ]);
    const { low, lower, median, upper, high } = points[0]!.simulated;
    for (const [at, expected] of [
      [low, 55],
      [lower, 75],
      [median, 100],
      [upper, 125],
      [high, 145],
    ] as const)
      expect(at).toBeCloseTo(expected, 10);
    expect(measures).toMatchObject({ points: 2, within50: 0.5, within90: 1 });
    expect(measures.mape).toBeCloseTo(40 / 140 / 2, 12);
  });

  it('allows for the error of the line and for rounding', () => {
    // sd² = (0.03 · 100)² + 2² + 12² / 12 = 25, so that 105 is one standard deviation off.
    const off = simulatedLine(series, [105], 0, { error: { relative: 0.03, absolute: 2 } });
    expect(fittedLine(off, 2009).points[0]!.share).toBeCloseTo(0.1586553, 6);
  });

  it('leaves out years in which the model has nothing', () => {
    const { measures } = fittedLine(simulatedLine(series, [Number.NaN, 100, 140]), 2009);
    expect(measures).toMatchObject({ points: 1, mape: 0 });
  });
});

describe('a backtest', () => {
  const treated = seriesOf('in_treatment', [100, 110, 120, 130, 150]);
  const deaths = seriesOf('deaths', [10, 10, 10, 20, 20], 'deaths registered');
  const old = seriesOf('old', [5, 5]);
  const late = seriesOf('late', [undefined, undefined, undefined, 40, 50]);
  const lines = [
    simulatedLine(treated, [100, 100, 100, 143, 135]),
    simulatedLine(deaths, [10, 10, 10, 20, 22]),
    simulatedLine(old, [5, 5, 5, 5, 5]),
    simulatedLine(late, [40, 40, 40, 44, 50]),
  ];
  const fitted = { ...facts, years: { from: 2009, to: 2011 } };
  const result = backtestResult(fitted, 2012, lines, [...lines.map(l => l.series), seriesOf('money', [1])]);

  it('judges the years from a given one beside the last value and the trend before it', () => {
    const [first, second, third] = result.lines;
    expect(result.lines).toHaveLength(3);
    // By hand: 143 for 130 and 135 for 150; 120 for both; 130 for 130 and 140 for 150.
    expect(first!.measures.points).toBe(2);
    expect(first!.naive!.model).toBeCloseTo(0.1, 12);
    expect(first!.naive!.lastValue).toBeCloseTo((10 / 130 + 30 / 150) / 2, 12);
    expect(first!.naive!.trend).toBeCloseTo(10 / 150 / 2, 12);
    expect(second!.naive).toEqual({ model: expect.closeTo(0.05, 12), lastValue: 0.5, trend: 0.5 });
    expect(third!.naive).toBeUndefined();
    expect(third!.measures.mape).toBeCloseTo(0.05, 12);
  });

  it('adds up headcounts that have all three forecasts, and names what it cannot judge', () => {
    expect(result.headcount).toEqual(result.lines[0]!.naive);
    expect(result.skipped).toEqual({ notProduced: ['money'], notPublished: ['old'] });
    expect(backtestResult(fitted, 2012, [lines[1]!], [deaths]).headcount).toBeUndefined();
  });
});
