import { describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import type { Series } from '../../src/fit/fit-spec.ts';
import { readExport } from '../../src/fit/read-export.ts';
import { readSeries } from '../../src/fit/read-series.ts';
import { inventRows, writeExport } from '../fixtures/area/testshire.ts';
import { tellAll } from './tell.ts';

const TEXT = `# what is not read may say what it likes
kept: {for: later}
sources:
  A: {citation: The viewer, address: none}
  B: A report
series:
  in_treatment:
    unit: adults in the year
    description: Everybody
    rounding: 5
    points:
    - {period: 2010/11, value: 305, source: A, status: read, confidence: high}
    - {period: 2009/10, value: 310, source: B, status: recalled}
    - {period: 2011-12, value: null, source: A, status: read}
  share:
    unit: '% of exits'
    source: C
    points: [{period: 2009/10, value: 41.5, status: derived}]
  deaths:
    unit: deaths registered
    source: C
    points: [{period: 2010, value: 7, status: read}]
`;

function read(text: string): { readonly series: ReadonlyMap<string, Series>; readonly told: string[] } {
  const faults = new Faults();
  const series = readSeries(text, 's.yaml', faults);
  return { series: series ?? new Map(), told: tellAll(faults) };
}

const numbers = (series: Series | undefined): unknown => series?.points.map(p => [p.year, p.value, p.status]);

describe('a file of series', () => {
  test('is read in order of year, without what is not known', () => {
    const { series, told } = read(TEXT);
    expect(told).toEqual([]);
    expect([...series.keys()]).toEqual(['in_treatment', 'share', 'deaths']);
    const own = series.get('in_treatment')!;
    expect(own).toMatchObject({ unit: 'adults in the year', rounding: 5, source: 'The viewer; A report' });
    expect(numbers(own)).toEqual([
      [2009, 310, 'recalled'],
      [2010, 305, 'read'],
    ]);
    expect(own.points[0]!.place).toMatchObject({ file: 's.yaml', line: 13, column: 32 });
    expect(series.get('share')).toMatchObject({ rounding: 0, source: 'C' });
    expect(series.get('deaths')!.calendarYears).toBe(true);
    expect(own.calendarYears).toBeUndefined();
  });

  test.each([
    [
      'value: 305',
      'value: many',
      's.yaml:12:32: error: expected a number, or null where it is not known, found "many" [source/expected]',
    ],
    [
      'value: 305',
      'value: -5',
      's.yaml:12:32: error: -5 is below zero, and so impossible in adults in the year [fit/value]',
    ],
    [
      'value: 41.5',
      'value: 104',
      's.yaml:18:39: error: 104 is above 100, and so impossible in % of exits [fit/value]',
    ],
    [
      'value: 305',
      'value: 311,668',
      's.yaml:12:36: error: inside { } a comma ends the value: 668 is cut off from its number [fit/comma-in-number]\n  write numbers without commas',
    ],
    [
      '2010/11',
      '2010/12',
      's.yaml:12:16: error: "2010/12" is not a year: expected a financial year such as 2009/10, or a calendar year [source/expected]\n  did you mean 2010/11?',
    ],
    [
      '2010/11',
      '20100',
      's.yaml:12:16: error: "20100" is not a year: expected a financial year such as 2009/10, or a calendar year [source/expected]',
    ],
    ['2010/11', '1066', 's.yaml:12:16: error: "1066" is not a year from 1900 to 2100 [source/expected]'],
    [
      '2010/11',
      '2009/10',
      's.yaml:13:16: error: this year stands in the series twice; first on line 12 [fit/period-twice]',
    ],
    [
      '2010/11',
      '2010',
      's.yaml:13:16: error: in_treatment has calendar years and financial years; expected one kind [fit/mixed-years]\n  make two series of it',
    ],
    [
      'status: derived',
      'status: reed',
      's.yaml:18:53: error: "reed" is not one of: read, read-secondary, derived, recalled, assumption [source/expected]\n  did you mean read?',
    ],
    [
      'rounding: 5',
      'roundin: 5',
      's.yaml:10:5: warning: nothing reads the key "roundin" [fit/ignored-key]\n  did you mean rounding?',
    ],
    [
      '\n    source: C\n    points: [{period: 2010,',
      '\n    points: [{period: 2010,',
      's.yaml:19:3: warning: deaths does not say where it was published, and nobody can look [fit/no-source]\n  write a source for the series, or one for each point',
    ],
    ["unit: '% of exits'", 'note: x', expect.stringContaining('s.yaml:16:5: error: a series needs "unit"')],
  ])('with %s as %s tells it at its place', (good, bad, fault) => {
    expect(read(TEXT.replace(good, bad)).told).toEqual([fault]);
  });

  test('tells all faults at once, and keeps the names', () => {
    const { series, told } = read(TEXT.replace('305', '-305').replace('41.5', '415').replace('7,', 'x,'));
    expect(told.map(t => /^s\.yaml:\d+/.exec(t)?.[0])).toEqual(['s.yaml:12', 's.yaml:18', 's.yaml:22']);
    expect([...series.keys()]).toEqual(['in_treatment', 'share', 'deaths']);
  });

  test('without series is told as such', () => {
    expect(read('a: 1\n').told[0]).toContain('a file of series needs "series"');
    expect(read('series: [1]\n').told).toEqual([
      's.yaml:1:9: error: expected a mapping of names, found a list [source/expected]',
    ]);
  });
});

describe('an export of the viewer', () => {
  function readIt(text: string, area?: string) {
    const faults = new Faults();
    return { series: readExport(text, 'e.csv', area, faults), faults };
  }

  test('is read as series of an area, by group and age', () => {
    const { series, faults } = readIt(writeExport());
    expect(tellAll(faults)).toEqual([]);
    expect(numbers(series!.get('in_treatment_opiate_a30_49'))).toEqual([
      [2014, 405, 'read'],
      [2015, 400, 'read'],
    ]);
    expect(numbers(series!.get('in_treatment_alcohol'))).toEqual([
      [2014, 315, 'read'],
      [2015, 300, 'read'],
    ]);
    expect(series!.get('in_treatment_total')).toMatchObject({
      unit: 'adults in the year',
      rounding: 5,
      source: 'OHID/NDTMS ViewIt adult export, Testshire',
    });
    expect(series!.get('exits_completed_opiate')!.points).toHaveLength(2);
    const names = [...series!.keys()];
    expect(names).toContain('new_presentations_non_opiate_and_alcohol_a50_plus');
    expect(names).toContain('exits_to_prison_alcohol');
    // 4 groups with 3 ages and as a whole, twice; one of everybody; 5 ways out of 4 groups
    expect(names).toHaveLength(2 * 4 * 4 + 1 + 5 * 4);
    expect(series!.get('in_treatment_total')!.points[0]!.place.line).toBeGreaterThan(1);
  });

  test('leaves what is NULL out', () => {
    // A part of those who dropped out is NULL in 2015/16.
    expect(
      readIt(writeExport())
        .series!.get('exits_dropped_out_non_opiate')!
        .points.map(p => p.year),
    ).toEqual([2014]);
  });

  test('must have the area', () => {
    const rows = inventRows();
    const two = writeExport([...rows, ...rows.map(r => ({ ...r, Area: 'Elsewhere' }))]);
    expect(tellAll(readIt(two).faults)[0]).toContain('the file holds 2 areas and none was asked for');
    expect(tellAll(readIt(two, 'Testshir').faults)[0]).toContain('did you mean Testshire?');
    expect(readIt(two, 'elsewhere').series!.get('in_treatment_total')!.source).toContain('Elsewhere');
  });
});
