import { describe, expect, test } from 'vitest';
import { Faults } from '../../../src/diagnostics/diagnostic.ts';
import { placeOfCell, readCsv } from '../../../src/scenario/area/csv.ts';
import { printFaults } from './read.ts';

const cells = (text: string): (readonly string[])[] => {
  const faults = new Faults();
  const table = readCsv(text, 'a.csv', faults);
  expect(printFaults(faults)).toEqual([]);
  return [table!.header.cells, ...table!.rows.map(row => row.cells)];
};
const faultsOf = (text: string): string => {
  const faults = new Faults();
  expect(readCsv(text, 'a.csv', faults)).toBeUndefined();
  return printFaults(faults).join('\n');
};
const AB = ['a', 'b'];

describe('a CSV file', () => {
  test('reads the same with any line ending, with or without the last one, and with a byte-order mark', () => {
    for (const text of ['a,b\n1,2\n', 'a,b\r\n1,2\r\n', 'a,b\r1,2', '\uFEFFa,b\n1,2'])
      expect(cells(text)).toEqual([AB, ['1', '2']]);
  });

  test('has quoted cells with commas, doubled quotes and line breaks in them', () => {
    expect(cells('a,b\n"1,000","say ""so"""\n"two\r\nlines",""\n')).toEqual([
      AB,
      ['1,000', 'say "so"'],
      ['two\r\nlines', ''],
    ]);
  });

  test('keeps empty cells, a last one too, and passes over blank lines', () => {
    expect(cells('a,b\n,\n\n1,\n\n')).toEqual([AB, ['1', '']]);
  });

  test('knows the line and column of every cell, after a cell of two lines too', () => {
    const table = readCsv('a,b\n"x\ny",22\n3,444\n', 'a.csv', new Faults())!;
    expect(placeOfCell(table, table.rows[0]!, 1)).toMatchObject({ line: 3, column: 4, length: 2 });
    expect(placeOfCell(table, table.rows[1]!, 1)).toMatchObject({ line: 4, column: 3, length: 3 });
  });

  test('that is something else is told as what it is', () => {
    expect(faultsOf('')).toContain('a.csv:1:1: error: the file is empty');
    expect(faultsOf('\uFEFF \r\n')).toContain('the file is empty');
    expect(faultsOf('a,b\r\n')).toContain('a line of column names and no rows');
    expect(faultsOf('\n<!DOCTYPE html>\n<html>')).toContain('the file is a web page, not a CSV export');
    expect(faultsOf('<html lang="en">')).toContain("use the viewer's own download button");
    expect(faultsOf('PK\u0003\u0004...')).toContain('a workbook or another binary file');
    expect(faultsOf('a;b;c\n1;2;3\n')).toContain('the cells are separated by ";"; expected commas');
    expect(faultsOf('a\tb\tc\n1\t2\t3\n')).toContain('the cells are separated by tabs');
  });

  test('with a broken quote is told where the quote stands', () => {
    expect(faultsOf('a,b\n1,"2\n3,4\n')).toContain(
      'a.csv:2:3: error: the quote that opens here is never closed [area/csv-quote]',
    );
    expect(faultsOf('a,b\n1,"2"3\n')).toContain('a.csv:2:6: error: expected a comma');
  });

  test('that is longer than any export is told before it is read', () => {
    expect(faultsOf(`a,b\n${'1'.repeat(100_000_000)}`)).toContain('are read [area/csv-too-large]');
  });

  test('with rows of another width says which, and does not repeat itself without end', () => {
    expect(faultsOf('a,b\n1,2\n1\n')).toContain('a.csv:3:1: error: the row has 1 cells and the header has 2');
    const many = faultsOf(`a,b\n${'1\n'.repeat(100)}`).split('\n');
    expect(many).toHaveLength(6);
    expect(many.at(-1)).toContain('95 more rows differ in width');
  });
});
