const WIDTH = 24;
const TELL_EVERY_MS = 100;
/** Where nobody looks, a line now and then says that it goes on. */
const LINE_EVERY_MS = 60_000;

/**
 * Tells on stderr how far something has come and the time left: a bar where somebody looks at it; elsewhere a line each
 * minute.
 *
 * @param what is counted: "trials"
 * @param before so many were done earlier, and say nothing of the time
 */
export function progressBar(what: string, before = 0): (done: number, all: number) => void {
  const { stderr } = process;
  const isSeen = stderr.isTTY === true;
  const every = isSeen ? TELL_EVERY_MS : LINE_EVERY_MS;
  const started = performance.now();
  let told = isSeen ? 0 : started;
  return (done, all) => {
    const now = performance.now();
    if (done >= all) {
      if (isSeen) stderr.write('\r\u001b[2K');
      return;
    }
    if (now - told < every) return;
    told = now;
    const left = Math.ceil(((now - started) / (done - before)) * (all - done) * 0.001);
    const line = `${done} of ${all} ${what}, ${left} s left`;
    if (!isSeen) {
      stderr.write(`${line}\n`);
      return;
    }
    const full = Math.round((WIDTH * done) / all);
    stderr.write(`\r\u001b[2K${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${line}`);
  };
}
