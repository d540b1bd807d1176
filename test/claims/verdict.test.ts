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

it('is taken over the draws, else the grid, and over nothing that the claim chose itself', () => {
  const grid = [times(9, trial(true))];
  const cases = [{ label: 'a case', trial: trial(false) }];
  expect(verdictOf(results({ grid, cases, draws: times(10, trial(false)) }))).toMatchObject({
    word: 'not supported',
    over: 'draws',
    of: 10,
  });
  expect(verdictOf(results({ grid, cases }))).toMatchObject({
    word: 'supported',
    over: 'cells of the grid',
    of: 9,
  });
  expect(verdictOf(results({ cases }))).toMatchObject({ word: 'open', of: 0 });
});

it('stays open over too few trials, or where more than a tenth gave no result', () => {
  expect(verdictOf(results({ draws: times(7, trial(true)) }))).toMatchObject({
    word: 'open',
    held: 7,
    of: 7,
  });
  expect(verdictOf(results({ draws: times(8, trial(true)) }))).toMatchObject({ word: 'supported' });
  const nine = times(9, trial(true));
  expect(verdictOf(results({ draws: [...nine, failed] }))).toMatchObject({
    word: 'supported',
    of: 9,
    failed: 1,
  });
  expect(verdictOf(results({ draws: [...nine, failed, failed] }))).toMatchObject({ word: 'open', failed: 2 });
});
