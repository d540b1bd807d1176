import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameBeside } from '../../src/cli/disk/beside.ts';
import { holdPlace } from '../../src/cli/disk/hold-place.ts';
import { writeFolder } from '../../src/cli/disk/results-folder.ts';
import { FIT_FILES } from '../cli/fit-files.ts';
import { folderWith, SHORT, txSim } from '../cli/tx-sim.ts';
import { leftIn, wholeTitle } from './whole.ts';

const RUN = ['run', 's.yaml', '--out', 'r'];

/** What a process that is no more has left beside a place. */
const leftByKilled = (name: string): string =>
  basename(nameBeside(name)).replace(`-${process.pid}-`, `-${spawnSync('true').pid}-`);

describe('a place that another command is at work on', { timeout: 120_000 }, () => {
  it('is refused until that is done', () => {
    const folder = folderWith({ 's.yaml': SHORT });
    const target = join(folder, 'r');
    writeFolder(holdPlace(target), { 'a.csv': 'old' }, { title: 'old' });
    // This very process is the other that is at work.
    const claim = holdPlace(target);
    expect(txSim(folder, RUN)).toEqual({
      code: 2,
      out: '',
      err: `error: cannot write results to r: another tx-sim (process ${process.pid}) is at work on it [cli/in-use]
  wait until that is done, or name another place; if none is running, remove ${basename(claim.folder)}
1 error
`,
    });
    expect(leftIn(folder)).toEqual([basename(claim.folder)]);
    expect(wholeTitle(target)).toBe('old');
    claim.release();
    expect(txSim(folder, RUN).code).toBe(0);
    expect(wholeTitle(target)).toBe('A short one');
  });

  it('is free again when that was killed', () => {
    const folder = folderWith({ 's.yaml': SHORT });
    mkdirSync(join(folder, leftByKilled('r')));
    expect(txSim(folder, RUN).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['areas', 'r', 's.yaml']);
  });

  it('is refused for a fit as well, whose draws two would write', () => {
    const folder = folderWith(FIT_FILES);
    const claim = holdPlace(join(folder, 'fit-posterior.yaml'));
    const { code, err } = txSim(folder, ['fit', 'fit.yaml']);
    claim.release();
    mkdirSync(join(folder, leftByKilled('fit-posterior.yaml')));
    holdPlace(join(folder, 'fit-posterior.yaml')).release();
    expect([code, err]).toEqual([2, expect.stringContaining('is at work on it [cli/in-use]')]);
    expect(readdirSync(folder).sort()).toEqual(['areas', ...Object.keys(FIT_FILES)].sort());
  });

  it('is refused when another machine that shares the disk is at work on it, which nobody can look at from here', () => {
    const folder = folderWith({});
    const other = join(folder, '.r.tx-sim-00000a-1-0123abcd');
    mkdirSync(other);
    expect(() => holdPlace(join(folder, 'r'))).toThrow(/another tx-sim \(process 1\) is at work on it/);
    expect(leftIn(folder)).toEqual([basename(other)]);
    expect(holdPlace(join(folder, 's')).target).toBe(join(folder, 's'));
  });
});

describe('commands that all begin at once', { timeout: 120_000 }, () => {
  it('leave one whole result, and the others are refused or stood before it', async () => {
    const folder = folderWith({ 's.yaml': SHORT });
    const codes = await Promise.all(
      [1, 2, 3].map(
        () =>
          new Promise<number | null>(done => {
            const args = ['bin/tx-sim.mjs', 'run', join(folder, 's.yaml'), '--out', join(folder, 'r')];
            spawn(process.execPath, args, { stdio: 'ignore' }).on('exit', done);
          }),
      ),
    );
    expect(codes.filter(code => code !== 0 && code !== 2)).toEqual([]);
    expect(wholeTitle(join(folder, 'r'))).toBe('A short one');
    expect(leftIn(folder)).toEqual([]);
  });
});
