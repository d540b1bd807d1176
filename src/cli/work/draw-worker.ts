import { parentPort, workerData } from 'node:worker_threads';
import { type BlockDone, prepareBlocks } from '../../ensemble/run-block.ts';
import type { BlockTask, WorkerData } from './draw-workers.ts';

/** Runs blocks of draws as they are handed over, one after the other. */
const { plan, values } = workerData as WorkerData;
const runner = prepareBlocks(plan);
parentPort!.on('message', ({ index, block }: BlockTask) => {
  const done: BlockDone = { index, suspects: runner.run(block, values) };
  parentPort!.postMessage(done);
});
