/** Lets work know when the command is interrupted (Ctrl-C), so that it can end in order; a second time ends the process. */
export async function heedInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  try {
    return await work(interrupt.signal);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

/** Ends the process by the signal that interrupted it: so whoever started it knows. */
export function endByInterrupt(): Promise<never> {
  process.kill(process.pid, 'SIGINT');
  return new Promise(() => setInterval(() => {}, 1000));
}
