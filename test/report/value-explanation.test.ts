import { describe, expect, it } from 'vitest';
import { explainableNames, explainName } from '../../src/report/explanation.ts';
import { listAppraisals, listComparisons, listPublished } from '../../src/report/lists.ts';
import { model } from './value-fixture.ts';

const explain = (name: string) => explainName(name, model)!;
const said = (name: string) => Object.fromEntries(explain(name).says.map(s => [s.key, s.text]));
const names = (all: readonly { readonly name: string }[]): string[] => all.map(n => n.name);

describe('what values and compares', () => {
  it('can be explained by its name, and every name of the model is one', () => {
    for (const name of ['plain', 'price', 'health', 'others_price'])
      expect(explainableNames(model)).toContain(name);
    for (const name of explainableNames(model)) expect(explain(name), name).toBeDefined();
  });

  it('is an appraisal with what it sets, which its parameters tell as well', () => {
    expect(explain('other')).toMatchObject({ kind: 'appraisal', doc: 'Money counts double.' });
    expect(said('other')).toEqual({ label: 'The other way', source: 'chosen', money: '4' });
    expect(said('money')['appraisals']).toBe('plain 2; other 4');
    expect(names(explain('other').feeds)).toEqual(['money']);
  });

  it('is a comparison with its outcomes, which name it among what they feed', () => {
    expect(explain('price')).toMatchObject({ kind: 'comparison', unit: 'GBP/QALY' });
    expect(said('price')['beside the first arm']).toBe(
      'what more is paid of cost, over what is gained of life_gained',
    );
    expect(said('pays_back')['beside the first arm']).toBe(
      'what is gained of saved, over what more is paid of cost',
    );
    expect(said('net')['beside the first arm']).toBe('what is gained of saved');
    expect(names(explain('price').fedBy)).toEqual(['life_gained', 'cost']);
    expect(names(explain('price').feeds)).toEqual(['others_price']);
    expect(names(explain('cost').feeds)).toEqual(['price', 'per_death', 'pays_back', 'money_matters']);
  });

  it('is a domain of the scorecard, or a published figure and why ours may differ', () => {
    expect(explain('health')).toMatchObject({ kind: 'domain of the scorecard' });
    expect(said('health')).toEqual({ life_gained: 'years of life', deaths: 'deaths' });
    expect(explain('others_price')).toMatchObject({ kind: 'published figure', unit: 'GBP_2010_11/QALY' });
    expect(said('others_price')).toMatchObject({
      value: '100',
      range: '50 to 200',
      status: 'read',
      over: '1 year',
      'why ours may differ': 'They count less.',
    });
  });

  it('is listed', () => {
    const items = [listAppraisals, listComparisons, listPublished].map(
      list => (list(model).json as { items: { name: string }[] }).items,
    );
    expect(items.map(names)).toEqual([
      ['plain', 'other'],
      ['net', 'price', 'per_death', 'pays_back'],
      ['others_price', 'long_return'],
    ]);
    expect(items[0]![1]).toMatchObject({ parameters: { money: 4 } });
  });
});
