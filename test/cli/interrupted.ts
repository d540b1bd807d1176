import { spawn } from 'node:child_process';
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

/** Whether so many seconds have gone by. */
export function after(seconds: number): () => boolean {
  const end = performance.now() + 1000 * seconds;
  return () => performance.now() >= end;
}
