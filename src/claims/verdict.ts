import type { ClaimResults, Trial } from './try-claim.ts';

/** What a claim comes to. */
export interface Verdict {
  readonly word: 'supported' | 'not supported' | 'depends';
  /** What was counted. */
  readonly over: 'draws' | 'cells of the grid' | 'trials';
  readonly held: number;
  /** Of those that gave a result. */
  readonly of: number;
  readonly failed: number;
}

/** A claim is supported where it holds in nine of ten trials, not supported where it holds in one of ten. */
export const MOST = 0.9;

/** Over the draws; where there are none over the grid; else over the usual values, the cases and the ends. */
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
  const share = sound.length === 0 ? Number.NaN : held / sound.length;
  return {
    word: share >= MOST ? 'supported' : share <= 1 - MOST + 1e-12 ? 'not supported' : 'depends',
    over,
    held,
    of: sound.length,
    failed: trials.length - sound.length,
  };
}
