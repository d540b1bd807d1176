import { describe, expect, it } from 'vitest';
import { type Factors, factorize, solve } from '../../src/numeric/linear.ts';
import { streamKey, uniform } from '../../src/numeric/stream.ts';

function factorsOf(matrix: Float64Array, n: number): Factors {
  const factors = factorize(matrix, n);
  if ('singular' in factors) return expect.fail(`singular at column ${factors.singular}`);
  return factors;
}

const multiply = (matrix: Float64Array, x: Float64Array): Float64Array =>
  x.map((_, i) => x.reduce((sum, v, j) => sum + matrix[i * x.length + j]! * v, 0));

/** Entries from -1 to 1. */
function randomMatrix(n: number, name: string): Float64Array {
  const key = streamKey('linear', name);
  return Float64Array.from({ length: n * n }, (_, i) => 2 * uniform(key, i) - 1);
}

const largest = (v: Float64Array): number => v.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
const identity = (n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) ? 0 : 1));

describe('solving', () => {
  it('a small system by hand', () => {
    // 2x + y = 5, x + 3y = 10
    expect([...solve(factorsOf(Float64Array.of(2, 1, 1, 3), 2), Float64Array.of(5, 10))]).toEqual([1, 3]);
  });

  it.each([1, 2, 5, 20, 80])('leaves a residual of rounding only, %i unknowns', n => {
    const matrix = randomMatrix(n, `random ${n}`);
    const b = randomMatrix(n, `right ${n}`).slice(0, n);
    const x = solve(factorsOf(matrix, n), b);
    const residual = multiply(matrix, x).map((v, i) => v - b[i]!);
    // backward stability of partial pivoting: |residual| is about n · eps · |A| · |x|
    expect(largest(residual)).toBeLessThan(n * 2 ** -50 * (1 + largest(x)));
  });

  it('fills in what elimination fills in: a matrix of few entries with a full row and a full column', () => {
    const n = 60;
    const matrix = randomMatrix(n, 'sparse');
    const key = streamKey('linear', 'which');
    // an arrow that points the wrong way: taking the first row from the others leaves none of their zeros
    for (let i = 1; i < n; i++)
      for (let j = 1; j < n; j++) if (i !== j && uniform(key, i, j) > 0.03) matrix[i * n + j] = 0;
    const b = randomMatrix(n, 'sparse right').slice(0, n);
    const factors = factorsOf(matrix, n);
    const x = solve(factors, b);
    expect(largest(multiply(matrix, x).map((v, i) => v - b[i]!))).toBeLessThan(
      n * 2 ** -50 * (1 + largest(x)),
    );
  });

  it('keeps no zeros: of a matrix with a triangle of entries, that triangle', () => {
    const n = 10;
    const matrix = Float64Array.from({ length: n * n }, (_, at) => (at % n >= Math.floor(at / n) ? 1 : 0));
    expect(factorsOf(matrix, n).values).toHaveLength((n * (n + 1)) / 2);
    // taking the first row from the second leaves a zero where neither has one
    const matched = Float64Array.of(1, 1, 0, 1, 1, 1, 0, 1, 1);
    expect([...factorsOf(matched, 3).values]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('takes the first of rows that would do as well, as they stand by then', () => {
    expect([...factorsOf(Float64Array.of(1, 0, 1, 1), 2).rows]).toEqual([0, 1]);
    // the last row has to come first; the other two have changed places by then
    expect([...factorsOf(Float64Array.of(0, 1, 0, 0, 1, 1, 1, 0, 0), 3).rows]).toEqual([2, 1, 0]);
  });

  it('needs rows swapped where the diagonal is zero', () => {
    const cycle = Float64Array.of(0, 1, 0, 0, 0, 1, 1, 0, 0); // x1, x2, x0 = b
    expect([...solve(factorsOf(cycle, 3), Float64Array.of(10, 20, 30))]).toEqual([30, 10, 20]);
    const corner = Float64Array.of(0, 2, 3, 4); // 2y = 4, 3x + 4y = 11
    expect([...solve(factorsOf(corner, 2), Float64Array.of(4, 11))]).toEqual([1, 2]);
  });

  it('gives back any permutation', () => {
    const key = streamKey('linear', 'permutation');
    for (let draw = 0; draw < 50; draw++) {
      const n = 12;
      const order = Array.from({ length: n }, (_, i) => i).sort(
        (a, b) => uniform(key, draw, a) - uniform(key, draw, b),
      );
      const matrix = new Float64Array(n * n);
      order.forEach((column, row) => {
        matrix[row * n + column] = 1;
      });
      const x = solve(
        factorsOf(matrix, n),
        Float64Array.from({ length: n }, (_, i) => i),
      );
      order.forEach((column, row) => {
        expect(x[column]).toBe(row);
      });
    }
  });

  it('is not misled by a small pivot', () => {
    // Golub and Van Loan's example for pivoting: without it, x would come out as 0
    const [x, y] = solve(factorsOf(Float64Array.of(1e-20, 1, 1, 1), 2), Float64Array.of(1, 2));
    expect(x).toBeCloseTo(1, 15);
    expect(y).toBeCloseTo(1, 15);
  });

  it('the Hilbert matrix of 6 rows, whose condition number is 1.5e7', () => {
    const n = 6;
    const hilbert = Float64Array.from({ length: 36 }, (_, i) => 1 / (Math.floor(i / n) + (i % n) + 1));
    const x = solve(factorsOf(hilbert, n), multiply(hilbert, new Float64Array(n).fill(1)));
    for (const v of x) expect(Math.abs(v - 1)).toBeLessThan(1.5e7 * 2 ** -50);
    // its inverse is of whole numbers; the corner is n² = 36
    expect(solve(factorsOf(hilbert, n), Float64Array.of(1, 0, 0, 0, 0, 0))[0]).toBeCloseTo(36, 6);
  });

  it('leaves its arguments as they were, and can be repeated', () => {
    const matrix = randomMatrix(4, 'kept');
    const b = Float64Array.of(1, 2, 3, 4);
    const [matrixBefore, bBefore] = [matrix.slice(), b.slice()];
    const factors = factorsOf(matrix, 4);
    expect(solve(factors, b)).toEqual(solve(factors, b));
    expect(matrix).toEqual(matrixBefore);
    expect(b).toEqual(bBefore);
  });

  it('an empty system', () => {
    expect(solve(factorsOf(new Float64Array(0), 0), new Float64Array(0))).toHaveLength(0);
  });

  it('refuses wrong sizes', () => {
    expect(() => factorize(new Float64Array(5), 2)).toThrow(
      new RangeError('expected 2 × 2 entries, found 5'),
    );
    expect(() => solve(factorsOf(identity(2), 2), new Float64Array(3))).toThrow(
      new RangeError('expected 2 entries, found 3'),
    );
  });
});

describe('a singular matrix', () => {
  it.each<[string, number[], number]>([
    ['zero', [0], 0],
    ['a column of zeros', [1, 0, 2, 3, 0, 4, 5, 0, 6], 1],
    ['a row of zeros', [1, 2, 3, 0, 0, 0, 4, 5, 7], 2],
    ['two equal columns', [1, 1, 5, 2, 2, 6, 3, 3, 8], 1],
    ['1 to 9, where rounding leaves a tiny pivot', [1, 2, 3, 4, 5, 6, 7, 8, 9], 2],
    ['thirds, where rounding leaves a tiny pivot', [0.1, 0.3, 0.1 / 3, 0.1], 1],
    ['NaN', [1, 2, 3, NaN], 1],
    ['infinite', [Infinity, 1, 1, 1], 1],
  ])('is told by the column: %s', (_, entries, column) => {
    expect(factorize(Float64Array.from(entries), Math.sqrt(entries.length))).toEqual({ singular: column });
  });

  it('is found at the column that the others add up to', () => {
    const n = 30;
    const matrix = randomMatrix(n, 'dependent');
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < 17; j++) sum += matrix[i * n + j]!;
      matrix[i * n + 17] = sum;
    }
    expect(factorize(matrix, n)).toEqual({ singular: 17 });
  });
});

describe('units', () => {
  const entries = [2, 1, 0, 1, 3, 1, 0, 1, 4];

  it('of the rows do not make a matrix singular', () => {
    const size = [1e-12, 1, 1e15];
    factorsOf(
      Float64Array.from(entries, (v, i) => v * size[Math.floor(i / 3)]!),
      3,
    );
    factorsOf(Float64Array.of(1, 2, 1e-20, 3e-20), 2);
  });

  it('of the columns do not make a matrix singular', () => {
    const size = [1e-12, 1, 1e15];
    factorsOf(
      Float64Array.from(entries, (v, i) => v * size[i % 3]!),
      3,
    );
  });

  it('of the whole do not hide that it is', () => {
    for (const size of [1e-200, 1e200])
      expect(factorize(Float64Array.of(size, 2 * size, 2 * size, 4 * size), 2)).toEqual({ singular: 1 });
  });
});
