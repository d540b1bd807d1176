import { describe, expect, it } from 'vitest';
import { runArms } from '../../src/arms/run-arms.ts';
import { Outcome, parameters, resolve, scenario } from './bench.ts';

const BIG_BANG =
  '{retender: all lots, to: one new provider, start: 2018-04, term: 1 year, repeat: each term, target: integrated}';
const OTHER_NUMBERS = `{parameters: ${parameters({ handoff_loss: 0.15, turnover_reference: 0.25 })}}`;

/** Arms that share their numbers and so their start, each twice over. */
const SHARED = {
  as_now: '{}',
  as_now_again: '{}',
  cut: '{funding: [{cut: 20%, from: 2017-04, over: 2 years}]}',
  cut_again: '{funding: [{cut: 20%, from: 2017-04, over: 2 years}]}',
  big_bang: `{commissioning: [${BIG_BANG}]}`,
  big_bang_again: `{commissioning: [${BIG_BANG}]}`,
};

/** Long enough for two retenders. */
const run = (arms: Readonly<Record<string, string>>): Outcome =>
  new Outcome(resolve(scenario(arms, { horizon: '4 years' })), [], runArms);

/** Every number of an arm that differs, in the slightest, between two runs. */
function differences(a: Outcome, armOfA: string, b: Outcome, armOfB: string): string[] {
  const out: string[] = [];
  for (const window of ['year', 'quarter'] as const)
    for (const by of [undefined, 'group']) {
      const [rows, others] = [a, b].map(o => o.table(window, by).rows) as [
        ReturnType<Outcome['table']>['rows'],
        ReturnType<Outcome['table']>['rows'],
      ];
      const [i, j] = [a.runs.indexOf(a.run(armOfA)), b.runs.indexOf(b.run(armOfB))];
      for (const [r, row] of rows.entries()) {
        const other = others[r]!;
        const same =
          Object.is(row.overall[i], other.overall[j]) &&
          row.byWindow[i]!.every((v, w) => Object.is(v, other.byWindow[j]![w]));
        if (!same) out.push(`${row.spec.name} ${row.element ?? ''} by ${window}`);
      }
    }
  return out;
}

describe('arms', () => {
  const arms = { ...SHARED, other: OTHER_NUMBERS, other_again: OTHER_NUMBERS };
  const all = run(arms);

  it.each(['as_now', 'cut', 'big_bang', 'other'])('%s twice gives the same numbers to the last bit', arm => {
    expect(differences(all, arm, all, `${arm}_again`)).toEqual([]);
    expect(differences(all, arm, all, arm === 'cut' ? 'big_bang' : 'cut')).not.toEqual([]);
  });

  it('come out the same in whatever order', () => {
    const reversed = run(Object.fromEntries(Object.entries(arms).reverse()));
    for (const arm of Object.keys(arms)) expect(differences(all, arm, reversed, arm)).toEqual([]);
  });

  it.each(['cut', 'other'] as const)('%s comes out the same alone as beside others', arm => {
    expect(differences(all, arm, run({ [arm]: arms[arm] }), arm)).toEqual([]);
  });
});
