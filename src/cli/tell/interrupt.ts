/** What a user, a scheduler or a container sends to end a command. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Ends a command that a signal has interrupted, once it has kept what it had: what it holds is let go on the way. */
export class Interrupted extends Error {
  private readonly by: NodeJS.Signals;

  constructor({ reason }: AbortSignal) {
    super(`interrupted by ${reason}`);
    this.by = reason;
  }

  /** Ends the process by the signal that interrupted it: so whoever started it knows. */
  endProcess(): Promise<never> {
    process.kill(process.pid, this.by);
    return new Promise(() => setInterval(() => {}, 1000));
  }
}

/** Lets work know when the command is interrupted (Ctrl-C), so that it can end in order; a second time ends the process. */
export async function heedInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupt = new AbortController();
  const onInterrupt = (signal: NodeJS.Signals): void => interrupt.abort(signal);
  for (const signal of SIGNALS) process.once(signal, onInterrupt);
  try {
    return await work(interrupt.signal);
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, onInterrupt);
  }
}
