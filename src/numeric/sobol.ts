import { SOBOL_DIRECTIONS } from './sobol-directions.ts';

/** How many dimensions there are direction numbers for. */
export const SOBOL_DIMENSIONS = 700;
const BITS = 32;

let lines: readonly string[] | undefined;

/**
 * The 32 direction numbers of a dimension, each a fraction of 2^32: what bit c of a point's number changes in its
 * coordinate.
 *
 * @param dimension from 0; 0 is van der Corput's sequence
 * @throws RangeError where there is no such dimension
 */
export function sobolDirections(dimension: number): Uint32Array {
  if (!(Number.isInteger(dimension) && dimension >= 0 && dimension < SOBOL_DIMENSIONS))
    throw new RangeError(`dimension ${dimension}: expected a whole number below ${SOBOL_DIMENSIONS}`);
  const directions = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let c = 0; c < BITS; c++) directions[c] = 1 << (BITS - 1 - c);
    return directions;
  }
  lines ??= SOBOL_DIRECTIONS.split('\n');
  const [inner, ...first] = lines[dimension - 1]!.split(' ').map(Number);
  const degree = first.length;
  for (const [c, m] of first.entries()) directions[c] = m << (BITS - 1 - c);
  for (let c = degree; c < BITS; c++) {
    let v = directions[c - degree]! ^ (directions[c - degree]! >>> degree);
    for (let i = 1; i < degree; i++) if ((inner! >>> (degree - 1 - i)) & 1) v ^= directions[c - i]!;
    directions[c] = v;
  }
  return directions;
}

/**
 * One coordinate of the first points of Sobol's sequence, each from the middle of its cell of 2^-32, so that none is 0
 * or 1: every 2^k points from the first on fill every 2^k-th of the line once.
 *
 * The order is that of Gray's code (I. A. Antonov and V. M. Saleev, 1979), as published sequences have it. A shift
 * keeps the pattern and takes the first point away from 0: it changes the same bits in every point.
 *
 * @param shift 32 random bits, the same for all points of a dimension, others in each dimension
 */
export function sobolCoordinates(dimension: number, points: number, shift: number): Float64Array {
  const directions = sobolDirections(dimension);
  const out = new Float64Array(points);
  let x = shift >>> 0;
  for (let k = 0; k < points; k++) {
    out[k] = (x + 0.5) / 4294967296;
    x = (x ^ directions[lowestZero(k)]!) >>> 0;
  }
  return out;
}

/** The place of the lowest bit of k that is 0. */
const lowestZero = (k: number): number => 31 - Math.clz32(~k & (k + 1));
