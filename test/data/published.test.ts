import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { type CsvTable, readCsv } from '../../src/scenario/area/csv.ts';
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
