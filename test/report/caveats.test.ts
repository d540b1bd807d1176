import { describe, expect, it } from 'vitest';
import { evidenceSentence, type RunFacts, runWarnings } from '../../src/report/caveats.ts';

const facts = (name: string, extra: { start?: object; capped?: [string, number][] } = {}): RunFacts =>
  ({
    arm: { name },
    start: {
      converged: true,
      residual: 0,
      worst: '',
      iterations: 1,
      years: 1,
      unmet: [],
      infeasible: [],
      ...extra.start,
    },
    values: new Float64Array(),
    result: { series: new Float64Array(), fault: undefined, capped: new Map(extra.capped ?? []) },
  }) as RunFacts;

describe('warnings of a run', () => {
  it('are none when nothing is amiss', () => {
    expect(runWarnings([facts('as_now')])).toEqual([]);
  });

  it('name stocks that emptied within a step', () => {
    expect(runWarnings([facts('as_now', { capped: [['waiting', 1.52]] })])).toEqual([
      'More would leave waiting (1.5 times what is there) within one step than is there; all leave, in proportion. A shorter step avoids it.',
    ]);
  });

  it('name the arm when there are several', () => {
    const infeasible = [{ name: 'entry_rate[opiate]', value: -0.5, least: 0 }];
    expect(runWarnings([facts('as_now'), facts('big_bang', { start: { infeasible } })])).toEqual([
      'In big bang, the start needs entry_rate[opiate] = −0.5, below the least that makes sense (0).',
    ]);
  });
});

describe('the evidence', () => {
  it('is told by how well it is known, best first, without what there is none of', () => {
    const byStatus = { read: 3, 'read-secondary': 0, derived: 2, recalled: 0, assumption: 4, fitted: 0 };
    expect(
      evidenceSentence({
        parameters: { total: 9, byStatus },
        figures: { total: 1, byStatus: { ...byStatus, read: 1, derived: 0, assumption: 0 } },
      }),
    ).toBe('9 parameters in play: 3 read, 2 derived, 4 assumed. 1 figure of the area: 1 read.');
  });
});
