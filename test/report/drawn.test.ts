import { describe, expect, it } from 'vitest';
import { documentModel } from '../../src/report/equations.ts';
import { equationsMarkdown } from '../../src/report/equations-markdown.ts';
import { explainName } from '../../src/report/explanation.ts';
import { listParameters } from '../../src/report/lists.ts';
import { program } from '../treatment/bench.ts';

const { model } = program;
const saysOf = (name: string): Record<string, string> =>
  Object.fromEntries(explainName(name, model)!.says.map(({ key, text }) => [key, text]));

describe('how a parameter is drawn', () => {
  it('is explained with what its range means, its bounds and its group', () => {
    expect(saysOf('ratio_later_off')).toMatchObject({
      range: '1.47 to 3.09, the middle 95 %',
      distribution: 'lognormal',
      'drawn with': 'deaths_on_settled_treatment (loading 0.5)',
    });
    expect(saysOf('injectable_quality_of_life')).toMatchObject({
      distribution: 'normal',
      'never outside': '0 to 0.2',
    });
    expect(saysOf('core_overhead')).toMatchObject({ range: '0.12 to 0.2', distribution: 'pert' });
    expect(saysOf('assessment_time')['range']).toBe('0.7 to 1.4 times its values');
  });

  it('is explained with the group that it belongs to', () => {
    const group = explainName('deaths_on_settled_treatment', model)!;
    expect(group).toMatchObject({ kind: 'correlated group', sector: 'mortality' });
    expect(group.feeds.map(f => f.name)).toEqual([
      'ratio_first_weeks_on',
      'ratio_first_weeks_off',
      'ratio_later_off',
    ]);
    expect(saysOf('deaths_on_settled_treatment')).toMatchObject({
      ratio_later_off: 'loading 0.5',
      status: 'assumption',
    });
  });

  it('is listed, on the page and as data', () => {
    const { page, json } = listParameters(model);
    const items = (json as { items: { name: string }[] }).items;
    const item = (name: string): object => items.find(i => i.name === name)!;
    expect(item('ratio_later_off')).toMatchObject({
      distribution: 'lognormal',
      correlated: { group: 'deaths_on_settled_treatment', loading: 0.5 },
    });
    expect(item('injectable_quality_of_life')).toMatchObject({ distribution: 'normal', truncate: [0, 0.2] });
    expect(item('core_overhead')).not.toHaveProperty('truncate');
    const [table] = page;
    if (table?.kind !== 'table') throw new Error('no table');
    const cells = (name: string): string[] =>
      table.table.rows.find(row => row[0]!.text === name)!.map(cell => cell.text);
    expect(cells('injectable_quality_of_life')[4]).toBe('normal, never outside 0–0.2');
    expect(cells('ratio_later_off')[4]).toBe('lognormal, with deaths_on_settled_treatment');
    expect(cells('tiny_flow').slice(3, 5)).toEqual(['fixed', '']);
  });

  it('stands in the document of equations, groups with their sector', () => {
    const text = equationsMarkdown(documentModel(model), { hash: '0'.repeat(64), version: '0' });
    const row = text.split('\n').find(line => line.startsWith('| <a id="injectable_quality_of_life">'))!;
    expect(row).toContain('0 to 0.108, the middle 95 %<br>normal');
    expect(row).toContain('never outside: 0 to 0.2');
    expect(text).toContain('### Parameters drawn together of mortality');
    expect(text).toContain('#### deaths_on_settled_treatment');
  });
});
