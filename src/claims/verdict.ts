import type { ClaimResults, Trial } from './try-claim.ts';

/** What a claim comes to. */
export interface Verdict {
  /** Unknown: no trial gave a result. */
  readonly word: 'supported' | 'not supported' | 'depends' | 'unknown';
  /** What was counted. */
  readonly over: 'draws' | 'cells of the grid' | 'trials';
  readonly held: number;
  /** Of those that gave a result. */
  readonly of: number;
  readonly failed: number;
}

/**
 * A claim is supported where it holds in nine of ten trials, not supported where it holds in one of ten: over the
 * draws; where there are none over the grid; else over the usual values, the cases and the ends.
 */
export function verdictOf({ usual, cases, grid, draws, ends }: ClaimResults): Verdict {
  const cells = grid.flat();
  const [over, trials]: [Verdict['over'], readonly Trial[]] =
    draws.length > 0
      ? ['draws', draws]
      : cells.length > 0
        ? ['cells of the grid', cells]
        : ['trials', [usual, ...cases.map(c => c.trial), ...ends.flatMap(e => [e.low, e.high])]];
  const sound = trials.filter(t => t.failed === undefined);
  const held = sound.filter(t => t.holds).length;
  return {
    word: wordOf(held, sound.length),
    over,
    held,
    of: sound.length,
    failed: trials.length - sound.length,
  };
}

/** Counted in whole trials, so that nine of ten is nine of ten. */
function wordOf(held: number, of: number): Verdict['word'] {
  if (of === 0) return 'unknown';
  if (10 * held >= 9 * of) return 'supported';
  return 10 * held <= of ? 'not supported' : 'depends';
}
