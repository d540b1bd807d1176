import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readCsv } from '../../src/scenario/area/csv.ts';
import {
  changesOf,
  type Panel,
  type ProviderChange,
  panelOf,
  placeboOf,
  studyOf,
  yearlyNoise,
} from './retender-study.ts';

const table = (...lines: readonly string[]) => readCsv(lines.join('\n'), 'x.csv', new Faults())!;

/** Numbers from 2010 on; undefined where there is none. */
const years = (...values: readonly (number | undefined)[]): ReadonlyMap<number, number> =>
  new Map(values.flatMap((v, i) => (v === undefined ? [] : [[2010 + i, v] as const])));
const change = (authority: string, firstYear = 2012): ProviderChange => ({
  authority,
  firstYear,
  month: 4,
});

describe('the published tables', () => {
  it('give England, and authorities that are there', () => {
    const { england, authorities } = panelOf(
      table(
        'Year,Series,Local Authority,Deprivation decile,Value',
        '2010/11,Alcohol - People in treatment,,,1000.0',
        '2010/11,Alcohol - People in treatment,,Most deprived,9.0',
        '2010/11,Alcohol - Estimated prevalence,A,,70.0',
        '2010/11,Alcohol - People in treatment, A ,,100.0',
        '2011/12,Alcohol - People in treatment,A,,0.0',
        '2011/12,Alcohol - People in treatment,B (Discontinued),,50.0',
      ),
    );
    expect([...england]).toEqual([[2010, 1000]]);
    expect([...authorities]).toEqual([['A', new Map([[2010, 100]])]]);
  });

  it('give the changes of provider, with the month where there is one', () => {
    const head = 'authority,service_start,first_financial_year,incumbent_retained';
    expect(
      changesOf(table(head, 'A,2014-10,2014/15,no', 'B,2015,2015/16,unknown', 'C,2014-04,2014/15,yes')),
    ).toEqual([
      { authority: 'A', firstYear: 2014, month: 10 },
      { authority: 'B', firstYear: 2015, month: undefined },
    ]);
  });
});

describe('the study of changes of provider', () => {
  const panel: Panel = {
    england: years(1000, 1000, 2000, 2000, 2000),
    authorities: new Map([
      ['falls', years(100, 90, 100, 160, 200)],
      ['rises', years(200, 200, 800, 400, undefined)],
    ]),
  };
  const study = studyOf(panel, [change('falls'), change('rises')]);

  it('sets each year beside England and two years before, as geometric means', () => {
    const [before, first, second, third] = study;
    expect(before!.mean).toBeCloseTo(Math.sqrt(0.9 * 1) - 1, 12);
    // Half of England's path in one, twice in the other.
    expect(first!.mean).toBeCloseTo(0, 12);
    expect(first!.median).toBeCloseTo((-0.5 + 1) / 2, 12);
    expect(second!.mean).toBeCloseTo(Math.sqrt(0.8) - 1, 12);
    expect(third).toMatchObject({ year: 2, n: 1 });
    expect(third!.mean).toBeCloseTo(0, 12);
  });

  it('leaves out in every year the one that is furthest down in the first', () => {
    expect(study.map(row => row.withoutLargestFall).slice(0, 3)).toEqual([
      expect.closeTo(0, 12),
      expect.closeTo(1, 12),
      expect.closeTo(0, 12),
    ]);
  });

  it('refuses an authority that is not in the table', () => {
    expect(() => studyOf(panel, [change('fals')])).toThrow('fals has no number two years before 2012');
  });
});

describe('the placebo', () => {
  const up = Math.log(1.2);
  /** Half of the authorities rise by a fifth in the first year and stay there; one is too small to be drawn. */
  const panel: Panel = {
    england: years(1000, 1000, 1000, 1000),
    authorities: new Map([
      ['level', years(100, 100, 100, 100)],
      ['up', years(100, 100, 120, 120)],
      ['small', years(50, 50, 5, 5)],
      ['gone', years(500, 5, undefined, undefined)],
    ]),
  };
  const both = [change('level'), change('level')];
  const { drift, covariance, band, p } = placeboOf(panel, both, 'test');

  it('has the drift and covariance of random authorities, exactly', () => {
    expect(drift.slice(0, 3)).toEqual([0, up / 2, up / 2].map(x => expect.closeTo(x, 12)));
    // The variance of a coin of 0 and `up` is a quarter of up²; the mean of two has half of it.
    const half = (up * up) / 8;
    expect(covariance[1]!.slice(0, 3)).toEqual([0, half, half].map(x => expect.closeTo(x, 12)));
    expect(covariance[0]!.slice(0, 3)).toEqual([0, 0, 0].map(x => expect.closeTo(x, 12)));
  });

  it('divides by as many changes as have each year', () => {
    const later = placeboOf(panel, [...both, change('level', 2013)], 'test').covariance;
    // In 2013 both authorities of the pool stand where they were, beside 2011, but for the one that has risen.
    expect(later[1]![1]).toBeCloseTo((3 * up * up) / 4 / 9, 12);
    expect(later[2]![2]).toBeCloseTo((2 * up * up) / 4 / 4, 12);
    expect(later[1]![2]).toBeCloseTo((2 * up * up) / 4 / 6, 12);
  });

  it('has the band and p of random studies', () => {
    expect(band[1]![0]).toBeCloseTo(0, 12);
    expect(band[1]![1]).toBeCloseTo(0.2, 12);
    // Both draw the level one a quarter of the time.
    expect(p[1]).toBeCloseTo(0.25, 1);
    expect(p[0]).toBe(1);
  });

  it('is told how far authorities move in a year', () => {
    // Seven moves of authorities with a hundred people and a next year: one rises by a fifth, one falls to a hundredth.
    const moves = [0, 0, 0, 0, up, 0, Math.log(0.01)];
    const mean = moves.reduce((a, b) => a + b) / moves.length;
    const variance = moves.reduce((sum, m) => sum + (m - mean) * (m - mean), 0) / moves.length;
    expect(yearlyNoise(panel)).toBeCloseTo(Math.sqrt(variance), 12);
  });
});
