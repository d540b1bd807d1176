import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

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
    [['--status', 'asumption'], 'is no status of a parameter [cli/status]\n  did you mean assumption?'],
    [['--area', 'nowhere'], 'looked for scenarios/areas/nowhere.yaml [cli/unknown-area]'],
  ])('exits 2 on %j, and helps', (args, help) => {
    expect(txSim(here, ['evidence', ...args])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(help),
    });
  });
});

describe('tx-sim run --trace', () => {
  const folder = () => folderWith({ 's.yaml': SHORT });

  it('shows a stock with what fills and drains it, by arm, and what moved first', () => {
    const { code, out, err } = txSim(folder(), ['run', 's.yaml', '--trace', 'novice']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^A short one\nOn Barnet, figures of 2016\/17\.\n\nnovice: stock, sector workforce\n/,
    );
    expect(out).toMatch(/\ninflows +hiring\n/);
    expect(out).toMatch(/\n● As now, ○ Cut 20 % \(where lines meet, the first is drawn\)/);
    expect(out).toMatch(/\n\+ hiring\n {4}wte\/year, sum of 4\n {4}As now +[\d.]+ /);
    expect(out).toMatch(/\n− maturing\n/);
    expect(out).toMatch(/\nWhere the arms part from As now\n- Cut 20 %: first .* Next: --trace \w+\n/s);
    for (const line of out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(100);
  });

  it('shows an outcome by years, and a part by its elements', () => {
    const { out } = txSim(folder(), ['run', 's.yaml', '--trace', 'deaths, waiting[opiate, a18_29]']);
    expect(out).toMatch(
      /\ndeaths: outcome, .*\n[\s\S]*\nequation +total\(dying\)\n[\s\S]*\n +2016\/17 +over time\n/,
    );
    expect(out).toMatch(
      /\nwaiting\[opiate, a18_29\]: stock[\s\S]*\n− starting\[opiate, a18_29\]\n {4}people\/year\n/,
    );
  });

  it('gives the numbers that the run itself reports', () => {
    const at = folder();
    const traced = JSON.parse(txSim(at, ['run', 's.yaml', '--trace', 'deaths,novice', '--json']).out);
    const plain = JSON.parse(txSim(at, ['run', 's.yaml', '--only', 'deaths', '--json']).out);
    const [deaths, novice] = traced.traces;
    expect(deaths.rows[0].arms.cut[0]).toBe(plain.outcomes[0].arms.cut.overall);
    const step = (name: string, s: number): number =>
      novice.rows.find((r: { name: string }) => r.name === name).arms.cut[s];
    for (const s of [0, 10, 51])
      expect(step('novice', s + 1) - step('novice', s)).toBeCloseTo(
        (step('hiring', s) - step('maturing', s) - step('novices_leaving', s)) / 52,
        10,
      );
  });

  it('shows one arm alone', () => {
    const { out } = txSim(folder(), ['run', 's.yaml', '--trace', 'novice', '--arm', 'cut']);
    expect(out).not.toContain('As now');
    expect(out).toMatch(/\nCut 20 %\. The scale need not begin at 0\.\n/);
    expect(out).not.toContain('Where the arms part');
  });

  it.each([
    [['--trace', 'novise'], 'did you mean novice?'],
    [['--trace', 'waiting[opiat]'], 'waiting is over group and age: "opiat" does not fit'],
    [['--trace', 'stay[x],'], 'neither a variable nor an outcome'],
    [['--trace', 'one_year[opiate]'], 'one_year has no elements'],
    [['--trace', ','], '--trace names nothing [cli/trace]'],
    [['--trace', 'novice', '--arm', 'cutt'], 'did you mean cut?'],
    [['--arm', 'cut'], '--arm goes with --trace'],
    [['--trace', 'novice', '--csv'], "option '--trace <names>' cannot be used with option '--csv'"],
    [['--trace', 'turnover[opiate]'], 'turnover'],
  ])('exits 2 on %j, and helps', (args, help) => {
    expect(txSim(folder(), ['run', 's.yaml', ...args])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(help),
    });
  });
});
