import type { Place } from '../diagnostics/diagnostic.ts';
import type { Status } from './spec.ts';
import type { Entry } from './value-spec.ts';

/** How a parameter can be drawn within its range. */
export const DISTRIBUTIONS = [
  'beta',
  'gamma',
  'lognormal',
  'normal',
  'triangular',
  'pert',
  'uniform',
  'discrete',
  'fixed',
] as const;
export type DistributionName = (typeof DISTRIBUTIONS)[number];

/**
 * Parameters that are drawn together, because one cause lies behind all of them: each follows that cause as far as
 * its loading says (1: in step, 0: not at all, below 0: against it). Two members correlate by the product of theirs.
 */
export interface CorrelatedSpec {
  readonly name: string;
  readonly place: Place;
  readonly sector: string;
  readonly doc: string;
  readonly members: readonly Entry<number>[];
  readonly status: Status;
  readonly source: string;
}
