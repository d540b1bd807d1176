import { describe, expect, it } from 'vitest';
import { SOBOL_DIMENSIONS, sobolCoordinates, sobolDirections } from '../../src/numeric/sobol.ts';
import { SOBOL_DIRECTIONS } from '../../src/numeric/sobol-directions.ts';

const lines = SOBOL_DIRECTIONS.split('\n').map(line => line.split(' ').map(Number));

/** Coordinates of points without a shift, as whole numbers of 2^-32. */
const points = (dimension: number, count: number): number[] =>
  [...sobolCoordinates(dimension, count, 0)].map(x => x * 4294967296 - 0.5);

/** a × b modulo a polynomial of this degree over two elements, coefficients as bits. */
function times(a: number, b: number, polynomial: number, degree: number): number {
  let product = 0;
  for (let x = a, y = b; y > 0; y >>>= 1) {
    if (y & 1) product ^= x;
    x <<= 1;
    if (x >>> degree) x ^= polynomial;
  }
  return product;
}

function powerOfX(exponent: number, polynomial: number, degree: number): number {
  let [result, base] = [1, degree === 1 ? 1 : 2];
  for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = times(result, base, polynomial, degree);
    base = times(base, base, polynomial, degree);
  }
  return result;
}

const primeFactors = (n: number): number[] => {
  const factors: number[] = [];
  let rest = n;
  for (let p = 2; p * p <= rest; p++)
    if (rest % p === 0) {
      factors.push(p);
      while (rest % p === 0) rest /= p;
    }
  return rest > 1 ? [...factors, rest] : factors;
};

describe('the direction numbers', () => {
  it('stand for polynomials that are primitive, none twice, of rising degree', () => {
    const seen = new Set<number>();
    let last = 0;
    for (const [inner, ...first] of lines) {
      const degree = first.length;
      const polynomial = 2 ** degree + 2 * inner! + 1;
      // primitive: x has the order 2^degree - 1, and no proper part of that
      const order = 2 ** degree - 1;
      expect(powerOfX(order, polynomial, degree), `${polynomial}`).toBe(1);
      for (const p of primeFactors(order).filter(f => f < order))
        expect(powerOfX(order / p, polynomial, degree), `${polynomial}`).not.toBe(1);
      expect(seen.has(polynomial)).toBe(false);
      seen.add(polynomial);
      expect(degree).toBeGreaterThanOrEqual(last);
      last = degree;
    }
    // with degree 1 to 11 there are 1 + 1 + 2 + 2 + 6 + 6 + 18 + 16 + 48 + 60 + 176 of them: none is left out
    expect(lines.filter(l => l.length <= 12)).toHaveLength(336);
    expect(SOBOL_DIMENSIONS).toBe(lines.length + 1);
  });

  it('begin with odd numbers, each below 2 to the power of its place', () => {
    for (const [, ...first] of lines)
      for (const [i, m] of first.entries()) {
        expect(m % 2).toBe(1);
        expect(m).toBeLessThan(2 ** (i + 1));
      }
  });

  it('are those of the published file, line by line where it is quoted', () => {
    // new-joe-kuo-6.21201, d = 2 to 10, 100, 161, 300; its degree is how many numbers there are
    const published = `2 1 0 1
3 2 1 1 3
4 3 1 1 3 1
5 3 2 1 1 1
6 4 1 1 1 3 3
7 4 4 1 3 5 13
8 5 2 1 1 5 5 17
9 5 4 1 1 5 5 5
10 5 7 1 1 7 11 19
100 9 244 1 1 5 5 11 5 45 117 217
161 10 508 1 1 1 7 7 3 15 99 409 719
300 11 789 1 1 7 15 1 33 31 233 161 507 387`;
    for (const line of published.split('\n')) {
      const [d, degree, ...rest] = line.split(' ').map(Number);
      expect(lines[d! - 2]).toEqual(rest);
      expect(rest).toHaveLength(degree! + 1);
    }
  });
});

describe('the sequence', () => {
  it('begins as published', () => {
    // the first ten points in three dimensions, of the authors' own page
    const first = [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
      [0.1875, 0.3125, 0.9375],
      [0.6875, 0.8125, 0.4375],
    ];
    for (const d of [0, 1, 2])
      expect(points(d, 10).map(x => x / 4294967296)).toEqual(first.map(point => point[d]));
  });

  it('is the same far out, as another program has it', () => {
    // scipy.stats.qmc.Sobol(700, scramble=False, bits=32): points 1, 2, 3, 5, 100 and 1023, times 2^32
    const known: Record<number, number[]> = {
      3: [2147483648, 1073741824, 3221225472, 1610612736, 3120562176, 624951296],
      9: [2147483648, 3221225472, 1073741824, 536870912, 2986344448, 3653238784],
      99: [2147483648, 3221225472, 1073741824, 1610612736, 3791650816, 2277507072],
      699: [2147483648, 3221225472, 1073741824, 1610612736, 1174405120, 1941962752],
    };
    for (const [d, values] of Object.entries(known)) {
      const own = points(Number(d), 1024);
      expect([1, 2, 3, 5, 100, 1023].map(k => own[k])).toEqual(values);
    }
  });

  it('fills every part of a line once, in each dimension, whatever the shift', () => {
    for (const d of [0, 1, 57, 333, 699])
      for (const shift of [0, 0xffffffff, 0x9e3779b9]) {
        const cells = [...sobolCoordinates(d, 512, shift)].map(x => Math.floor(x * 512));
        expect(new Set(cells).size).toBe(512);
      }
  });

  it('fills the square of its first two dimensions evenly too', () => {
    const [x, y] = [sobolCoordinates(0, 256, 123), sobolCoordinates(1, 256, 456)];
    const cells = new Set([...x].map((v, k) => `${Math.floor(v * 16)},${Math.floor(y[k]! * 16)}`));
    expect(cells.size).toBe(256);
  });

  it('is moved off zero by a shift, which changes the same bits in every point', () => {
    const shifted = [...sobolCoordinates(5, 64, 0xdeadbeef)].map(x => x * 4294967296 - 0.5);
    expect(shifted[0]).toBe(0xdeadbeef);
    for (const [k, x] of points(5, 64).entries()) expect((shifted[k]! ^ x) >>> 0).toBe(0xdeadbeef);
  });

  it('never gives 0 or 1', () => {
    expect(sobolCoordinates(0, 1, 0)[0]).toBe(2 ** -33);
    expect(sobolCoordinates(0, 1, 0xffffffff)[0]).toBe(1 - 2 ** -33);
  });

  it('has no other dimensions', () => {
    for (const d of [-1, 0.5, 700])
      expect(() => sobolDirections(d)).toThrow(
        new RangeError(`dimension ${d}: expected a whole number below 700`),
      );
  });
});
