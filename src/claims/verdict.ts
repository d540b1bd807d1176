import type { ClaimResults } from './try-claim.ts';

/** What a claim comes to. */
export interface Verdict {
  /** Open: too few trials, or too few of them gave a result. */
  readonly word: 'supported' | 'not supported' | 'depends' | 'open';
  /** What was counted: draws where there are any, else the cells of the grid. */
  readonly over: 'draws' | 'cells of the grid';
  readonly held: number;
  /** Of those that gave a result. */
  readonly of: number;
  readonly failed: number;
}

/** Fewer trials than this say nothing of nine in ten, nor do any of which more than a tenth gave no result. */
const LEAST_TRIALS = 8;

/**
 * A claim is supported where it holds in nine of ten trials, not supported where it holds in one of ten. Cases and
 * ends of ranges do not count: whoever wrote the claim chose them.
 */
export function verdictOf({ grid, draws }: ClaimResults): Verdict {
  const trials = draws.length > 0 ? draws : grid.flat();
  const sound = trials.filter(t => t.failed === undefined);
  const held = sound.filter(t => t.holds).length;
  return {
    word:
      sound.length < LEAST_TRIALS || 10 * sound.length < 9 * trials.length
        ? 'open'
        : wordOf(held, sound.length),
    over: draws.length > 0 || trials.length === 0 ? 'draws' : 'cells of the grid',
    held,
    of: sound.length,
    failed: trials.length - sound.length,
  };
}

/** Counted in whole trials, so that nine of ten is nine of ten. */
function wordOf(held: number, of: number): Verdict['word'] {
  if (10 * held >= 9 * of) return 'supported';
  return 10 * held <= of ? 'not supported' : 'depends';
}
