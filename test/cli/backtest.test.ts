import { describe, expect, it } from 'vitest';
import { backtest, expectRefused, LATER, POSTERIOR, posteriorText } from './short-backtest.ts';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

describe('a backtest', () => {
  it('runs the draws on into later years, beside simple forecasts, and names what is skipped', () => {
    const { code, out, err } = backtest('2017', { later: LATER.replace('visits:', 'death:') });
    expect(err).toBe('');
    expect(code).toBe(0);
    // The year before was 1,000, which is 11.1 % more than 900; of one number the trend is level.
    expect(out).toMatch(/headcount MAPE \d+\.\d % \(last value 11\.1 %, trend 11\.1 %\)/);
    expect(out).toContain('“death”: did you mean deaths?');
    expect(out).toContain('that it was not fitted to');
  });

  it('refuses data that count otherwise than the fit, at their place', () => {
    for (const [unit, kind] of [
      ["'% of adults'", 'shares in %'],
      ['GBP m', 'money in millions'],
      ['thousand adults', 'counts in thousands'],
    ] as const)
      expectRefused(
        backtest('2017', { later: LATER.replace('unit: adults in the year', `unit: ${unit}`) }),
        new RegExp(
          `later\\.yaml:2:18: error: adults is in .* which is ${kind};.*expected counts \\[fit`,
          'm',
        ),
      );
  });

  it('ends where there is nothing to judge, and says which series may be meant', () => {
    expectRefused(
      backtest('2017', { later: LATER.replace('adults:', 'adult:') }),
      'none of the 2 series of the data is a line of the fit',
      'for adult, did you mean adults?',
    );
    expectRefused(
      backtest('2018'),
      /no number from 2018\/19 on: the last is of 2017\/18 \[fit\/nothing-to-judge\]/,
    );
    expectRefused(backtest('2099'), 'fit/nothing-to-judge');
  });

  it('refuses years that are none, or that no run can reach', () => {
    expectRefused(backtest('2019/21'), '--from needs a year', '[cli/year]', 'did you mean 2019/20?');
    expectRefused(backtest('2010'), 'the scenario starts in 2016/17 [fit/years]');
    expectRefused(
      backtest('2017', { later: LATER.replace('2017/18', '2080/81') }),
      /later\.yaml:2:\d+: error: adults has a number of 2080\/81; a run lasts at most 50 years, here to 2065\/66 \[fit\/beyond-run\]/,
    );
  });

  it('tells faults of its options and of all files at once, and of a fit that is not there only that', () => {
    const folder = folderWith({ 'later.yaml': 'series: [1]\n' });
    const asked = (...more: string[]) =>
      txSim(folder, ['backtest', 'fit.yaml', '--data', 'later.yaml', ...more]);
    const { code, err } = asked('--from', 'soon', '--area', 'Barnet');
    expect(code).toBe(2);
    expect(err).toContain('cannot read fit.yaml: there is no such file');
    expect(err).not.toContain(POSTERIOR);
    expect(err).toContain('--from needs a year');
    expect(err).toContain('--area goes with an export (CSV)');
    expect(err).toMatch(/later\.yaml:1:9/);
    expect(err).toContain('4 errors');
    expect(asked('--from', '2017', '--posterior', 'p.yaml').err).toContain('cannot read p.yaml');
  });

  it('refuses --area beside a file of series', () => {
    expectRefused(
      backtest('2017', {}, ['--area', 'Barnet']),
      '--area goes with an export (CSV), and later.yaml is none [cli/area]',
    );
  });
});

describe('the draws of a backtest', () => {
  const zeros = '0'.repeat(64);

  it('are refused where another fit has left them, with all that differs', () => {
    const other = (text: string): string =>
      text
        .replace('fit: "A short fit"', 'fit: "Another"')
        .replace('years: "2016/17 to 2016/17"', 'years: "2015/16 to 2016/17"')
        .replace(/(area|series): "[0-9a-f]+"/g, `$1: "${zeros}"`)
        .replace('name: asking_elasticity', 'name: asking_elastic')
        .replace('name: time_exponent', 'name: exponent');
    expectRefused(
      backtest('2017', { posterior: other }),
      'its title is "Another", and that of the fit "A short fit" [fit/other-fit]',
      'it was fitted to 2015/16 to 2016/17, and the fit is of 2016/17 to 2016/17',
      'its area was not as the area file now has it',
      'its series were not as the series file now has them',
      'has no parameter asking_elasticity',
      'has no parameter time_exponent',
      /fit-posterior\.yaml:\d+:\d+: error: exponent is not a parameter of the fit/,
    );
  });

  it('are refused in another unit, and told where the model or the scenario is another, or they had not settled', () => {
    expectRefused(
      backtest('2017', { posterior: t => t.replace(/(time_exponent, unit: )"[^"]+"/, '$1"people"') }),
      /fit-posterior\.yaml:\d+:\d+: error: the posterior has time_exponent in "people"/,
    );
    const { code, err } = backtest('2017', {
      files: { 's.yaml': SHORT.replace('cut: 20%', 'cut: 10%') },
      posterior: t =>
        t
          .replace(/model: "[0-9a-f]+"/, `model: "${zeros}"`)
          .replace('"verdict": "converged"', '"verdict": "not converged"'),
    });
    expect(code).toBe(0);
    expect(err).toContain('were fitted with another model than this one [fit/other-model]');
    expect(err).toContain(
      'the scenario is not as it was when fit-posterior.yaml was fitted [fit/other-scenario]',
    );
    expect(err).toContain('the chains of fit-posterior.yaml had not converged');
  });

  it('are told by a scenario that takes them, at its place, where they had not settled', () => {
    const fitted = SHORT.replace('arms:', `parameters_from: ${POSTERIOR}\narms:`);
    const told = (posterior: string): string =>
      txSim(folderWith({ 's.yaml': fitted, [POSTERIOR]: posterior }), ['validate', 's.yaml']).err;
    expect(told(posteriorText())).not.toContain('converged');
    expect(told(posteriorText().replace('"verdict": "converged"', '"verdict": "not converged"'))).toMatch(
      /s\.yaml:6:\d+: warning: the chains of fit-posterior\.yaml had not converged.*\[fit\/not-converged\]/,
    );
  });
});
