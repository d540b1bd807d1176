import { describe, expect, it } from 'vitest';
import { tooManyFailed } from '../../src/cli/work/failed-draws.ts';
import { compareEnsemble } from '../../src/comparison/compare-ensemble.ts';
import { ensembleOf } from '../comparison/ensemble-fixture.ts';
import { outcome } from '../report/outcome-fixture.ts';

/** Of 200 draws, so many that failed; each in both arms, which is one draw all the same. */
const withFailures = (failed: number) => {
  const draws = Array.from({ length: 200 }, (_, k) => k);
  const failures = draws
    .slice(0, failed)
    .flatMap(draw =>
      ['a', 'b'].map(arm => ({ draw, arm, fault: { kind: 'start', name: 'need', value: 1 } as const })),
    );
  const outcomes = [{ spec: outcome('gain'), values: [[draws], [draws]] }];
  return compareEnsemble(ensembleOf({ arms: ['A', 'B'], outcomes, failures }), 'gain');
};

describe('failed draws', () => {
  it('are let pass up to one in a hundred', () => {
    expect(tooManyFailed(withFailures(0))).toBeUndefined();
    expect(tooManyFailed(withFailures(2))).toBeUndefined();
  });

  it('beyond that fail the command, with the first of them told', () => {
    expect(tooManyFailed(withFailures(3))).toMatchObject({
      code: 'compare/failed-draws',
      severity: 'error',
      message:
        '3 of 200 draws of test.yaml failed, more than 1%: draw 0, arm a: no steady start meets the area’s figures; furthest off is need',
    });
  });
});
