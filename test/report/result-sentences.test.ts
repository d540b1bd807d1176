import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PEOPLE_PHRASES } from '../../src/report/people-phrases.ts';
import { MONEY_PHRASES, resultSentences } from '../../src/report/result-sentences.ts';
import { outcome, outcomeTable, row } from './outcome-fixture.ts';

const kept = outcome('completions_kept');
const inTreatment = outcome('in_treatment', { summary: 'average' });
const deaths = outcome('deaths', { better: 'lower' });
const grant = outcome('money_granted', { table: 'cost', unit: 'GBP' });

/** Two years of three counts and the grant, for each arm. */
const compare = (arms: readonly string[], numbers: readonly (readonly [number, number, number, number])[]) =>
  resultSentences(
    outcomeTable(
      arms,
      [kept, inTreatment, deaths, grant].map((spec, i) =>
        row(
          spec,
          numbers.map(arm => [arm[i]!, arm[i]!]),
        ),
      ),
    ),
  );

describe('the sentences of a result', () => {
  it('say what an arm changes for people and for money', () => {
    expect(
      compare(
        ['As now', 'Cut'],
        [
          [100, 1000, 50, 2e6],
          [90, 1012.4, 50.6, 1.5e6],
        ],
      ),
    ).toEqual([
      '“Cut” beside “As now”, over 2 years: 20 (10%) fewer people complete treatment and are not back within six months, 12 (1.2%) more are in treatment in an average year and 1 (1.2%) more dies; £1.00m less is given for treatment.',
    ]);
  });

  it('say that an arm makes no difference when it makes none', () => {
    expect(
      compare(
        ['As now', 'Same'],
        [
          [100, 1000, 50, 2e6],
          [100.2, 1000.3, 50, 2e6],
        ],
      ),
    ).toEqual([
      '“Same” beside “As now”, over 2 years: it makes no difference; no count changes by as much as one person, nor the money by £1,000.',
    ]);
  });

  it('say in what an arm makes no difference', () => {
    expect(
      compare(
        ['As now', 'Cut'],
        [
          [100, 1000, 50, 2e6],
          [100, 1000, 49, 2e6],
        ],
      ),
    ).toEqual([
      '“Cut” beside “As now”, over 2 years: 2 (2.0%) fewer people die; no difference in completions that last or people in treatment.',
    ]);
    expect(
      compare(
        ['As now', 'Cut'],
        [
          [100, 1000, 50, 2e6],
          [100, 1000, 50, 1e6],
        ],
      ),
    ).toEqual([
      '“Cut” beside “As now”, over 2 years: no difference in completions that last, people in treatment or deaths; £2.00m less is given for treatment.',
    ]);
  });

  it('name the arm that does best when there are several', () => {
    const [best] = compare(
      ['A', 'B', 'C'],
      [
        [100, 1000, 50, 2e6],
        [110, 1000, 50, 2e6],
        [90, 1000, 40, 2e6],
      ],
    );
    expect(best).toBe('“B” has the most completions that last (220).');
    const [both] = compare(
      ['A', 'B', 'C'],
      [
        [100, 1000, 50, 2e6],
        [110, 1000, 40, 2e6],
        [90, 1000, 50, 2e6],
      ],
    );
    expect(both).toBe('“B” has the most completions that last (220).');
    const [equal] = compare(
      ['A', 'B', 'C'],
      [
        [100, 1000, 50, 2e6],
        [100, 1000, 40, 2e6],
        [90, 1000, 40, 2e6],
      ],
    );
    expect(equal).toBe('“A” and “B” have the most completions that last (200).');
  });

  it('leave arms beyond the fifth to the tables', () => {
    const arms = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const sentences = compare(
      arms,
      arms.map(() => [100, 1000, 50, 2e6] as const),
    );
    expect(sentences.at(-1)).toBe('The tables show 2 more arms.');
  });

  it('tell what becomes of an arm alone, and whether it holds still', () => {
    expect(compare(['As now'], [[100, 1000, 50, 2e6]])).toEqual([
      'Over 2 years, 200 people complete treatment and are not back within six months, 1,000 are in treatment in an average year and 100 die.',
      'From 2016/17 to 2017/18 no yearly count of completions that last, people in treatment or deaths moves by as much as one person.',
    ]);
    const falls = resultSentences(
      outcomeTable(
        ['As now'],
        [row(outcome('in_treatment', { label: 'People in treatment', summary: 'average' }), [[1000, 990]])],
      ),
    );
    expect(falls[1]).toBe('From 2016/17 to 2017/18: people in treatment 1,000 → 990 (−10).');
  });

  it('tell a model without these outcomes by its labels', () => {
    const trees = outcome('trees', { label: 'Trees', unit: 'event' });
    expect(resultSentences(outcomeTable(['As now', 'Cut'], [row(trees, [[10], [7]])]))).toEqual([
      '“Cut” beside “As now”, in 2016/17: 3 (30%) fewer trees.',
    ]);
  });

  it('are about outcomes that the shipped model has', () => {
    for (const [file, phrases] of [
      ['7-outcomes.yaml', PEOPLE_PHRASES],
      ['7a-costs.yaml', MONEY_PHRASES],
    ] as const) {
      const sector = readFileSync(`src/model/treatment/${file}`, 'utf8');
      for (const { outcome: name } of phrases) expect(sector).toContain(`\n  ${name}:\n`);
    }
  });
});
