import { describe, expect, it } from 'vitest';
import { drawTrend } from '../../src/report/trend.ts';

describe('a trend', () => {
  it.each([
    ['rises', [1, 2, 3, 4, 5, 6, 7, 8], '▁▂▃▄▅▆▇█'],
    ['falls', [8, 1], '█▁'],
    ['is level when nothing moves', [5, 5, 5], '▄▄▄'],
    ['is level when it moves by less than a 200th', [1000, 1004, 1000], '▄▄▄'],
    ['leaves a gap where there is no number', [1, Number.NaN, 8], '▁ █'],
    ['is nothing for a single year', [3], ''],
    ['is level at nought', [0, 0], '▄▄'],
  ])('%s', (_, values, drawn) => {
    expect(drawTrend(values)).toBe(drawn);
  });

  it('is level when it moves by less than the least that matters', () => {
    expect(drawTrend([4, 4.9], 1)).toBe('▄▄');
    expect(drawTrend([4, 5.1], 1)).toBe('▁█');
  });

  it('never takes more than ten characters, however long the run', () => {
    const drawn = drawTrend(Array.from({ length: 50 }, (_, i) => i));
    expect(drawn).toHaveLength(10);
    expect([drawn[0], drawn[9]]).toEqual(['▁', '█']);
  });
});
