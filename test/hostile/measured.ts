import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const BIN = resolve('bin/tx-sim.mjs');
const COST = resolve('test/hostile/cost.cjs');

/** How a command has ended, and what it took. */
export interface Measured {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The most memory that it had. */
  readonly megabytes: number;
  /** Of processors, so that a busy machine does not count. */
  readonly seconds: number;
}

/** Runs the command in a process of its own, for a minute at most. */
export function measured(cwd: string, args: readonly string[]): Measured {
  if (!existsSync(BIN)) throw new Error('build the command first');
  const { status, output, error } = spawnSync(process.execPath, ['--require', COST, BIN, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1e8,
    timeout: 60_000,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
  });
  const [, out = '', err = '', cost] = output ?? [];
  const took = cost ? JSON.parse(cost) : { megabytes: Number.NaN, seconds: Number.NaN };
  return { code: status, out: out ?? '', err: error ? String(error) : (err ?? ''), ...took };
}
