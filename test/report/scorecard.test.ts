import { describe, expect, it } from 'vitest';
import type { OutcomeTable } from '../../src/outcome/outcome-table.ts';
import { preferenceSentence, scoreArms } from '../../src/report/scorecard.ts';
import { model, tableOf } from './value-fixture.ts';

const ARMS = ['As now', 'Big bang', 'Evolution'];

/** A number by arm, all of it in the first year. */
const of = (...values: number[]) => values.map(v => [v, 0] as const);
const sentenceOf = (table: OutcomeTable): string =>
  preferenceSentence(scoreArms(model.scorecard, table), table);
const bestOf = (table: OutcomeTable) =>
  Object.fromEntries(scoreArms(model.scorecard, table).map(m => [m.noun, m.best]));

describe('the scorecard', () => {
  it('says which arm does best in each measure, whichever way is good', () => {
    const table = tableOf(ARMS, {
      life_gained: of(100, 90, 110),
      deaths: of(50, 40, 60),
      cost: of(1000, 1000, 990),
    });
    expect(bestOf(table)).toEqual({ 'years of life': [2], deaths: [1], costs: [2] });
    expect(scoreArms(model.scorecard, table)[0]!.differences).toEqual([0, -10, 10]);
    expect(sentenceOf(table)).toBe('Years of life and costs prefer “Evolution”; deaths prefer “Big bang”.');
  });

  it('takes arms within rounding as equal', () => {
    const table = tableOf(ARMS, { life_gained: of(100, 90, 100.3), deaths: of(50, 50.9, 50.2) });
    expect(bestOf(table)).toEqual({ 'years of life': [0, 2], deaths: [], costs: [] });
    expect(sentenceOf(table)).toBe(
      'Every measure that tells the arms apart prefers “As now” or “Evolution”.',
    );
  });

  it('names the arms that fall behind where they are fewer', () => {
    const arms = [...ARMS, 'Fourth'];
    const table = tableOf(arms, { deaths: of(50, 50, 60, 50), cost: of(1000, 900, 1000, 900) });
    expect(sentenceOf(table)).toBe('Deaths prefer any but “Evolution”; costs prefer “Big bang” or “Fourth”.');
  });

  it('says so where nothing tells the arms apart', () => {
    expect(sentenceOf(tableOf(ARMS, {}))).toBe('No measure tells the arms apart.');
  });

  it('counts measures beyond three, and prefers no arm in what has no number', () => {
    const [first] = scoreArms(model.scorecard, tableOf(ARMS, { life_gained: of(1, 9, 1) }));
    const many = ['a', 'b', 'c', 'd', 'e'].map(noun => ({ ...first!, noun }));
    expect(preferenceSentence([...many, { ...first!, noun: 'f', best: [2] }], tableOf(ARMS, {}))).toBe(
      'A, b, c and 2 other measures prefer “Big bang”; f prefer “Evolution”.',
    );
    expect(bestOf(tableOf(ARMS, { deaths: of(50, Number.NaN, 60) }))).toMatchObject({ deaths: [] });
  });
});
