import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

describe('tx-sim run', () => {
  it('prints what was run, the result in sentences, the tables and what they rest on', () => {
    const { code, out, err } = txSim(folderWith({ 's.yaml': SHORT }), ['run', 's.yaml']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const expected = [
      /^A short one\nWhat does a cut do in a year\?\n/,
      /\nArea {7}Barnet, figures of 2016\/17\n/,
      /\nRun {8}from 1 April 2016 for 1 year, in steps of a week\n/,
      /\nHashes {5}model [0-9a-f]{12}, scenario [0-9a-f]{12}, area [0-9a-f]{12}\n/,
      /\nResult\n“Cut 20 %” beside “As now”, in 2016\/17: /,
      /\nOutcomes\n/,
      /\n {2}People in treatment +1,025 /,
      /\nCosts\n/,
      /\n {2}Money given +£2\.30m +£1\.\d\dm +−£\d+k/,
      /\nWhat it rests on\n\d+ parameters in play: \d+ read, /,
      /Illustrative: .* no forecast, and no real provider\s+is meant/,
      /pounds are those of 2016\/17/,
      /Scaled from England, and not Barnet’s own: need, treatment spend and staff in post/,
      /A single run carries no uncertainty/,
      /Closure of the start/,
    ];
    for (const pattern of expected) expect(out).toMatch(pattern);
    for (const line of out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(100);
  });

  it('says of arms that are the same that they make no difference', () => {
    const same = SHORT.replace('    funding: [{cut: 20%, from: 2016-05}]\n', '');
    const { out } = txSim(folderWith({ 's.yaml': same }), ['run', 's.yaml']);
    expect(out).toContain('it makes no difference;');
    // every difference is exactly nothing: a number, the same number, 0
    const rows = out.split('\n').filter(line => /^ {2}\S.* {2}\S+ +\S+ +0$/.test(line.trimEnd()));
    expect(rows.length).toBeGreaterThan(20);
  });

  it('puts years, quarters or elements under each row', () => {
    const folder = folderWith({ 's.yaml': SHORT });
    const quarters = txSim(folder, ['run', 's.yaml', '--by', 'quarter', '--only', 'deaths']);
    expect(quarters.out).toMatch(/Deaths, any cause .*\n {4}2016\/17 Q1 .*\n(.*\n){2} {4}2016\/17 Q4 /);
    const ages = txSim(folder, ['run', 's.yaml', '--by', 'age', '--only', 'deaths']);
    expect(ages.out).toMatch(/Deaths, any cause .*\n {4}18–29 .*\n {4}30–49 .*\n {4}50\+ /);
  });

  it('tells what it cannot break rows down by, and what is not an outcome', () => {
    const folder = folderWith({ 's.yaml': SHORT });
    expect(txSim(folder, ['run', 's.yaml', '--by', 'grup'])).toEqual({
      code: 2,
      out: '',
      err: 'error: results cannot be broken down by "grup" [cli/by]\n  did you mean group?\n1 error\n',
    });
    expect(txSim(folder, ['run', 's.yaml', '--only', 'deaths,deth']).err).toMatch(
      /"deth" is not an outcome.*\n {2}did you mean deaths\?/,
    );
  });

  it('gives all of it as one JSON document', () => {
    const { code, out, err } = txSim(folderWith({ 's.yaml': SHORT }), [
      'run',
      's.yaml',
      '--json',
      '--by',
      'service',
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const document = JSON.parse(out);
    expect(Object.keys(document)[0]).toBe('schemaVersion');
    expect(document).toMatchObject({
      schemaVersion: 1,
      hashes: { model: expect.stringMatching(/^[0-9a-f]{64}$/) },
      area: { name: 'Barnet', period: '2016/17' },
      clock: { start: '2016-04-01', end: '2017-04-01', stepsPerYear: 52, steps: 52 },
      arms: [{ name: 'as_now' }, { name: 'cut' }],
      reference: 'as_now',
      scenario: { arms: { cut: { funding: [{ cut: '20%', from: '2016-05-01' }] } } },
      windows: [{ name: '2016/17' }],
      breakdown: { by: 'service' },
      warnings: [],
      expectations: [],
    });
    const granted = document.outcomes.find((o: { name: string }) => o.name === 'money_granted').arms;
    // a fifth less for the eleven months after the cut, by steps of a week
    expect(granted.cut.difference / granted.as_now.overall).toBeCloseTo((-0.2 * 48) / 52, 6);
  });

  it('gives tidy CSV', () => {
    const { out } = txSim(folderWith({ 's.yaml': SHORT }), ['run', 's.yaml', '--csv', '--only', 'deaths']);
    const [header, ...rows] = out.trimEnd().split('\r\n');
    expect(header).toBe('arm,outcome,label,unit,dimension,element,window,value');
    expect(rows.map(r => r.replace(/[\d.]+$/, 'x'))).toEqual([
      'as_now,deaths,"Deaths, any cause",people,,,2016/17,x',
      'as_now,deaths,"Deaths, any cause",people,,,whole run,x',
      'cut,deaths,"Deaths, any cause",people,,,2016/17,x',
      'cut,deaths,"Deaths, any cause",people,,,whole run,x',
    ]);
  });

  it('exits 1 when an expectation fails, and says which', () => {
    const text = `${SHORT}expect:
  - {outcome: in_treatment, arm: as_now, at: 2016/17, within: 3%, of: area}
  - {outcome: deaths, arm: cut, at: 2016/17, at_most: 3}
`;
    const { code, out } = txSim(folderWith({ 's.yaml': text }), ['run', 's.yaml']);
    expect(code).toBe(1);
    expect(out).toMatch(
      /\nExpectations\n- holds: in_treatment of as_now .*\n {2}Barnet\)\n- FAILS: deaths of cut in 2016\/17 is \d+; expected at most 3\n$/,
    );
  });

  it('answers a wrong scenario at its own lines, all faults at once', () => {
    const text = SHORT.replace('start: 2016-04', 'start: 2016-05').replace('label: As now', 'lable: As now');
    const folder = folderWith({ 's.yaml': text });
    const { code, out, err } = txSim(folder, ['run', 's.yaml']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(
      err,
    ).toBe(`s.yaml:4:8: error: a run starts on 1 April, with the financial year; found 2016-05-01 [scenario/start-in-april]
  4 | start: 2016-05
    |        ^^^^^^^
  did you mean 2016-04-01?
s.yaml:8:5: error: unknown key "lable" in an arm [source/unknown-key]
  8 |     lable: As now
    |     ^^^^^
  did you mean label?
2 errors
`);
    const json = txSim(folder, ['run', 's.yaml', '--json']);
    expect(json).toMatchObject({ code: 2, err: '' });
    expect(JSON.parse(json.out)).toMatchObject({
      schemaVersion: 1,
      diagnostics: [
        { code: 'scenario/start-in-april', place: { file: 's.yaml', line: 4 } },
        { code: 'source/unknown-key' },
      ],
    });
  });

  it('refuses figures that no start meets', () => {
    const folder = folderWith({
      's.yaml': `${SHORT}    parameters: {handoff_loss: {value: 0.99, reason: a test}}\n`,
    });
    const { code, out, err } = txSim(folder, ['run', 's.yaml']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/warning: handoff_loss is set to 0\.99, outside its plausible range/);
    expect(err).toMatch(
      /error: no steady start meets the figures of Barnet 2016\/17 \(arm cut\).* \[run\/start\]/,
    );
  });

  it('keeps to the folders that a scenario has business with', () => {
    const folder = folderWith({
      'here/s.yaml': SHORT.replace('areas/barnet.yaml', '../areas/barnet.yaml'),
      'scenarios/mine/s.yaml': SHORT.replace('areas/barnet.yaml', '../areas/barnet.yaml'),
      'scenarios/areas/barnet.yaml': 'area: no\nperiod: 2016/17\n',
    });
    expect(txSim(folder, ['validate', 'here/s.yaml']).code).toBe(0);
    const outside = txSim(`${folder}/here`, ['run', 's.yaml']);
    expect(outside.code).toBe(2);
    expect(outside.err).toMatch(
      /s\.yaml:3:7: error: \.\.\/areas\/barnet\.yaml lies outside the working directory/,
    );
    // below a folder called scenarios the working directory does not matter
    expect(txSim(`${folder}/here`, ['validate', '../scenarios/mine/s.yaml']).err).not.toContain(
      'cli/outside',
    );
  });

  it.each([
    ['gone.yaml', 'there is no such file or folder'],
    ['areas', 'it is a folder; expected a file'],
    ['/dev/zero', 'it is not a file'],
  ])('says why it cannot read %s', (file, why) => {
    const folder = folderWith({});
    const { code, err } = txSim(folder, ['run', file]);
    expect(code).toBe(2);
    expect(err.split('\n')[0]).toBe(`error: cannot read ${file}: ${why} [cli/unreadable]`);
  });

  it('colours by flag, then NO_COLOR, then FORCE_COLOR', () => {
    const folder = folderWith({ 's.yaml': 'title: 1\n' });
    const isColoured = (args: string[], env: Record<string, string>): boolean =>
      txSim(folder, ['run', 's.yaml', ...args], env).err.includes('\u001b[');
    expect(isColoured([], {})).toBe(false);
    expect(isColoured([], { FORCE_COLOR: '1' })).toBe(true);
    expect(isColoured([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(isColoured(['--color'], { NO_COLOR: '1' })).toBe(true);
    expect(isColoured(['--no-color'], { FORCE_COLOR: '1' })).toBe(false);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const folder = folderWith({});
    const child = spawn(process.execPath, [resolve('bin/tx-sim.mjs'), 'list', 'parameters', '--json'], {
      cwd: folder,
    });
    let err = '';
    child.stderr.on('data', chunk => {
      err += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise(done => child.on('close', done));
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});
