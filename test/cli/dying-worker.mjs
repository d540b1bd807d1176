/** A worker that dies of block 2 before it says that it is done, the first time; otherwise it does as all others do. */
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

const mark = process.env.DIED;
const say = parentPort.postMessage.bind(parentPort);
parentPort.postMessage = done => {
  if (done.index !== 2 || (mark && existsSync(mark))) return say(done);
  if (mark) writeFileSync(mark, '');
  process.exit(1);
};
await import('../../dist/draw-worker.mjs');
