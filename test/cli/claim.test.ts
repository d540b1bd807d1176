import { describe, expect, it } from 'vitest';
import { folderWith, txSim } from './tx-sim.ts';

const CLAIM = `title: A claim
area: areas/barnet.yaml
start: 2016-04
horizon: 2 years
arms:
  as_now: {}
  cut:
    label: Cut
    funding: [{cut: 25%, from: 2016-10}]
claim:
  says: A cut leaves fewer staff.
  source: a test
  refuted_by: as many staff or more
  holds_if:
    - {says: Fewer staff in the second year, test: 'practitioners(cut, 2) < practitioners(as_now, 2)'}
  grid:
    - {label: depth, vary: arms.cut.funding.1.cut, over: [10%, 25%]}
  hangs_on: [most_efficiency]
  cannot_be_turned: a test
`;

describe('tx-sim run of a claim', () => {
  const folder = (): string => folderWith({ 's.yaml': CLAIM });

  it('says the verdict first, then where it holds and what it hangs on', () => {
    const { code, out, err } = txSim(folder(), ['run', 's.yaml', '--draws', '8']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('\nSupported: it holds at the usual values, and in 8 of 8 draws.\n');
    expect(out).toMatch(/\nFewer staff in the second year +\d+\.\d +\d+\.\d +\+\d+\.\d +yes +8 of 8\n/);
    expect(out).toMatch(/\nWhere it holds\n.*\n.*\n10% +\+\d+\.\d+ yes\n25% +\+\d+\.\d+ yes\n/);
    expect(out).toMatch(/\nmost efficiency +0 +\+\d+\.\d+ +yes +0\.15 +\+\d+\.\d+ +yes +assumption\n/);
    expect(out.indexOf('The claim')).toBeLessThan(out.indexOf('\nWhat it rests on\n'));
    expect(out).not.toContain('\nResult\n');
    for (const line of out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(100);
  });

  it('prints the tables of its arms where they are asked for', () => {
    const { out } = txSim(folder(), ['run', 's.yaml', '--only', 'practitioners']);
    expect(out).toMatch(/\nThe claim\n[\s\S]*\nResult\n[\s\S]*\n {2}Practitioners in post/);
  });

  it('gives every trial as JSON', () => {
    const { out } = txSim(folder(), ['run', 's.yaml', '--json']);
    const { claim } = JSON.parse(out);
    expect(claim.verdict).toEqual({
      word: 'open',
      over: 'cells of the grid',
      held: 2,
      of: 2,
      failed: 0,
    });
    expect(claim.axes).toEqual([{ label: 'depth', vary: ['arms.cut.funding.1.cut'], over: ['10%', '25%'] }]);
    expect(claim.grid).toHaveLength(2);
    expect(claim.hangsOn[0]).toMatchObject({ parameter: 'most_efficiency', range: [0, 0.15] });
    expect(claim.usual.holdsIf[0].margin).toBe(claim.grid[1][0].holdsIf[0].margin);
  });

  it.each([
    [
      'a claim without an end',
      ['--draws', 'many'],
      '--draws needs a whole number from 0 to 10000, found "many"',
    ],
    ['a fraction of a draw', ['--draws', '1.5'], '--draws needs a whole number from 0 to 10000, found "1.5"'],
  ])('refuses %s', (_what, args, told) => {
    const { code, err } = txSim(folder(), ['run', 's.yaml', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(told);
  });

  it('refuses draws where there is no claim', () => {
    const plain = folderWith({ 's.yaml': CLAIM.slice(0, CLAIM.indexOf('claim:')) });
    const { code, err } = txSim(plain, ['run', 's.yaml', '--draws', '2']);
    expect(code).toBe(2);
    expect(err).toContain('--draws goes with a scenario that tries a claim; this one makes none [cli/draws]');
  });

  it('tells every fault of a claim at its place, when it is run and when it is checked', () => {
    const wrong = folderWith({
      's.yaml': CLAIM.replace('practitioners(as_now, 2)', 'practitioners(as_nov, 2)')
        .replace('funding.1.cut', 'fundings.1.cut')
        .replace('most_efficiency', 'most_eficiency'),
    });
    for (const command of ['run', 'validate']) {
      const { code, err } = txSim(wrong, [command, 's.yaml']);
      expect(code).toBe(2);
      expect(err).toContain('s.yaml:15:91: error: no arm is called as_nov [claim/unknown-arm]');
      expect(err).toContain('did you mean as_now?');
      expect(err).toContain('nothing is called "fundings" there [scenario/path]');
      expect(err).toContain('did you mean funding?');
      expect(err).toContain('"most_eficiency" is not a parameter of the model [claim/unknown-parameter]');
      expect(err).toContain('did you mean most_efficiency?');
      expect(err).toContain('3 errors');
    }
  });
});
