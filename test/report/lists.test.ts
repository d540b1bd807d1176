import { describe, expect, it } from 'vitest';
import { explainPolicy, listPolicies } from '../../src/report/policy-list.ts';
import { scenarioSchema } from '../../src/scenario/schema.ts';
import { program } from '../treatment/bench.ts';

describe('the list of policies', () => {
  const { page, json } = listPolicies(scenarioSchema(), program.model);
  const items = (json as { items: { room: string; name: string; examples: object[] }[] }).items;

  it('is what the schema knows, called by the key that a scenario writes', () => {
    expect(items.filter(i => i.room === 'funding').map(i => i.name)).toEqual([
      'cut',
      'rescue',
      'inflation',
      'ring_fence',
    ]);
    expect(items.map(i => i.room)).toContain('services');
    const lists = Object.entries(scenarioSchema()['$defs'] as object).filter(([, d]) => 'items' in d);
    expect([...new Set(items.map(i => i.room))]).toEqual(lists.map(([room]) => room));
    for (const { name, examples } of items) expect(Object.keys(examples[0]!)).toContain(name);
  });

  it('shows an example of each as it is written', () => {
    const texts = page.flatMap(b => (b.kind === 'text' ? [b.text] : []));
    expect(texts.some(t => t.includes('{cut: 15%, from: 2017-04, over: 3 years}'))).toBe(true);
  });

  it('names what the model lets policies name', () => {
    const names = page.flatMap(b => (b.kind === 'bullets' ? b.items : []));
    expect(names.some(t => /^practices: .*naloxone/.test(t))).toBe(true);
    expect(names.some(t => /^drivers: .*complexity/.test(t))).toBe(true);
    expect(names.some(t => /^forms of system: patchwork/.test(t))).toBe(true);
  });

  it('explains one by its name', () => {
    expect(explainPolicy(scenarioSchema(), 'withdraw')?.json).toMatchObject({
      room: 'services',
      name: 'withdraw',
    });
    expect(explainPolicy(scenarioSchema(), 'withdrawal')).toBeUndefined();
  });
});
