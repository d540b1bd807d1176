import { Worker } from 'node:worker_threads';
import type { DrawPlan } from '../../ensemble/draw-plan.ts';
import type { PreparedEnsemble } from '../../ensemble/prepare-ensemble.ts';
import type { Block, BlockWork, RunBlocks } from '../../ensemble/run-block.ts';

/** What a worker is started with; the memory of values, and of the plan's sample, is shared. */
export interface WorkerData {
  readonly plan: DrawPlan;
  readonly values: Float64Array;
}

export interface BlockTask {
  readonly index: number;
  readonly block: Block;
}

/** Workers that are kept from one run of blocks to the next. */
export interface Pool {
  /**
   * Runs blocks, each worker taking the next as it is done with one. A worker that dies is started again and its blocks
   * are redone: what a block gives depends on nothing but the block. Between two runs, never during one, the sample may
   * be given other values.
   *
   * @throws what killed a worker, when a block killed several
   */
  readonly run: RunBlocks;
  /** Ends the workers, so that the process can end. Not during a run. */
  close(): void;
}

const SCRIPT = new URL('draw-worker.mjs', import.meta.url);
/** Blocks handed to a worker at a time, so that it never waits for the next. */
const AHEAD = 2;
/** A block that as many workers died of is no accident. */
const MOST_TRIES = 3;

/**
 * Workers for blocks of a plan, each started when there is first something for it to do.
 *
 * @param script what the workers run
 */
export function startPool({ plan, values }: WorkerData, workers: number, script = SCRIPT): Pool {
  const data: WorkerData = { plan, values };
  const pool = new Array<Worker | undefined>(workers).fill(undefined);
  const start = (place: number): Worker => {
    const worker = new Worker(script, { workerData: data });
    // One that dies with nothing to do is started again when there is something.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (pool[place] === worker) pool[place] = undefined;
    });
    pool[place] = worker;
    return worker;
  };
  const close = (): void => {
    for (const worker of pool) void worker?.terminate();
    pool.fill(undefined);
  };
  const run: RunBlocks = async work => {
    const { length } = work.blocks;
    const queue: Queue = {
      waiting: work.blocks.toReversed(),
      tries: new Map(),
      ahead: Math.min(AHEAD, Math.ceil(length / workers)),
    };
    let givenUp = false;
    const keepWorking = async (place: number): Promise<void> => {
      for (;;)
        try {
          return await takeBlocks(pool[place] ?? start(place), work, queue);
        } catch (e) {
          if (givenUp) return;
          if (![...queue.tries.values()].some(n => n >= MOST_TRIES)) continue;
          givenUp = true;
          throw e;
        }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(workers, length) }, (_, i) => keepWorking(i)));
    } catch (e) {
      close();
      throw e;
    }
  };
  return { run, close };
}

/** Blocks of one run. */
interface Queue {
  /** The next last. */
  readonly waiting: number[];
  /** By block: how many workers died of it. */
  readonly tries: Map<number, number>;
  /** How many a worker is handed at a time: no more than its share. */
  readonly ahead: number;
}

/** Has a worker take blocks until none is waiting. One that dies rejects, and leaves its blocks to be taken again. */
const takeBlocks = (
  worker: Worker,
  { block, onDone, signal }: BlockWork,
  { waiting, tries, ahead }: Queue,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const taken = new Set<number>();
    const give = (): void => {
      while (taken.size < ahead && waiting.length > 0 && !signal?.aborted) {
        const index = waiting.pop()!;
        taken.add(index);
        worker.postMessage({ index, block: block(index) } satisfies BlockTask);
      }
      if (taken.size > 0) return;
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve();
    };
    const onMessage: BlockWork['onDone'] = done => {
      taken.delete(done.index);
      onDone(done);
      give();
    };
    let cause: unknown = new Error('a worker stopped');
    const onError = (e: unknown): void => {
      cause = e;
    };
    const onExit = (): void => {
      for (const index of taken) {
        waiting.push(index);
        tries.set(index, (tries.get(index) ?? 0) + 1);
      }
      reject(cause);
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    give();
  });

export interface BlockRequest extends Omit<BlockWork, 'block'> {
  readonly prepared: PreparedEnsemble;
  readonly workers: number;
  /** What the workers run. */
  readonly script?: URL;
}

/**
 * Runs blocks of an ensemble on workers of their own: no more than have something to do ahead.
 *
 * @throws what killed a worker, when a block killed several
 */
export async function runBlocks({ prepared, workers, script, ...work }: BlockRequest): Promise<void> {
  const pool = startPool(prepared, Math.min(workers, Math.ceil(work.blocks.length / AHEAD)), script);
  try {
    await pool.run({ ...work, block: index => prepared.block(index) });
  } finally {
    pool.close();
  }
}
