import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

const CLAIM = `extends: one.yaml
title: A claim
claim:
  says: A cut costs completions.
  source: the field
  refuted_by: as many completions
  holds_if:
    - says: Fewer complete
      test: completions(cut) < completions(as_now)
  draws: 3
  cannot_be_turned: nothing gives a cut its money back
`;
const verify = (folder: string, ...args: string[]) => txSim(folder, ['verify', ...args]);

describe('tx-sim verify', { timeout: 240_000 }, () => {
  it('repeats runs, claims, comparisons and batches from nothing but their folder, wherever it was taken', () => {
    const folder = folderWith({ 'one.yaml': SHORT, 'claim.yaml': CLAIM });
    const made = [
      ['run', 'claim.yaml', '--seed', 'another', '--appraisal', 'nice', '--cut', 'R2', '--by', 'quarter'],
      ['run', 'one.yaml', '--draw', '3', '--draws', '9', '--noise', '--area', 'areas/barnet.yaml'],
      ['compare', 'one.yaml', '--draws', '20', '--sampling', 'sobol', '--only', 'deaths', '--workers', '2'],
      ['batch', '.', '--draws', '4', '--on', 'deaths'],
      ['run', 'one.yaml', '--seed', 'another', '--appraisal', 'nice', '--cut', 'R2', '--by', 'quarter'],
    ] as const;
    for (const [i, args] of made.entries())
      expect(txSim(folder, [...args, '--out', `results/${i}`])).toMatchObject({ code: 0 });
    for (const name of ['one.yaml', 'claim.yaml', 'areas']) rmSync(join(folder, name), { recursive: true });
    for (const i of [1, 2, 3, 4]) {
      const { code, out, err } = verify(join(folder, 'results'), String(i));
      expect(err).toBe('');
      expect(out).toMatch(new RegExp(`^${i} comes out the same, to every byte\\.\n`));
      expect(code).toBe(0);
    }
    const asJson = verify(folder, 'results/0', '--json');
    expect(asJson).toMatchObject({ code: 0, err: '' });
    const { ok, files } = JSON.parse(asJson.out);
    expect(ok).toBe(true);
    expect(files.map((f: { name: string }) => f.name)).toEqual([
      'area.yaml',
      'scenario.resolved.yaml',
      'outcomes.csv',
      'claim.json',
      'inputs.json',
    ]);
    expect(files.map((f: { repeated: boolean | null }) => f.repeated)).toEqual([
      true,
      true,
      true,
      true,
      null,
    ]);
  });

  it('repeats what was refused as it was refused, and never says of nothing that it is the same', () => {
    const folder = folderWith({
      'b/one.yaml': SHORT.replace('areas/', '../areas/'),
      'b/two.yaml': SHORT,
      'b/three.yaml': 'arms: [',
    });
    expect(txSim(folder, ['batch', 'b', '--draws', '2', '--out', 'r']).code).toBe(1);
    expect(verify(folder, 'r')).toMatchObject({ code: 0, err: '' });
    const path = join(folder, 'r', 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    const say = (change: object) => {
      writeFileSync(path, JSON.stringify({ ...manifest, ...change }));
      return verify(folder, 'r');
    };
    expect(say({ files: {} })).toMatchObject({
      code: 1,
      out: expect.stringContaining('nothing was repeated'),
    });
    expect(say({ files: { 'inputs.json': manifest.files['inputs.json'] } }).code).toBe(1);
    for (const change of [
      { repeat: true },
      { repeat: { ...manifest.repeat, command: 'nonsense' } },
      { repeat: { ...manifest.repeat, options: { appraisal: 7 } } },
      { versions: undefined },
      { files: { '../x': { sha256: '' } } },
    ])
      expect(say(change).err, JSON.stringify(change)).toContain('[verify/no-results]');
  });
});
