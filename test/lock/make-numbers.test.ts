import { describe, expect, it } from 'vitest';
import type { ClaimResults, Trial } from '../../src/claims/try-claim.ts';
import { compareEnsemble } from '../../src/comparison/compare-ensemble.ts';
import { makeNumbers } from '../../src/lock/make-numbers.ts';
import { ensembleOf } from '../comparison/ensemble-fixture.ts';
import { outcome, outcomeTable, row } from '../report/outcome-fixture.ts';

const deaths = outcome('deaths', { better: 'lower' });
const whole = outcomeTable(
  ['As now', 'Cut'],
  [
    row(deaths, [
      [1, 2],
      [2, 3],
    ]),
    row(outcome('redundancy', { table: 'detail' }), [
      [0, 0],
      [5, 6],
    ]),
  ],
);

describe('the numbers of a scenario', () => {
  it('are every outcome in every arm, whole and by year; of the detail the whole alone', () => {
    const { columns, rows } = makeNumbers({ whole });
    expect(columns.usual).toEqual(['whole run', '2016/17', '2017/18']);
    expect(rows).toEqual([
      { part: 'usual', name: 'deaths', arm: 'as_now', values: [3, 1, 2] },
      { part: 'usual', name: 'deaths', arm: 'cut', values: [5, 2, 3] },
      { part: 'usual', name: 'redundancy', arm: 'as_now', values: [0] },
      { part: 'usual', name: 'redundancy', arm: 'cut', values: [11] },
    ]);
  });

  it('are the middle of the draws, and how each arm lies beside the first in them', () => {
    const neutral = outcome('practitioners', { better: 'neither' });
    const ensemble = ensembleOf({
      arms: ['A', 'B'],
      outcomes: [
        { spec: deaths, values: [[[1, 2, 3]], [[0, 4, 3]]] },
        { spec: neutral, values: [[[5, 5, 5]], [[6, 6, 6]]] },
      ],
    });
    const { columns, rows } = makeNumbers({ whole, comparison: compareEnsemble(ensemble, 'deaths') });
    expect(columns.draws).toEqual([
      'low',
      'median',
      'high',
      'low of the difference',
      'median of the difference',
      'high of the difference',
      'better',
      'same',
      'worse',
    ]);
    const [a, b] = ensemble.experiment.arms.map(arm => arm.name) as [string, string];
    expect(rows.slice(4)).toEqual(
      [
        { part: 'trials', name: 'draws that gave a result', arm: '', values: [3, 3, 0] },
        { part: 'draws', name: 'deaths', arm: a, values: [1.1, 2, 2.9] },
        { part: 'draws', name: 'deaths', arm: b, values: [0.3, 3, 3.9, -0.9, 0, 1.8, 1, 1, 1] },
        { part: 'draws', name: 'practitioners', arm: a, values: [5, 5, 5] },
        { part: 'draws', name: 'practitioners', arm: b, values: [6, 6, 6, 1, 1, 1] },
      ].map(r => ({ ...r, values: r.values.map(x => expect.closeTo(x, 12)) })),
    );
    expect(columns.trials).toEqual(['held', 'of', 'failed']);
  });

  it('are both sides of every test of a claim, and its trials counted', () => {
    const test = (text: string) => ({ spec: { says: text, test: { value: text } } });
    const trial = (left: number, holds: boolean, failed?: string): Trial =>
      ({
        holdsIf: failed === undefined ? [{ left, right: 9, margin: 0, holds }] : [],
        also: failed === undefined ? [{ left: -left, right: -9, margin: 0, holds }] : [],
        holds,
        ...(failed !== undefined && { failed }),
      }) as Trial;
    const yes = trial(1, true);
    const no = trial(2, false);
    const broken = trial(0, false, 'no start');
    const claim = {
      claim: { holdsIf: [test('a < b')], also: [test('c < d')], spec: {} },
      usual: yes,
      cases: [{ label: 'No shocks', trial: no }],
      grid: [
        [yes, no],
        [yes, broken],
      ],
      draws: [...Array(9).fill(yes), no],
      ends: [{ parameter: { name: 'handoff_loss' }, low: yes, high: no }],
      turned: no,
    } as unknown as ClaimResults;
    const { columns, rows } = makeNumbers({ whole, claim });
    expect(columns.claim).toEqual(['left side', 'right side']);
    const sides = (tried: string, x: number) => [
      { part: 'claim', name: `${tried}: a < b`, arm: '', values: [x, 9] },
      { part: 'claim', name: `${tried}: c < d`, arm: '', values: [-x, -9] },
    ];
    expect(rows.slice(4)).toEqual([
      { part: 'trials', name: 'claim over draws', arm: '', values: [9, 10, 0] },
      { part: 'trials', name: 'claim over the grid', arm: '', values: [2, 3, 1] },
      { part: 'trials', name: 'claim: supported', arm: '', values: [1, 1, 0] },
      ...sides('usual values', 1),
      ...sides('No shocks', 2),
      ...sides('handoff_loss low', 1),
      ...sides('handoff_loss high', 2),
      ...sides('turned', 2),
    ]);
  });

  it('leave out trials that a claim has none of', () => {
    const claim = {
      claim: { holdsIf: [], also: [], spec: {} },
      usual: { holdsIf: [], also: [], holds: true },
      cases: [],
      grid: [],
      draws: [],
      ends: [],
      turned: undefined,
    } as unknown as ClaimResults;
    expect(
      makeNumbers({ whole, claim })
        .rows.slice(4)
        .map(r => r.name),
    ).toEqual(['claim: open']);
  });
});
