import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';

/** The package as it would be installed, in a folder where tests may damage it; gone after them. */
export function copyOfPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'tx-sim-'));
  beforeAll(() => {
    for (const part of ['bin', 'dist', 'scenarios', 'src/model', 'package.json'])
      cpSync(part, join(folder, part), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  /** What a command prints that finds nothing wrong. */
  const run = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync('node', ['bin/tx-sim.mjs', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return stdout;
  };
  const steady = (...args: string[]): string => run('run', 'scenarios/steady.yaml', '--json', ...args);
  return { folder, run, steady };
}
