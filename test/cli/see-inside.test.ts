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

describe('tx-sim evidence', () => {
  it('says how many numbers nobody has measured, counts them, and lists them', () => {
    const { code, out } = txSim(here, ['evidence', '--sector', 'mortality', '--area', 'barnet']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^What the numbers rest on\nNobody is known to have measured \d+ of the \d+ parameters/,
    );
    expect(out).toMatch(/\n +assumption .*in play\n─+\nmortality +\d+ /);
    expect(out).toMatch(/\nFigures of Barnet 2016\/17: 1 assumption, /);
    expect(out).toMatch(/\nratio_first_weeks_off .*deaths and\n.*poisoning_deaths in 3\n/);
    for (const line of out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(100);
  });

  it('gives all of it as JSON', () => {
    const document = JSON.parse(txSim(here, ['evidence', '--status', 'read', '--json']).out);
    expect(document).toMatchObject({ schemaVersion: 1, inPlay: { total: expect.any(Number) } });
    expect(document.parameters).toHaveLength(document.inPlay.byStatus.read);
    expect(document.parameters[0]).toMatchObject({
      status: 'read',
      source: expect.any(String),
    });
    expect(document.parameters[0].feeds[0]).toEqual({
      outcome: expect.any(String),
      steps: expect.any(Number),
    });
  });

  it.each([
    [['--sector', 'monney'], 'did you mean money?'],
    [['--status', 'asumption'], 'did you mean assumption?'],
    [['--area', 'nowhere'], 'there is no area file for "nowhere"'],
  ])('exits 2 on %j, and helps', (args, help) => {
    expect(txSim(here, ['evidence', ...args])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(help),
    });
  });
});
