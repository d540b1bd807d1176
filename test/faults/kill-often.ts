/**
 * Kills commands that write, as `kill -9` does, at random moments for so many minutes, and looks at what they leave:
 * `npm run kill -- MINUTES`. Half of the kills come just before a change on the disk. Prints how often each was
 * killed and what was found; ends with 1 when anything half-written was taken for whole, or an earlier result was lost.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FIT_FILES } from '../cli/fit-files.ts';
import { leftIn, wholeTitle } from './whole.ts';

interface Writer {
  readonly args: readonly string[];
  /** What stands there: the title that it was written under; undefined for nothing. @throws where it is not whole */
  readonly look: () => string | undefined;
}

const BIN = resolve('bin/tx-sim.mjs');
const folder = mkdtempSync(join(tmpdir(), 'tx-sim-kill-'));
mkdirSync(join(folder, 'areas'));
copyFileSync('scenarios/areas/barnet.yaml', join(folder, 'areas/barnet.yaml'));
for (const [name, text] of Object.entries(FIT_FILES)) writeFileSync(join(folder, name), text);

const retitle = (title: string): void => {
  for (const file of ['s.yaml', 'fit.yaml']) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^title: .*/, `title: ${title}`));
  }
};

/** A posterior that has as many rows as it says. */
function posteriorTitle(): string | undefined {
  const path = join(folder, 'fit-posterior.yaml');
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const rows = Number(/^rows: (\d+)$/m.exec(text)?.[1]);
  if (text.match(/^ {2}- "[^"]+"$/gm)?.length !== rows || !text.endsWith('"\n'))
    throw new Error('half a posterior');
  return /^fit: "(.*)"$/m.exec(text)?.[1];
}

/** The title of a scenario is its seed, and a lock has it. */
function lockTitle(): string | undefined {
  const path = join(folder, 's.lock.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).seed : undefined;
}

const compare = ['compare', 's.yaml', '--draws', '60', '--only', 'deaths,completions', '--workers', '1'];
const WRITERS: Readonly<Record<string, Writer>> = {
  'run --out': { args: ['run', 's.yaml', '--out', 'run'], look: () => wholeTitle(join(folder, 'run')) },
  'compare --out': {
    args: [...compare, '--out', 'compare'],
    look: () => wholeTitle(join(folder, 'compare')),
  },
  lock: {
    args: ['lock', 's.yaml', '--draws', '0', '--workers', '1', '--reason', 'it is tried'],
    look: () => lockTitle(),
  },
  fit: { args: ['fit', 'fit.yaml', '--evaluations', '600', '--workers', '1'], look: posteriorTitle },
};

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly seconds: number;
}

/** Runs a command, and kills it after so many seconds, or before the n-th time that it changes anything on the disk. */
const run = (args: readonly string[], by: { after?: number; before?: number } = {}): Promise<Ended> =>
  new Promise(done => {
    const began = performance.now();
    const preload = by.before === undefined ? [] : ['--require', resolve('test/faults/kill-before.cjs')];
    const env = { PATH: process.env['PATH'], KILL_BEFORE: String(by.before) };
    const child = spawn(process.execPath, [...preload, BIN, ...args], { cwd: folder, stdio: 'ignore', env });
    const timer =
      by.after === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), 1000 * by.after);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (signal === null && code !== 0) throw new Error(`${args.join(' ')}: exit ${code}`);
      done({ signal, seconds: (performance.now() - began) / 1000 });
    });
  });

/** More than any of the commands changes the disk; and how many seconds each took last. */
const MOST_CHANGES = 40;
const took = new Map<string, number>();
/** What may stand there: one title, or two after a kill between two renames, which the next command settles. */
const standing = new Map<string, readonly (string | undefined)[]>();

const end = performance.now() + 60_000 * Number(process.argv[2] ?? 1);
const counts = new Map<string, number>();
const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
let broken = 0;

const TARGETS: Readonly<Record<string, string>> = {
  run: 'run',
  compare: 'compare',
  fit: 'fit-',
  lock: 's.lock',
};

/** What is left beside a command's own target. */
const leftOf = (args: readonly string[]): string[] =>
  leftIn(folder).filter(name => name.startsWith(`.${TARGETS[args[0]!]}`));

/** One writer: an earlier result, then a new one that is killed, then what the next command makes of it. */
async function tryOnce(name: string, { args, look }: Writer, round: number): Promise<void> {
  const before = standing.get(name)!;
  const title = `Round ${round}`;
  retitle(title);
  rmSync(join(folder, 'fit-posterior-unfinished.json'), { force: true });
  const { signal, seconds } = await run(
    args,
    round % 2 === 0
      ? { before: 1 + Math.floor(Math.random() * MOST_CHANGES) }
      : { after: Math.random() * 1.2 * took.get(name)! },
  );
  if (signal === null) took.set(name, seconds);
  const found = look();
  const left = leftOf(args);
  count(`${name}: ${signal === null ? 'ended before it was killed' : 'killed'}`);
  if (left.length > 0) count(`${name}: left something beside it`);
  if (found === undefined) {
    if (!left.some(l => l.endsWith('-old'))) throw new Error('the earlier result is lost');
    standing.set(name, [...before, title]);
    count(`${name}: killed between two renames`);
  } else if (found === title || before.includes(found)) {
    standing.set(name, [found]);
    count(`${name}: the ${found === title ? 'new' : 'earlier'} result stood`);
  } else throw new Error(`found "${found}", expected "${before}" or "${title}"`);
  if (round % 5 > 0) return;
  rmSync(join(folder, 'fit-posterior-unfinished.json'), { force: true });
  const next = spawnSync(process.execPath, [BIN, ...args], { cwd: folder, encoding: 'utf8' });
  if (next.status !== 0 || look() !== title) throw new Error(`the next command: ${next.stderr}`);
  if (leftOf(args).length > 0) throw new Error(`the next command left ${leftOf(args)}`);
  standing.set(name, [title]);
  count(`${name}: the next command cleared everything`);
}

for (const [name, { args, look }] of Object.entries(WRITERS)) {
  took.set(name, (await run(args)).seconds);
  standing.set(name, [look()]);
}
for (let round = 1; performance.now() < end; round++)
  for (const [name, writer] of Object.entries(WRITERS))
    try {
      await tryOnce(name, writer, round);
    } catch (e) {
      broken++;
      process.stderr.write(`${name}, round ${round}: ${(e as Error).message}\n`);
    }
for (const [what, n] of [...counts].sort()) process.stdout.write(`${what}: ${n}\n`);
process.stdout.write(`broken: ${broken}\n`);
rmSync(folder, { recursive: true });
process.exitCode = broken > 0 ? 1 : 0;
