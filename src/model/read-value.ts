import type { Faults, Place } from '../diagnostics/diagnostic.ts';
import type { Sector } from './shapes.ts';
import type { AppraisalSpec, ComparisonSpec, DomainSpec, PublishedSpec } from './value-spec.ts';

/** How what an arm does is valued, compared and set beside what others have found; each by name. */
export interface ValueSpecs {
  readonly appraisals: Map<string, AppraisalSpec>;
  readonly comparisons: Map<string, ComparisonSpec>;
  readonly scorecard: Map<string, DomainSpec>;
  readonly published: Map<string, PublishedSpec>;
}

export const noValue = (): ValueSpecs => ({
  appraisals: new Map(),
  comparisons: new Map(),
  scorecard: new Map(),
  published: new Map(),
});

/**
 * Adds what a sector says of value.
 *
 * @param claim takes a name for a declaration; false where it is taken, which is told
 */
export function addValue(
  into: ValueSpecs,
  s: Sector,
  claim: (name: string, place: Place) => boolean,
  faults: Faults,
): void {
  const { sector } = s;
  for (const [name, { place, label, doc, source, parameters }] of s.appraisals ?? [])
    if (claim(name, place))
      into.appraisals.set(name, { name, place, sector, label, doc, source, parameters });
  for (const [name, c] of s.comparisons ?? []) {
    if (!claim(name, c.place)) continue;
    const { place, label, doc, unit, gained, paid, is } = c;
    const base = { name, place, sector, label, doc, unit, gained };
    if (paid && is) into.comparisons.set(name, { ...base, kind: is, paid });
    else if (!paid && !is) into.comparisons.set(name, { ...base, kind: 'difference' });
    else faults.error('model/comparison', place, `${name} needs both paid and is, or neither of them`);
  }
  for (const [name, { place, label, measures }] of s.scorecard ?? [])
    if (claim(name, place)) into.scorecard.set(name, { name, place, sector, label, measures });
  for (const [name, p] of s.published ?? []) {
    if (!claim(name, p.place)) continue;
    const { keyPlaces: _, ...said } = p;
    into.published.set(name, { name, sector, ...said });
  }
}
