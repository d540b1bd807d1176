import { createHash } from 'node:crypto';
import type { Lock, LockedRow, Part } from '../../src/lock/lock.ts';

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export const row = (part: Part, name: string, arm: string, values: readonly number[]): LockedRow => ({
  part,
  name,
  arm,
  values,
});

/** Two arms over two years, drawn four times, with a claim. */
export const LOCK: Lock = {
  tool: { version: '1.2.3', sha256: 'code' },
  hashes: { model: 'm', scenario: 's', area: 'a' },
  seed: 'a seed',
  draws: 4,
  sampling: 'random',
  stepsPerYear: 52,
  tolerances: [],
  columns: {
    usual: ['whole run', '2016/17', '2017/18'],
    draws: ['low', 'median', 'high'],
    claim: ['left side', 'right side'],
    trials: ['held', 'of', 'failed'],
  },
  rows: [
    row('usual', 'deaths', 'as_now', [30.1, 10, 20.1]),
    row('usual', 'deaths', 'cut', [33, 11, 22]),
    row('usual', 'ratio', 'as_now', [Number.NaN, 0.1 + 0.2, 0]),
    row('draws', 'deaths', 'as_now', [28, 30, 32]),
    row('claim', 'usual values: a < b', '', [1, 2]),
    row('trials', 'claim over draws', '', [3, 4, 0]),
  ],
  history: [],
};

/** The lock with other rows, by place; undefined takes one out. */
export const withRows = (changes: Readonly<Record<number, LockedRow | undefined>>, lock = LOCK): Lock => ({
  ...lock,
  rows: lock.rows.flatMap((r, i) => (i in changes ? (changes[i] ?? []) : r)),
});
