import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { holdPlace } from '../../src/cli/disk/hold-place.ts';
import { writeFolder } from '../../src/cli/disk/results-folder.ts';
import { runBlocks } from '../../src/cli/work/draw-workers.ts';
import { listsRequest } from '../../src/ensemble/draw-plan.ts';
import { laneProgram } from '../../src/ensemble/lanes/lane-program.ts';
import { type PreparedEnsemble, prepareEnsemble } from '../../src/ensemble/prepare-ensemble.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { wholeTitle } from '../faults/whole.ts';
import { engine, program, resolve, scenario } from '../treatment/bench.ts';
import { stoppedAfter } from './interrupted.ts';
import { folderWith, txSim } from './tx-sim.ts';

const CUT = '{funding: [{cut: 20%, from: 2016-05}]}';
const experiment = resolve(scenario({ as_now: '{}', cut: CUT }, { horizon: '1 year' }));
const sample = sampleParameters(program.model, experiment.spec, 30, 'random');
const outcomes = ['deaths', 'completions'].map(name => program.model.outcomes.get(name)!);
const shared = laneProgram(listsRequest([{ experiment, sample }], outcomes), 4);
const prepare = (): PreparedEnsemble =>
  prepareEnsemble({ experiment, sample, sampling: 'random', outcomes, shared }, engine);

const scriptOf = (file: string): URL => pathToFileURL(resolvePath(file));
const WORKER = scriptOf('dist/draw-worker.mjs');
const DYING = scriptOf('test/cli/dying-worker.mjs');

async function run(
  prepared: PreparedEnsemble,
  workers: number,
  script = WORKER,
  blocks = Array.from({ length: prepared.blockCount }, (_, i) => i),
): Promise<number[]> {
  const done: number[] = [];
  await runBlocks({ prepared, blocks, workers, script, onDone: ({ index }) => done.push(index) });
  return done.sort((a, b) => a - b);
}

const ALL = [0, 1, 2, 3, 4, 5, 6, 7];

describe('blocks on worker threads', { timeout: 60_000 }, () => {
  afterEach(() => {
    delete process.env['DIED'];
  });

  it('give the same bits on one, two and seven threads, in any order', async () => {
    const [one, two, seven] = [prepare(), prepare(), prepare()];
    expect(await run(one, 1)).toEqual(ALL);
    expect(await run(two, 2, WORKER, ALL.toReversed())).toEqual(ALL);
    expect(await run(seven, 7)).toEqual(ALL);
    expect(one.values.every(Number.isFinite)).toBe(true);
    expect(two.values).toEqual(one.values);
    expect(seven.values).toEqual(one.values);
  });

  it('are done again when a worker dies', async () => {
    const mark = join(folderWith({}), 'died');
    process.env['DIED'] = mark;
    const [whole, died] = [prepare(), prepare()];
    await run(whole, 2);
    expect(await run(died, 2, DYING)).toEqual(ALL);
    expect(existsSync(mark)).toBe(true);
    expect(died.values).toEqual(whole.values);
  });

  it('are given up when every worker dies of the same one', async () => {
    await expect(run(prepare(), 2, DYING)).rejects.toThrow('a worker stopped');
  });

  it('are begun no more once it is interrupted, and those that are running are finished', async () => {
    const prepared = prepare();
    const interrupt = new AbortController();
    const done: number[] = [];
    await runBlocks({
      prepared,
      blocks: ALL,
      workers: 1,
      script: WORKER,
      signal: interrupt.signal,
      onDone: ({ index }) => {
        done.push(index);
        interrupt.abort();
      },
    });
    expect(done).toEqual([0, 1]);
  });
});

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

  it('refuses to go on from what is damaged, or was never begun', () => {
    const folder = folderWith({ 'short.yaml': SHORT });
    const nothing = txSim(folder, args(10, '--resume', 'nowhere'));
    expect([nothing.code, nothing.err]).toEqual([
      2,
      expect.stringContaining('there are no unfinished draws in it [cli/resume]'),
    ]);
  });
});

describe('an ensemble that cannot fit', () => {
  it('is refused before it starts, with what it would take', () => {
    const folder = folderWith({ 'short.yaml': scenario({ as_now: '{}' }, { horizon: '50 years' }) });
    const { code, err } = txSim(folder, ['compare', 'short.yaml', '--draws', '1000000']);
    expect(code).toBe(2);
    expect(err).toMatch(
      /1,000,000 draws of 1 arms? and \d+ outcomes take about \d+ GB of memory, and there are .* \[cli\/memory\]/,
    );
    expect(err).toContain('--only');
  });
});
