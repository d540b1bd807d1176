import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { orderOf } from '../../src/numeric/order.ts';
import { streamKey, uniform } from '../../src/numeric/stream.ts';

const sortedPlaces = (values: readonly number[]): number[] =>
  [...values.keys()].sort((a, b) => {
    const [x, y] = [values[a]!, values[b]!];
    return x < y ? -1 : x > y ? 1 : a - b;
  });
const expectSorted = (values: readonly number[]): void => {
  expect([...orderOf(Float64Array.from(values))]).toEqual(sortedPlaces(values));
};

const draws = 3000;
const key = streamKey('order', 'numbers');
const drawn = (of: (u: number, k: number) => number): number[] =>
  Array.from({ length: draws }, (_, k) => of(uniform(key, k), k));

describe('the order of numbers', () => {
  it('is that of a sort that leaves equal ones in their order', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true }),
      fc.double({ noNaN: true, min: 1, max: 1 + 1e-12 }),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, -5e-324),
    );
    fc.assert(fc.property(fc.array(value, { maxLength: 80 }), expectSorted), { numRuns: 3000 });
  });

  it('takes 0 and -0 for equal', () => {
    expectSorted([0, -0, 1, -0, 0]);
    expectSorted([-0, 0, -0, -1]);
  });

  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['spread evenly', drawn(u => u)],
    ['on both sides of 0', drawn(u => u - 0.3)],
    ['that differ by rounding', drawn(u => 1025 + u * 1e-12)],
    ['of all sizes', drawn(u => 1 / (u * u * u * u * u))],
    ['all the same', drawn(() => 7)],
    ['that are counts', drawn(u => Math.floor(5 * u))],
    ['that fall', drawn((_, k) => -k)],
    ['few of which are close', drawn((u, k) => (k % 100 === 0 ? 1 + u * 1e-12 : u * 1e6))],
  ])('of many numbers %s is told by their digits: nothing needs to be sorted', (_, values) => {
    const sort = vi.spyOn(Uint32Array.prototype, 'sort');
    const order = orderOf(Float64Array.from(values));
    expect(sort).not.toHaveBeenCalled();
    expect([...order]).toEqual(sortedPlaces(values));
  });

  it.each([
    ['of all sizes below 0', drawn(u => -1 / (u * u * u * u * u))],
    ['that differ by rounding, but for one', drawn((u, k) => (k === 700 ? -1e-9 : 5 + u * 1e-12))],
    ['some of them infinite', drawn((u, k) => (k % 5 === 0 ? Infinity : k % 7 === 0 ? -Infinity : u))],
  ])('of many numbers %s, which their digits do not tell apart, takes sorting', (_, values) => {
    const sort = vi.spyOn(Uint32Array.prototype, 'sort');
    const order = orderOf(Float64Array.from(values));
    expect(sort).toHaveBeenCalledOnce();
    expect([...order]).toEqual(sortedPlaces(values));
  });
});
