import type { Place } from '../diagnostics/diagnostic.ts';
import type { Located } from '../source/shape.ts';
import type { Status, Values } from './spec.ts';

/** What every way of valuing says of itself. */
interface Titled {
  readonly name: string;
  readonly place: Place;
  readonly sector: string;
  readonly label: string;
}

/** A way of appraising: parameters set to what a body prescribes. */
export interface AppraisalSpec extends Titled {
  readonly doc: string;
  readonly source: string;
  /** In the parameters' own units; elements that are not named keep their values. */
  readonly parameters: readonly Entry<Located<Values>>[];
}

/** A key of a mapping with its place, and what stands under it. */
export interface Entry<T> {
  readonly name: Located<string>;
  readonly value: T;
}

/**
 * A measure of an arm beside the first: the difference of an outcome (`gained`), or how much is paid for each that
 * is gained (`price`), or gained for each that is paid (`return`).
 */
export type ComparisonSpec = Titled & {
  readonly doc: string;
  readonly unit: Located<string>;
  readonly gained: Located<string>;
} & ({ readonly kind: 'difference' } | { readonly kind: 'price' | 'return'; readonly paid: Located<string> });

/** A part of what matters, and the outcomes that measure it, each with the plural noun that sentences use. */
export interface DomainSpec extends Titled {
  readonly measures: readonly Entry<string>[];
}

/** A published figure that is printed beside a comparison; no equation reads it. */
export interface PublishedSpec extends Titled {
  readonly value: Located<number>;
  readonly range: readonly [number, number];
  readonly unit: Located<string>;
  readonly source: string;
  readonly status: Status;
  /** The comparison that it is set beside. */
  readonly beside: Located<string>;
  /** Over how many years from the start; absent: over the whole run. */
  readonly horizon?: number;
  /** Why it and ours need not agree. */
  readonly differs: string;
}
