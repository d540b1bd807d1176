import { describe, expect, it } from 'vitest';
import { findFigure, valueAt } from '../../../src/scenario/area/area-file.ts';
import { AGES, type AreaFile, GROUPS } from '../../../src/scenario/area/figure.ts';
import { ENGLAND, readSound, shippedText } from './read.ts';

const AUTHORITIES = 151;

/** Rounded to one decimal before they are added up. */
const ROUNDED = 0.05;

const value = (area: AreaFile, name: string, ...elements: string[]): number =>
  valueAt(findFigure(area, name)!.figure, ...elements) as number;
const overGroups = (area: AreaFile, name: string): number =>
  GROUPS.reduce((sum, group) => sum + value(area, name, group), 0);
const EXITS = [
  'exits_completed',
  'exits_dropped_out',
  'exits_transferred',
  'exits_to_prison',
  'exits_died',
] as const;

describe.each([
  ['england-average.yaml', '2016/17', 49.7, 132_694],
  ['england-average-2009.yaml', '2009/10', 43, 146_278],
] as const)("England's average authority, %s", (file, year, completed, presentations) => {
  const area = readSound(shippedText(file), file);
  const national = (name: string, ...elements: string[]): number =>
    value(ENGLAND, name, ...elements, year) / AUTHORITIES;

  it("has England's headcounts of its year, divided, by group and by age", () => {
    expect(area.period).toBe(year);
    expect(value(area, 'people_in_treatment_total')).toBeCloseTo(national('people_in_treatment_total'), 1);
    for (const group of GROUPS) {
      const people = value(area, 'people_in_treatment_by_group', group);
      expect(Math.abs(people - national('people_in_treatment_by_group', group))).toBeLessThan(ROUNDED + 1e-9);
      const ages = AGES.reduce((sum, age) => sum + value(area, 'people_in_treatment', group, age), 0);
      expect(Math.abs(ages - people)).toBeLessThan(4 * ROUNDED + 1e-9);
    }
  });

  it('has starts and exits of a year that could be steady, with the published share of completions', () => {
    const starts = overGroups(area, 'new_presentations_by_group');
    expect(starts).toBeCloseTo(presentations / AUTHORITIES, 0);
    const exits = EXITS.reduce((sum, name) => sum + overGroups(area, name), 0);
    expect(exits / starts).toBeCloseTo(0.925, 3);
    expect((100 * overGroups(area, 'exits_completed')) / exits).toBeCloseTo(completed, 1);
  });

  it('has more need than treatment in every group, and says which figures nobody published', () => {
    for (const group of GROUPS)
      expect(value(area, 'need', group)).toBeGreaterThan(value(area, 'people_in_treatment_by_group', group));
    for (const figure of area.published.values()) expect(figure.status).toBe('derived');
    for (const figure of area.scaled.values()) expect(figure.method).toBeTruthy();
    expect(area.scaled.get('need')!.status).toBe('assumption');
  });
});

describe('the money of the average authority', () => {
  const [then, now] = ['england-average-2009.yaml', 'england-average.yaml'].map(f =>
    readSound(shippedText(f)),
  );

  it('is the outturn of 2016/17, divided', () => {
    const outturn = ['drug_treatment_outturn', 'alcohol_treatment_outturn'].reduce(
      (sum, name) => sum + value(ENGLAND, name, '2016/17'),
      0,
    );
    expect(value(now!, 'treatment_spend')).toBe(Math.round((outturn * 1e6) / AUTHORITIES));
  });

  it('of 2009/10 is what a fall of 27 % leads to the outturn of 2018/19, at prices of 2016/17', () => {
    const outturn = ['drug_treatment_outturn', 'alcohol_treatment_outturn'].reduce(
      (sum, name) => sum + value(ENGLAND, name, '2018/19'),
      0,
    );
    const deflator = (year: string): number => value(ENGLAND, 'gdp_deflator', year);
    const real = (outturn * 1e6 * deflator('2016/17')) / deflator('2018/19');
    expect(value(then!, 'treatment_spend')).toBe(Math.round(real / 0.73 / AUTHORITIES));
  });
});
