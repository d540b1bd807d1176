import { describe, expect, it } from 'vitest';
import { areaOf, barnet, EXPERIMENTS, oneIn, run, SHIPPED, scenario, whatIsWrong } from './bench.ts';
import { expectLawsKept, RECORDED } from './keep-laws.ts';

expectLawsKept(oneIn(4, EXPERIMENTS).some);

describe('an untouched area', () => {
  // A present value falls from year to year although nothing happens, unless later years count in full.
  const steady = `appraisal: undiscounted\n${SHIPPED.get('steady')}`;
  const outcome = run(steady, areaOf(steady), RECORDED);

  it('stands still for 20 years in every outcome, also by group, age, service and provider', () => {
    const moved: unknown[] = [];
    for (const by of [undefined, 'group', 'age', 'service', 'provider'])
      for (const { spec, element, byWindow } of outcome.table('year', by).rows) {
        const [years] = byWindow as [readonly number[]];
        // A millionth of a person or pound a year is nobody: lines that are nothing hold only rounding.
        const size = Math.max(Math.abs(years[0]!), 1e-6);
        const drift = Math.max(...years.map(v => Math.abs(v - years[0]!))) / size;
        const nothing = Math.max(...years.map(Math.abs)) < 1e-9;
        if (!(drift < 1e-9) && !nothing) moved.push([spec.name, element, drift]);
      }
    expect(moved).toEqual([]);
  });

  it('has as many people waiting as start in one mean wait (Little’s law)', () => {
    const inYears = outcome.at(0, 'wait');
    expect(outcome.at(0, 'waiting') / (outcome.at(0, 'starting') * inYears)).toBeCloseTo(1, 12);
    // The same from what is printed: people waiting on a day, and starts of the year, restarts included.
    const starts =
      Array.from({ length: 52 }, (_, s) => outcome.at(s, 'starting')).reduce((a, b) => a + b) / 52;
    expect(outcome.years('people_waiting')[0]! / (starts * inYears)).toBeCloseTo(1, 9);
  });
});

describe('a queue that grows', () => {
  it('keeps Little’s law week by week, whatever holds people up', () => {
    const arms = {
      no_access:
        '{services: [{move: 60%, out_of: access, into: rehab, from: 2017-04}], parameters: {most_lent: {value: 0, reason: nobody stands in}}}',
      rush: '{drivers: [{driver: asking_factor, times: 3, from: 2017-04, reason: a test}]}',
      no_keyworkers: '{services: [{move: 80%, out_of: psychosocial, into: rehab, from: 2017-04}]}',
    };
    const outcome = run(scenario(arms, { horizon: '5 years' }), barnet, ['wait', 'starting']);
    expect(whatIsWrong(outcome)).toEqual([]);
    for (const arm of Object.keys(arms)) {
      let longest = 0;
      for (let s = 0; s <= outcome.experiment.steps; s++) {
        const wait = outcome.at(s, 'wait', arm);
        longest = Math.max(longest, wait * 52);
        expect(outcome.at(s, 'waiting', arm) / (outcome.at(s, 'starting', arm) * wait)).toBeCloseTo(1, 9);
      }
      // At least half as long again as the usual 1.28 weeks, or nothing was tested.
      expect(longest).toBeGreaterThan(1.5 * 1.28);
    }
  });
});
