import { describe, expect, it } from 'vitest';
import { type StreamKey, streamKey, threefry, uniform, uniformInto } from '../../src/numeric/stream.ts';

const numbers = (key: StreamKey, count: number, index = 0): number[] =>
  Array.from({ length: count }, (_, draw) => uniform(key, draw, index));

/** Pearson's, of two lists of equal length. Near N(0, 1 / length) for independent lists. */
function correlation(xs: readonly number[], ys: readonly number[]): number {
  const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(xs), mean(ys)];
  let [xy, xx, yy] = [0, 0, 0];
  xs.forEach((x, i) => {
    const [dx, dy] = [x - mx, ys[i]! - my];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xy / Math.sqrt(xx * yy);
}

describe('the mixing', () => {
  it('gives the published answers', () => {
    // threefry2x32, 20 rounds, of the file kat_vectors of Random123
    expect(threefry(0, 0, 0, 0)).toEqual([0x6b200159, 0x99ba4efe]);
    expect(threefry(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff)).toEqual([0x1cb996fc, 0xbb002be7]);
    expect(threefry(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3)).toEqual([0xc4923a9c, 0x483df7a0]);
  });
});

describe('a key', () => {
  it('is the same every time', () => {
    expect(streamKey('1', 'x')).toEqual([4277962648, 271148751]); // pinned
    expect(streamKey('1', 'x')).toEqual(streamKey('1', 'x'));
  });

  const distinct: [string, [string, string], [string, string]][] = [
    ['a seed and its repetition', ['ab', 'x'], ['abab', 'x']],
    ['a name and its repetition', ['1', 'ab'], ['1', 'abab']],
    ['seed and name swapped', ['a', 'b'], ['b', 'a']],
    ['a character moved from name to seed', ['a', 'bc'], ['ab', 'c']],
    ['an empty name and an empty seed', ['a', ''], ['', 'a']],
    ['names that share their low bytes', ['1', 'a'], ['1', 'š']], // U+0061 and U+0161
    ['non-latin names', ['1', 'лечение'], ['1', 'потребность']],
    ['an accent', ['1', 'retention'], ['1', 'rétention']],
    ['the reserved character', ['a', 'b.c'], ['a.b', 'c']],
    ['names longer than the generator holds', ['1', 'x'.repeat(300)], ['1', `${'x'.repeat(299)}y`]],
    ['names whose bytes run together', ['1', '\u0001\u0023'], ['1', '\u0012\u0003']],
    ['1 and 01', ['1', 'x'], ['01', 'x']],
  ];
  it.each(distinct)('tells apart %s', (_, a, b) => {
    expect(streamKey(...a)).not.toEqual(streamKey(...b));
  });

  it('is shared by no two of ten thousand names', () => {
    const keys = Array.from({ length: 10_000 }, (_, i) => streamKey('1', `parameter_${i}`).join());
    expect(new Set(keys).size).toBe(10_000);
  });
});

describe('a number', () => {
  const key = streamKey('1', 'retention_rate');

  it('is the same every time', () => {
    expect([uniform(key, 0), uniform(key, 1), uniform(key, 0, 1)]).toEqual([
      0.2629100415994359, 0.44900827886827, 0.05952870824102918,
    ]); // pinned
    expect(uniform(key, 4294967295, 4294967295)).toBe(0.25749042127868105); // pinned
  });

  it('does not depend on what was drawn before', () => {
    const forwards = numbers(key, 1000);
    const backwards = Array.from({ length: 1000 }, (_, i) => {
      uniform(streamKey('1', 'another'), i);
      return uniform(key, 999 - i);
    });
    expect(backwards.reverse()).toEqual(forwards);
  });

  it('lies in [0, 1) and fills 53 bits', () => {
    const grid = 2 ** 53;
    let seen = 0n;
    for (const u of numbers(key, 2000)) {
      expect(u).toBeGreaterThanOrEqual(0);
      expect(u).toBeLessThan(1);
      expect(Number.isInteger(u * grid)).toBe(true);
      seen |= BigInt(u * grid);
    }
    expect(seen).toBe(2n ** 53n - 1n);
  });

  it('refuses a draw or index that would repeat another', () => {
    for (const wrong of [-1, 0.5, 4294967296, NaN]) {
      expect(() => uniform(key, wrong)).toThrow(RangeError);
      expect(() => uniform(key, 0, wrong)).toThrow(RangeError);
    }
    expect(() => uniform(key, -1, 7)).toThrow('draw -1, index 7: expected whole numbers from 0 to 2^32 - 1');
  });

  it('is put into an array as it would be returned', () => {
    const out = new Float64Array(3).fill(9);
    uniformInto(out, 1, ...key, 5, 2);
    expect([...out]).toEqual([9, uniform(key, 5, 2), 9]);
  });
});

describe('the numbers of a stream', () => {
  const count = 200_000;
  const key = streamKey('2024', 'staff_turnover');

  it.each([
    ['along draws', (i: number) => uniform(key, i)],
    ['along indices', (i: number) => uniform(key, 7, i)],
    ['along names', (i: number) => uniform(streamKey('2024', `name_${i % 5000}`), i < 5000 ? 0 : i)],
  ])('are uniform %s', (name, at) => {
    const n = name === 'along names' ? 5000 : count;
    const cells = new Float64Array(100);
    let [sum, squares] = [0, 0];
    for (let i = 0; i < n; i++) {
      const u = at(i);
      sum += u;
      squares += (u - 0.5) * (u - 0.5);
      cells[Math.floor(u * 100)]! += 1;
    }
    // four standard errors: sd of a uniform is sqrt(1/12), that of its squared deviation sqrt(1/180)
    expect(Math.abs(sum / n - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(squares / n - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
    const chiSquare = cells.reduce((total, c) => total + (c - n / 100) ** 2 / (n / 100), 0);
    // 99 degrees of freedom: 0.1 % lies below 60.3, 0.1 % above 148.2
    expect(chiSquare).toBeGreaterThan(60.3);
    expect(chiSquare).toBeLessThan(148.2);
  });

  const limit = 4 / Math.sqrt(count);
  const us = numbers(key, count);

  it.each([1, 2, 3, 16, 1024])('do not follow those %i draws before', lag => {
    expect(Math.abs(correlation(us.slice(lag), us.slice(0, -lag)))).toBeLessThan(limit * 1.01);
  });

  it('do not follow those of the next index, of another name or of another seed', () => {
    for (const other of [
      numbers(key, count, 1),
      numbers(streamKey('2024', 'staff_turnovers'), count),
      numbers(streamKey('2025', 'staff_turnover'), count),
    ])
      expect(Math.abs(correlation(us, other))).toBeLessThan(limit);
  });

  it('fill the square of adjacent draws evenly', () => {
    const cells = new Float64Array(400);
    for (let i = 0; i + 1 < count; i += 2)
      cells[Math.floor(us[i]! * 20) * 20 + Math.floor(us[i + 1]! * 20)]! += 1;
    const expected = count / 2 / 400;
    const chiSquare = cells.reduce((total, c) => total + (c - expected) ** 2 / expected, 0);
    // 399 degrees of freedom: mean 399, standard deviation sqrt(798) = 28.2; four of them either way
    expect(Math.abs(chiSquare - 399)).toBeLessThan(113);
  });
});
