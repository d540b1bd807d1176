import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueAt } from '../../../src/scenario/area/area-file.ts';
import { COLUMNS, type ExportRow, findRow, inventRows, writeExport } from '../../fixtures/area/testshire.ts';
import { importText } from './read.ts';

/** An export changed by hand, and everything said of it. */
const faultsAfter = (change: (rows: ExportRow[]) => ExportRow[] | undefined): string => {
  const rows = inventRows();
  const { area, faults } = importText(writeExport(change(rows) ?? rows));
  expect(area).toBeUndefined();
  return faults.join('\n');
};

describe('an export that cannot be imported is told', () => {
  test('when it is a web page saved as CSV', () => {
    const { area, faults } = importText('<!DOCTYPE html><html><body>ViewIt</body></html>');
    expect(area).toBeUndefined();
    expect(faults).toEqual([
      expect.stringMatching(/^export\.csv:1:1: error: the file is a web page.*\[area\/not-csv\]/),
    ]);
  });

  test('when it is empty, or has only column names', () => {
    expect(importText('').faults[0]).toContain('the file is empty; expected a CSV export [area/csv-empty]');
    expect(importText(writeExport([])).faults[0]).toContain('no rows below it');
  });

  test('when semicolons separate its cells', () => {
    expect(importText(writeExport().replaceAll(',', ';')).faults).toEqual([
      expect.stringContaining('the cells are separated by ";"; expected commas [area/csv-separator]'),
    ]);
  });

  test('when it is another layout, with every missing column and the names that come near', () => {
    const { faults } = importText(
      'ReportingPeriod_Data,Area_Data,DrugGroup_Data,Gender_Data,AgeGroup_Data,Num_InTreatment_AllInTx\r\n2009/10,England,Total,Total,Total,311668\r\n',
    );
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(
      'the file has 6 columns and lacks 49 of the 49 that are read: ReportingPeriod, Area, sex,',
    );
    expect(faults[0]).toContain('housingsituation_notstatedormissing_newtx');
    expect(faults[0]).toContain('Num_InTreatment_AllInTx for intreatment_allintx');
    expect(faults[0]).toContain('[area/columns]');
    expect(faults[0]).toContain("expected the viewer's full adult export");
  });

  test('when one column is misspelled, with the column it may be', () => {
    const columns = COLUMNS.map(c => (c === 'exits_died_allintx' ? 'exits_dead_allintx' : c));
    expect(importText(writeExport(inventRows(), columns)).faults[0]).toMatch(
      /lacks 1 of the 49 that are read: exits_died_allintx .*\n.*exits_dead_allintx for exits_died_allintx/,
    );
  });

  test('when a column that is read stands there twice', () => {
    const { all } = importText(writeExport(inventRows(), [...COLUMNS, 'Exits_Died_AllInTx']));
    expect(all).toEqual([
      expect.objectContaining({
        code: 'area/column-twice',
        message: 'the column Exits_Died_AllInTx stands in the file twice',
      }),
    ]);
  });

  test('when the period is not in it, with the periods that are', () => {
    const { faults } = importText(undefined, { period: '2018/19' });
    expect(faults).toEqual([
      expect.stringMatching(
        /no rows for Testshire in 2018\/19 \[area\/unknown-period\]\n {2}the file has: 2014\/15, 2015\/16$/,
      ),
    ]);
    expect(importText(undefined, { period: '2018' }).faults[0]).toMatch(
      /"2018" is not a financial year such as 2016\/17 .*\n {2}the file has: 2014\/15, 2015\/16/,
    );
  });

  test('when no period in it is a financial year', () => {
    const said = faultsAfter(rows => rows.map(row => ({ ...row, ReportingPeriod: 'latest' })));
    expect(said).toContain('no reporting period of Testshire is a financial year such as 2016/17');
  });

  test('when the area is not in it, with the nearest name', () => {
    expect(importText(undefined, { area: 'Testshyre' }).faults).toEqual([
      expect.stringMatching(
        /no rows for the area "Testshyre" \[area\/unknown-area\]\n {2}did you mean Testshire\?/,
      ),
    ]);
    expect(importText(undefined, { area: 'Barnet' }).faults[0]).toContain('expected one of: Testshire');
  });

  test('when a cell is not a number, with its line and column', () => {
    const rows = inventRows();
    const row = findRow(rows, '2015/16', 'Total', 'Alcohol only');
    row['exits_died_allintx'] = '<5';
    const { area, all } = importText(writeExport(rows));
    expect(area).toBeUndefined();
    expect(all).toHaveLength(1);
    const { code, message, place } = all[0]!;
    expect(code).toBe('area/cell');
    expect(message).toBe('expected a whole number or NULL, found "<5" in the column exits_died_allintx');
    expect(place?.line).toBe(rows.indexOf(row) + 2);
    const line = writeExport(rows).split('\r\n')[place!.line - 1]!;
    expect(line.slice(place!.column - 1, place!.column + 1)).toBe('<5');
  });

  test('when a count is negative or broken', () => {
    const withCell = (cell: string): string =>
      faultsAfter(rows => {
        findRow(rows, '2015/16', '50+', 'Opiate')['newpresentation_newtx'] = cell;
        return rows;
      });
    expect(withCell('-5')).toContain('the count is negative: -5 in the column newpresentation_newtx');
    for (const cell of ['12.5', '1e3', '5 people', '*', '99999999999999999999'])
      expect(withCell(cell)).toContain(`expected a whole number or NULL, found "${cell}"`);
  });

  test('when every cell is broken, without repeating it without end', () => {
    const said = faultsAfter(rows =>
      rows.map(row => ({ ...row, intreatment_allintx: 'x', scnr_completion_allintx: 'y' })),
    );
    expect(said.split('\n')).toHaveLength(21);
    expect(said).toContain('1 more cells are not counts');
  });

  test('when a row stands there twice, with the line of the first', () => {
    const rows = inventRows();
    const row = findRow(rows, '2015/16', '18-29', 'Opiate');
    const first = rows.indexOf(row) + 2;
    const { faults } = importText(writeExport([...rows, { ...row, drug_group: 'OPIATES' }]));
    expect(faults).toEqual([
      expect.stringContaining(
        `export.csv:${rows.length + 2}:1: error: a second row for Testshire, 2015/16, both sexes, Opiate, 18-29; the first is on line ${first} [area/row-twice]`,
      ),
    ]);
  });

  test('when a row of a group and age is missing', () => {
    const said = faultsAfter(rows =>
      rows.filter(
        row => row['drug_group'] !== 'Alcohol only' || row['age_group'] === 'Total' || row['sex'] !== 'Total',
      ),
    );
    expect(said).toContain(
      'lacks the rows, both sexes together, of: Alcohol only aged 18-29; Alcohol only aged 30-49; Alcohol only aged 50+ [area/rows]',
    );
  });

  test('when there are no rows of both sexes together', () => {
    expect(faultsAfter(rows => rows.filter(row => row['sex'] !== 'Total'))).toContain('Total aged Total');
  });

  test('when a group or an age has an unknown label, with the nearest', () => {
    const said = faultsAfter(rows => {
      findRow(rows, '2015/16', '18-29', 'Opiate')['drug_group'] = 'Opiatte';
      findRow(rows, '2015/16', '30-49', 'Total')['age_group'] = '30-59';
      return rows;
    });
    expect(said).toMatch(/"Opiatte" is not a known client group \[area\/label\]\n {2}did you mean Opiate\?/);
    expect(said).toMatch(/"30-59" is not a known age group .*\n {2}did you mean 30-49\?/);
  });

  test('when a row is cut short', () => {
    const text = writeExport();
    expect(importText(text.slice(0, -40)).faults[0]).toMatch(
      /export\.csv:121:1: error: the row has \d+ cells and the header has \d+ \[area\/csv-width\]/,
    );
  });

  test('and counts with thousands separators, decimals of zero or blanks around them are still read', () => {
    const rows = inventRows();
    const row = findRow(rows, '2015/16', 'Total', 'Total');
    for (const cell of ['"1,260"', '1260.0', ' 1260 ']) {
      row['intreatment_allintx'] = cell;
      const { area, faults } = importText(writeExport(rows));
      expect(faults).toEqual([]);
      expect(area?.published.get('people_in_treatment_total')?.value).toBe(1260);
    }
  });

  test('and an empty cell is not known, like NULL', () => {
    const rows = inventRows();
    findRow(rows, '2015/16', 'Total', 'Opiate')['exits_died_allintx'] = '';
    const { area } = importText(writeExport(rows));
    expect(valueAt(area!.published.get('exits_died')!, 'opiate')).toBeNull();
  });

  test('and however it is damaged, an import ends in an area or in faults, never in a thrown error', () => {
    const whole = writeExport();
    const damage = fc.record({
      at: fc.nat({ max: whole.length }),
      length: fc.nat({ max: 3000 }),
      put: fc.oneof(fc.string(), fc.constantFrom('"', '\r', '\n', ',', '\0', '__proto__', 'constructor')),
    });
    fc.assert(
      fc.property(damage, ({ at, length, put }) => {
        const { area, faults } = importText(whole.slice(0, at) + put + whole.slice(at + length));
        expect(area !== undefined || faults.length > 0).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
