import { describe, expect, it } from 'vitest';
import { listPolicies } from '../../src/report/lists.ts';
import { scenarioSchema } from '../../src/scenario/schema.ts';

describe('the list of policies', () => {
  const { page, json } = listPolicies(scenarioSchema());
  const items = (json as { items: { room: string; name: string; examples: object[] }[] }).items;

  it('is what the schema knows, called by the key that a scenario writes', () => {
    expect(items.filter(i => i.room === 'funding').map(i => i.name)).toEqual([
      'cut',
      'rescue',
      'inflation',
      'ring_fence',
    ]);
    expect(items.map(i => i.room)).toContain('services');
    for (const { name, examples } of items) expect(Object.keys(examples[0]!)).toContain(name);
  });

  it('shows an example of each as it is written', () => {
    const texts = page.flatMap(b => (b.kind === 'text' ? [b.text] : []));
    expect(texts.some(t => t.includes('{cut: 15%, from: 2017-04, over: 3 years}'))).toBe(true);
  });
});
