import { describe, expect, it } from 'vitest';
import { backtestResult, meantBy } from '../../src/fit/backtest-result.ts';
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

  it('lean on a bound where more than a tenth of them lies in the outermost fiftieth of the prior', () => {
    expect(parameters.map(p => p.bound)).toEqual([undefined, undefined, undefined, 'high']);
    expect(bound!.posterior.median).toBeGreaterThan(9.9);
    const numbers = fitNumbers();
    const turned = fitResult({ ...numbers, draws: numbers.draws.map(z => -z) });
    expect(turned.parameters.map(p => p.bound)).toEqual([undefined, undefined, undefined, 'low']);
  });

  it('lean on a bound that their median is far from, as one does that is cut off there', () => {
    // Of z = 1.4 + 0.6 e the share above 2.054, the outermost 2 %, is that of e above 1.09: 13.8 %; of 1.2 + 0.6 e 7.7 %.
    const boundOf = (middle: number) => {
      const { draws, ...rest } = fitNumbers();
      const moved = draws.map((z, i) => (i % 4 === 2 ? middle + 0.6 * z : z));
      return fitResult({ ...rest, draws: moved }).parameters[2]!.bound;
    };
    expect(boundOf(1.4)).toBe('high');
    expect(boundOf(-1.4)).toBe('low');
    expect(boundOf(1.2)).toBeUndefined();
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
  const names = lines.map(l => l.series.name);
  const result = backtestResult(
    fitted,
    2012,
    lines,
    [...lines.map(l => l.series), seriesOf('money', [1])],
    names,
  );

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
    expect(result.skipped).toEqual({ notProduced: ['money'], notPublished: ['old'], meant: {} });
    expect(backtestResult(fitted, 2012, [lines[1]!], [deaths], names).headcount).toBeUndefined();
  });

  it('names the line that a series may be meant for, unless that has a series of its own', () => {
    const meant = (...series: string[]) =>
      backtestResult(
        fitted,
        2012,
        lines,
        series.map(name => seriesOf(name, [1])),
        names,
      ).skipped.meant;
    expect(meant('in_tretment', 'money')).toEqual({ in_tretment: 'in_treatment' });
    expect(meant('in_tretment', 'in_treatment')).toEqual({});
    // Long names that end alike are not one name.
    const other = 'left_otherwise_share_of_exits_all';
    expect(meantBy('treatment_declined_share_of_exits_all', [other], [])).toBeUndefined();
    expect(meantBy('left_otherwise_shares_of_exits_al', [other], [])).toBe(other);
  });

  it('shows years before those fitted where they are judged', () => {
    const early = simulatedLine({ ...treated, points: treated.points.slice(0, 1) }, [100, 100]);
    const { lines: shown } = backtestResult(
      { ...facts, years: { from: 2010, to: 2011 } },
      2009,
      [early],
      [],
      [],
    );
    expect(shown[0]!.line.points.map(p => p.year)).toEqual([2009, 2010]);
    expect(shown[0]!.measures.points).toBe(1);
  });
});
