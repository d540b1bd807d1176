import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, txSim } from './tx-sim.ts';

const here = process.cwd();

describe('tx-sim model equations', () => {
  it('prints a sector for people, as Markdown and as JSON', () => {
    const { code, out } = txSim(here, ['model', 'equations', '--sector', 'mortality']);
    expect(code).toBe(0);
    expect(out).toMatch(/\nsource +Hickman et al 2018/);
    expect(txSim(here, ['model', 'equations', '--sector', 'mortality', '--markdown']).out).toMatch(
      /\n### Moves of mortality\n[\s\S]*\nhazard: poisoning_rate \* ratio_first_weeks_on/,
    );
    const document = JSON.parse(txSim(here, ['model', 'equations', '--sector', 'mortality', '--json']).out);
    expect(document).toMatchObject({
      schemaVersion: 1,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      sectors: [{ name: 'mortality', kinds: expect.any(Array) }],
    });
  });

  it('writes a file whole, again over its own, and never over another', () => {
    const folder = folderWith({ 'mine.md': '# Mine\n' });
    const write = (...args: string[]) => txSim(folder, ['model', 'equations', ...args]);
    expect(write('--out', 'docs/model.md')).toEqual({ code: 0, out: 'Wrote docs/model.md.\n', err: '' });
    const text = readFileSync(join(folder, 'docs/model.md'), 'utf8');
    expect(text).toMatch(/^<!-- Written by tx-sim [\s\S]*\n## Contents\n[\s\S]*\n## Index\n/);
    expect(write('--out', 'docs/model.md').code).toBe(0);
    expect(readFileSync(join(folder, 'docs/model.md'), 'utf8')).toBe(text);
    expect(write('--out', 'mine.md')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('was not written by this command'),
    });
    expect(readFileSync(join(folder, 'mine.md'), 'utf8')).toBe('# Mine\n');
  });

  it('suggests the nearest sector', () => {
    expect(txSim(here, ['model', 'equations', '--sector', 'mortalty'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('did you mean mortality?'),
    });
  });
});
