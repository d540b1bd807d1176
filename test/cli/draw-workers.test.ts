import { existsSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { runBlocks } from '../../src/cli/work/draw-workers.ts';
import { listsRequest } from '../../src/ensemble/draw-plan.ts';
import { laneProgram } from '../../src/ensemble/lanes/lane-program.ts';
import { type PreparedEnsemble, prepareEnsemble } from '../../src/ensemble/prepare-ensemble.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { engine, program, resolve, scenario } from '../treatment/bench.ts';
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

describe('an interrupted comparison', () => {
  it('does not go on from what was never begun', () => {
    const folder = folderWith({ 'short.yaml': scenario({ as_now: '{}' }, { horizon: '1 year' }) });
    const { code, err } = txSim(folder, ['compare', 'short.yaml', '--draws', '10', '--resume', 'nowhere']);
    expect([code, err]).toEqual([
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
