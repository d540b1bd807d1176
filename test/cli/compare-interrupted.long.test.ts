import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdPlace } from '../../src/cli/disk/hold-place.ts';
import { writeFolder } from '../../src/cli/disk/results-folder.ts';
import { wholeTitle } from '../faults/whole.ts';
import { scenario } from '../treatment/bench.ts';
import { stoppedAfter } from './interrupted.ts';
import { folderWith, txSim } from './tx-sim.ts';

const CUT = '{funding: [{cut: 20%, from: 2016-05}]}';

describe('an interrupted comparison', { timeout: 120_000 }, () => {
  const SHORT = scenario({ as_now: '{}', cut: CUT }, { horizon: '1 year' });
  const args = (draws: number, ...more: string[]): string[] => [
    'compare',
    'short.yaml',
    '--draws',
    String(draws),
    '--only',
    'deaths,completions',
    ...more,
  ];

  const KEPT = 'r-unfinished';

  it('keeps what is finished beside an earlier result, and goes on to the same bits as one that was not', () => {
    const folder = folderWith({ 'short.yaml': SHORT });
    const earlier = join(folder, 'r');
    writeFolder(holdPlace(earlier), { 'a.csv': 'old' }, { title: 'old' });
    const compare = args(240, '--out', 'r');
    expect(stoppedAfter(2, folder, compare)).toEqual([
      'SIGINT',
      expect.stringContaining('kept in r-unfinished; go on with --resume r-unfinished --out r\n'),
    ]);
    expect(readdirSync(folder).sort()).toEqual(['areas', 'r', KEPT, 'short.yaml']);
    expect(wholeTitle(earlier)).toBe('old');
    expect(readdirSync(join(folder, KEPT)).sort()).toEqual([
      'manifest.json',
      'unfinished.bin',
      'unfinished.json',
    ]);
    const { blocks } = JSON.parse(readFileSync(join(folder, KEPT, 'unfinished.json'), 'utf8'));
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.length).toBeLessThan(20);
    const over = txSim(folder, compare);
    expect([over.code, over.err]).toEqual([2, expect.stringContaining(`go on with --resume ${KEPT}`)]);
    const other = txSim(folder, args(239, '--resume', KEPT));
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('it holds draws of something else')]);
    expect(txSim(folder, args(240, '--resume', KEPT, '--out', 'r')).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['areas', 'r', 'short.yaml']);
    expect(txSim(folder, args(240, '--out', 'whole')).code).toBe(0);
    const read = (name: string): Buffer => readFileSync(join(folder, name));
    expect(read('r/summary.csv').equals(read('whole/summary.csv'))).toBe(true);
    expect(read('r/draws.parquet').equals(read('whole/draws.parquet'))).toBe(true);
  });
});
