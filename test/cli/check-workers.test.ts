import { describe, expect, it } from 'vitest';
import { runWhole } from '../../src/cli/work/check-workers.ts';
import type { WholeTask } from '../../src/cli/work/fresh-numbers.ts';

const script = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const HEAD = "import { parentPort, workerData } from 'node:worker_threads';";
/** Answers with the file of the task; the first task takes longest. */
const ANSWERS = script(
  `${HEAD} parentPort.on('message', t => setTimeout(() => parentPort.postMessage({ faults: [workerData[t].file] }), t === 0 ? 50 : 1));`,
);
const tasks = ['a', 'b', 'c', 'd', 'e'].map((file): WholeTask => ({ file, draws: 1, sampling: 'random' }));

describe('scenarios side by side', () => {
  it.each([1, 2, 8])('are given in their order, whoever of %i workers is done first', async workers => {
    const told: number[] = [];
    const done = await runWhole(tasks, workers, n => told.push(n), ANSWERS);
    expect(done).toEqual(tasks.map(t => ({ faults: [t.file] })));
    expect(told).toEqual([1, 2, 3, 4, 5]);
  });

  it('are none where there is nothing to do', async () => {
    expect(await runWhole([], 2, () => expect.unreachable(), ANSWERS)).toEqual([]);
  });

  it('end with the file that a worker died of, or with what it said', async () => {
    const exits = script(`${HEAD} parentPort.on('message', t => t === 1 && process.exit());`);
    await expect(runWhole(tasks.slice(1, 2), 1, () => {}, ANSWERS)).resolves.toHaveLength(1);
    await expect(runWhole(tasks, 2, () => {}, exits)).rejects.toThrow('a worker stopped while it ran b');
    const throws = script(`${HEAD} parentPort.on('message', () => { throw new Error('out of memory'); });`);
    await expect(runWhole(tasks, 2, () => {}, throws)).rejects.toThrow('out of memory');
  });
});
