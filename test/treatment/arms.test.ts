import { describe, expect, it } from 'vitest';
import { type Outcome, parameters, run, scenario } from './bench.ts';

const BIG_BANG =
  '{retender: all lots, to: one new provider, start: 2018-04, term: 1 year, repeat: each term, target: integrated}';
const OTHER_NUMBERS = `{parameters: ${parameters({ handoff_loss: 0.15, turnover_reference: 0.25 })}}`;

/** Arms that share their numbers and so their start, each twice over. */
const SHARED: Readonly<Record<string, string>> = {
  as_now: '{}',
  as_now_again: '{}',
  cut: '{funding: [{cut: 20%, from: 2017-04, over: 2 years}]}',
  cut_again: '{funding: [{cut: 20%, from: 2017-04, over: 2 years}]}',
  big_bang: `{commissioning: [${BIG_BANG}]}`,
  big_bang_again: `{commissioning: [${BIG_BANG}]}`,
};

/** Long enough for two retenders. */
const text = (arms: Readonly<Record<string, string>>): string => scenario(arms, { horizon: '4 years' });

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
  const all = run(text(SHARED));

  it.each(['as_now', 'cut', 'big_bang'])('%s twice gives the same numbers to the last bit', arm => {
    expect(differences(all, arm, all, `${arm}_again`)).toEqual([]);
    expect(differences(all, arm, all, arm === 'cut' ? 'big_bang' : 'cut')).not.toEqual([]);
  });

  it('with other parameters twice give the same numbers to the last bit', () => {
    const two = run(text({ as_now: '{}', other: OTHER_NUMBERS, other_again: OTHER_NUMBERS }));
    expect(differences(two, 'other', two, 'other_again')).toEqual([]);
  });

  it('come out the same in whatever order, and whichever others there are', () => {
    const reversed = run(text(Object.fromEntries(Object.entries(SHARED).reverse())));
    const alone = run(text({ cut: SHARED['cut']! }));
    const more = run(text({ ...SHARED, other: OTHER_NUMBERS }));
    for (const arm of Object.keys(SHARED)) {
      expect(differences(all, arm, reversed, arm)).toEqual([]);
      expect(differences(all, arm, more, arm)).toEqual([]);
    }
    expect(differences(all, 'cut', alone, 'cut')).toEqual([]);
  });

  it('with numbers of their own come out the same beside any other arms', () => {
    const alone = run(text({ other: OTHER_NUMBERS }));
    const second = run(text({ as_now: '{}', other: OTHER_NUMBERS }));
    expect(differences(alone, 'other', second, 'other')).toEqual([]);
  });
});
