import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdPlace } from '../../src/cli/disk/hold-place.ts';
import { writeFolder } from '../../src/cli/disk/results-folder.ts';
import { settleFolder } from '../../src/cli/disk/swap-folder.ts';
import { writeWhole } from '../../src/cli/disk/write-whole.ts';
import { folderWith, SHORT, txSim } from '../cli/tx-sim.ts';
import { bundleWriter, killedBefore } from './faulty.ts';
import { leftIn, wholeTitle } from './whole.ts';

const shared = mkdtempSync(join(tmpdir(), 'tx-sim-writer-'));
let writer = '';
beforeAll(async () => {
  writer = await bundleWriter(shared);
});
afterAll(() => rmSync(shared, { recursive: true }));

/** Kills a writer before its first change, its second and so on, until it ends of itself. @returns how often it was killed */
function killEverywhere(args: readonly string[], cwd: string, look: (n: number) => void): number {
  for (let n = 1; ; n++) {
    const { status, signal, stderr } = killedBefore(n, cwd, [writer, ...args]);
    if (signal === null) {
      expect([status, stderr]).toEqual([0, '']);
      return n - 1;
    }
    expect(signal).toBe('SIGKILL');
    look(n);
  }
}

const writeResult = (path: string, title: string): void =>
  writeFolder(holdPlace(path), { 'a.csv': title }, { title });

describe('a writer that is killed before any of its changes', () => {
  it('leaves a file as it was or as it is to be, and the next one clears what is left', () => {
    const folder = folderWith({});
    const read = (): string => readFileSync(join(folder, 'x.yaml'), 'utf8');
    const putOld = (): void => writeWhole(join(folder, 'x.yaml'), 'old '.repeat(1000));
    putOld();
    const seen = new Set<string>();
    const kills = killEverywhere(['file', 'x.yaml', 'new '], folder, () => {
      seen.add(read());
      // What is left is hidden, and no file of ours by its name.
      for (const name of leftIn(folder))
        expect(name).toMatch(/^\.x\.yaml\.tx-sim-[0-9a-f]{6}-\d+-[0-9a-f]{8}$/);
      putOld();
      expect(leftIn(folder)).toEqual([]);
    });
    expect(kills).toBeGreaterThanOrEqual(5);
    expect([...seen].sort()).toEqual(['new '.repeat(1000), 'old '.repeat(1000)]);
    expect(read()).toBe('new '.repeat(1000));
  });

  it('leaves no file or a whole one where there was none', () => {
    const folder = folderWith({});
    const file = join(folder, 'x.yaml');
    const kills = killEverywhere(['new', 'x.yaml', 'new '], folder, () => {
      if (existsSync(file)) expect(readFileSync(file, 'utf8')).toBe('new '.repeat(1000));
      rmSync(file, { force: true });
    });
    expect(kills).toBeGreaterThanOrEqual(4);
    expect(leftIn(folder)).toEqual([]);
  });

  it('leaves a folder of results as it was or as it is to be, or puts it back when it is next asked for', () => {
    const folder = folderWith({});
    const target = join(folder, 'r');
    writeResult(target, 'old');
    const titles: (string | undefined)[] = [];
    const settled = new Set<string | undefined>();
    const kills = killEverywhere(['folder', 'r', 'new'], folder, () => {
      titles.push(wholeTitle(target));
      settleFolder(target);
      settled.add(wholeTitle(target));
      expect(leftIn(folder)).toEqual([]);
      writeResult(target, 'old');
    });
    expect(kills).toBeGreaterThanOrEqual(15);
    // There is one moment without it: between two renames, which no system call of Node makes one.
    expect(titles.filter(title => title === undefined)).toHaveLength(1);
    expect([...settled].sort()).toEqual(['new', 'old']);
    expect(wholeTitle(target)).toBe('new');
    expect(readdirSync(folder).sort()).toEqual(['areas', 'r']);
  });
});

describe('a command that is killed', () => {
  it('between the two renames has lost nothing: the next finds the new result, and goes on', () => {
    const folder = folderWith({ 's.yaml': SHORT.replace('A short one', 'New') });
    writeResult(join(folder, 'r'), 'Old');
    const run = [resolve('bin/tx-sim.mjs'), 'run', 's.yaml', '--out', 'r'];
    expect(killedBefore(2, folder, run, 'KILL_BEFORE_RENAME').signal).toBe('SIGKILL');
    expect(wholeTitle(join(folder, 'r'))).toBeUndefined();
    expect(leftIn(folder).filter(name => name.endsWith('-old'))).toHaveLength(1);
    expect(txSim(folder, ['verify', 'r'])).toMatchObject({ code: 0, err: '' });
    expect(wholeTitle(join(folder, 'r'))).toBe('New');
    expect(leftIn(folder)).toEqual([]);
  });
});

describe('workers that die, one after the other', () => {
  it('end the command, and the earlier result stays', () => {
    const folder = folderWith({
      's.yaml': SHORT,
      'die.cjs': "require('node:worker_threads').isMainThread || process.exit(1);",
    });
    writeResult(join(folder, 'r'), 'Old');
    const compare = ['compare', 's.yaml', '--draws', '4', '--only', 'deaths', '--out', 'r'];
    expect(txSim(folder, compare, { NODE_OPTIONS: '--require ./die.cjs' })).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringContaining('this is a fault of ours: a worker stopped\n'),
    });
    expect(wholeTitle(join(folder, 'r'))).toBe('Old');
    expect(leftIn(folder)).toEqual([]);
  });
});
