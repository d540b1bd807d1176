import { describe, expect, it } from 'vitest';
import { suspicionsOf } from '../../src/lock/suspicions.ts';
import { row } from './lock-fixture.ts';

describe('what is worth a second look', () => {
  it('is nothing where outcomes move and arms differ', () => {
    const rows = [row('usual', 'deaths', 'as_now', [3, 1, 2]), row('usual', 'deaths', 'cut', [4, 2, 2])];
    expect(suspicionsOf({ rows })).toEqual([]);
  });

  it('is an arm that is the first under another name, in every number', () => {
    const rows = [
      row('usual', 'deaths', 'as_now', [3, 1, 2]),
      row('usual', 'deaths', 'same', [3, 1, 2]),
      row('usual', 'deaths', 'other', [3, 1, 2]),
      row('usual', 'cost', 'as_now', [7]),
      row('usual', 'cost', 'same', [7]),
      row('usual', 'cost', 'other', [8]),
    ];
    expect(suspicionsOf({ rows })).toEqual([{ kind: 'arm equal to the reference', names: ['same'] }]);
  });

  it('is an outcome without meaning, zero, or the same every year, in all arms', () => {
    const both = (name: string, first: number[], second: number[]) => [
      row('usual', name, 'as_now', first),
      row('usual', name, 'cut', second),
    ];
    const rows = [
      ...both('none', [Number.NaN, Number.NaN], [Number.NaN, Number.POSITIVE_INFINITY]),
      ...both('some', [Number.NaN, 1], [1, 2]),
      ...both('zero', [0, 0, 0], [0, 0, 0]),
      ...both('zero_once', [0, 0, 0], [1, 0, 1]),
      ...both('flat', [6, 3, 3], [8, 4, 4]),
      ...both('flat_once', [6, 3, 3], [8, 3, 5]),
      ...both('one_year', [3, 3], [4, 4]),
      ...both('whole_alone', [3], [4]),
      ...both('still_at_zero', [5, 0, 0], [6, 0, 0]),
    ];
    expect(suspicionsOf({ rows })).toEqual([
      { kind: 'not a number', names: ['none'] },
      { kind: 'zero', names: ['zero'] },
      { kind: 'constant', names: ['flat'] },
    ]);
  });

  it('looks at the usual values alone', () => {
    const rows = [row('draws', 'deaths', 'as_now', [0, 0, 0]), row('trials', 'claim', '', [0, 0, 0])];
    expect(suspicionsOf({ rows })).toEqual([]);
  });
});
