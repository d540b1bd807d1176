import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { FIT_FILES } from '../cli/fit-files.ts';
import { folderWith } from '../cli/tx-sim.ts';
import { inventRows, writeExport } from '../fixtures/area/testshire.ts';

const LATER = FIT_FILES['series.yaml'].replace('2016/17', '2017/18');

/** Each command once, in a folder that holds what they need, and what they leave there. */
export const COMMANDS: readonly (readonly [args: string, ...leaves: string[]])[] = [
  ['run s.yaml --out r', 'r'],
  ['compare s.yaml --draws 4 --only deaths --workers 1 --out c', 'c'],
  // Of a scenario with a fault: another comparison would only take time.
  ['batch batch --out b', 'b'],
  ['sweep s.yaml --vary handoff_loss=0,0.3'],
  ['fit fit.yaml --evaluations 576 --workers 1', 'fit-posterior.yaml'],
  ['backtest fit.yaml --data later.yaml --from 2017'],
  ['lock s.yaml --draws 0', 's.lock.json'],
  ['check s.yaml --junit check.xml', 'check.xml'],
  ['verify r'],
  ['validate s.yaml'],
  ['list parameters'],
  ['explain waiting'],
  ['evidence'],
  ['schema'],
  ['init mine.yaml', 'mine.yaml'],
  ['model'],
  ['model order'],
  ['model equations --markdown --out equations.md', 'equations.md'],
  ['model diagram --out loops.svg --loops', 'loops.svg'],
  ['area new Barnet --to new.yaml', 'new.yaml'],
  ['area import export.csv --area Testshire --to testshire.yaml', 'testshire.yaml'],
  ['area check areas/barnet.yaml'],
];

const BIN = resolve('bin/tx-sim.mjs');

/** A program started by this has no network at all; not every system lets us. */
const CUT_OFF = spawnSync('unshare', ['-rn', 'true']).status === 0 ? ['unshare', '-rn'] : [];

/** What is asked of the environment: by us, and by packages that would colour a terminal, which we do not leave to them. */
export const OURS = ['FORCE_COLOR', 'NO_COLOR', 'TX_SIM_DEBUG'];
const OF_PACKAGES = ['CI', 'COLORTERM', 'TERM', 'TF_BUILD'];
const OF_NODE = ['WATCH_REPORT_DEPENDENCIES'];

/** Each of these commands does what it is asked to and nothing else, in their order. */
export function expectAlone(commands: typeof COMMANDS): void {
  it('reaches no network, changes nothing but what it was asked to write, and asks the environment for no more than is told', () => {
    const outside = folderWith({});
    const folder = folderWith({
      ...FIT_FILES,
      'later.yaml': LATER,
      'batch/s.yaml': 'title: T\n',
      'export.csv': writeExport(inventRows()),
    });
    for (const name of ['home', 'tmp']) mkdirSync(join(outside, name));
    const log = join(outside, 'log');
    const asked = new Set<string>();
    let there = readdirSync(folder);
    for (const [args, ...leaves] of commands) {
      writeFileSync(log, '');
      const env = {
        HOME: join(outside, 'home'),
        TMPDIR: join(outside, 'tmp'),
        XDG_CACHE_HOME: join(outside, 'home'),
        ALONE_LOG: log,
      };
      const preload = ['--require', resolve('test/faults/alone.cjs')];
      const [program, ...rest] = [...CUT_OFF, process.execPath, ...preload, BIN, ...args.split(' ')];
      const { status, stderr } = spawnSync(program!, rest, { cwd: folder, encoding: 'utf8', env });
      expect([args, status], stderr).toEqual([args, args.startsWith('batch') ? 1 : 0]);
      const lines = readFileSync(log, 'utf8').split('\n').filter(Boolean);
      expect(lines.filter(line => line.startsWith('reach '))).toEqual([]);
      const changed = lines
        .filter(line => line.startsWith('change '))
        .map(line => line.slice('change '.length));
      expect(
        changed.filter(place => !place.startsWith(`${folder}/`)),
        args,
      ).toEqual([]);
      expect(changed.length > 0, args).toBe(leaves.length > 0);
      for (const line of lines) if (line.startsWith('ask ')) asked.add(line.slice('ask '.length));
      expect(readdirSync(folder).sort(), args).toEqual([...there, ...leaves].sort());
      there = readdirSync(folder);
      // So few runs do not converge.
      if (args.startsWith('fit ')) {
        const file = join(folder, 'fit-posterior.yaml');
        writeFileSync(file, readFileSync(file, 'utf8').replace(/"verdict": .*/, '"verdict": "converged"'));
      }
    }
    expect(readdirSync(join(outside, 'home'))).toEqual([]);
    expect(readdirSync(join(outside, 'tmp'))).toEqual([]);
    expect([...asked].filter(name => ![...OURS, ...OF_PACKAGES, ...OF_NODE].includes(name))).toEqual([]);
    expect([...asked]).toEqual(expect.arrayContaining(['FORCE_COLOR', 'NO_COLOR']));
  });
}
