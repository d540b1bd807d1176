import { describe, expect, it } from 'vitest';
import { drawTable } from '../../src/cli/draw-table.ts';
import { left, right, type TextTable } from '../../src/report/blocks.ts';

const table = (columns: TextTable['columns'], ...rows: string[][]): TextTable => ({
  columns,
  rows: rows.map(row => row.map(text => ({ text }))),
});
const plain = (t: TextTable): string[] => drawTable(t, text => text);

describe('a drawn table', () => {
  it('has words on the left, numbers on the right, and heads at the bottom above a rule', () => {
    const drawn = plain(
      table([left('who'), right('beside as now', 7), right('n')], ['Big bang', '−144', '1'], ['', '2', '10']),
    );
    expect(drawn).toEqual([
      '          beside',
      'who       as now   n',
      '────────────────────',
      'Big bang    −144   1',
      '               2  10',
    ]);
  });

  it('breaks long cells, and leaves their neighbours at the top', () => {
    expect(plain(table([left('', 12), right('')], ['  Leaving with a plan', '7'], ['x', '800']))).toEqual([
      '  Leaving     7',
      '    with a',
      '    plan',
      'x           800',
    ]);
  });

  it('counts characters, not code units', () => {
    expect(plain(table([left(''), right('')], ['£𝟙', '1'], ['abc', '2']))).toEqual(['£𝟙   1', 'abc  2']);
  });

  it('is as wide in colour, line by line', () => {
    const coloured: TextTable = {
      columns: [left('a head', 4), right('n')],
      rows: [[{ text: 'one two', tone: 'good' }, { text: '1' }]],
    };
    const drawn = drawTable(coloured, (text, tone) => (tone ? `<${tone}>${text}</>` : text));
    expect(drawn).toEqual([
      '<dim>a</>      <dim></>',
      '<dim>head</>  <dim>n</>',
      '───────',
      '<good>one</>   1',
      '<good>two</>',
    ]);
  });
});
