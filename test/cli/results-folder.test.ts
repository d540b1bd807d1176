import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readResult } from '../../src/cli/disk/results-manifest.ts';
import type { BadInput } from '../../src/diagnostics/diagnostic.ts';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

it('--out writes a folder whose scenario runs again to the same results', () => {
  const folder = folderWith({ 's.yaml': SHORT });
  expect(txSim(folder, ['run', 's.yaml', '--out', 'results/one']).code).toBe(0);
  expect(readdirSync(join(folder, 'results'))).toEqual(['one']);
  expect(readdirSync(join(folder, 'results/one')).sort()).toEqual([
    'area.yaml',
    'inputs.json',
    'manifest.json',
    'outcomes.csv',
    'scenario.resolved.yaml',
  ]);

  const manifest = JSON.parse(read(folder, 'results/one/manifest.json'));
  expect(manifest).toMatchObject({
    schemaVersion: 1,
    tool: { name: 'tx-sim' },
    seed: 'A short one',
    command: ['tx-sim', 'run', 's.yaml', '--out', 'results/one'],
  });
  for (const [name, { sha256 }] of Object.entries<{ sha256: string }>(manifest.files))
    expect(
      createHash('sha256')
        .update(read(folder, `results/one/${name}`))
        .digest('hex'),
      name,
    ).toBe(sha256);

  const rows = read(folder, 'results/one/outcomes.csv').trimEnd().split('\r\n').slice(1);
  const dimensions = new Set(rows.map(r => r.replace(/"[^"]*"/g, '').split(',')[4]));
  expect([...dimensions].sort()).toEqual([
    '',
    'age',
    'group',
    'payer',
    'phase',
    'practice',
    'provider',
    'service',
    'state',
  ]);

  txSim(folder, ['run', 'results/one/scenario.resolved.yaml', '--out', 'results/two']);
  expect(JSON.parse(read(folder, 'results/two/manifest.json')).hashes).toEqual(manifest.hashes);
  expect(read(folder, 'results/two/outcomes.csv')).toBe(read(folder, 'results/one/outcomes.csv'));
});

it('--out replaces an earlier result, and nothing else', () => {
  const folder = folderWith({ 's.yaml': SHORT, 'notes/todo.txt': 'mine' });
  const out = (to: string) => txSim(folder, ['run', 's.yaml', '--out', to, '--csv', '--only', 'deaths']);
  expect(out('r').code).toBe(0);
  expect(out('r').code).toBe(0);
  writeFileSync(join(folder, 'r/mine.txt'), 'mine');
  expect(out('r')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('it also holds mine.txt, which tx-sim did not write'),
  });
  expect(out('notes')).toMatchObject({ code: 2, err: expect.stringContaining('is not an earlier result') });
  expect(out('s.yaml')).toMatchObject({ code: 2, err: expect.stringContaining('it is not a folder') });
  expect(read(folder, 'notes/todo.txt')).toBe('mine');
  expect(readdirSync(folder).filter(f => f.startsWith('.'))).toEqual([]);
});

it('what was kept is not read where it was edited, or is gone', () => {
  const manifest = JSON.stringify({
    tool: { name: 'tx-sim', version: '0' },
    versions: { node: 'v20' },
    files: { kept: { sha256: 'ab' }, gone: { sha256: 'ab' } },
  });
  const folder = folderWith({ 'r/manifest.json': manifest, 'r/kept': 'edited' });
  const codeOf = (name: string): string | undefined => {
    try {
      readResult(join(folder, 'r'), name);
    } catch (e) {
      return (e as BadInput).diagnostics[0]!.code;
    }
    return undefined;
  };
  expect(['kept', 'gone', 'never'].map(codeOf)).toEqual(['cli/damaged', 'cli/damaged', undefined]);
});

it.each(['', ' ', '.', '..'])('--out "%s" loses nothing: it is no folder of results', to => {
  const folder = folderWith({ 's.yaml': SHORT, 'keep.txt': 'mine' });
  expect(txSim(folder, ['run', 's.yaml', '--out', to])).toMatchObject({ code: 2 });
  expect(readdirSync(folder).sort()).toContain('keep.txt');
  expect(read(folder, 'keep.txt')).toBe('mine');
});
