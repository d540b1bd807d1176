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

/** A row's entries by their column; what is not there is zero. */
export type SparseRow = Map<number, number>;

/** The spacing of doubles at 1: 2^-52. */
const EPSILON = 1 / 4503599627370496;

/**
 * Gaussian elimination with partial pivoting (Golub and Van Loan, Matrix Computations, §3.4), each row measured by
 * its own largest entry, so that rows in pounds and rows in people meet on equal terms. O(n³) at most: only what is
 * not zero is worked on, and an equation seldom reads more than a few unknowns.
 *
 * @param rows n rows over n columns; changed
 * @returns the factors; or, as `singular`, the first column that is (to within n ulp of its own largest entry) a
 *   combination of those before it. A matrix with an entry that is not finite is singular as well.
 */
export function factorizeRows(rows: readonly SparseRow[]): Factors | { readonly singular: number } {
  const n = rows.length;
  const rowSize = Float64Array.from(rows, largestOf);
  const columnSize = new Float64Array(n);
  /** By column: the rows with an entry there. */
  const holders: number[][] = rows.map(() => []);
  for (const [i, row] of rows.entries())
    for (const [j, value] of row) {
      holders[j]!.push(i);
      const size = Math.abs(value) / rowSize[i]!;
      if (size > columnSize[j]!) columnSize[j] = size;
    }
  const order = Int32Array.from(rows, (_, i) => i);
  const placeOf = order.slice();

  for (let column = 0; column < n; column++) {
    let pivot = -1;
    let best = n * EPSILON * columnSize[column]!;
    for (const i of holders[column]!) {
      if (placeOf[i]! < column) continue;
      // NaN (a row that is not finite) is never larger, hence never the pivot
      const size = Math.abs(rows[i]!.get(column)!) / rowSize[i]!;
      const isTie = size === best && pivot >= 0 && placeOf[i]! < placeOf[pivot]!;
      if (!(size > best || isTie)) continue;
      pivot = i;
      best = size;
    }
    if (pivot < 0) return { singular: column };
    const other = order[column]!;
    [order[placeOf[pivot]!], placeOf[other]] = [other, placeOf[pivot]!];
    [order[column], placeOf[pivot]] = [pivot, column];
    for (const i of holders[column]!) if (placeOf[i]! > column) eliminate(rows, pivot, i, column, holders);
  }
  return { n, rows: order, ...inOrder(rows, order) };
}

/**
 * The same for a matrix that is written out.
 *
 * @param matrix n × n, row after row; left as it was
 * @throws RangeError when the matrix does not have n × n entries
 */
export function factorize(matrix: Float64Array, n: number): ReturnType<typeof factorizeRows> {
  if (matrix.length !== n * n) throw new RangeError(`expected ${n} × ${n} entries, found ${matrix.length}`);
  const rows = Array.from({ length: n }, (): SparseRow => new Map());
  for (const [at, value] of matrix.entries()) if (value !== 0) rows[Math.floor(at / n)]!.set(at % n, value);
  return factorizeRows(rows);
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

/** Takes the pivot's row from another, and keeps the multiplier where that leaves a zero. */
function eliminate(
  rows: readonly SparseRow[],
  pivot: number,
  from: number,
  column: number,
  holders: readonly number[][],
): void {
  const [pivotRow, row] = [rows[pivot]!, rows[from]!];
  const entry = row.get(column)!;
  if (entry === 0) return;
  const multiplier = entry / pivotRow.get(column)!;
  row.set(column, multiplier);
  for (const [j, value] of pivotRow) {
    if (j <= column) continue;
    const before = row.get(j);
    if (before === undefined) holders[j]!.push(from);
    row.set(j, (before ?? 0) - multiplier * value);
  }
}

/** The entries that are not zero, and the whole diagonal, row after row and in the order of their columns. */
function inOrder(rows: readonly SparseRow[], order: Int32Array): Omit<Factors, 'n' | 'rows'> {
  const columns: number[] = [];
  const values: number[] = [];
  const starts = new Int32Array(order.length + 1);
  const diagonals = new Int32Array(order.length);
  for (const [i, from] of order.entries()) {
    for (const j of Int32Array.from(rows[from]!.keys()).sort()) {
      const value = rows[from]!.get(j)!;
      if (j === i) diagonals[i] = columns.length;
      else if (value === 0) continue;
      columns.push(j);
      values.push(value);
    }
    starts[i + 1] = columns.length;
  }
  return { columns: Int32Array.from(columns), values: Float64Array.from(values), starts, diagonals };
}

function largestOf(row: SparseRow): number {
  let size = 0;
  for (const value of row.values()) size = Math.max(size, Math.abs(value));
  return size;
}
