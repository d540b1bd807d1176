import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

const DRAW = 7;

/** `run --draw` gives the numbers that `compare` has written of that draw. @param how they are drawn, as options */
export async function expectSameAlone(...how: readonly string[]): Promise<void> {
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
}
