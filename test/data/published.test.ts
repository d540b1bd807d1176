import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import type { Series } from '../../src/fit/fit-spec.ts';
import { type CsvTable, readCsv } from '../../src/scenario/area/csv.ts';
import { chooseLocal } from './choose-local.ts';
import { chooseSeries } from './choose-series.ts';
import { joinAuthorities } from './join-authorities.ts';

const table = (lines: readonly string[]): CsvTable => readCsv(lines.join('\n'), 'x.csv', new Faults())!;

const alcohol = (
  ...rows: readonly (readonly [name: string, code: string, need: string, treatment: string])[]
) =>
  table([
    'Year,Series,Local Authority,Deprivation decile,GeoCode,Value',
    ...rows.flatMap(([name, code, need, treatment]) => [
      `2016/17,Alcohol - Estimated prevalence,${name},,${code},${need}`,
      `2016/17,Alcohol - People in treatment,${name},,${code},${treatment}`,
      `2010/11,Alcohol - People in treatment,${name},,${code},7`,
    ]),
  ]);
const poisoning = table([
  'code,name,2018,2017,2016,2015,2014,2013',
  'E92000001,ENGLAND,10,20,30,40,50,60',
  'E09000001,Another name,1,1,1,1,1,9',
  'E10000002,Kentshire,2,2,2,2,2,9',
]);
const ENGLAND = ['', '', '1000', '200'] as const;

describe('the published tables of authorities', () => {
  it('are joined on the code, else on the trimmed name, and what matches neither is listed', () => {
    const { authorities, unmatched, discontinued, england } = joinAuthorities(
      alcohol(
        ENGLAND,
        ['Towns', 'E09000001', '50', '10'],
        [' Kentshire ', '', '60', '15'],
        ['Nowhere', 'E06000009', '70', '20'],
        ['Oldshire (Discontinued)', '', '', '0'],
      ),
      poisoning,
    );
    expect(authorities).toEqual([
      { code: 'E10000002', name: 'Kentshire', need: 60, treatment: 15, deaths: 10 },
      { code: 'E06000009', name: 'Nowhere', need: 70, treatment: 20 },
      { code: 'E09000001', name: 'Towns', need: 50, treatment: 10, deaths: 5 },
    ]);
    expect([unmatched, discontinued]).toEqual([['Nowhere'], ['Oldshire']]);
    expect(england).toEqual({ need: 1000, treatment: 200, deaths: 150 });
  });

  it('are refused where a number is missing', () => {
    expect(() => joinAuthorities(alcohol(ENGLAND, ['Towns', 'E09000001', '', '10']), poisoning)).toThrow(
      'Estimated prevalence of Towns: expected a number',
    );
  });
});

describe("England's series", () => {
  const point = (period: string, status: 'read' | 'recalled', note?: string) => ({
    period,
    value: 1,
    status,
    source: 'A',
    ...(note !== undefined && { note }),
  });
  const chosen = chooseSeries({
    sources: { A: { citation: 'A book', address: 'a shelf' }, B: { citation: 'B', address: 'none' } },
    series: {
      deaths: {
        unit: 'deaths',
        description: 'Deaths',
        notes: 'In 2020 there were many.',
        points: [point('2017', 'read', 'seen'), point('2018/19', 'recalled'), point('2019', 'read')],
      },
      later: { unit: 'deaths', description: 'Later', points: [point('2020/21', 'read')] },
      workforce_wte: { unit: 'wte', description: 'Staff', points: [point('2022', 'read')] },
    },
  });

  it('keep outcomes after 2018/19 back, in notes too, and let drivers run on', () => {
    expect([...chosen.series.keys()]).toEqual(['deaths', 'workforce_wte']);
    expect(chosen.series.get('deaths')).toEqual({
      doc: 'Deaths',
      unit: 'deaths',
      points: [point('2017', 'read', 'seen'), point('2018/19', 'recalled')],
    });
  });

  it('keep the status and source of each point, and name only sources that are used', () => {
    expect([...chosen.sources]).toEqual([['A', 'A book; a shelf']]);
  });
});

describe("an authority's series", () => {
  const place = { file: 'x.csv', line: 1, column: 1, length: 1 };
  const own = (name: string, values: Readonly<Record<number, number>>): [string, Series] => [
    name,
    {
      name,
      unit: 'adults in the year',
      rounding: 5,
      source: 'the export',
      points: Object.entries(values).map(([year, value]) => ({
        year: Number(year),
        value,
        status: 'read',
        place,
      })),
    },
  ];
  const REASONS = ['completed', 'dropped_out', 'transferred', 'to_prison', 'died'];
  const GROUPS = ['opiate', 'non_opiate', 'non_opiate_and_alcohol', 'alcohol'];
  const chosen = chooseLocal(
    new Map([
      own('in_treatment_opiate', { 2018: 100, 2019: 110 }),
      own('in_treatment_opiate_a18_29', { 2018: 20 }),
      ...REASONS.flatMap(r =>
        GROUPS.map((g, i) => own(`exits_${r}_${g}`, i === 0 ? { 2017: 5, 2018: 10 } : { 2018: 10 * i })),
      ),
    ]),
  );

  it('keep outcomes after 2018/19 back, and ages', () => {
    expect(chosen.get('in_treatment_opiate')!.points).toEqual([
      { period: '2018/19', value: 100, status: 'read' },
    ]);
    expect(chosen.has('in_treatment_opiate_a18_29')).toBe(false);
  });

  it('have exits of all groups together where all are known, as uncertain as four roundings', () => {
    expect(chosen.get('exits_died_total')).toMatchObject({
      rounding: 10,
      points: [{ period: '2018/19', value: 70, status: 'derived' }],
    });
    expect(chosen.size).toBe(1 + REASONS.length * (GROUPS.length + 1));
  });
});
