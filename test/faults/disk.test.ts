import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from '../cli/tx-sim.ts';
import { bundleWriter } from './faulty.ts';
import { leftIn, wholeTitle } from './whole.ts';

const shared = mkdtempSync(join(tmpdir(), 'tx-sim-writer-'));
let writer = '';
beforeAll(async () => {
  chmodSync(shared, 0o755);
  writer = await bundleWriter(shared);
});
afterAll(() => rmSync(shared, { recursive: true }));

/** A shell that can mount what nobody else sees, and that is gone when it ends. */
const mounting = (cwd: string, script: string): { readonly code: number | null; readonly told: string } => {
  const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-ec', script], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      NODE: process.execPath,
      WRITER: writer,
      BIN: resolve('bin/tx-sim.mjs'),
    },
  });
  return { code: status, told: stdout + stderr };
};
const cannotMount = mounting(tmpdir(), 'mount -t tmpfs none /mnt').code !== 0;
/** What a title says of a test that is skipped. */
const needs = cannotMount ? ' (skipped: this system lets nobody mount a disk)' : '';

describe('a disk that is full', () => {
  it.skipIf(cannotMount)(`leaves the earlier results as they were, and says so${needs}`, () => {
    const folder = folderWith({ 's.yaml': SHORT, 'disk/mine.txt': 'mine' });
    const { code, told } = mounting(
      folder,
      `mount -t tmpfs -o size=256k none disk
       for place in folder:r file:x.yaml; do $NODE $WRITER \${place%:*} disk/\${place#*:} old; done
       head -c 8k /dev/zero > disk/spare
       cat /dev/zero > disk/filler 2>/dev/null || true
       fail() { "$@" && exit 9 || test $? = 2; }
       for room in none some; do
         fail $NODE $WRITER file disk/x.yaml 'a text that is longer than what room is left on the disk '
         fail $NODE $WRITER new disk/y.yaml 'a text that is longer than what room is left on the disk '
         fail $NODE $WRITER folder disk/r 'a text that is longer than what room is left on the disk '
         rm -f disk/spare
       done
       fail $NODE $BIN run s.yaml --out disk/r
       cp -a disk after`,
    );
    expect(code, told).toBe(0);
    const why =
      'the disk is full\nmake room, or name a place on another disk; what was there before is as it was\n';
    for (const place of ['disk/x.yaml', 'disk/y.yaml', 'results to disk/r'])
      expect(told.split(`cli/unwritable: cannot write ${place}: ${why}`)).toHaveLength(3);
    expect(told).toContain('error: cannot write results to disk/r: the disk is full');
    expect(leftIn(join(folder, 'after'))).toEqual([]);
    expect(wholeTitle(join(folder, 'after/r'))).toBe('old');
    expect(readFileSync(join(folder, 'after/x.yaml'), 'utf8')).toBe('old'.repeat(1000));
    expect(() => statSync(join(folder, 'after/y.yaml'))).toThrow('ENOENT');
  });

  it('or a device in the place of a file, is refused', () => {
    const folder = folderWith({ 's.yaml': SHORT });
    const { status, stderr } = spawnSync(process.execPath, [writer, 'file', '/dev/full', 'x'], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('cannot write /dev/full: it is not a file'),
    ]);
    expect(txSim(folder, ['run', 's.yaml', '--out', '/dev/full'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot write results to /dev/full: it is not a folder'),
    });
    const told = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" "${resolve('bin/tx-sim.mjs')}" list loops > /dev/full`],
      {
        encoding: 'utf8',
      },
    );
    expect([told.status, told.stderr]).toEqual([2, expect.stringContaining('cannot write the output')]);
  });
});

describe('a folder that can only be read', () => {
  const hint = 'name a place in a folder that you can write to';

  it.skipIf(cannotMount)(`by the disk that it is on, is told${needs}`, () => {
    const folder = folderWith({ 's.yaml': SHORT, 'disk/r/keep.txt': 'x' });
    const { code, told } = mounting(
      folder,
      `mount --bind disk disk; mount -o remount,ro,bind disk
       for place in folder:s file:x.yaml new:y.yaml; do $NODE $WRITER \${place%:*} disk/\${place#*:} new || test $? = 2; done
       $NODE $BIN run s.yaml --out disk/s || test $? = 2
       ls -A disk`,
    );
    expect(code, told).toBe(0);
    for (const place of ['disk/x.yaml', 'disk/y.yaml', 'results to disk/s'])
      expect(told).toContain(`cli/unwritable: cannot write ${place}: the disk can only be read\n${hint}`);
    expect(told).toContain(
      `error: cannot write results to disk/s: the disk can only be read [cli/unwritable]\n  ${hint}`,
    );
    expect(told).toMatch(/^r$/m);
  });

  it('by its permissions, is told, and what is in it stays', () => {
    const folder = folderWith({
      'locked/x.yaml': 'old',
      'locked/r/manifest.json':
        '{"tool":{"name":"tx-sim","version":"0"},"versions":{"node":"v20"},"files":{}}',
    });
    const locked = join(folder, 'locked');
    for (const open of [folder, join(locked, 'r')]) chmodSync(open, 0o755);
    chmodSync(locked, 0o555);
    // Root may write whatever the permissions say.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const told = [
      ['file', 'x.yaml'],
      ['new', 'y.yaml'],
      ['folder', 'r'],
    ].map(([what, name]) => {
      const args = [writer, what!, join(locked, name!), 'new'];
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: '/', encoding: 'utf8', ...nobody });
      return [status, stderr];
    });
    chmodSync(locked, 0o755);
    for (const one of told)
      expect(one).toEqual([2, expect.stringMatching(/cannot write .*: permission was refused\n/)]);
    for (const one of told) expect(one[1]).toContain(hint);
    expect(readFileSync(join(locked, 'x.yaml'), 'utf8')).toBe('old');
    expect(leftIn(locked)).toEqual([]);
  });
});

describe('a place that is mounted by itself', () => {
  it.skipIf(cannotMount)(`cannot be replaced whole, and is refused${needs}`, () => {
    const folder = folderWith({ 'x.yaml': 'old', 'other.yaml': 'other', 's.yaml': SHORT });
    mkdirSync(join(folder, 'r'));
    const { code, told } = mounting(
      folder,
      `mount -t tmpfs none r; mount --bind other.yaml x.yaml
       $NODE $WRITER folder r new || test $? = 2
       $NODE $WRITER file x.yaml new || test $? = 2
       ls -A r`,
    );
    expect(code, told).toBe(0);
    expect(told).toBe(
      `cli/out: cannot write results to r: it is a disk of its own, which cannot be replaced whole
name a folder in it: r/results
cli/unwritable: cannot write x.yaml: the system is using it
it is mounted by itself, and cannot be replaced whole: name a place in a folder inside or beside it
`,
    );
    expect(readFileSync(join(folder, 'other.yaml'), 'utf8')).toBe('other');
    expect(leftIn(folder)).toEqual([]);
  });
});

describe('a file that takes the place of another', () => {
  it('keeps its permissions', () => {
    const folder = folderWith({ 'x.yaml': 'old' });
    chmodSync(join(folder, 'x.yaml'), 0o640);
    spawnSync(process.execPath, [writer, 'file', join(folder, 'x.yaml'), 'new']);
    expect(readFileSync(join(folder, 'x.yaml'), 'utf8')).toContain('new');
    expect(statSync(join(folder, 'x.yaml')).mode & 0o777).toBe(0o640);
  });

  it('is not written where one came to be since it was looked for', () => {
    const folder = folderWith({});
    writeFileSync(join(folder, 'x.yaml'), 'mine');
    const { status, stderr } = spawnSync(process.execPath, [writer, 'new', join(folder, 'x.yaml'), 'new'], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('name another: what is there is never overwritten'),
    ]);
    expect(readFileSync(join(folder, 'x.yaml'), 'utf8')).toBe('mine');
    expect(leftIn(folder)).toEqual([]);
  });
});
