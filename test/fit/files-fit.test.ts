import { describe, expect, test } from 'vitest';
import type { CheckedParameter } from '../../src/check/checked.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { type LoadedFit, readFit } from '../../src/fit/read-fit.ts';
import type { LoadFile } from '../../src/scenario/read-scenario.ts';
import { writeExport } from '../fixtures/area/testshire.ts';
import { program } from '../treatment/bench.ts';
import { tellAll } from './tell.ts';

const FIT = `title: England, 2009/10 to 2012/13
scenario: england.yaml
arm: record
series: series.yaml
years: 2009/10 to 2012/13
parameters:
  - time_exponent
  - transfer_rate
  - {name: handoff_loss, prior: {lognormal: {median: 0.1, sd_of_log: 0.3}}}
lines:
  - {series: in_treatment_opiate, outcome: in_treatment, of: {group: opiate}, times: 151, error: 2%}
  - {series: completing, outcome: people_leaving_completing, over: in_treatment, error: 2 points}
  - {series: deaths, label: Deaths by poisoning, outcome: poisoning_deaths, times: 151, shown: true}
`;
const SCENARIO = `title: England
area: areas/england.yaml
start: 2009-04
horizon: 5 years
arms:
  record: {}
  other: {}
`;
const years = (values: readonly (number | null)[]): string =>
  values.map((v, i) => `{period: ${2009 + i}/${10 + i}, value: ${v}, status: read}`).join(', ');
const SERIES = `series:
  in_treatment_opiate: {unit: adults in the year, rounding: 5, source: s, points: [${years([310, 305, 300, 295, 290])}]}
  completing: {unit: '% of adults', source: s, points: [${years([20, 21, 22, 23])}]}
  deaths: {unit: deaths registered, source: s, points: [${years([5, 6, 7, 8])}]}
  money: {unit: 'GBP m, cash', source: s, points: [${years([5, 6, 7, 8])}]}
`;

interface Files {
  readonly fit?: string;
  readonly scenario?: string;
  readonly series?: string;
  readonly csv?: string;
}

function read(
  files: Files = {},
  model = program.model,
): { readonly fit: LoadedFit | undefined; readonly told: string[] } {
  const faults = new Faults();
  const all: Record<string, string> = {
    'england.yaml': files.scenario ?? SCENARIO,
    'series.yaml': files.series ?? SERIES,
    ...(files.csv !== undefined && { 'export.csv': files.csv }),
  };
  const load: LoadFile = path => (path in all ? { text: all[path]!, file: path } : undefined);
  const fit = readFit(files.fit ?? FIT, 'fit.yaml', model, load, faults);
  expect(fit === undefined).toBe(faults.hasErrors);
  return { fit, told: tellAll(faults) };
}

describe('a fit file', () => {
  test('may ask for the sum of several elements', () => {
    const { fit, told } = read({ fit: FIT.replace('{group: opiate}', '{group: [opiate, alcohol]}') });
    expect(told).toEqual([]);
    expect(fit!.spec.lines[0]!.what.of).toEqual(new Map([['group', ['opiate', 'alcohol']]]));
  });

  test('is read with its scenario and its series', () => {
    const { fit, told } = read();
    expect(told).toEqual([]);
    expect(fit!.spec).toEqual({
      title: 'England, 2009/10 to 2012/13',
      notes: [],
      seed: 'England, 2009/10 to 2012/13',
      scenario: 'england.yaml',
      arm: 'record',
      series: 'series.yaml',
      years: { from: 2009, to: 2012 },
      free: [
        { name: 'time_exponent', prior: undefined },
        { name: 'transfer_rate', prior: undefined },
        { name: 'handoff_loss', prior: { kind: 'lognormal', median: 0.1, sdOfLog: 0.3 } },
      ],
      lines: [
        {
          series: 'in_treatment_opiate',
          label: 'in treatment opiate',
          what: { outcome: 'in_treatment', of: new Map([['group', ['opiate']]]) },
          over: undefined,
          times: 151,
          error: { relative: 0.02, absolute: 0 },
          fitted: true,
        },
        {
          series: 'completing',
          label: 'completing',
          what: { outcome: 'people_leaving_completing', of: new Map() },
          over: { outcome: 'in_treatment', of: new Map() },
          times: 1,
          error: { relative: 0, absolute: 2 },
          fitted: true,
        },
        {
          series: 'deaths',
          label: 'Deaths by poisoning',
          what: { outcome: 'poisoning_deaths', of: new Map() },
          over: undefined,
          times: 151,
          error: { relative: 0, absolute: 0 },
          fitted: false,
        },
      ],
    });
    expect(fit!.scenario.title).toBe('England');
    expect(fit!.series.get('deaths')!.points).toHaveLength(4);
  });

  test('may take its series from an export of the viewer', () => {
    const fit = `title: T
scenario: england.yaml
arm: record
series: export.csv
years: 2014/15 to 2015/16
parameters: [time_exponent]
lines: [{series: in_treatment_opiate_a30_49, outcome: in_treatment, of: {group: opiate, age: a30_49}, error: 2% + 5 adults}]
`;
    const scenario = SCENARIO.replace('2009-04', '2014-04');
    const { fit: loaded, told } = read({ fit, scenario, csv: writeExport() });
    expect(told).toEqual([]);
    expect(loaded!.spec.lines[0]!.error).toEqual({ relative: 0.02, absolute: 5 });
  });
});

describe('a fault of a fit file', () => {
  const OPIATE = 'in_treatment_opiate, outcome: in_treatment, of: {group: opiate}';
  test.each<[name: string, good: string, bad: string, fault: string]>([
    [
      'arm',
      'arm: record',
      'arm: recrd',
      'fit.yaml:3:6: error: "recrd" is not an arm of the scenario [fit/unknown-arm]\n  did you mean record?',
    ],
    [
      'outcome',
      'outcome: in_treatment,',
      'outcome: in_treatmnt,',
      'fit.yaml:11:44: error: "in_treatmnt" is not an outcome of the model [fit/unknown-outcome]\n  did you mean in_treatment?',
    ],
    [
      'series',
      'series: completing',
      'series: completin',
      'fit.yaml:12:14: error: there is no series "completin" in the series file [fit/unknown-series]\n  did you mean completing?',
    ],
    [
      'dimension',
      '{group: opiate}',
      '{grup: opiate}',
      'fit.yaml:11:63: error: in_treatment is not by grup: it is by group and age [fit/unknown-dimension]\n  did you mean group?',
    ],
    [
      'element',
      '{group: opiate}',
      '{group: opiates}',
      'fit.yaml:11:70: error: "opiates" is not an element of group [fit/unknown-element]\n  did you mean opiate?',
    ],
    [
      'parameter',
      '- time_exponent',
      '- time_exponnt',
      'fit.yaml:7:5: error: "time_exponnt" is not a parameter of the model [fit/unknown-parameter]\n  did you mean time_exponent?',
    ],
    [
      'parameter, named twice',
      '- transfer_rate',
      '- time_exponent',
      'fit.yaml:8:5: error: time_exponent is named twice [fit/parameter-twice]',
    ],
    [
      'prior of no kind',
      'lognormal:',
      'lognormall:',
      'fit.yaml:9:34: error: "lognormall" is no kind of prior [fit/prior]\n  did you mean lognormal?',
    ],
    [
      'prior without width',
      '{lognormal: {median: 0.1, sd_of_log: 0.3}}',
      '{uniform: {low: 2, high: 2}}',
      'fit.yaml:9:43: error: expected a uniform prior, from low to high: 2, 2 [fit/prior]',
    ],
    [
      'error without a unit',
      'error: 2%',
      'error: 2',
      'fit.yaml:11:98: error: "2" has no unit [source/expected]\n  write 2% of the value, 2 points of a share in %, or 2 and what the series counts',
    ],
    [
      'error in another unit',
      'error: 2 points',
      'error: 2 adults',
      'fit.yaml:12:89: error: "adults" is not what completing is counted in: % of adults [fit/error-unit]\n  write the number with points, or a percentage of the value',
    ],
    [
      'missing error',
      ', error: 2%',
      '',
      'fit.yaml:11:5: error: in_treatment_opiate is fitted, and needs "error": what the model may be off by, beside rounding [fit/no-error]\n  write error: 2%, or error: 2 points of a share; or shown: true',
    ],
    [
      'share that is a count',
      ', over: in_treatment',
      '',
      'fit.yaml:12:14: error: completing is in "% of adults", and people_leaving_completing in people [fit/units]\n  say what it is a share of: over: and the name of an outcome',
    ],
    [
      'count that is a share',
      `${OPIATE}, times: 151`,
      'deaths, outcome: in_treatment, over: people_leaving_completing',
      'fit.yaml:11:14: error: deaths is in "deaths registered", and the model\'s number is a share in % [fit/units]\n  leave "over" out, or choose a series in %',
    ],
    [
      'sum of money that is a count',
      OPIATE,
      'money, outcome: in_treatment',
      'fit.yaml:11:14: error: money is in "GBP m, cash", and in_treatment in people [fit/units]\n  one counts money, and the other does not',
    ],
    [
      'share of what',
      'people_leaving_completing, over',
      'people_leaving_completing, of: {group: opiate}, over',
      'fit.yaml:12:89: error: the outcome is of group: opiate; over what is it to be set? [fit/over-of-what]\n  write over: {outcome: in_treatment, of: {group: opiate}}, or {outcome: in_treatment, of: {}} for the whole',
    ],
    [
      'element among several',
      '{group: opiate}',
      '{group: [alcohol, opiat]}',
      'fit.yaml:11:80: error: "opiat" is not an element of group [fit/unknown-element]\n  did you mean opiate?',
    ],
    [
      'sum of ratios',
      'outcome: in_treatment, of: {group: opiate}',
      'outcome: turnover, of: {staffed: [access, recovery]}',
      'fit.yaml:11:59: error: turnover does not add up over its elements: expected one for each of staffed [fit/part-of-a-whole]',
    ],
    [
      'outcome of a whole run',
      OPIATE,
      'money, outcome: cost_per_completion',
      'fit.yaml:11:30: error: cost_per_completion is worked out over the whole run, and has no value in a year [fit/no-year]',
    ],
    [
      'share that is scaled up',
      'over: in_treatment, error',
      'over: in_treatment, times: 151, error',
      'fit.yaml:12:89: error: a share stays what it is: "times" does not go with "over" [fit/times-of-a-share]',
    ],
    [
      'series that counts twice',
      '  - {series: deaths',
      `  - {series: ${OPIATE}, error: 3%}\n  - {series: deaths`,
      'fit.yaml:13:14: error: in_treatment_opiate is fitted already, on line 11: it would count twice [fit/series-twice]\n  show one of them: shown: true',
    ],
    [
      'span beyond the run',
      'years: 2009/10 to 2012/13',
      'years: 2008/09 to 2012/13',
      'fit.yaml:5:8: error: the scenario runs from 2009/10 to 2013/14, and the fit is of 2008/09 to 2012/13 [fit/years]\n  let the scenario start earlier or last longer, or fit fewer years',
    ],
    [
      'span in reverse',
      'years: 2009/10 to 2012/13',
      'years: 2012/13 to 2009/10',
      'fit.yaml:5:8: error: "2012/13 to 2009/10" ends before it begins [source/expected]\n  write 2009/10 to 2012/13',
    ],
    [
      'span of no years',
      'years: 2009/10 to 2012/13',
      'years: 2009/11 to 2012/13',
      'fit.yaml:5:8: error: expected financial years such as 2009/10 to 2018/19, found "2009/11 to 2012/13" [source/expected]',
    ],
    [
      'key',
      'arm: record',
      'arm: record\nyear: 1',
      'fit.yaml:4:1: error: unknown key "year" in a fit [source/unknown-key]\n  did you mean years?',
    ],
    [
      'path',
      'series: series.yaml',
      'series: gone.yaml',
      'fit.yaml:4:9: error: cannot read "gone.yaml" [fit/unread]\n  the path is relative to this file',
    ],
  ])('(%s) is told at its place', (_, good, bad, fault) => {
    const { told } = read({ fit: FIT.replace(good, bad) });
    expect(told.filter(t => t.includes('error:'))).toEqual([fault]);
  });

  test('in any file is told with all others', () => {
    const { told } = read({
      fit: FIT.replace('time_exponent', 'time_exponnt')
        .replace('arm: record', 'arm: recrd')
        .replace('2%', '2')
        .replace('outcome: in_treatment,', 'outcome: in_treatmnt,'),
      scenario: SCENARIO.replace('horizon', 'colour: red\nhorizon'),
      series: SERIES.replace('value: 310', 'value: -310'),
    });
    expect(told.map(t => t.split(': error')[0])).toEqual([
      'fit.yaml:11:97',
      'england.yaml:4:1',
      'series.yaml:2:109',
      'fit.yaml:3:6',
      'fit.yaml:7:5',
      'fit.yaml:11:44',
    ]);
  });

  test('of too many parameters, or of none', () => {
    const many = [...program.model.variables.values()]
      .filter(v => v.kind === 'parameter' && v.drawn)
      .slice(0, 41);
    const list = many.map(p => `  - ${p.name}\n`).join('');
    const fit = FIT.replace(/ {2}- time_exponent\n(.+\n){2}/, list);
    expect(read({ fit }).told).toEqual([
      'fit.yaml:7:3: error: 41 parameters are to be fitted; at most 40 are [fit/too-many]\n  leave out those that the series say least of',
    ]);
    expect(read({ fit: FIT.replace(/ {2}- time_exponent\n(.+\n){2}/, '  []\n') }).told[0]).toContain(
      'fit.yaml:7:3: error: expected a list of one or more (the name of a parameter, or {name: …, prior: …}), found a list of none',
    );
  });

  test('of a parameter that the arm sets, or that is never drawn', () => {
    const scenario = SCENARIO.replace(
      'record: {}',
      'record: {parameters: {time_exponent: {value: 0.3, reason: r}}}',
    );
    expect(read({ scenario }).told).toEqual([
      'fit.yaml:7:5: error: the scenario sets time_exponent in the arm record, so that nothing would be fitted [fit/set-already]\n  leave it out here, or there',
    ]);
    const fixed = [...program.model.variables.values()].find(v => v.kind === 'parameter' && !v.drawn)!.name;
    expect(read({ fit: FIT.replace('time_exponent', fixed) }).told[0]).toContain(
      `fit.yaml:7:5: error: ${fixed} is never drawn in the model: there is nothing to begin from [fit/not-drawn]`,
    );
    const given = `{name: ${fixed}, prior: {normal: {mean: 1, sd: 1}}}`;
    expect(read({ fit: FIT.replace('time_exponent', given) }).told).toEqual([]);
  });

  test('of a parameter that takes a few values alone', () => {
    const parameter = program.model.variables.get('time_exponent') as CheckedParameter;
    const distribution = { kind: 'discrete', values: [[0.5, 1]] } as const;
    const variables = new Map(program.model.variables).set(parameter.name, {
      ...parameter,
      drawn: { ...parameter.drawn!, distribution },
    });
    expect(read({}, { ...program.model, variables }).told).toEqual([
      'fit.yaml:7:5: error: time_exponent is one of a few values, and a search needs what moves by small steps [fit/discrete]\n  give it a prior: {name: time_exponent, prior: {uniform: {low: …, high: …}}}',
    ]);
  });

  test('of lines that are all shown', () => {
    const fit = FIT.replaceAll(/error: 2( points|%)/g, 'shown: true');
    expect(read({ fit }).told).toEqual([
      'fit.yaml:11:3: error: every line is only shown: nothing would be fitted [fit/nothing-fitted]',
    ]);
  });
});

describe('what a user should know', () => {
  test('are gaps, numbers that nobody has read, and calendar years', () => {
    const series = SERIES.replace('value: 305', 'value: null')
      .replace('value: 21, status: read', 'value: 21, status: recalled')
      .replaceAll(/(deaths.*)/g, line => line.replaceAll(/period: (\d{4})\/\d\d/g, 'period: $1'));
    const { told, fit } = read({ series });
    expect(told).toEqual([
      'fit.yaml:11:14: warning: in_treatment_opiate has no value for 2010/11; the fit goes by the other years [fit/gap]',
      'fit.yaml:12:14: warning: nobody has read 1 of the 4 values of completing: 2010/11 recalled [fit/weak-points]',
      'fit.yaml:13:14: warning: deaths is of calendar years; each is set beside the financial year that begins in it [fit/calendar-years]',
    ]);
    expect(fit).toBeDefined();
  });

  test('is that a series has none of the years', () => {
    const series = SERIES.replace(years([20, 21, 22, 23]), '{period: 2003/04, value: 20, status: read}');
    expect(read({ series }).told).toEqual([
      'fit.yaml:12:14: error: completing has no value from 2009/10 to 2012/13: it has 2003/04 to 2003/04 [fit/no-points]',
    ]);
  });
});
