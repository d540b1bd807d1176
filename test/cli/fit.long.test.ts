import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FIT_FILES } from './fit-files.ts';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

/** The draws that a fit writes. */
function drawsOf(files: Readonly<Record<string, string>>, workers = '1'): string {
  const folder = folderWith(files);
  expect(txSim(folder, ['fit', 'fit.yaml', '--evaluations', '600', '--workers', workers]).code).toBe(0);
  const text = readFileSync(join(folder, 'fit-posterior.yaml'), 'utf8');
  return text.slice(text.indexOf('parameters:'));
}

it('a fit has the same draws however long its scenario runs on, and on any number of threads', {
  timeout: 240_000,
}, () => {
  const longer = { ...FIT_FILES, 's.yaml': SHORT.replace('horizon: 1 year', 'horizon: 2 years') };
  const draws = drawsOf(FIT_FILES);
  expect(draws).toContain('draws:');
  expect(drawsOf(longer)).toBe(draws);
  expect(drawsOf(FIT_FILES, '2')).toBe(draws);
});
