import { sobolCoordinates } from '../numeric/sobol.ts';
import { type StreamKey, uniform } from '../numeric/stream.ts';

/**
 * How draws are spread: each by chance; one in each of as many equal parts as there are draws; or along Sobol's
 * sequence, which fills the space of all streams together evenly.
 */
export const SAMPLINGS = ['random', 'latin', 'sobol'] as const;
export type Sampling = (typeof SAMPLINGS)[number];

/** What a stream's second numbers are for: the order of the parts of a Latin hypercube, and the shift of Sobol's. */
const BESIDE = 1;

/** The least share that is drawn, and how far from 1 the greatest is: quantiles of 0 and 1 may be infinite. */
const LEAST = 1 / 18014398509481984;
const MOST = 1 - 1 / 9007199254740992;

/** Keeps a share off 0 and 1. */
export const insideOne = (share: number): number => Math.min(MOST, Math.max(LEAST, share));

/**
 * The shares, above 0 and below 1, that a stream gives to each of the draws: a pure function of the arguments. By
 * chance a draw has the same share however many there are; along Sobol's sequence too.
 *
 * @param dimension of Sobol's sequence; no other stream may have the same
 */
export function pointsOf(key: StreamKey, draws: number, sampling: Sampling, dimension: number): Float64Array {
  switch (sampling) {
    case 'random':
      return byChance(key, draws);
    case 'latin':
      return inEachPart(key, draws);
    case 'sobol':
      return sobolCoordinates(dimension, draws, Math.floor(uniform(key, 0, BESIDE) * 4294967296));
  }
}

function byChance(key: StreamKey, draws: number): Float64Array {
  const shares = new Float64Array(draws);
  for (let k = 0; k < draws; k++) shares[k] = insideOne(uniform(key, k));
  return shares;
}

/** One share by chance in each of as many equal parts as there are draws, the parts shuffled (Fisher and Yates). */
function inEachPart(key: StreamKey, draws: number): Float64Array {
  const shares = new Float64Array(draws);
  for (let part = 0; part < draws; part++) shares[part] = insideOne((part + uniform(key, part)) / draws);
  for (let k = draws - 1; k > 0; k--) {
    const other = Math.floor(uniform(key, k, BESIDE) * (k + 1));
    [shares[k], shares[other]] = [shares[other]!, shares[k]!];
  }
  return shares;
}
