const WIDTH = 24;
const TELL_EVERY_MS = 100;

/**
 * A bar on stderr with the time left, where somebody looks at it; nothing elsewhere.
 *
 * @param what is counted: "trials"
 */
export function progressBar(what: string): (done: number, all: number) => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => {};
  const started = performance.now();
  let told = 0;
  return (done, all) => {
    const now = performance.now();
    if (done >= all) {
      stderr.write('\r\u001b[2K');
      return;
    }
    if (now - told < TELL_EVERY_MS) return;
    told = now;
    const full = Math.round((WIDTH * done) / all);
    const left = Math.ceil(((now - started) / done) * (all - done) * 0.001);
    stderr.write(
      `\r\u001b[2K${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${done} of ${all} ${what}, ${left} s left`,
    );
  };
}
