import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

const DRAWS = ['--draws', '12'];

describe('tx-sim compare', () => {
  it('answers first, then shows tables, who is ahead by year, and what that hangs on', () => {
    const { code, out, err } = txSim(folderWith({ 's.yaml': SHORT }), ['compare', 's.yaml', ...DRAWS]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^A short one\nWhat does a cut do in a year\?\n\nAnswer\nOn net benefit, by year 1 \(2016\/17\) “[^”]+” is ahead of “[^”]+” in (every draw|\d+ of 12 draws)/,
    );
    const order = ['\nOutcomes\n', '\nCosts\n', '\nWho is ahead on net benefit', '\nWhat it rests on\n'];
    const places = order.map(words => out.indexOf(words));
    expect(places.every((at, i) => at > (places[i - 1] ?? 0))).toBe(true);
    expect(out).toMatch(
      /\nDraws +12, each of \d+ parameters at random, the same in every arm \(seed A short one\)\n/,
    );
    for (const line of out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(100);
  });

  it('writes a folder whose draws give the summary, and whose scenario runs again', async () => {
    const folder = folderWith({ 's.yaml': SHORT });
    expect(txSim(folder, ['compare', 's.yaml', ...DRAWS, '--out', 'results']).code).toBe(0);
    expect(readdirSync(join(folder, 'results')).sort()).toEqual([
      'area.yaml',
      'draws.parquet',
      'inputs.json',
      'manifest.json',
      'scenario.resolved.yaml',
      'summary.csv',
    ]);
    const bytes = (name: string): Buffer => readFileSync(join(folder, 'results', name));
    const manifest = JSON.parse(bytes('manifest.json').toString());
    expect(manifest).toMatchObject({
      seed: 'A short one',
      draws: { asked: 12, failed: 0, sampling: 'random', noise: false },
      arms: ['as_now', 'cut'],
      deciding: 'net_monetary_benefit',
    });
    for (const [name, { sha256 }] of Object.entries<{ sha256: string }>(manifest.files))
      expect(createHash('sha256').update(bytes(name)).digest('hex'), name).toBe(sha256);

    const { buffer, byteOffset, byteLength } = bytes('draws.parquet');
    const rows = await parquetReadObjects({
      file: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer,
    });
    expect(rows).toHaveLength(12 * 2 * 2);
    const deaths = rows
      .filter(r => r['arm'] === 'cut' && r['year'] === 'whole run')
      .map(r => Number(r['deaths']));
    const summary = bytes('summary.csv')
      .toString()
      .split('\r\n')
      .find(l => l.includes(',cut,,deaths,') && l.includes('whole run'))!;
    expect(Number(summary.split(',').at(-8))).toBeCloseTo(deaths.reduce((a, b) => a + b, 0) / 12, 9);
    // Each draw has its own parameters, the same in both arms.
    expect(new Set(rows.map(r => r['handoff_loss'])).size).toBe(12);
    expect(rows.filter(r => r['handoff_loss'] === rows[0]!['handoff_loss'])).toHaveLength(4);

    const again = txSim(folder, [
      'compare',
      'results/scenario.resolved.yaml',
      ...DRAWS,
      '--csv',
      '--only',
      'deaths',
    ]);
    expect(again.code).toBe(0);
    expect(again.out.split('\r\n').at(-3)!.split(',').slice(1)).toEqual(summary.split(',').slice(1));
  });

  it.each([
    [['--draws', '0'], '--draws needs a whole number from 1 to 1000000, found "0"'],
    [['--draws', '1e3'], '--draws needs a whole number from 1 to 1000000, found "1e3"'],
    [['--workers', 'two'], '--workers needs a whole number'],
    [['--on', 'death'], '"death" is not an outcome [cli/on]\n  did you mean deaths?'],
    [['--on', 'money_granted'], 'money_granted cannot decide: neither more nor less of it is better'],
    [['--sampling', 'soboll'], '"soboll" is not a way of sampling [cli/sampling]\n  did you mean sobol?'],
    [
      ['--between', 'as_now,cutt'],
      '--between: "cutt" is not an arm of s.yaml [cli/arm]\n  did you mean cut?',
    ],
    [['--between', 'cut'], '--between needs two different arms, found "cut" [cli/between]'],
    [['--arms', 'as_nov'], '--arms: "as_nov" is not an arm of s.yaml [cli/arm]\n  did you mean as_now?'],
    [['--arms', ''], '--arms names no arm [cli/arm]\n  expected some of: as_now, cut'],
    [['--only', 'deathss'], '"deathss" is not an outcome [cli/only]\n  did you mean deaths?'],
    [['--appraisal', 'nise'], '"nise" is not an appraisal'],
    [['--resume', 'nowhere'], 'cannot go on from nowhere'],
  ])('refuses %j', (args, told) => {
    const { code, out, err } = txSim(folderWith({ 's.yaml': SHORT }), ['compare', 's.yaml', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(told);
  });
});

describe('tx-sim batch', () => {
  it('tells of every scenario below a folder, goes on after one with faults, and fails then', () => {
    const folder = folderWith({
      's/good.yaml': SHORT.replace('areas/', '../areas/'),
      's/deep/bad.yaml': SHORT.replace('areas/', '../../areas/').replace('20%', '200%'),
      's/areas/barnet.yaml': readFileSync('scenarios/areas/barnet.yaml'),
    });
    const { code, out, err } = txSim(folder, ['batch', 's', ...DRAWS]);
    expect(code).toBe(1);
    expect(err).toContain('s/deep/bad.yaml:11:');
    expect(out).toMatch(/\ns\/deep\n {2}bad +not run\ns\n {2}good +(As now|Cut 20 %) +/);
    expect(out).not.toContain('barnet.yaml');
  });

  it('refuses what is no folder, and one without scenarios', () => {
    const folder = folderWith({ 's.yaml': SHORT });
    expect(txSim(folder, ['batch', 's.yaml']).err).toContain('s.yaml is not a folder [cli/batch]');
    expect(txSim(folder, ['batch', 'areas']).err).toContain('there is no scenario below areas [cli/batch]');
  });

  it('tells once what is wrong with a scenario that is to run in every authority', () => {
    const folder = folderWith({ 's.yaml': SHORT.replace('20%', '200%') });
    const { code, out, err } = txSim(folder, ['batch', 's.yaml', '--authorities', ...DRAWS]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.match(/s\.yaml:11:/g)).toHaveLength(1);
    expect(txSim(folder, ['batch', 's.yaml', '--authorities', '--area', 'barnet']).err).toContain(
      "option '--authorities' cannot be used with option '--area <file>'",
    );
  });
});

describe('tx-sim sweep', () => {
  const folder = (): string => folderWith({ 's.yaml': SHORT });
  const CUT = 'arms.cut.funding.1.cut=0.5%..40%/2';

  it('maps who is ahead over one thing or two, at the usual values', () => {
    const { code, out, err } = txSim(folder(), ['sweep', 's.yaml', '--vary', CUT, '--on', 'completions']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/\n0\.5% +[●▲] (under 1|\d)\n40% +● \d\d+\n/);
    expect(out).toContain('● As now ahead   ▲ Cut 20 % ahead');
    const two = txSim(folder(), [
      'sweep',
      's.yaml',
      '--vary',
      CUT,
      '--vary',
      'handoff_loss=0,0.1,0.2',
      '--csv',
    ]);
    expect(two.out.split('\r\n')).toHaveLength(1 + 6 + 1);
    expect(two.out).toMatch(
      /^arms\.cut\.funding\.1\.cut,handoff_loss,outcome,.*\r\n0\.5%,0,net_monetary_benefit,GBP,as_now,cut,/,
    );
  });

  it('refuses to give one thing two values at once', () => {
    const twice = ['--vary', 'handoff_loss=0,0.1', '--vary', 'handoff_loss=0.2,0.3'];
    const { code, out, err } = txSim(folder(), ['sweep', 's.yaml', ...twice]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('error: --vary: handoff_loss is varied twice [cli/vary]');
  });

  it('refuses chance where there are no draws', () => {
    const { code, err } = txSim(folder(), ['sweep', 's.yaml', '--vary', CUT, '--noise']);
    expect([code, err.split('\n')[0]]).toEqual([2, 'error: --noise goes with --draws [cli/noise]']);
  });

  it.each([
    ['handof_loss=0,0.1', '"handof_loss" is not a parameter of the model', 'did you mean handoff_loss?'],
    ['arms.cut.fundin.1.cut=5%,10%', 'nothing is called "fundin" there', 'did you mean funding?'],
    ['arms.cut.funding.1.cut=5%,much', 'much', '%'],
    ['handoff_loss=0,many', 'handoff_loss needs a number, found "many"', ''],
  ])('refuses %s', (vary, told, hint) => {
    const { code, out, err } = txSim(folder(), ['sweep', 's.yaml', '--vary', vary]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`error: --vary ${vary}: `);
    expect(err).toContain(told);
    expect(err).toContain(hint);
  });
});
