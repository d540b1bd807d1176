import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const BIN = resolve('bin/tx-sim.mjs');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a user would, without colour unless a test asks for it. */
export function txSim(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

/** One year of two arms: short, so that a test of the command is not a test of the engine. */
export const SHORT = `title: A short one
question: What does a cut do in a year?
area: areas/barnet.yaml
start: 2016-04
horizon: 1 year
arms:
  as_now:
    label: As now
  cut:
    label: Cut 20 %
    funding: [{cut: 20%, from: 2016-05}]
`;

/** Two years of a cut that sheds staff at once. */
export const CUT = `title: A cut
area: areas/barnet.yaml
start: 2016-04
horizon: 2 years
arms:
  as_now:
    label: As now
  cut:
    label: Cut 25 %
    funding: [{cut: 25%, from: 2016-10}]
`;

/** A folder of its own for a test, with Barnet's area file and the given files; gone after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tx-sim-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'areas'));
  copyFileSync('scenarios/areas/barnet.yaml', join(folder, 'areas/barnet.yaml'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
