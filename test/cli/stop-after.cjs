/** Sends a command that runs on worker threads a signal once the first of them has done so many blocks: at the same place however fast the machine is. */
const { parentPort, threadId } = require('node:worker_threads');

if (threadId === 1) {
  const say = parentPort.postMessage.bind(parentPort);
  let left = Number(process.env.STOP_AFTER);
  parentPort.postMessage = done => {
    say(done);
    left -= 1;
    if (left === 0) process.kill(process.pid, process.env.STOP_BY);
  };
}
