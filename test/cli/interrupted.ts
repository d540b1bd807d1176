import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const LOOK_EVERY_MS = 20;

/** Runs the command, sends it a signal once it is time, and tells by what it ended and what it said. */
export const interrupted = (
  folder: string,
  args: readonly string[],
  isTime: () => boolean,
  signal: NodeJS.Signals = 'SIGINT',
): Promise<readonly [signal: string | null, err: string]> =>
  new Promise(done => {
    const child = spawn(process.execPath, [resolve('bin/tx-sim.mjs'), ...args], { cwd: folder });
    let err = '';
    child.stderr.on('data', text => {
      err += text;
    });
    const timer = setInterval(() => {
      if (!isTime()) return;
      clearInterval(timer);
      child.kill(signal);
    }, LOOK_EVERY_MS);
    child.on('exit', (_, by) => {
      clearInterval(timer);
      done([by, err]);
    });
  });

/** Runs the command, has it sent a signal once a worker has done so many blocks, and tells by what it ended and what it said. */
export function stoppedAfter(
  blocks: number,
  folder: string,
  args: readonly string[],
  by: NodeJS.Signals = 'SIGINT',
): readonly [signal: string | null, err: string] {
  const preload = ['--require', resolve('test/cli/stop-after.cjs')];
  const { signal, stderr } = spawnSync(process.execPath, [...preload, resolve('bin/tx-sim.mjs'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], STOP_AFTER: String(blocks), STOP_BY: by },
  });
  return [signal, stderr];
}
