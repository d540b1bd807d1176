import { Worker } from 'node:worker_threads';
import type { DrawPlan } from '../ensemble/draw-plan.ts';
import type { PreparedEnsemble } from '../ensemble/prepare-ensemble.ts';
import type { Block, Suspect } from '../ensemble/run-block.ts';

/** What a worker is started with; the memory of values is shared. */
export interface WorkerData {
  readonly plan: DrawPlan;
  readonly values: Float64Array;
}

export interface BlockTask {
  readonly index: number;
  readonly block: Block;
}

export interface BlockDone {
  readonly index: number;
  readonly suspects: readonly Suspect[];
}

export interface BlockRequest {
  readonly prepared: PreparedEnsemble;
  /** Blocks that are still to be run. */
  readonly blocks: readonly number[];
  readonly workers: number;
  readonly onDone: (done: BlockDone) => void;
  /** When it is aborted no block is begun any more; those that are being run are finished. */
  readonly signal?: AbortSignal;
  /** What the workers run. */
  readonly script?: URL;
}

const SCRIPT = new URL('draw-worker.mjs', import.meta.url);
/** Blocks handed to a worker at a time, so that it never waits for the next. */
const AHEAD = 2;
/** A block that as many workers died of is no accident. */
const MOST_TRIES = 3;

/**
 * Runs blocks on worker threads, each taking the next as it is done with one. A worker that dies is started again and
 * its blocks are redone: what a block gives depends on nothing but the block.
 *
 * @throws what killed a worker, when a block killed several
 */
export async function runBlocks({
  prepared,
  blocks,
  workers,
  onDone,
  signal,
  script = SCRIPT,
}: BlockRequest): Promise<void> {
  const waiting = blocks.toReversed();
  const tries = new Map<number, number>();
  const data: WorkerData = { plan: prepared.plan, values: prepared.values };

  /** Works until there is nothing left to take; a worker that dies rejects, and leaves its blocks to be taken again. */
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(script, { workerData: data });
      const taken = new Set<number>();
      const give = (): void => {
        while (taken.size < AHEAD && waiting.length > 0 && !signal?.aborted) {
          const index = waiting.pop()!;
          taken.add(index);
          worker.postMessage({ index, block: prepared.block(index) } satisfies BlockTask);
        }
        if (taken.size > 0) return;
        worker.removeAllListeners('exit');
        void worker.terminate();
        resolve();
      };
      let cause: unknown = new Error('a worker stopped');
      worker.on('message', (done: BlockDone) => {
        taken.delete(done.index);
        onDone(done);
        give();
      });
      worker.on('error', e => {
        cause = e;
      });
      worker.on('exit', () => {
        for (const index of taken) {
          waiting.push(index);
          tries.set(index, (tries.get(index) ?? 0) + 1);
        }
        reject(cause);
      });
      give();
    });

  const keepWorking = async (): Promise<void> => {
    for (;;)
      try {
        return await work();
      } catch (e) {
        if ([...tries.values()].some(n => n >= MOST_TRIES)) throw e;
      }
  };
  await Promise.all(Array.from({ length: Math.min(workers, Math.ceil(blocks.length / AHEAD)) }, keepWorking));
}
