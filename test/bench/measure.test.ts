import { describe, expect, it } from 'vitest';
import { deviation, exponent, interleave, median } from './measure.ts';
import { cost, times, verdictOf } from './row.ts';

describe('what is measured', () => {
  it('has its median in the middle, or between the two in the middle', () => {
    expect(median([3, 1, 100])).toBe(3);
    expect(median([4, 1, 100, 2])).toBe(3);
  });

  it('deviates as samples do: by one less than there are', () => {
    // 2, 4, 4, 4, 5, 5, 7, 9 have squares of deviations that sum to 32
    expect(deviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 14);
  });

  it('grows with the power that it grows with', () => {
    expect(exponent([2, 5, 11].map(x => [x, 7 * x * x]))).toBeCloseTo(2, 12);
    expect(exponent([2, 5, 11].map(x => [x, 3 * x]))).toBeCloseTo(1, 12);
  });

  it('is tried in turn, and what warms up does not count', () => {
    const order: string[] = [];
    const later = (name: string, slow: number, fast: number) => () => {
      order.push(name);
      return order.filter(n => n === name).length <= 3 ? slow : fast;
    };
    const found = interleave({ a: later('a', 99, 1), b: later('b', 99, 2) }, 3);
    expect(found).toEqual({ a: 1, b: 2 });
    expect(order.join('')).toBe('ab'.repeat(6));
  });
});

describe('a row', () => {
  it('reaches its aim, its floor, or neither, whichever way is better', () => {
    const verdicts = [1.6, 1.3, 1].map(x => verdictOf(times('r', x, 1.2, 1.5)));
    expect(verdicts).toEqual(['aim met', 'ok', 'below']);
    expect([70, 100, 160].map(x => verdictOf(cost('r', x, 'ms', 150, 80)))).toEqual([
      'aim met',
      'ok',
      'below',
    ]);
  });

  it('says nothing where nothing is asked, and below where only an aim is and it is missed', () => {
    expect(verdictOf(cost('r', 1, 'ms'))).toBe('');
    expect(verdictOf(cost('r', 25, '%', null, 20))).toBe('below');
    expect(verdictOf(cost('r', 240, 'ms', 250))).toBe('ok');
  });
});
