import { describe, expect, test } from 'vitest';
import { findFigure, valueAt, writeArea } from '../../../src/scenario/area/area-file.ts';
import type { AreaFile } from '../../../src/scenario/area/figure.ts';
import { COLUMNS, findRow, inventRows, writeExport } from '../../fixtures/area/testshire.ts';
import { ENGLAND, importSound, importText, readSound, withoutPlaces } from './read.ts';

const value = (area: AreaFile, name: string, ...elements: string[]) =>
  valueAt(findFigure(area, name)!.figure, ...elements);

const previousText = `
area: TestShire
code: E10000099
period: 2015/16
note: Kept.
local:
  alcohol_dependent_adults:
    {doc: d, unit: people, status: read, source: local survey, value: 2200}
  treatment_spend:
    {doc: d, unit: GBP_2015_16/year, status: read, source: the council's books, value: 3000000}
`;

describe('importing an export', () => {
  test('takes the latest period when none is named, and the one named in any spelling', () => {
    expect(importSound().period).toBe('2015/16');
    for (const period of ['2014/15', '2014-15', '2014/2015'])
      expect(importSound(undefined, { period }).period).toBe('2014/15');
  });

  test('reads headcounts by group and age from the rows of both sexes together', () => {
    const area = importSound();
    expect(value(area, 'people_in_treatment', 'opiate', 'a30_49')).toBe(400);
    expect(value(area, 'people_in_treatment', 'non_opiate_and_alcohol', 'a50_plus')).toBe(20);
    expect(value(area, 'people_in_treatment_by_group', 'alcohol')).toBe(300);
    expect(value(area, 'people_in_treatment_total')).toBe(1260);
    expect(findFigure(area, 'people_in_treatment')?.figure).toMatchObject({
      status: 'read',
      rounding: 5,
      unit: 'people',
      source: 'OHID/NDTMS ViewIt adult export, 2015/16, Testshire',
    });
  });

  test('adds up columns that say the same thing, and says which', () => {
    const row = findRow(inventRows(), '2015/16', 'Total', 'Opiate');
    const area = importSound();
    const prison = Number(row['exits_prison_allintx']) + Number(row['exits_transferredincustody_allintx']);
    expect(value(area, 'exits_to_prison', 'opiate')).toBe(prison);
    expect(findFigure(area, 'exits_to_prison')?.figure).toMatchObject({
      status: 'derived',
      method: expect.stringContaining('exits_prison_allintx + exits_transferredincustody_allintx'),
    });
    const dropped = [
      'droppedout',
      'treatmentdeclined',
      'treatmentwithdrawn',
      'movedaway',
      'noappropriatetreatment',
      'notknown',
      'other',
      'inconsistent',
    ].reduce((sum, reason) => sum + Number(row[`exits_${reason}_allintx`]), 0);
    expect(value(area, 'exits_dropped_out', 'opiate')).toBe(dropped);
  });

  test('puts each column of a further dimension under its own element', () => {
    const area = importSound();
    const row = findRow(inventRows(), '2015/16', 'Total', 'Opiate');
    const expected = [
      ['time_in_treatment', 'four_to_6', 'lengthintreatment_4to6years_allintx'],
      ['time_in_treatment_at_exit', 'over_6', 'lengthintreatment_over6years_exits_allintx'],
      ['first_waits', 'three_to_6_weeks', 'waitsfirst_3to6weeks_newtx'],
      ['interventions', 'recovery_house', 'interventions_recoveryhouse_setting'],
      ['housing', 'urgent_problem', 'housingsituation_urgentproblem_newtx'],
    ] as const;
    for (const [name, element, column] of expected)
      expect(value(area, name, 'opiate', element)).toBe(Number(row[column]));
  });

  test('keeps NULL as null and never makes it zero; a sum with a NULL in it is null', () => {
    const area = importSound();
    expect(value(area, 'housing', 'alcohol', 'other')).toBeNull();
    expect(value(area, 'exits_dropped_out', 'non_opiate')).toBeNull();
    expect(value(area, 'exits_dropped_out', 'alcohol')).toBeTypeOf('number');
    expect(value(area, 'prescribing', 'non_opiate_and_alcohol')).toBeNull();
    expect(value(area, 'prescribing', 'opiate')).toBeTypeOf('number');
  });

  test('reads the same from other capitals, other spellings, another order of columns, and a byte-order mark', () => {
    const spelled: Readonly<Record<string, string>> = {
      Opiate: 'opiates',
      'Non-opiate only': 'NON-OPIATES ONLY',
      'Alcohol only': 'alcohol',
      'Non-opiate & alcohol': 'Alcohol and non-opiates',
      Total: 'TOTAL',
      '50+': '50 and over',
      '18-29': '18\u201329',
    };
    const rows = inventRows().map(row => ({
      ...row,
      sex: row['sex']!.toUpperCase(),
      Area: 'TESTSHIRE ',
      age_group: spelled[row['age_group']!] ?? row['age_group']!,
      drug_group: spelled[row['drug_group']!]!,
    }));
    const text = writeExport(rows, [...COLUMNS].reverse());
    const header = text.slice(0, text.indexOf('\r'));
    const other = importSound(`\uFEFF${header.toUpperCase()}${text.slice(header.length)}`, {
      area: 'Testshire',
    });
    expect(withoutPlaces(other)).toEqual(withoutPlaces(importSound()));
  });

  test('takes one area out of several, named in any case', () => {
    const others = inventRows().map(row => ({ ...row, Area: 'Otherton' }));
    const text = writeExport([...others, ...inventRows()]);
    expect(importSound(text, { area: 'testshire' }).area).toBe('Testshire');
    expect(importText(text).faults[0]).toMatch(
      /2 areas and none was asked for \[area\/which-area\]\n.*Otherton, Testshire/,
    );
  });

  test('does not call counts rounded when one of them is not a multiple of 5', () => {
    const rows = inventRows();
    findRow(rows, '2015/16', 'Total', 'Opiate')['exits_died_allintx'] = '3';
    const { figure } = findFigure(importSound(writeExport(rows)), 'exits_died')!;
    expect(figure.rounding).toBeUndefined();
    expect(valueAt(figure, 'opiate')).toBe(3);
  });

  test('takes interventions that are zero everywhere as not recorded, and warns', () => {
    const rows = inventRows();
    for (const row of rows) row['interventions_pre_total'] = '0';
    const { area, faults } = importText(writeExport(rows));
    expect(value(area!, 'prescribing', 'opiate')).toBeNull();
    expect(faults).toEqual([
      expect.stringMatching(/prescribing is 0 in every group in 2015\/16.*\[area\/not-recorded\]/),
    ]);
  });

  test('warns when the parts and the total differ by more than rounding', () => {
    const rows = inventRows();
    findRow(rows, '2015/16', 'Total', 'Total')['intreatment_allintx'] = '1300';
    const { area, faults } = importText(writeExport(rows));
    expect(area).toBeDefined();
    expect(faults).toEqual([
      // the row of both sexes, all ages and all groups of 2015/16
      expect.stringMatching(/^export\.csv:77:\d+: /),
    ]);
    expect(faults).toEqual([
      expect.stringContaining(
        'add up to 1260 people in treatment and their total says 1300: more than rounding explains [area/totals]',
      ),
    ]);
  });
});

describe('what is scaled from England', () => {
  test('is spend at the national spend per adult, in prices of the year when its own outturn is missing', () => {
    // GBP 2,245 of 2016/17 at 74.5804/76.0754 is GBP 2,201; x 1,260 adults.
    const { figure } = findFigure(importSound(), 'treatment_spend')!;
    expect(figure).toMatchObject({ unit: 'GBP_2015_16/year', status: 'derived', value: 2201 * 1260 });
    expect(figure.method).toContain('of 2016/17, the nearest year with one (GBP 2,245');
    expect(figure.method).toContain('in prices of 2015/16 by the GDP deflator');
  });

  test('is staff at census staffing, with a range that holds reported caseloads too', () => {
    // 1,260 / 26; range 1,260 / 80 to 1,260 / 20.
    expect(findFigure(importSound(), 'staff_in_post')?.figure).toMatchObject({
      unit: 'wte',
      value: 48.5,
      range: [15.8, 63],
    });
  });

  test('is need by group, an assumption because its weakest part is one', () => {
    const { figure } = findFigure(importSound(), 'need')!;
    expect(figure.status).toBe('assumption');
    expect(figure.value).toEqual(
      new Map([
        ['opiate', 1467], // 313,971 x 700 / 149,807
        ['non_opiate', 840], // 120 x 7
        ['non_opiate_and_alcohol', 737], // 595,856 x 440 / (85,035 + 28,187) x 140 / 440
        ['alcohol', 1579],
      ]),
    );
    expect(figure.range).toEqual(new Map([['non_opiate', [360, 1440]]]));
  });

  test('takes alcohol need from the local estimate where a person wrote one', () => {
    const area = importSound(undefined, {}, readSound(previousText));
    expect(value(area, 'need', 'alcohol')).toBe(1500); // 2,200 x 300 / 440
    expect(value(area, 'need', 'non_opiate_and_alcohol')).toBe(700);
    expect(area.scaled.get('need')).toMatchObject({
      source: expect.stringContaining('local survey'),
      method: expect.stringContaining('2,200 alcohol-dependent adults, the local estimate'),
    });
  });

  test('is alcohol need from the national estimate where the local one is not one number', () => {
    const byYear = previousText.replace('value: 2200', 'by: [period], values: {2015/16: 2200}');
    const { area, faults } = importText(undefined, {}, readSound(byYear));
    expect(value(area!, 'need', 'alcohol')).toBe(1579);
    expect(faults).toEqual([
      expect.stringMatching(/local alcohol_dependent_adults is not one number.*\[area\/local-figure\]/),
    ]);
  });

  test('is left out, with a warning, where the local headcount is NULL', () => {
    const rows = inventRows();
    findRow(rows, '2015/16', 'Total', 'Total')['intreatment_allintx'] = 'NULL';
    findRow(rows, '2015/16', 'Total', 'Alcohol only')['intreatment_allintx'] = 'NULL';
    const { area, faults } = importText(writeExport(rows));
    expect([...area!.scaled.keys()]).toEqual(['need']);
    expect(value(area!, 'need', 'alcohol')).toBeNull();
    expect(value(area!, 'need', 'non_opiate_and_alcohol')).toBeNull();
    expect(value(area!, 'need', 'opiate')).toBe(1467);
    expect(faults).toEqual([
      expect.stringContaining('treatment_spend and staff_in_post are left out [area/not-scaled]'),
    ]);
  });

  test('warns when need comes out below the number already in treatment', () => {
    const low = readSound(previousText.replace('2200', '100'));
    const { faults } = importText(undefined, {}, low);
    expect(faults).toEqual([
      expect.stringContaining('need of non_opiate_and_alcohol'),
      expect.stringContaining(
        'need of alcohol in TestShire, 2015/16, comes to 68, fewer than the 300 in treatment [area/need-below-treatment]',
      ),
    ]);
  });

  test('needs the national figures: what they lack is named', () => {
    const lacking: AreaFile = { ...ENGLAND, published: new Map() };
    const { area, faults } = importText(undefined, {}, undefined, lacking);
    expect(area).toBeUndefined();
    expect(faults.join('\n')).toMatch(/the national figures lack gdp_deflator.*\[area\/national\]/);
  });
});

describe('importing again', () => {
  test('keeps the code, the note, the spelling of the name and everything under local', () => {
    const previous = readSound(previousText);
    const area = importSound(undefined, {}, previous);
    expect(area).toMatchObject({ area: 'TestShire', code: 'E10000099', note: 'Kept.' });
    expect(area.local).toEqual(previous.local);
    expect(findFigure(area, 'treatment_spend')).toMatchObject({
      section: 'local',
      figure: { value: 3_000_000 },
    });
    expect(area.scaled.get('treatment_spend')?.value).toBe(2201 * 1260);
  });

  test('of the same export changes nothing', () => {
    const first = importSound(undefined, {}, readSound(previousText));
    const text = writeArea(first);
    expect(writeArea(importSound(undefined, {}, readSound(text)))).toBe(text);
  });

  test('for another year keeps the local figures and warns that they were written for the old one', () => {
    const { area, faults } = importText(undefined, { period: '2014/15' }, readSound(previousText));
    expect(area?.local.size).toBe(2);
    expect(faults).toEqual([
      expect.stringMatching(
        /written for 2015\/16 and are kept for 2014\/15: alcohol_dependent_adults, tr.*\[area\/local-kept\]/,
      ),
    ]);
  });

  test('into the file of another area is refused', () => {
    const other = readSound('area: Otherton\nperiod: 2015/16\n', 'otherton.yaml');
    const { area, all } = importText(undefined, { area: 'Testshire' }, other);
    expect(area).toBeUndefined();
    expect(all[0]).toMatchObject({ code: 'area/other-area', place: { file: 'otherton.yaml' } });
  });
});
