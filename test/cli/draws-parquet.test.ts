import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { writeDraws } from '../../src/cli/results/draws-parquet.ts';
import { ensembleOf, type Numbers } from '../comparison/ensemble-fixture.ts';
import { outcome } from '../report/outcome-fixture.ts';
import { folderWith } from './tx-sim.ts';

const bytesOf = (file: string): ArrayBuffer => {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
};

it('draws are read back as they were: a row for each draw, arm and year, null where there is no number', async () => {
  const file = join(folderWith({}), 'draws.parquet');
  const values: Numbers = [
    [
      [1, 2],
      [10, 20],
    ],
    [
      [3, Number.NaN],
      [30, 40],
    ],
  ];
  const ensemble = ensembleOf({
    arms: ['As now', 'Cut'],
    outcomes: [
      { spec: outcome('gain', { unit: 'GBP' }), values },
      { spec: outcome('deaths'), values },
    ],
    parameters: { odds: [0.1, 0.30000000000000004] },
  });
  writeDraws(bytes => appendFileSync(file, bytes), ensemble);

  const bytes = bytesOf(file);
  const rows = await parquetReadObjects({ file: bytes });
  const row = (draw: number, arm: string, year: string, x: number | null, odds: number) => ({
    draw,
    arm,
    year,
    gain: x,
    deaths: x,
    odds,
  });
  expect(rows).toEqual([
    row(0, 'as_now', '2016/17', 1, 0.1),
    row(0, 'as_now', '2017/18', 10, 0.1),
    row(0, 'as_now', 'whole run', 11, 0.1),
    row(0, 'cut', '2016/17', 3, 0.1),
    row(0, 'cut', '2017/18', 30, 0.1),
    row(0, 'cut', 'whole run', 33, 0.1),
    row(1, 'as_now', '2016/17', 2, 0.30000000000000004),
    row(1, 'as_now', '2017/18', 20, 0.30000000000000004),
    row(1, 'as_now', 'whole run', 22, 0.30000000000000004),
    row(1, 'cut', '2016/17', null, 0.30000000000000004),
    row(1, 'cut', '2017/18', 40, 0.30000000000000004),
    row(1, 'cut', 'whole run', null, 0.30000000000000004),
  ]);
  const { key_value_metadata: said } = parquetMetadata(bytes);
  expect(JSON.parse(said!.find(s => s.key === 'units')!.value!)).toMatchObject({
    gain: 'GBP',
    deaths: 'people',
  });
});

it('many draws come in row groups of whole draws, and none is lost', async () => {
  const file = join(folderWith({}), 'draws.parquet');
  const draws = 3000;
  const all = Array.from({ length: draws }, (_, k) => k);
  const parameters = Object.fromEntries(
    Array.from({ length: 400 }, (_, p) => [`p${p}`, all.map(k => k * 403 + p)]),
  );
  const ensemble = ensembleOf({
    arms: ['A', 'B'],
    outcomes: [
      {
        spec: outcome('gain'),
        values: [
          [all, all],
          [all, all],
        ],
      },
    ],
    parameters,
  });
  writeDraws(bytes => appendFileSync(file, bytes), ensemble);
  const bytes = bytesOf(file);
  const { row_groups: groups, num_rows: rows } = parquetMetadata(bytes);
  expect(Number(rows)).toBe(draws * 6);
  expect(groups.length).toBeGreaterThan(1);
  for (const group of groups) expect(Number(group.num_rows) % 6).toBe(0);
  const read = await parquetReadObjects({ file: bytes, columns: ['draw', 'p399', 'gain'] });
  expect(read.every((r, i) => r['draw'] === Math.floor(i / 6) && r['p399'] === r['draw'] * 403 + 399)).toBe(
    true,
  );
  // A parameter is the same in all rows of a draw: said once, not six times.
  expect(statSync(file).size).toBeLessThan(draws * 400 * 8 * 1.5);
});
