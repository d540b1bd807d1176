/** A square matrix taken apart as P A = L U, ready to solve with any number of right-hand sides. */
export interface Factors {
  readonly n: number;
  /** Row `i` of L U is row `rows[i]` of the matrix. */
  readonly rows: Int32Array;
  /** What is not zero, row after row: L to the left of the diagonal (its own diagonal is 1), U from there on. */
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** Where each row begins in `columns` and `values`; the last entry is where the last row ends. */
  readonly starts: Int32Array;
  /** Where each row's diagonal stands. */
  readonly diagonals: Int32Array;
}

/** The spacing of doubles at 1: 2^-52. */
const EPSILON = 1 / 4503599627370496;

/**
 * Gaussian elimination with partial pivoting (Golub and Van Loan, Matrix Computations, §3.4), each row measured by
 * its own largest entry, so that rows in pounds and rows in people meet on equal terms. O(n³) at most: only what is
 * not zero is worked on, and an equation seldom reads more than a few unknowns.
 *
 * @param matrix n × n, row after row; left as it was
 * @returns the factors; or, as `singular`, the first column that is (to within n ulp of its own largest entry) a
 *   combination of those before it. A matrix with an entry that is not finite is singular as well.
 * @throws RangeError when the matrix does not have n × n entries
 */
export function factorize(matrix: Float64Array, n: number): Factors | { readonly singular: number } {
  if (matrix.length !== n * n) throw new RangeError(`expected ${n} × ${n} entries, found ${matrix.length}`);
  const lu = matrix.slice();
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const rowSize = largestPerRow(lu, n);
  const columnSize = largestPerColumn(lu, n, rowSize);

  for (let column = 0; column < n; column++) {
    let pivot = -1;
    let best = n * EPSILON * columnSize[column]!;
    for (let i = column; i < n; i++) {
      // NaN (a row of zeros, or one that is not finite) is never larger, hence never the pivot
      const size = Math.abs(lu[i * n + column]!) / rowSize[i]!;
      if (size > best) [pivot, best] = [i, size];
    }
    if (pivot < 0) return { singular: column };
    if (pivot !== column) {
      swapRows(lu, n, pivot, column);
      [rows[pivot], rows[column]] = [rows[column]!, rows[pivot]!];
      [rowSize[pivot], rowSize[column]] = [rowSize[column]!, rowSize[pivot]!];
    }
    eliminate(lu, n, column);
  }
  return { n, rows, ...withoutZeros(lu, n) };
}

/**
 * The x of A x = b.
 *
 * @param b n entries; left as it was
 * @throws RangeError when b does not have n entries
 */
export function solve(factors: Factors, b: Float64Array): Float64Array {
  const { n, rows, columns, values, starts, diagonals } = factors;
  if (b.length !== n) throw new RangeError(`expected ${n} entries, found ${b.length}`);
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let rest = b[rows[i]!]!;
    for (let at = starts[i]!; at < diagonals[i]!; at++) rest -= values[at]! * x[columns[at]!]!;
    x[i] = rest;
  }
  for (let i = n - 1; i >= 0; i--) {
    let rest = x[i]!;
    for (let at = diagonals[i]! + 1; at < starts[i + 1]!; at++) rest -= values[at]! * x[columns[at]!]!;
    x[i] = rest / values[diagonals[i]!]!;
  }
  return x;
}

/** Takes the pivot's row from those below it, and keeps the multipliers where it leaves zeros. */
function eliminate(lu: Float64Array, n: number, column: number): void {
  const pivotRow = column * n;
  const filled: number[] = [];
  for (let j = column + 1; j < n; j++) if (lu[pivotRow + j] !== 0) filled.push(j);
  for (let i = column + 1; i < n; i++) {
    const row = i * n;
    if (lu[row + column] === 0) continue;
    const multiplier = (lu[row + column] = lu[row + column]! / lu[pivotRow + column]!);
    for (const j of filled) lu[row + j] = lu[row + j]! - multiplier * lu[pivotRow + j]!;
  }
}

/** The entries that are not zero, and the whole diagonal. */
function withoutZeros(lu: Float64Array, n: number): Omit<Factors, 'n' | 'rows'> {
  const columns: number[] = [];
  const values: number[] = [];
  const starts = new Int32Array(n + 1);
  const diagonals = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) diagonals[i] = columns.length;
      else if (lu[i * n + j] === 0) continue;
      columns.push(j);
      values.push(lu[i * n + j]!);
    }
    starts[i + 1] = columns.length;
  }
  return { columns: Int32Array.from(columns), values: Float64Array.from(values), starts, diagonals };
}

function swapRows(lu: Float64Array, n: number, a: number, b: number): void {
  const kept = lu.slice(a * n, a * n + n);
  lu.copyWithin(a * n, b * n, b * n + n);
  lu.set(kept, b * n);
}

function largestPerRow(matrix: Float64Array, n: number): Float64Array {
  const sizes = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) sizes[i] = Math.max(sizes[i]!, Math.abs(matrix[i * n + j]!));
  return sizes;
}

/** Of the matrix whose rows have been divided by `rowSize`. */
function largestPerColumn(matrix: Float64Array, n: number, rowSize: Float64Array): Float64Array {
  const sizes = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const size = Math.abs(matrix[i * n + j]!) / rowSize[i]!;
      if (size > sizes[j]!) sizes[j] = size;
    }
  return sizes;
}
