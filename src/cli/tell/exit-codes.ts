/** What the command's exit says to whoever started it. An interrupt ends the process by its signal, which shells tell as 130. */
export const EXIT = {
  fine: 0,
  /** A comparison, check or expectation failed. */
  failed: 1,
  /** Bad usage or input, or a file or folder that cannot be read or written. */
  badInput: 2,
  /** A fault of ours, or a run whose numbers went wrong. */
  ourFault: 3,
} as const;
