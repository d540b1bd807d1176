import type { CheckedTest } from '../claims/claim-test.ts';
import type { ClaimResults } from '../claims/try-claim.ts';
import { verdictOf } from '../claims/verdict.ts';

/** A claim's results for machines: every trial with the numbers of its tests. */
export function claimJson(results: ClaimResults): object {
  const { claim, usual, cases, grid, draws, ends, turned } = results;
  const { spec } = claim;
  return {
    says: spec.says,
    source: spec.source,
    refutedBy: spec.refutedBy,
    verdict: verdictOf(results),
    tests: claim.holdsIf.map(testJson),
    also: claim.also.map(testJson),
    usual,
    cases: cases.map(({ label, doc, trial }) => ({ label, doc, ...trial })),
    axes: spec.grid.map(({ label, vary, over }) => ({
      label,
      vary: vary.map(v => v.value),
      over: over.map(v => v.value),
    })),
    grid,
    draws,
    hangsOn: ends.map(({ parameter, low, high }) => ({
      parameter: parameter.name,
      range: parameter.spec.range,
      status: parameter.spec.status,
      low,
      high,
    })),
    turnedBy: turned && { doc: spec.turnedBy?.doc, ...turned },
    cannotBeTurned: spec.cannotBeTurned,
  };
}

const testJson = ({ spec, unit, operator }: CheckedTest): object => ({
  says: spec.says,
  test: spec.test.value,
  unit,
  operator,
});
