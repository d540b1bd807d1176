import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../src/check/checked.ts';
import { Outcome, parameters, program, readAreaFile, resolve, scenario, whatIsWrong } from './bench.ts';

const lookup = (name: string, x: number): number => {
  const table = program.model.lookups.get(name)!;
  const at = table.xs.findIndex(v => v >= x);
  const [x0, x1, y0, y1] = [table.xs[at - 1]!, table.xs[at]!, table.ys[at - 1]!, table.ys[at]!];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
};

const runWith = (set: Readonly<Record<string, number | string>>, more = ''): Outcome =>
  new Outcome(resolve(scenario({ on: `{parameters: ${parameters(set)}${more}}` }, { horizon: '3 years' })), [
    'years_in_band',
    'leaving_band',
    'untreated',
    'maintained',
    'settled',
    'psychosocial',
    'trend_at_start',
  ]);

describe('how many leave an age band at its upper edge', () => {
  it('is what ages that thin out evenly say, to 2 parts in a hundred between the points', () => {
    for (let k = -9.7; k < 10; k += 0.9) {
      const mean = 1 / (1 - Math.exp(-k)) - 1 / k;
      const leave = k / (1 - Math.exp(-k));
      expect(Math.abs(lookup('share_that_leaves', mean) - leave)).toBeLessThan(0.02 * Math.max(1, leave));
    }
  });

  it('is told the same way forth and back', () => {
    for (const x of [0.1, 0.3, 0.45, 0.61, 0.88])
      expect(lookup('position_that_leaves', lookup('share_that_leaves', x))).toBeCloseTo(x, 9);
  });

  it('stays as it is where cohorts are not followed, whatever becomes of those who begin', () => {
    const o = runWith({}, ', drivers: [{driver: need_factor, times: 0, from: 2016-04, reason: a test}]');
    expect(whatIsWrong(o)).toEqual([]);
    expect(o.at(150, 'years_in_band')).toBe(o.at(0, 'years_in_band'));
    expect(o.at(150, 'leaving_band')).toBe(o.at(0, 'leaving_band'));
  });

  it('rises where nobody young comes any more: a year older in a year, less the oldest who leave', () => {
    const o = runWith(
      { cohorts_followed: 1 },
      ', drivers: [{driver: need_factor, times: 0, from: 2016-04, reason: a test}]',
    );
    expect(whatIsWrong(o)).toEqual([]);
    const of = (step: number, name: string) => o.at(step, name, 'on', 'opiate', 'a18_29');
    expect(of(150, 'leaving_band')).toBeGreaterThan(1.1 * of(0, 'leaving_band'));
    const [years, leaving] = [of(52, 'years_in_band'), of(52, 'leaving_band')];
    // Nobody comes into the youngest band: its mean rises by a year, less those at 12 years of 12 who leave.
    const rise = 52 * (of(53, 'years_in_band') - years);
    expect(rise).toBeCloseTo(1 - leaving * (12 - years), 6);
  });
});

describe('a start that carries a trend', () => {
  const falls = 0.9;
  const all = program.variables.get('next_year_at_start')!;
  const o = runWith({
    need_fading_allowed: 0,
    next_year_at_start: `{opiate: {a18_29: ${falls}}}`,
  });

  it('is solved, and has the published first year', () => {
    expect(cellsOf(all.over)).toHaveLength(12);
    for (const { start } of o.runs) expect(start.converged).toBe(true);
    expect(
      o.table('year', 'group').rows.find(r => r.spec.name === 'in_treatment' && r.element === 'opiate')!
        .byWindow[0]![0],
    ).toBeCloseTo(560, 0);
  });

  it('moves every stage of the group and age at the stated rate, and no other', () => {
    for (const stock of ['untreated', 'maintained', 'settled', 'psychosocial']) {
      const growth = (age: string): number =>
        52 * Math.log(o.at(1, stock, 'on', 'opiate', age) / o.at(0, stock, 'on', 'opiate', age));
      expect(growth('a18_29'), stock).toBeCloseTo(Math.log(falls), 2);
    }
    const still =
      52 *
      Math.log(
        o.at(1, 'psychosocial', 'on', 'alcohol', 'a18_29') /
          o.at(0, 'psychosocial', 'on', 'alcohol', 'a18_29'),
      );
    expect(Math.abs(still)).toBeLessThan(1e-6);
  });
});

describe("a start that carries on the first year's imbalance of starts and exits", () => {
  // scenarios/areas/barnet-2009.yaml: in treatment, started, left for the reasons that are solved for.
  const PUBLISHED = {
    opiate: [565, 225, 125],
    non_opiate_and_alcohol: [160, 95, 80],
    alcohol: [295, 210, 160],
  } as const;
  const start = (carried: number): Outcome =>
    new Outcome(
      resolve(
        scenario(
          { on: `{parameters: ${parameters({ imbalance_carried: carried })}}` },
          { horizon: '1 year' },
        ),
        readAreaFile('barnet-2009'),
      ),
      ['caseload', 'dying_in_treatment'],
    );
  const growth = (o: Outcome, group: string): number =>
    o.at(52, 'caseload', 'on', group) / o.at(0, 'caseload', 'on', group);

  it('makes those in treatment on a day grow as published, as far as it is told to', () => {
    const [whole, half] = [start(1), start(0.5)];
    for (const o of [whole, half]) expect(whatIsWrong(o)).toEqual([]);
    for (const [group, [people, started, left]] of Object.entries(PUBLISHED)) {
      const died = whole.at(0, 'dying_in_treatment', 'on', group);
      const published = (people - left - died) / (people - 0.95 * started);
      expect(Math.abs(growth(whole, group) / published - 1)).toBeLessThan(0.02);
      expect(Math.abs(growth(half, group) / Math.sqrt(published) - 1)).toBeLessThan(0.02);
    }
  });

  it('is flat where it is told nothing', () => {
    const flat = start(0);
    for (const group of Object.keys(PUBLISHED)) expect(growth(flat, group)).toBeCloseTo(1, 6);
  });
});
