import { describe, expect, it } from 'vitest';
import { csvText, outcomesCsv } from '../../src/report/csv.ts';
import { outcome, outcomeTable, row } from './outcome-fixture.ts';

describe('outcomes as CSV', () => {
  const deaths = outcome('deaths', { label: 'Deaths, any cause' });
  const waits = outcome('waits', { label: '=1+1', unit: 'fraction', summary: 'last' });

  it('have a row for each arm, outcome and window, and one for the whole run', () => {
    const whole = outcomeTable(
      ['As now', 'Cut'],
      [
        row(deaths, [
          [10, 11],
          [10, 12.5],
        ]),
      ],
    );
    expect(outcomesCsv([whole]).split('\r\n')).toEqual([
      'arm,outcome,label,unit,dimension,element,window,value',
      'as_now,deaths,"Deaths, any cause",people,,,2016/17,10',
      'as_now,deaths,"Deaths, any cause",people,,,2017/18,11',
      'as_now,deaths,"Deaths, any cause",people,,,whole run,21',
      'cut,deaths,"Deaths, any cause",people,,,2016/17,10',
      'cut,deaths,"Deaths, any cause",people,,,2017/18,12.5',
      'cut,deaths,"Deaths, any cause",people,,,whole run,22.5',
      '',
    ]);
  });

  it('name dimension and element, leave out what has no number, and disarm formulas', () => {
    const byAge = outcomeTable(['As now'], [row(waits, [[Number.NaN]], 'a18_29')], 'age');
    expect(outcomesCsv([byAge]).split('\r\n')[1]).toBe("as_now,waits,'=1+1,fraction,age,a18_29,2016/17,");
  });

  it('can be narrowed to some outcomes', () => {
    const whole = outcomeTable(['As now'], [row(deaths, [[1]]), row(waits, [[2]])]);
    expect(outcomesCsv([whole], new Set(['waits']))).not.toContain('deaths');
  });
});

describe('a cell of text', () => {
  it.each([
    ['plain', 'plain'],
    ['a "word"', '"a ""word"""'],
    ['two\nlines', '"two\nlines"'],
    ['=SUM(A1)', "'=SUM(A1)"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['-a,b', '"\'-a,b"'],
  ])('%j is written %s', (text, written) => {
    expect(csvText(text)).toBe(written);
  });
});
