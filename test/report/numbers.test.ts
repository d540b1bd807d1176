import { describe, expect, it } from 'vitest';
import { figures, plain, pounds, styleOf } from '../../src/report/numbers.ts';

describe('the numbers of a row', () => {
  it.each([
    ['people', [1024.6, 12.4], ['1,025', '12']],
    ['people', [0.4, 0, -0.3, 1e-12], ['under 1', '0', 'under 1', '0']],
    ['GBP', [0, -1e-9], ['£0', '£0']],
    ['people*year', [13_818.2], ['13,818']],
    ['people', [Number.NaN], ['–']],
    ['GBP', [23_011_250, 343_000], ['£23.0m', '£0.3m']],
    ['GBP', [4_458_000, 3_346_000], ['£4.46m', '£3.35m']],
    ['GBP', [343_400, 28_100], ['£343k', '£28k']],
    ['GBP', [343_400, 100], ['£343k', '£100']],
    ['GBP', [3313, 88], ['£3,313', '£88']],
    ['GBP', [-65_000], ['−£65k']],
    ['GBP', [0, 0], ['£0', '£0']],
    ['GBP/people', [9787.3, 9912], ['£9,787', '£9,912']],
    ['GBP/people', [12.3], ['£12.30']],
    ['fraction', [0.0796, 1.25], ['8.0%', '125.0%']],
    ['fraction', [0.0012], ['0.12%']],
    ['1/year', [0.19], ['19.0%']],
    ['wte', [39.4, 41.06], ['39.4', '41.1']],
    ['week', [2.314], ['2.31']],
    ['QALY', [41_211.4], ['41,211']],
  ])('in %s read as people write them', (unit, values, shown) => {
    const style = styleOf(unit, values);
    expect(values.map(v => style.value(v))).toEqual(shown);
  });

  it.each([
    ['people', [1000, 1012.6], 12.6, '+13'],
    ['people', [1000, 987], -13, '−13'],
    ['people', [1000, 1000.99], 0.99, 'under 1'],
    ['people', [1000, 999.2], -0.8, 'under 1'],
    ['people', [1000, 1000], 0, '0'],
    // 3e-13 of 1,000 people is rounding, not a person
    ['people', [1000, 1000], 3e-13, '0'],
    ['GBP', [23e6, 24.23e6], 1.23e6, '+£1.23m'],
    ['GBP', [23e6, 22.5e6], -456_000, '−£456k'],
    ['GBP', [23e6, 23e6], 8800, '+£8.8k'],
    ['GBP', [23e6, 23e6], 0.4, 'under £1'],
    // less than half a penny is rounding
    ['GBP', [0, -1e-9], -1e-9, '0'],
    ['fraction', [0.08, 0.106], 0.026, '+2.6 pts'],
    ['fraction', [0.08, 0.08], 0.0001, 'under 0.1'],
    ['wte', [39.4, 39.3], -0.1, '−0.1'],
    ['wte', [39.4, 39.4], 0.01, 'under 0.1'],
    ['people', [Number.NaN, 1], Number.NaN, '–'],
  ])('in %s differ as people say it', (unit, values, difference, shown) => {
    expect(styleOf(unit, values).difference(difference)).toBe(shown);
  });
});

describe('a single number', () => {
  it.each([
    [999_499, '£999k'],
    [999_500, '£1.00m'],
    [1_230_000, '£1.23m'],
    [12_340_000, '£12.3m'],
    [472_600_000, '£473m'],
    [-456_000, '−£456k'],
    [999.6, '£1.0k'],
    [12, '£12'],
  ])('of %d pounds reads %s', (x, shown) => {
    expect(pounds(x)).toBe(shown);
  });

  it.each([
    [0, '0'],
    [0.55213, '0.5521'],
    [1200, '1,200'],
    [143_327.4, '143,327'],
    [26_074, '26,074'],
    [0.1, '0.1'],
    [-0.25, '−0.25'],
    [1e-9, '1.000e−9'],
    [Number.NaN, '–'],
  ])('%d keeps the figures that carry meaning: %s', (x, shown) => {
    expect(figures(x)).toBe(shown);
  });

  it('is never minus zero', () => {
    expect(plain(-0.3, 0)).toBe('0');
  });
});

describe('a number with a standard error', () => {
  it.each([
    ['people', 1906.3, 14, '1,910'],
    ['people', 1906.3, 4, '1,906'],
    ['people', 1906.3, 0.04, '1,906'],
    ['people', 1906.3, 350, '1,900'],
    ['people', 40, 350, '40'],
    ['GBP', 23_011_250, 300_000, '£23.0m'],
    ['GBP', 23_011_250, 3_000_000, '£23m'],
    ['GBP', 4_458_000, 20_000, '£4.46m'],
    ['GBP', 4_458_000, 300_000, '£4.5m'],
    ['GBP', 343_400, 4_000, '£343k'],
    ['GBP', 343_400, 40_000, '£340k'],
    ['fraction', 0.0796, 0.004, '8.0%'],
    ['fraction', 0.0796, 0.02, '8%'],
    ['wte', 39.43, 0.3, '39.4'],
    ['wte', 39.43, 3, '39'],
  ])('in %s, %d held by %d, shows the digits that it holds: %s', (unit, value, held, printed) => {
    expect(styleOf(unit, [value], held).value(value)).toBe(printed);
  });

  it('is told on the scale that it is rounded to', () => {
    expect(styleOf('GBP', [996_000], 30_000).difference(996_000)).toBe('+£1.00m');
    expect(pounds(-996_000, 300_000)).toBe('−£1.0m');
  });
});
