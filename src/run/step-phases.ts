/** The order of one step: `simulate` follows it, and `tx-sim model order` prints it. */
export const STEP_PHASES: readonly string[] = [
  'The clock and the inputs of the scenario take their values for the step.',
  'Auxiliaries, flows and moves are computed, each after what it reads (below). All moves out of a stock compete: the share that leaves is min(1, sum of hazards × step), split in proportion to the hazards.',
  'What was asked for is recorded, and the laws are checked.',
  'Stocks take their net flow times the step, all at once.',
];
