import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

const verify = (folder: string, ...args: string[]) => txSim(folder, ['verify', ...args]);

describe('tx-sim verify', () => {
  it('says which file was edited, and which comes out otherwise', () => {
    const folder = folderWith({ 'one.yaml': SHORT });
    txSim(folder, ['run', 'one.yaml', '--out', 'r']);
    const path = (name: string): string => join(folder, 'r', name);
    const text = (name: string): string => readFileSync(path(name), 'utf8');

    const outcomes = text('outcomes.csv');
    writeFileSync(path('outcomes.csv'), outcomes.replace(/\d/, '9'));
    const edited = verify(folder, 'r');
    expect(edited.code).toBe(1);
    expect(edited.out).toMatch(/^r does not hold: 1 file not as written\.\n/);
    expect(edited.out).toMatch(/outcomes\.csv +no: edited, cut or gone +the same, to the byte/);
    writeFileSync(path('outcomes.csv'), outcomes);

    // A manifest that says another seed, draws of another tool: what comes out is no longer what it says.
    const manifest = text('manifest.json');
    const other = JSON.parse(manifest);
    other.repeat.options = { appraisal: 'nice' };
    other.tool.version = '0.0.1';
    other.hashes.model = 'another';
    writeFileSync(path('manifest.json'), JSON.stringify(other));
    const otherwise = verify(folder, 'r');
    expect(otherwise.code).toBe(1);
    expect(otherwise.out).toMatch(/outcomes\.csv +yes +comes out otherwise/);
    expect(otherwise.out).toContain('Made by another model and version of tx-sim (0.0.1).');
    writeFileSync(path('manifest.json'), manifest);

    // From inputs that were edited nothing is repeated.
    writeFileSync(path('inputs.json'), text('inputs.json').replace('20%', '30%'));
    const inputs = verify(folder, 'r');
    expect(inputs.code).toBe(1);
    expect(inputs.out).toContain('Nothing was repeated');
    rmSync(path('inputs.json'));
    expect(verify(folder, 'r').out).toMatch(/inputs\.json +no: edited, cut or gone/);
  });

  it('refuses what holds no results, or none that can be repeated', () => {
    const folder = folderWith({ 'one.yaml': SHORT });
    expect(verify(folder, 'nowhere').err).toContain('there is no such folder [verify/no-results]');
    expect(verify(folder, 'areas').err).toContain('[verify/no-results]');
    txSim(folder, ['run', 'one.yaml', '--out', 'r']);
    const path = join(folder, 'r', 'manifest.json');
    const { repeat, ...old } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...old, repeat: { ...repeat, options: { area: 'leeds' } } }));
    expect(verify(folder, 'r').err).toContain(
      'has not kept area leeds, and cannot be repeated [verify/input]',
    );
    writeFileSync(path, JSON.stringify(old));
    expect(verify(folder, 'r').err).toContain('[verify/not-repeatable]');
    writeFileSync(path, JSON.stringify({ ...old, files: { 'unfinished.json': { sha256: '' } } }));
    const { code, err } = verify(folder, 'r');
    expect(code).toBe(2);
    expect(err).toContain('[verify/unfinished]\n  finish it with --resume r');
  });
});
