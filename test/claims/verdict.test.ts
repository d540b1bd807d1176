import { expect, it } from 'vitest';
import type { ClaimResults, Trial } from '../../src/claims/try-claim.ts';
import { verdictOf } from '../../src/claims/verdict.ts';

const trial = (holds: boolean): Trial => ({ holdsIf: [], also: [], holds });
const failed: Trial = { ...trial(false), failed: 'no steady start' };
const times = (n: number, t: Trial): Trial[] => Array.from({ length: n }, () => t);

const results = (parts: Partial<ClaimResults>): ClaimResults =>
  ({
    usual: trial(true),
    cases: [],
    grid: [],
    draws: [],
    ends: [],
    turned: undefined,
    ...parts,
  }) as unknown as ClaimResults;

it.each([
  [10, 'supported'],
  [9, 'supported'],
  [8, 'depends'],
  [2, 'depends'],
  [1, 'not supported'],
  [0, 'not supported'],
])('held in %i of ten draws is %s', (held, word) => {
  const draws = [...times(held, trial(true)), ...times(10 - held, trial(false))];
  expect(verdictOf(results({ draws }))).toEqual({ word, over: 'draws', held, of: 10, failed: 0 });
});

it('is taken over the draws, else the grid, else all that was tried', () => {
  const grid = [[trial(true), trial(false)]];
  const cases = [{ label: 'a case', trial: trial(false) }];
  expect(verdictOf(results({ grid, cases, draws: times(2, trial(true)) }))).toMatchObject({
    over: 'draws',
    of: 2,
  });
  expect(verdictOf(results({ grid, cases }))).toMatchObject({ over: 'cells of the grid', held: 1, of: 2 });
  expect(verdictOf(results({ cases }))).toMatchObject({ over: 'trials', held: 1, of: 2 });
});

it('leaves out trials without a result, and says of none at all that nothing is known', () => {
  expect(verdictOf(results({ draws: [...times(9, trial(true)), failed] }))).toMatchObject({
    word: 'supported',
    of: 9,
    failed: 1,
  });
  expect(verdictOf(results({ draws: [failed, failed] }))).toMatchObject({
    word: 'unknown',
    of: 0,
    failed: 2,
  });
});
