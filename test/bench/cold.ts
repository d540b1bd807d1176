import { spawnSync } from 'node:child_process';
import { interleave } from './measure.ts';
import { cost, type Measured } from './row.ts';

const BIN = 'bin/tx-sim.mjs';

/** How soon the command answers: time on the wall, from nothing. */
export function measureCold(repeats: number): Measured {
  const wall = (args: readonly string[]) => (): number => {
    const before = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8 });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    return performance.now() - before;
  };
  const found = interleave(
    {
      bare: wall(['-e', '0']),
      help: wall([BIN, '--help']),
      steady: wall([BIN, 'run', 'scenarios/steady.yaml']),
      bigBang: wall([BIN, 'run', 'scenarios/big-bang-or-evolution.yaml']),
    },
    repeats,
  );
  const over = (name: string, time: number) =>
    cost(`${name}, over bare node`, time - found.bare, 'ms', 150, 80);
  return {
    rows: [
      cost('node itself', found.bare, 'ms'),
      cost('tx-sim --help', found.help, 'ms', 250),
      over('tx-sim run steady.yaml', found.steady),
      over('tx-sim run big-bang-or-evolution.yaml, 3 arms', found.bigBang),
    ],
    leftOut: [],
  };
}
