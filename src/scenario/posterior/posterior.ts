import { orderOf } from '../../numeric/order.ts';
import type { Located } from '../../source/shape.ts';

/** SHA-256 of what a fit was made from. */
export interface FitHashes {
  readonly model: string;
  readonly scenario: string;
  readonly area: string;
  readonly series: string;
}

/** Says in a posterior that a parameter has several values, and that a draw is a factor on all of them. */
export const FACTOR = 'factor';

/** What a fit has left of what was not known: draws of its parameters, all of a draw together. */
export interface Posterior {
  /** The name of the file that it was read from, or is to be written to. */
  readonly file: string;
  /** Of the fit. */
  readonly title: string;
  /** The years that were fitted, as written: `2009/10 to 2018/19`. */
  readonly years: string;
  readonly seed: string;
  readonly hashes: FitHashes;
  /** How it was searched and sampled, for showing. */
  readonly settings: ReadonlyMap<string, string>;
  /** How far the sampling has settled, for showing. */
  readonly convergence: ReadonlyMap<string, string>;
  /** At least one; no two of one name. The unit is the parameter's own, or FACTOR. */
  readonly parameters: readonly { readonly name: Located<string>; readonly unit: string }[];
  /** One for each row, above 0; they need not add up to 1. */
  readonly weights: Float64Array;
  /** values[row * parameters.length + p], in the parameter's own unit or as a factor. */
  readonly values: Float64Array;
}

/** All draws of one parameter: a copy. @param p its place among the posterior's parameters */
export const columnOf = ({ parameters, weights, values }: Posterior, p: number): Float64Array =>
  weights.map((_, row) => values[row * parameters.length + p]!);

/**
 * The number below which a share of the weight of some numbers lies; half-way between two where it ends between them.
 *
 * @param weights above 0, as many as there are numbers
 * @param share above 0 and below 1
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array, share: number): number {
  const order = orderOf(values);
  const wanted = share * weights.reduce((sum, w) => sum + w, 0);
  let below = 0;
  for (const [i, row] of order.entries()) {
    below += weights[row]!;
    const value = values[row]!;
    if (below === wanted && i + 1 < order.length) return (value + values[order[i + 1]!]!) / 2;
    if (below >= wanted) return value;
  }
  return values[order.at(-1)!]!;
}

/** The median of each parameter by itself, in their order. */
export const mediansOf = (posterior: Posterior): readonly number[] =>
  posterior.parameters.map((_, p) => weightedQuantile(columnOf(posterior, p), posterior.weights, 0.5));

/** A way to choose rows by weight. @returns the row that a share, from 0 and below 1, of all weight leads to */
export function rowChooser({ weights }: Pick<Posterior, 'weights'>): (share: number) => number {
  let sum = 0;
  const upTo = weights.map(w => (sum += w));
  return share => {
    const wanted = share * sum;
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (upTo[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
