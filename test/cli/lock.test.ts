import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

const SECOND = SHORT.replace('A short one', 'Another').replace('20%', '10%');
const lock = (folder: string, ...args: string[]) => txSim(folder, ['lock', ...args]);
const check = (folder: string, ...args: string[]) => txSim(folder, ['check', ...args]);
const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');
const edit = (folder: string, name: string, from: string, to: string): void =>
  writeFileSync(join(folder, name), read(folder, name).replace(from, to));

describe('tx-sim lock and check', () => {
  it('hold a scenario to its draws', () => {
    const folder = folderWith({ 'one.yaml': SHORT });
    expect(lock(folder, 'one.yaml', '--draws', '12').code).toBe(0);
    const locked = JSON.parse(read(folder, 'one.lock.json'));
    expect(locked).toMatchObject({ draws: 12, sampling: 'random' });
    expect(locked.rows.map((row: [string]) => row[0])).toContain('draws');
    edit(folder, 'one.yaml', 'cut: 20%', 'cut: 21%');
    const moved = JSON.parse(check(folder, '.', '--json').out).scenarios[0].moved;
    expect(moved.map((m: { part: string }) => m.part)).toContain('draws');
  });

  it('hold a scenario to its numbers, whatever its layout, and say which moved and why when it changes', () => {
    const folder = folderWith({ 'one.yaml': SHORT });
    const locked = lock(folder, 'one.yaml', '--draws', '0');
    expect(locked).toMatchObject({ code: 0, err: '' });
    expect(locked.out).toMatch(/^one\.yaml: locked\n/);
    const first = JSON.parse(read(folder, 'one.lock.json'));
    expect(first).toMatchObject({ kind: 'tx-sim lock', draws: 0, stepsPerYear: 52 });

    // Layout and comments are no content.
    edit(folder, 'one.yaml', 'arms:', '# what is compared\narms:\n');
    const same = check(folder, '.');
    expect(same.out).toMatch(/^The scenario gives its published numbers\.\n/);
    expect(same.out).toMatch(/one\.yaml +unchanged +[\d,]+ +0/);
    expect(same.code).toBe(0);

    edit(folder, 'one.yaml', 'cut: 20%', 'cut: 21%');
    const moved = check(folder, 'one.lock.json', '--junit', 'out/report.xml');
    expect(moved.code).toBe(1);
    expect(moved.out).toMatch(/^1 of 1 scenario does not hold: 1 moved\.\n/);
    expect(moved.out).toContain('Changed since it was locked: the scenario.');
    expect(moved.out).toMatch(/cost_of_redundancy +cut +whole run +[\d.]+ +[\d.]+ +\+\d+ +\+[\d.]+% +exact/);
    // What is not touched is not told.
    expect(moved.out).not.toMatch(/as_now/);
    const xml = read(folder, 'out/report.xml');
    expect(xml).toContain('<testsuite name="tx-sim check" tests="1" failures="1" errors="0">');
    expect(xml).toMatch(
      /<failure message="\d+ of [\d]+ numbers moved">Changed since it was locked: the scenario\./,
    );

    // Nothing is written without a reason.
    const before = read(folder, 'one.lock.json');
    const refused = check(folder, '.', '--update');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('not as locked before: 1 of 1, the first of them one.yaml');
    expect(refused.err).toContain('[lock/no-reason]');
    expect(read(folder, 'one.lock.json')).toBe(before);

    const reason = 'the cut was a twentieth deeper';
    const updated = check(folder, '.', '--update', '--reason', reason);
    expect(updated.code).toBe(0);
    expect(updated.out).toMatch(/one\.yaml +locked anew/);
    const second = JSON.parse(read(folder, 'one.lock.json'));
    expect(second.history).toHaveLength(1);
    expect(second.history[0]).toMatchObject({ reason, changed: ['scenario'], from: first.tool });
    expect(second.history[0].moved.length).toBeGreaterThan(10);
    expect(second.history[0].movedYears).toBeGreaterThan(0);
    expect(check(folder, '.').code).toBe(0);
  });

  it('tell what is missing, stale and at fault, each by itself, and exit 2 where something cannot be read', () => {
    const folder = folderWith({
      'one.yaml': SHORT,
      'two.yaml': SECOND,
      'three.yaml': SHORT,
      'four.yaml': SHORT,
    });
    expect(lock(folder, 'one.yaml', 'two.yaml', 'four.yaml', '--draws', '0').code).toBe(0);
    edit(folder, 'one.yaml', 'What does a cut do in a year?', 'What does a cut do?');
    edit(folder, 'two.lock.json', '"draws": 0', '"draws": 1');
    writeFileSync(join(folder, 'gone.lock.json'), read(folder, 'four.lock.json'));
    const { code, out, err } = check(folder, '.');
    expect(code).toBe(2);
    expect(out).toMatch(/^4 of 5 scenarios do not hold: 1 stale, 2 missing, 1 faulty\.\n/);
    expect(out).toContain('No number moved, but the lock is of something else. Changed since: the scenario.');
    expect(out).toMatch(/three\.yaml: it has no lock/);
    expect(out).toMatch(/gone\.lock\.json: its scenario is gone/);
    expect(out).toMatch(/four\.yaml +unchanged/);
    expect(err).toMatch(
      /^two\.lock\.json:4:3: error: the lock was edited after it was written \[lock\/edited\]/,
    );

    const json = JSON.parse(check(folder, '--json', '.').out);
    expect(json.ok).toBe(false);
    expect(
      Object.fromEntries(json.scenarios.map((s: { file: string; state: string }) => [s.file, s.state])),
    ).toEqual({
      'four.yaml': 'unchanged',
      'one.yaml': 'stale',
      'three.yaml': 'missing',
      'two.yaml': 'faulty',
      'gone.lock.json': 'missing',
    });
  });

  it('tell of files that cannot be read beside all others, and pass over results, areas and what others installed', () => {
    const folder = folderWith({
      'one.yaml': SHORT,
      'broken.yaml': 'arms: [',
      'latin.yaml': Uint8Array.of(0x74, 0xe9, 0x0a),
      'unknown.yaml': 'colour: blue\n',
      'node_modules/theirs/two.yaml': SHORT,
      '.hidden/two.yaml': SHORT,
      'folder.yaml/three.txt': '',
    });
    expect(txSim(folder, ['run', 'one.yaml', '--out', 'results']).code).toBe(0);
    const json = JSON.parse(check(folder, '.', '--json').out);
    const states = json.scenarios.map((s: { file: string; state: string }) => [s.file, s.state]);
    expect(states).toEqual([
      ['one.yaml', 'missing'],
      ['broken.yaml', 'faulty'],
      ['latin.yaml', 'faulty'],
    ]);
  });

  it('say what a run of it alone would fail for', () => {
    const expectation = 'expect:\n  - {outcome: deaths, arm: cut, at: 2016/17, at_most: 0}\n';
    const folder = folderWith({ 'one.yaml': SHORT + expectation });
    const { code, err } = lock(folder, 'one.yaml', '--draws', '0');
    expect(code).toBe(0);
    expect(err).toMatch(
      /^one\.yaml:13:.*warning: an expectation of the scenario fails: .*\[lock\/expectation\]/,
    );
  });

  it('let an outcome move as far as the scenario states, and say so in the lock', () => {
    const tolerances =
      'tolerances:\n  - {outcome: money_granted, within: 5%, reason: rounded in the budget}\n';
    const folder = folderWith({ 'one.yaml': SHORT + tolerances });
    expect(lock(folder, 'one.yaml', '--draws', '0').code).toBe(0);
    const { tolerances: written } = JSON.parse(read(folder, 'one.lock.json'));
    expect(written).toEqual([{ outcome: 'money_granted', within: 0.05, reason: 'rounded in the budget' }]);
    edit(folder, 'one.yaml', 'cut: 20%', 'cut: 20.1%');
    const { scenarios } = JSON.parse(check(folder, '.', '--json').out);
    const names = scenarios[0].moved.map((m: { name: string }) => m.name);
    expect(names).toContain('cost_of_staff');
    expect(names).not.toContain('money_granted');
  });

  it('point at an arm in which nothing happens', () => {
    const folder = folderWith({ 'one.yaml': SHORT.replace('[{cut: 20%, from: 2016-05}]', '[]') });
    const { out } = lock(folder, 'one.yaml', '--draws', '0');
    expect(out).toContain('1 arm the same as the first in every number: cut.');
  });

  it('refuse what is no scenario, folders without any, and a reason for nothing', () => {
    const folder = folderWith({ 'one.yaml': SHORT });
    expect(lock(folder, 'areas/barnet.yaml').err).toContain('[lock/no-scenario]');
    expect(check(folder, 'areas').err).toContain('[lock/nothing]');
    expect(check(folder, 'one.yaml', '--reason', 'x').err).toContain('[lock/reason-alone]');
    expect(lock(folder, 'one.yaml', '--draws', 'many').err).toContain('[cli/count]');
    expect(check(folder, 'one.yaml', '--junit', 'one.yaml').err).toContain('[lock/report]');
    expect(read(folder, 'one.yaml')).toBe(SHORT);
    writeFileSync(join(folder, 'one.yml'), SHORT);
    expect(lock(folder, 'one.yaml', './one.yaml', 'one.yml').err).toContain('[lock/shared]');
    const twice = '  - {outcome: deaths, within: 1%, reason: any}\n';
    writeFileSync(join(folder, 'twice.yaml'), `${SHORT}tolerances:\n${twice}${twice}`);
    expect(lock(folder, 'twice.yaml').err).toMatch(/^twice\.yaml:14:15: .*\[scenario\/tolerance-twice\]/);
    const bad = SHORT.replace('cut: 20%', 'cut: lots');
    writeFileSync(join(folder, 'bad.yaml'), bad);
    const { code, err } = lock(folder, 'bad.yaml');
    expect(code).toBe(2);
    expect(err).toMatch(/^bad\.yaml:11:/);
    expect(existsSync(join(folder, 'bad.lock.json'))).toBe(false);
  });
});
