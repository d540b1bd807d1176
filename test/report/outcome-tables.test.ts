import { describe, expect, it } from 'vitest';
import { type Block, widthOf, wrapCell } from '../../src/report/blocks.ts';
import { outcomeBlocks, type TableRequest } from '../../src/report/outcome-tables.ts';
import { outcome, outcomeTable, row } from './outcome-fixture.ts';

/** Blocks as lines; the cells of a table with bars between, tones in brackets. */
function show(blocks: readonly Block[]): string[] {
  return blocks.flatMap(b => {
    if (b.kind === 'heading') return [`# ${b.text}`];
    if (b.kind === 'text') return [b.text];
    if (b.kind !== 'table') return [];
    const heads = b.table.columns.map(c => c.head.replace('\n', ' ')).join('|');
    const rows = b.table.rows.map(r =>
      r.map(c => c.text + (c.tone && !/plain|strong/.test(c.tone) ? ` (${c.tone})` : '')).join('|'),
    );
    return [heads, ...rows];
  });
}

const request = (extra: Partial<TableRequest> & Pick<TableRequest, 'whole'>): TableRequest => ({
  detail: false,
  width: 100,
  ...extra,
});

const completions = outcome('completions', { label: 'Completions' });
const deaths = outcome('deaths', { label: 'Deaths', better: 'lower' });
const grant = outcome('grant', { label: 'Money given', table: 'cost', unit: 'GBP', better: 'neither' });
const staff = outcome('staff', {
  label: 'Practitioners',
  unit: 'wte',
  summary: 'average',
  better: 'neither',
});
const seams = outcome('seams', { label: 'Seams', table: 'detail', unit: 'fraction', summary: 'last' });

describe('the tables of outcomes', () => {
  it('name what did not happen in any arm below the table, unless it is asked for', () => {
    const whole = outcomeTable(
      ['As now', 'Cut'],
      [
        row(completions, [
          [1, 4],
          [1, 3],
        ]),
        row(deaths, [
          [0, 0],
          [0, 0],
        ]),
      ],
    );
    const printed = show(outcomeBlocks(request({ whole }))).join('\n');
    expect(printed).toContain('Nothing in any arm: Deaths.');
    expect(printed.match(/Deaths/g)).toHaveLength(1);
    const asked = show(outcomeBlocks(request({ whole, only: new Set(['deaths']) }))).join('\n');
    expect(asked).not.toContain('Nothing in any arm');
    expect(asked).toContain('Deaths');
  });

  it('stand arms side by side with the difference from the first, good and bad told apart', () => {
    const whole = outcomeTable(
      ['As now', 'Cut'],
      [
        row(completions, [
          [100, 100],
          [100, 80],
        ]),
        row(deaths, [
          [10, 10],
          [10, 12],
        ]),
        row(grant, [
          [2e6, 2e6],
          [2e6, 1.5e6],
        ]),
      ],
    );
    expect(show(outcomeBlocks(request({ whole })))).toEqual([
      '# Outcomes',
      '|As now|Cut|beside As now|by year',
      'Over 2 years||||',
      '  Completions|200|180|−20 (bad)|█▁',
      '  Deaths|20|22|+2 (bad)|▁█',
      '# Costs',
      '|As now|Cut|beside As now|by year',
      'Over 2 years||||',
      '  Money given|£4.00m|£3.50m|−£500k|█▁',
      'By year: each row of the arm that differs most from As now on a scale of its own; level where it hardly moves.',
    ]);
  });

  it('group rows by how years were made one, and name units that numbers do not show', () => {
    const whole = outcomeTable(
      ['As now'],
      [row(completions, [[1, 4]]), row(staff, [[39, 40]]), row(seams, [[0.5, 0.6]])],
    );
    expect(show(outcomeBlocks(request({ whole, detail: true })))).toEqual([
      '# Outcomes',
      '|As now|by year',
      'Over 2 years||',
      '  Completions|5|▁█',
      'A year, on average||',
      '  Practitioners (wte)|39.5|▁█',
      '# Detail',
      '|As now|by year',
      'In 2017/18||',
      '  Seams|60.0%|▁█',
      'By year: each row on a scale of its own; level where it hardly moves.',
    ]);
  });

  it('leave the detail out unless it is asked for, whole or by name', () => {
    const whole = outcomeTable(['As now'], [row(completions, [[1, 4]]), row(seams, [[0.5, 0.6]])]);
    expect(show(outcomeBlocks(request({ whole }))).join()).not.toContain('Seams');
    expect(show(outcomeBlocks(request({ whole, only: new Set(['seams']) }))).join()).toMatch(/Seams/);
    expect(show(outcomeBlocks(request({ whole, only: new Set(['seams']) }))).join()).not.toMatch(
      /Completions/,
    );
  });

  it('put years under each row', () => {
    const whole = outcomeTable(
      ['As now', 'Cut'],
      [
        row(deaths, [
          [10, 10.2],
          [10, 12],
        ]),
      ],
    );
    expect(
      show(outcomeBlocks(request({ whole, breakdown: { kind: 'windows', table: whole } }))).slice(2, 6),
    ).toEqual([
      'Over 2 years||||',
      '  Deaths|20|22|+2 (bad)|▁█',
      '    2016/17|10|10|0 (dim)|',
      '    2017/18|10|12|+2 (bad)|',
    ]);
  });

  it('put elements under each row, empty ones together, and count rows that have none', () => {
    const whole = outcomeTable(['As now'], [row(deaths, [[3, 3]]), row(staff, [[39, 40]])]);
    const elements = ['a18_29', 'a30_49', 'a50_plus', 'a90_plus'].map((e, i) =>
      row(deaths, [i < 2 ? [1 + i, 1 + i] : [0, 0]], e),
    );
    const table = outcomeTable(['As now'], elements, 'age');
    expect(show(outcomeBlocks(request({ whole, breakdown: { kind: 'elements', table } })))).toEqual([
      '# Outcomes',
      '|As now|by year',
      'Over 2 years||',
      '  Deaths|6|▄▄',
      '    18–29|2|▄▄',
      '    30–49|4|▄▄',
      '    all others|0|',
      'Not counted by age: Practitioners.',
      'By year: each row on a scale of its own; level where it hardly moves.',
    ]);
  });

  it('stand arms under each other when side by side they do not fit', () => {
    const arms = ['As now', 'One', 'Two', 'Three', 'Four', 'Five'];
    const whole = outcomeTable(arms, [
      row(
        deaths,
        arms.map((_, a) => [10 + 3 * a, 10 + 3 * a]),
      ),
    ]);
    const blocks = outcomeBlocks(request({ whole, width: 80 }));
    expect(blocks.flatMap(b => (b.kind === 'heading' ? [b.text] : []))).toEqual(
      arms.slice(1).map(arm => `Outcomes: ${arm} beside As now`),
    );
    for (const b of blocks) if (b.kind === 'table') expect(widthOf(b.table)).toBeLessThanOrEqual(80);
  });

  it('head a column by the name of an arm whose label is too long for one', () => {
    const whole = outcomeTable(
      ['As now', 'One provider for everything, every three years'],
      [
        row(deaths, [
          [1, 2],
          [1, 2],
        ]),
      ],
    );
    expect(show(outcomeBlocks(request({ whole })))[1]).toBe(
      '|As now|one provider for everything, every three years|beside As now|by year',
    );
  });
});

describe('a cell', () => {
  it('breaks at spaces, with later lines further in', () => {
    expect(wrapCell('  Medicines, dispensing, supervision', 24)).toBe(
      '  Medicines, dispensing,\n    supervision',
    );
    expect(wrapCell('short', 24)).toBe('short');
    expect(wrapCell('beside\nAs now', 12)).toBe('beside\nAs now');
  });
});
