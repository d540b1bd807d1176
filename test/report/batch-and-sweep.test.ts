import { describe, expect, it } from 'vitest';
import { compareEnsemble } from '../../src/comparison/compare-ensemble.ts';
import { type BatchRow, batchCsv, batchJson, batchRow, batchTable } from '../../src/report/batch-table.ts';
import type { Block } from '../../src/report/blocks.ts';
import { type Sweep, type SweepCell, sweepCsv, sweepPage } from '../../src/report/sweep-map.ts';
import { ensembleOf, type Numbers } from '../comparison/ensemble-fixture.ts';
import { outcome } from './outcome-fixture.ts';

const gain = outcome('gain', { unit: 'GBP', label: 'Net benefit' });
const deaths = outcome('deaths', { better: 'lower', label: 'Deaths' });
const place = { file: '--vary', line: 1, column: 1, length: 1 };

const show = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(b => {
    if (b.kind === 'heading' || b.kind === 'text') return [b.text];
    if (b.kind === 'lines') return [...b.lines];
    if (b.kind !== 'table') return [];
    return b.table.rows.map(r =>
      r.map(c => c.text.replaceAll('\n', ' / ') + (c.tone ? ` (${c.tone})` : '')).join('|'),
    );
  });

describe('a table of scenarios', () => {
  const draws = Array.from({ length: 101 }, (_, k) => k);
  const row = (values: Numbers, file: string, spec = gain): BatchRow => ({
    ...batchRow(
      compareEnsemble(ensembleOf({ arms: ['As now', 'Cut'], outcomes: [{ spec, values }] }), spec.name),
    ),
    file,
  });
  const ahead = row([[draws.map(() => 0)], [draws.map(k => 1000 * (k + 1))]], 's/a.yaml');
  const behind = row([[draws.map(k => 1000 * (k + 1))], [draws.map(() => 0)]], 's/b.yaml');
  const same = row([[draws], [draws]], 's/deep/c.yaml');
  const faults = [{ code: 'source/yaml', severity: 'error', message: 'wrong' }] as const;
  const broken: BatchRow = { file: 's/d.yaml', faults, draws: 101, failed: 0 };

  it('has a line for each, by folder: who is ahead, of whom, in how many draws, and by how much', () => {
    expect(show(batchTable([ahead, behind, same, broken], gain)).slice(0, 7)).toEqual([
      'Who is ahead on net benefit, over the whole run',
      's (strong)||||',
      '  a|Cut / of As now (plain)|100%|+£51k / +£6k to +£96k|0',
      '  b|As now / of Cut (plain)|100%|+£51k / +£6k to +£96k|0',
      '  d|not run (bad)|||',
      's/deep (strong)||||',
      '  c|As now / the same as Cut (dim)|||0',
    ]);
  });

  it('leads by less where less is better', () => {
    const fewer = row([[draws.map(k => 1000 + k)], [draws.map(() => 1000)]], 'a.yaml', deaths);
    expect(show(batchTable([fewer], deaths))[1]).toBe('a|Cut / of As now (plain)|over 99%|−50 / −95 to −5|0');
  });

  it('keeps signs of the second less the first as data', () => {
    expect(batchCsv([ahead, behind, broken], gain).split('\r\n').slice(1, 4)).toEqual([
      's/a.yaml,gain,GBP,as_now,cut,101,0,0,0,101,6000,51000,96000',
      's/b.yaml,gain,GBP,as_now,cut,101,0,101,0,0,-96000,-51000,-6000',
      's/d.yaml,gain,GBP,,,,,,,,,,',
    ]);
    const { scenarios } = batchJson([ahead, broken], gain) as {
      scenarios: { ok: boolean; ahead?: object }[];
    };
    expect(scenarios.map(s => [s.ok, s.ahead])).toEqual([
      [true, { as_now: 0, cut: 101 }],
      [false, undefined],
    ]);
  });
});

describe('a table of authorities', () => {
  const draws = [0, 1, 2];
  const comparison = compareEnsemble(
    ensembleOf({
      arms: ['As now', 'Cut'],
      outcomes: [{ spec: gain, values: [[draws.map(() => 0)], [draws.map(k => 1000 * (k + 1))]] }],
    }),
    'gain',
  );
  const faults = [{ code: 'source/yaml', severity: 'error', message: 'wrong' }] as const;
  const rows: BatchRow[] = [
    { ...batchRow(comparison), file: 's/a.yaml', area: 'Leeds' },
    { file: 's/a.yaml', area: 'Bristol, City of', faults, draws: 3, failed: 0 },
  ];

  it('has a line for each, by name, and says what they are made of', () => {
    const [title, made, ...lines] = show(batchTable(rows, gain));
    expect(title).toBe('Who is ahead on net benefit, over the whole run');
    expect(made).toContain('England’s average figures');
    expect(lines[0]).toMatch(/^Leeds\|Cut \/ of As now \(plain\)\|3 of 3\|/);
    expect(lines[1]).toBe('Bristol, City of|not run (bad)|||');
  });

  it('names the authority as data', () => {
    const [header, leeds, bristol] = batchCsv(rows, gain).split('\r\n');
    expect(header).toMatch(/^scenario,area,outcome,/);
    expect(leeds).toMatch(/^s\/a\.yaml,Leeds,gain,/);
    expect(bristol).toMatch(/^s\/a\.yaml,"Bristol, City of",gain,/);
    expect(batchJson(rows, gain)).toMatchObject({
      scenarios: [{ area: 'Leeds' }, { area: 'Bristol, City of' }],
    });
  });
});

describe('a map of who is ahead', () => {
  const { experiment } = ensembleOf({
    arms: ['As now', 'Cut'],
    outcomes: [{ spec: gain, values: [[[1]], [[1]]] }],
  });
  const scalar = (text: string) => ({ kind: 'scalar', place, value: text, text }) as const;
  const axis = (name: string, ...values: string[]) => ({
    label: name,
    vary: [{ value: name, place }],
    over: values.map(scalar),
  });
  const cell = (first: number, second: number, median: number, same = 0): SweepCell => ({
    ahead: [first, second],
    same,
    low: median,
    median,
    high: median,
    failed: 0,
  });
  const none: SweepCell = { ...cell(0, 0, Number.NaN), fault: 'no steady start', failed: 1 };
  const sweep = (cells: readonly (readonly SweepCell[])[], draws = 0): Sweep => ({
    experiment,
    hashes: { model: '', scenario: '', area: '' },
    axes: [axis('depth', '5%', '10%'), axis('arms.cut.x', '1', '2')],
    cells,
    deciding: gain,
    pair: [0, 1],
    draws,
    warnings: [],
  });

  it('has a symbol for each arm, and by how much it leads', () => {
    const page = show(
      sweepPage(
        sweep([
          [cell(1, 0, -2000), cell(0, 1, 3e6)],
          [cell(0, 0, 0, 1), none],
        ]),
        95,
      ),
    );
    expect(page).toContain('5%|● £2.0k (first)|▲ £3.00m (second)');
    expect(page).toContain('10%|= (dim)|no result (dim)');
    expect(page).toContain('● As now ahead   ▲ Cut ahead   = the same');
    expect(page).toContain('“As now” is ahead in 1 of 4 cells and “Cut” in 1.');
    expect(page).toContain('Without a result: no steady start.');
  });

  it('counts draws, and says where it is a toss-up', () => {
    const page = show(
      sweepPage(
        sweep(
          [
            [cell(55, 45, -10), cell(20, 80, 10)],
            [cell(0, 100, 9), none],
          ],
          100,
        ),
        95,
      ),
    );
    expect(page).toContain('5%|≈ 55% £10|▲ 80% £10 (second)');
    expect(page.some(l => l.startsWith('● As now ahead   ▲ Cut ahead   ≈ a toss-up'))).toBe(true);
  });

  it('leaves numbers out where they do not fit', () => {
    const [wide] = sweepPage(
      sweep([
        [cell(1, 0, -2), cell(1, 0, -2)],
        [cell(1, 0, -2), cell(1, 0, -2)],
      ]),
      20,
    ).filter(b => b.kind === 'table');
    expect(wide!.kind === 'table' && wide!.table.rows[0]!.map(c => c.text)).toEqual(['5%', '●', '●']);
  });

  it('is a row for each cell as CSV', () => {
    expect(
      sweepCsv(
        sweep([
          [cell(1, 0, -2000), none],
          [cell(0, 1, 5), none],
        ]),
      )
        .split('\r\n')
        .slice(0, 3),
    ).toEqual([
      'depth,arms.cut.x,outcome,unit,first,second,first_ahead,same,second_ahead,failed,low,median,high',
      '5%,1,gain,GBP,as_now,cut,1,0,0,0,-2000,-2000,-2000',
      '5%,2,gain,GBP,as_now,cut,0,0,0,1,,,',
    ]);
  });
});
