import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIT_FILES as FILES } from './fit-files.ts';
import { stoppedAfter } from './interrupted.ts';
import { folderWith, txSim } from './tx-sim.ts';

const FIT = ['fit', 'fit.yaml', '--evaluations', '2400'];
const UNFINISHED = 'fit-posterior-unfinished.json';

describe('a fit that is interrupted', { timeout: 120_000 }, () => {
  const posteriorIn = (folder: string): string => readFileSync(join(folder, 'fit-posterior.yaml'), 'utf8');

  it('goes on to the same bits, once and again, on any number of threads', () => {
    const whole = folderWith(FILES);
    expect(txSim(whole, [...FIT, '--workers', '2']).code).toBe(0);
    expect(existsSync(join(whole, UNFINISHED))).toBe(false);
    const folder = folderWith(FILES);
    const kept = join(folder, UNFINISHED);
    const stopped = stoppedAfter(10, folder, [...FIT, '--workers', '2']);
    expect(stopped).toEqual(['SIGINT', expect.stringContaining(`kept in ${UNFINISHED}; go on with`)]);
    expect(existsSync(join(folder, 'fit-posterior.yaml'))).toBe(false);
    const points = (): number => JSON.parse(readFileSync(kept, 'utf8')).tally.points;
    const first = points();
    // Killed, it has what was last kept.
    const resumed = [...FIT, '--resume', '--workers', '1'];
    expect(stoppedAfter(30, folder, resumed, 'SIGKILL')[0]).toBe('SIGKILL');
    expect(points()).toBeGreaterThan(first);
    const afresh = txSim(folder, FIT);
    expect([afresh.code, afresh.err]).toEqual([
      2,
      expect.stringMatching(/\[cli\/unfinished\]\n {2}go on with --resume/),
    ]);
    const other = txSim(folder, ['fit', 'fit.yaml', '--evaluations', '2300', '--resume']);
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('it is of another fit')]);
    const ended = txSim(folder, resumed);
    expect(ended.code).toBe(0);
    expect(posteriorIn(folder)).toBe(posteriorIn(whole));
    expect(existsSync(kept)).toBe(false);
  });
});
