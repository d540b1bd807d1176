import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

const DRAW = 7;

it.each([
  ['at random', []],
  ['of Sobol, by chance', ['--sampling', 'sobol', '--noise', '--seed', 'another']],
])('run --draw gives the numbers that compare has written of it, %s', async (_, how) => {
  const folder = folderWith({ 's.yaml': SHORT });
  const asked = ['s.yaml', '--draws', '9', ...how];
  expect(txSim(folder, ['compare', ...asked, '--out', 'results']).code).toBe(0);
  const { buffer, byteOffset, byteLength } = readFileSync(join(folder, 'results/draws.parquet'));
  const file = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  const rows = await parquetReadObjects({ file });

  const { code, out } = txSim(folder, ['run', ...asked, '--draw', String(DRAW), '--json']);
  expect(code).toBe(0);
  const { drawn, outcomes } = JSON.parse(out);
  expect(drawn).toMatchObject({ draw: DRAW, draws: 9, noise: how.includes('--noise') });
  for (const arm of ['as_now', 'cut']) {
    const row = rows.find(r => r['draw'] === DRAW && r['arm'] === arm && r['year'] === 'whole run')!;
    for (const [name, value] of Object.entries(drawn.parameters)) expect(row[name], name).toBe(value);
    for (const { name, arms } of outcomes) expect(arms[arm].overall, name).toBe(row[name]);
  }
});

it.each([
  [['--draw', '9', '--draws', '9'], '--draw needs a whole number from 0 to 8, found "9"'],
  [['--draw', 'first'], '--draw needs a whole number from 0 to 999, found "first"'],
  [['--sampling', 'sobol'], '--sampling goes with --draw [cli/sampling]'],
  [['--noise'], '--noise goes with --draw [cli/noise]'],
])('run refuses %j', (args, told) => {
  const { code, out, err } = txSim(folderWith({ 's.yaml': SHORT }), ['run', 's.yaml', ...args]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(told);
});
