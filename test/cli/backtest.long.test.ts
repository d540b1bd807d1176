import { describe, expect, it } from 'vitest';
import { backtest, FILES, LATER } from './short-backtest.ts';

describe('a backtest', { timeout: 240_000 }, () => {
  it('says where years had been fitted, on the page and as data', () => {
    const later = LATER.replace('2017/18', '2016/17');
    const page = backtest('2016', { later });
    expect(page.err).toMatch(
      /--from 2016\/17: the fit has seen the years up to 2016\/17.* \[cli\/fitted-years\]/,
    );
    expect(page.out).toContain('The years judged include fitted ones, 2016/17: of them this is no forecast.');
    expect(page.out).not.toContain('not fitted to');
    const { includesFittedYears, warnings } = JSON.parse(backtest('2016', { later }, ['--json']).out);
    expect(includesFittedYears).toBe(true);
    expect(warnings).toEqual([expect.stringContaining('the fit has seen the years')]);
  });

  it('does not repeat what the fit tells of its own numbers', () => {
    const later = LATER.replace('2017/18', '2018/19');
    const weak = FILES['series.yaml'].replace('status: read', 'status: recalled');
    expect(backtest('2018', { later, files: { 'series.yaml': weak } }).err).toBe('');
  });

  it('takes other words for a count, numbers without a source, and years beyond a run that it does not judge', () => {
    const later = `series:
  adults: {unit: people, points: [{period: 2017/18, value: 900, status: read}, {period: 2019/20, value: 900, status: read}]}
  visits: {unit: visits, points: [{period: 2098/99, value: 9, status: read}]}
`;
    const { code, out, err } = backtest('2017/18', { later });
    expect(err).toMatch(
      /later\.yaml:2:18: warning: adults has no value for 2018\/19; it is judged by the other years/,
    );
    expect(out).toContain('headcount MAPE');
    expect(code).toBe(0);
  });
});
