import { Worker } from 'node:worker_threads';
import type { WholeDone } from './check-worker.ts';
import type { WholeTask } from './fresh-numbers.ts';

const SCRIPT = new URL('check-worker.mjs', import.meta.url);

/**
 * Runs scenarios whole, each on one worker, as many side by side as there are workers.
 *
 * @param onDone told of each as it is done
 * @returns in the order of the tasks
 * @throws what killed a worker, and of which scenario
 */
export async function runWhole(
  tasks: readonly WholeTask[],
  workers: number,
  onDone: (done: number) => void,
  script = SCRIPT,
): Promise<readonly WholeDone[]> {
  const results = new Array<WholeDone>(tasks.length);
  const waiting = [...tasks.keys()];
  let done = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(script, { workerData: tasks });
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        results[next] = await askWorker(worker, next, tasks[next]!.file);
        onDone(++done);
      }
    } finally {
      // Where one has died there is no result to come, and the others need begin nothing more.
      waiting.length = 0;
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, tasks.length) }, work));
  return results;
}

const askWorker = (worker: Worker, task: number, file: string): Promise<WholeDone> =>
  new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error(`a worker stopped while it ran ${file}`));
    const settle = (): void =>
      void worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    const onMessage = (done: WholeDone): void => {
      settle();
      resolve(done);
    };
    const onError = (e: unknown): void => {
      settle();
      reject(new Error(`${file}: ${e instanceof Error ? e.message : String(e)}`, { cause: e }));
    };
    worker.once('message', onMessage).once('error', onError).once('exit', onExit);
    worker.postMessage(task);
  });
