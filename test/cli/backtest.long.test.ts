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
});
