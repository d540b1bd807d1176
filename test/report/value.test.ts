import { describe, expect, it } from 'vitest';
import type { OutcomeTable } from '../../src/outcome/outcome-table.ts';
import type { Block } from '../../src/report/blocks.ts';
import { valueBlocks } from '../../src/report/value-blocks.ts';
import {
  compareArms,
  inOurUnit,
  publishedBeside,
  tellPublished,
} from '../../src/report/value-comparisons.ts';
import { valueJson } from '../../src/report/value-json.ts';
import { experimentOf, tableOf } from './value-fixture.ts';

const ARMS = ['As now', 'Other'];

/** What one comparison says of the second arm. */
function compared(name: string, table: OutcomeTable) {
  const found = compareArms(experimentOf(), table).find(c => c.comparison.spec.name === name)!;
  const { gained, paid, ratio, told } = found.arms[0]!;
  return { gained, paid, ratio, told: told.text, tone: told.tone };
}

/** Life and cost of the second arm beside the first, over two years. */
const beside = (life: number, cost: number): OutcomeTable =>
  tableOf(ARMS, {
    life_gained: [
      [100, 100],
      [100 + life, 100],
    ],
    cost: [
      [5000, 5000],
      [5000, 5000 + cost],
    ],
  });

describe('a price', () => {
  it('is what is paid for each that is gained, where more is gained for more', () => {
    expect(compared('price', beside(4, 8000))).toMatchObject({
      gained: 4,
      paid: 8000,
      ratio: 2000,
      told: '£2.0k',
    });
  });

  it('is what is saved for each that is lost, where less is gained for less', () => {
    const found = compared('price', beside(-4, -8000));
    expect(found).toMatchObject({ gained: -4, paid: -8000, ratio: 2000, told: 'saves £2.0k for each lost' });
  });

  it('has no meaning where the signs differ, and words instead', () => {
    expect(compared('price', beside(4, -8000))).toMatchObject({
      ratio: undefined,
      told: 'better for less',
      tone: 'good',
    });
    expect(compared('price', beside(-4, 8000))).toMatchObject({
      ratio: undefined,
      told: 'worse for more',
      tone: 'bad',
    });
  });

  it('has no meaning where rounding hides what is gained or paid', () => {
    expect(compared('price', beside(0.01, 8000)).told).toBe('about the same for more');
    expect(compared('price', beside(0.01, -8000)).told).toBe('about the same for less');
    expect(compared('price', beside(4, 0.5)).told).toBe('better for about the same');
    expect(compared('price', beside(-4, 0.5)).told).toBe('worse for about the same');
    expect(compared('price', beside(0.01, 0.5))).toMatchObject({
      ratio: undefined,
      told: 'no difference',
      tone: 'dim',
    });
  });

  it('counts fewer of what is bad as a gain', () => {
    const table = tableOf(ARMS, {
      deaths: [
        [50, 50],
        [48, 47],
      ],
      cost: [
        [0, 0],
        [500, 500],
      ],
    });
    expect(compared('per_death', table)).toMatchObject({ gained: 5, paid: 1000, ratio: 200, told: '£200' });
  });
});

describe('a return', () => {
  const paysBack = (saved: number, cost: number) =>
    compared(
      'pays_back',
      tableOf(ARMS, {
        saved: [
          [0, 0],
          [0, saved],
        ],
        cost: [
          [9000, 0],
          [9000, cost],
        ],
      }),
    );

  it('is what is gained for each pound that is paid, or lost for each that is saved', () => {
    expect(paysBack(4100, 1000)).toMatchObject({ ratio: 4.1, told: '£4.10 for each £1' });
    expect(paysBack(-4100, -1000)).toMatchObject({ ratio: 4.1, told: 'loses £4.10 for each £1 saved' });
    expect(paysBack(-4100, 1000).told).toBe('worse for more');
    // Of £9,000, £80 is hardly paid.
    expect(paysBack(4100, 80)).toMatchObject({ ratio: undefined, told: 'better for about the same' });
  });
});

describe('arms that are equal', () => {
  it('differ by exactly nothing in every comparison', () => {
    const table = tableOf(ARMS, {});
    expect(compared('net', table)).toEqual({
      gained: 0,
      paid: undefined,
      ratio: undefined,
      told: '0',
      tone: 'dim',
    });
    for (const name of ['price', 'per_death', 'pays_back'])
      expect(compared(name, table), name).toMatchObject({ ratio: undefined, told: 'no difference' });
  });
});

describe('a published figure', () => {
  it('stands beside the same comparison over its own years', () => {
    const table = tableOf(ARMS, {
      life_gained: [
        [100, 100],
        [104, 140],
      ],
      cost: [
        [5000, 5000],
        [5800, 9000],
      ],
    });
    const [theirs] = publishedBeside(experimentOf({ beside: ['others_price'] }), table);
    expect(theirs!.arms![0]).toMatchObject({ gained: 4, paid: 800, ratio: 200 });
    // Pounds of 2010/11, at 80 beside 100.
    expect(inOurUnit(theirs!.published)).toEqual({ value: 125, range: [62.5, 250] });
    expect(tellPublished(theirs!.published)).toEqual({ value: '£125', range: '£63 to £250' });
  });

  it('has nothing beside it where the run is shorter', () => {
    const experiment = experimentOf({ beside: ['long_return'] });
    expect(publishedBeside(experiment, beside(4, 8000))[0]!.arms).toBeUndefined();
    expect(textsOf(valueBlocks(experiment, beside(4, 8000), 100))).toContain('the run is shorter');
  });
});

const textsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(b => {
    if (b.kind === 'heading' || b.kind === 'text') return [b.text];
    if (b.kind === 'bullets') return b.items;
    return b.kind === 'table' ? b.table.rows.flatMap(r => r.map(c => c.text)) : [];
  });

describe('the page', () => {
  it('has a row for each arm but the first, and says how it is valued', () => {
    const texts = textsOf(valueBlocks(experimentOf(), beside(4, 8000), 100));
    expect(texts.slice(0, 6)).toEqual([
      'Value beside As now, over 2 years',
      'Other',
      '0',
      '£2.0k',
      'about the same for more',
      'about the same for more',
    ]);
    expect(texts[6]).toBe('Appraisal: The plain way; --appraisal other values the same otherwise.');
    const valued = (money: readonly number[]) =>
      textsOf(valueBlocks(experimentOf({ money }), beside(4, 8000), 100))[6];
    expect(valued([4, 4])).toBe('Appraisal: The other way; --appraisal plain values the same otherwise.');
    expect(valued([2, 4])).toBe(
      'Appraisal: what the scenario sets; --appraisal plain or other values the same otherwise.',
    );
  });

  it('says where a published figure comes from and why it differs', () => {
    const texts = textsOf(valueBlocks(experimentOf({ beside: ['others_price'] }), beside(4, 8000), 100));
    expect(texts).toContain(
      'Theirs (100 GBP_2010_11/QALY as published, read: a paper). Beside it stands Cost per life year over 1 year. They count less.',
    );
  });

  it('says nothing of an arm alone', () => {
    const alone = tableOf(['As now'], {});
    expect(valueBlocks(experimentOf(), alone, 100)).toEqual([]);
    expect(valueJson(experimentOf(), alone)).toBeUndefined();
  });
});

describe('the document', () => {
  it('holds the same, unrounded', () => {
    const document = JSON.parse(
      JSON.stringify(valueJson(experimentOf({ beside: ['long_return'] }), beside(3, 8000))),
    );
    expect(document.appraisal).toBe('plain');
    expect(document.comparisons[1]).toMatchObject({
      name: 'price',
      kind: 'price',
      gained: 'life_gained',
      paid: 'cost',
      arms: { other: { gained: 3, paid: 8000, ratio: 8000 / 3, told: '£2.7k' } },
    });
    expect(document.comparisons[0].arms).toEqual({ other: { gained: 0, told: '0' } });
    expect(document.published[0]).toMatchObject({
      name: 'long_return',
      value: 4,
      converted: { value: 4, range: [1, 5], unit: 'GBP/GBP' },
      years: 5,
      arms: null,
    });
    expect(document.scorecard.measures[0]).toEqual({
      domain: 'health',
      outcome: 'life_gained',
      noun: 'years of life',
      unit: 'QALY',
      better: 'higher',
      differences: { as_now: 0, other: 3 },
      best: ['other'],
    });
  });
});
