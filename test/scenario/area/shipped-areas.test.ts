import { describe, expect, test } from 'vitest';
import { Faults } from '../../../src/diagnostics/diagnostic.ts';
import { findFigure, valueAt, writeArea } from '../../../src/scenario/area/area-file.ts';
import { AGES, GROUPS, listValues } from '../../../src/scenario/area/figure.ts';
import { PUBLISHED_LAYOUT } from '../../../src/scenario/area/published-layout.ts';
import { scaleNational } from '../../../src/scenario/area/scale.ts';
import { ENGLAND, printFaults, readSound, shippedText } from './read.ts';

const BARNET = readSound(shippedText('barnet.yaml'), 'barnet.yaml');
const national = (name: string, ...elements: string[]): number =>
  valueAt(findFigure(ENGLAND, name)!.figure, ...elements) as number;

describe('the shipped area Barnet', () => {
  test('is the text that the importer writes', () => {
    expect(writeArea(BARNET)).toBe(shippedText('barnet.yaml'));
  });

  test('has every published figure of 2016/17 and nothing unknown among them', () => {
    expect([...BARNET.published.keys()]).toEqual(PUBLISHED_LAYOUT.map(layout => layout.name));
    for (const figure of BARNET.published.values())
      expect(listValues(figure.value).filter(({ value }) => value === null)).toEqual([]);
  });

  test('has as many people by group and age as its total, as far as rounding to 5 allows', () => {
    const people = findFigure(BARNET, 'people_in_treatment')!.figure;
    const sum = GROUPS.flatMap(g => AGES.map(a => valueAt(people, g, a)!)).reduce((a, b) => a + b);
    expect(valueAt(findFigure(BARNET, 'people_in_treatment_total')!.figure)).toBe(1025);
    expect(Math.abs(sum - 1025)).toBeLessThanOrEqual(2.5 * 13);
  });

  test('has spend of GBP 2,245 for each of 1,025 adults, and the local estimate of alcohol dependence', () => {
    expect(BARNET.scaled.get('treatment_spend')).toMatchObject({
      value: 2_301_125,
      unit: 'GBP_2016_17/year',
      status: 'derived',
    });
    expect(BARNET.local.get('alcohol_dependent_adults')).toMatchObject({ value: 3055, status: 'read' });
    const need = findFigure(BARNET, 'need')!.figure;
    expect(valueAt(need, 'alcohol')! + valueAt(need, 'non_opiate_and_alcohol')!).toBe(3055);
  });

  test('has scaled figures that follow from the shipped national ones', () => {
    const faults = new Faults();
    const scaled = scaleNational({ ...BARNET, national: ENGLAND }, faults)!;
    expect(printFaults(faults)).toEqual([]);
    const { scaled: shipped } = readSound(writeArea({ ...BARNET, scaled }));
    for (const [name, figure] of shipped)
      expect({ ...figure, place: undefined }).toEqual({ ...BARNET.scaled.get(name), place: undefined });
  });
});

describe('the shipped national figures', () => {
  test('stop at 2018/19, but for the price index', () => {
    for (const section of [ENGLAND.published, ENGLAND.scaled])
      for (const [name, figure] of section) {
        const years = listValues(figure.value).flatMap(({ elements }) => elements.slice(-1));
        if (name !== 'gdp_deflator' && figure.by.includes('period'))
          expect(years.sort().at(-1)! <= '2018/19').toBe(true);
      }
  });

  test('have spend per adult that is the outturn over the headcount, to the pound', () => {
    for (const year of ['2016/17', '2017/18', '2018/19']) {
      const outturn = national('drug_treatment_outturn', year) + national('alcohol_treatment_outturn', year);
      expect(national('treatment_spend_per_adult', year)).toBe(
        Math.round((outturn * 1e6) / national('people_in_treatment_total', year)),
      );
    }
  });

  test('have groups that add up to the total in every year', () => {
    const totals = findFigure(ENGLAND, 'people_in_treatment_total')!.figure;
    for (const { elements, value } of listValues(totals.value)) {
      const groups = GROUPS.map(group => national('people_in_treatment_by_group', group, ...elements));
      expect(groups.reduce((a, b) => a + b)).toBe(value);
    }
  });
});
