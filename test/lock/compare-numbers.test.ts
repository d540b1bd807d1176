import { describe, expect, it } from 'vitest';
import { compareNumbers, distanceOf, isOfYear } from '../../src/lock/compare-numbers.ts';
import type { Lock, Moved } from '../../src/lock/lock.ts';
import { LOCK, row, withRows } from './lock-fixture.ts';

describe('numbers beside their lock', () => {
  it('are unchanged where every bit is the same, and what has no meaning still has none', () => {
    expect(compareNumbers(LOCK, { ...LOCK })).toEqual({
      state: 'unchanged',
      changed: [],
      compared: 17,
      moved: [],
    });
  });

  it('have moved where the last bit differs', () => {
    const now = withRows({ 2: row('usual', 'ratio', 'as_now', [Number.NaN, 0.3, 0]) });
    expect(compareNumbers(LOCK, now)).toEqual({
      state: 'moved',
      changed: [],
      compared: 17,
      moved: [
        {
          part: 'usual',
          name: 'ratio',
          arm: 'as_now',
          column: '2016/17',
          locked: 0.1 + 0.2,
          now: 0.3,
          within: 0,
        },
      ],
    });
  });

  it('have moved where a number lost its meaning, or got one', () => {
    const now = withRows({ 2: row('usual', 'ratio', 'as_now', [1, Number.NaN, 0]) });
    expect(compareNumbers(LOCK, now).moved.map(m => [m.column, m.now])).toEqual([
      ['whole run', 1],
      ['2016/17', Number.NaN],
    ]);
  });

  it('are unchanged where what was endless still is: a lock tells it from what has no meaning no more', () => {
    const lock = withRows({ 2: row('usual', 'ratio', 'as_now', [Number.NaN, 0.1 + 0.2, Number.NaN]) });
    const now = withRows({
      2: row('usual', 'ratio', 'as_now', [Number.POSITIVE_INFINITY, 0.1 + 0.2, -Infinity]),
    });
    expect(compareNumbers(lock, now).state).toBe('unchanged');
  });

  it('take a zero below zero for a zero', () => {
    const now = withRows({ 2: row('usual', 'ratio', 'as_now', [Number.NaN, 0.1 + 0.2, -0]) });
    expect(compareNumbers(LOCK, now).state).toBe('unchanged');
  });

  it('may lie within what the scenario states, of the run and of draws, in every arm, either way', () => {
    const tolerances = [{ outcome: 'deaths', within: 0.1, reason: 'a jump' }];
    const lock: Lock = { ...LOCK, tolerances };
    const now = withRows({
      0: row('usual', 'deaths', 'as_now', [30.1, 11, 18.1]),
      3: row('draws', 'deaths', 'as_now', [28, 27, 32]),
    });
    expect(compareNumbers(lock, now).state).toBe('unchanged');
    const beyond = withRows({ 0: row('usual', 'deaths', 'as_now', [30.1, 11.01, 20.1]) });
    expect(compareNumbers(lock, beyond).moved.map(m => [m.column, m.within])).toEqual([['2016/17', 0.1]]);
    expect(compareNumbers(LOCK, now).moved).toHaveLength(3);
    const ofAnother = { ...LOCK, tolerances: [{ outcome: 'ratio', within: 0.1, reason: 'a jump' }] };
    expect(compareNumbers(ofAnother, now).moved).toHaveLength(3);
  });

  it('are held exactly where a claim or its trials bear the name of an outcome', () => {
    const named = {
      4: row('claim', 'deaths', '', [1, 2]),
      5: row('trials', 'deaths', '', [3, 4, 0]),
    };
    const lock = { ...withRows(named), tolerances: [{ outcome: 'deaths', within: 1, reason: 'any' }] };
    const now = withRows({
      4: row('claim', 'deaths', '', [1, 2.5]),
      5: row('trials', 'deaths', '', [2, 4, 0]),
    });
    expect(compareNumbers(lock, now).moved.map(m => [m.part, m.column, m.within])).toEqual([
      ['claim', 'right side', 0],
      ['trials', 'held', 0],
    ]);
  });

  it('have moved where a row is gone or the lock knows nothing of it', () => {
    const now = {
      ...withRows({ 5: undefined }),
      rows: [...LOCK.rows.slice(0, 5), row('usual', 'new', 'cut', [7])],
    };
    const { moved, compared, state } = compareNumbers(LOCK, now);
    expect(state).toBe('moved');
    expect(compared).toBe(18);
    expect(moved.map(m => [m.name, m.column, m.locked, m.now])).toEqual([
      ['claim over draws', 'held', 3, undefined],
      ['claim over draws', 'of', 4, undefined],
      ['claim over draws', 'failed', 0, undefined],
      ['new', 'whole run', undefined, 7],
    ]);
  });

  it('have moved where a number that has no meaning is gone or is new: that is not the same as none', () => {
    const without = withRows({ 2: undefined });
    const gone = compareNumbers(LOCK, without).moved;
    expect(gone.map(m => [m.locked, m.now])).toEqual([
      [Number.NaN, undefined],
      [0.1 + 0.2, undefined],
      [0, undefined],
    ]);
    const added = compareNumbers(without, LOCK).moved;
    expect(added.map(m => [m.locked, m.now])).toEqual(gone.map(m => [m.now, m.locked]));
  });

  it('have moved where there are more years, or fewer; years are called as whoever has them calls them', () => {
    const now = {
      ...withRows({ 0: row('usual', 'deaths', 'as_now', [30.1, 10, 20.1, 5, 6]) }),
      columns: { ...LOCK.columns, usual: [...LOCK.columns.usual, '2018/19'] },
    };
    expect(compareNumbers(LOCK, now).moved.map(m => [m.column, m.locked, m.now])).toEqual([
      ['2018/19', undefined, 5],
      ['5', undefined, 6],
    ]);
    const back = compareNumbers({ ...now, history: [] }, LOCK).moved;
    expect(back.map(m => [m.column, m.locked, m.now])).toEqual([
      ['2018/19', 5, undefined],
      ['5', 6, undefined],
    ]);
  });
});

describe('a lock of something else', () => {
  it('is stale, though no number moved, and says what changed', () => {
    const hashes = { model: 'M', scenario: 'S', area: 'A', posterior: 'P' };
    expect(compareNumbers(LOCK, { ...LOCK, hashes })).toMatchObject({
      state: 'stale',
      changed: ['model', 'scenario', 'area', 'posterior'],
    });
    const settings = { seed: 'another', draws: 5, sampling: 'sobol', stepsPerYear: 104 };
    expect(compareNumbers(LOCK, { ...LOCK, ...settings })).toMatchObject({
      state: 'stale',
      changed: ['seed', 'draws', 'sampling', 'step'],
    });
  });

  it('is as good as ever where only the code that made it is another', () => {
    for (const tool of [
      { version: '1.2.4', sha256: 'code' },
      { version: '1.2.3', sha256: 'other code' },
    ])
      expect(compareNumbers(LOCK, { ...LOCK, tool })).toMatchObject({
        state: 'unchanged',
        changed: ['engine'],
      });
  });

  it('has moved rather than being stale where a number did', () => {
    const now = {
      ...withRows({ 1: row('usual', 'deaths', 'cut', [34, 11, 22]) }),
      hashes: { ...LOCK.hashes, model: 'M' },
    };
    expect(compareNumbers(LOCK, now)).toMatchObject({ state: 'moved', changed: ['model'] });
  });
});

describe('how far a number moved', () => {
  const moved = (locked: number | undefined, now: number | undefined): Moved => ({
    part: 'usual',
    name: 'deaths',
    arm: 'cut',
    column: 'whole run',
    locked,
    now,
    within: 0,
  });

  it('is told in its unit and as a share of the locked number', () => {
    expect(distanceOf(moved(8, 10))).toEqual({ absolute: 2, relative: 0.25 });
    expect(distanceOf(moved(-8, -10))).toEqual({ absolute: -2, relative: -0.25 });
    expect(distanceOf(moved(0, 10))).toEqual({ absolute: 10, relative: Number.NaN });
  });

  it('has no size where one of the two is none', () => {
    const none = { absolute: Number.NaN, relative: Number.NaN };
    expect(distanceOf(moved(undefined, 10))).toEqual(none);
    expect(distanceOf(moved(8, undefined))).toEqual(none);
  });

  it('is of a year where it is neither the whole run nor of draws', () => {
    expect(isOfYear(moved(1, 2))).toBe(false);
    expect(isOfYear({ ...moved(1, 2), column: '2016/17' })).toBe(true);
    expect(isOfYear({ ...moved(1, 2), part: 'draws', column: 'median' })).toBe(false);
  });
});
