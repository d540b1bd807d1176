import { describe, expect, it } from 'vitest';
import type { Equations } from '../../src/model/spec.ts';
import type { Block } from '../../src/report/blocks.ts';
import { documentModel } from '../../src/report/equations.ts';
import { equationsMarkdown } from '../../src/report/equations-markdown.ts';
import { equationsPage } from '../../src/report/equations-page.ts';
import { program } from '../treatment/bench.ts';

const { model } = program;
const sectors = documentModel(model);
const markdown = equationsMarkdown(sectors, { hash: 'abcdef0123456789', version: '9.9.9' });
const lines = markdown.split('\n');

/** Text without the spaces that wrapping may change. */
const close = (text: string): string => text.replaceAll(/\s+/g, '');
const closed = close(markdown);

const equationsOf = (e: Equations): string[] =>
  'value' in e ? [e.value as string] : [...e.values()].map(t => t.value);

describe('the model written out', () => {
  it('holds every variable, outcome, move, law, loop and dimension once', () => {
    const names = sectors.flatMap(s => s.kinds.flatMap(k => k.items.map(i => i.name)));
    expect(new Set(names).size).toBe(names.length);
    const { variables, outcomes, loops, lookups, laws, spec } = model;
    const declared = [variables, outcomes, loops, lookups, spec.dimensions].flatMap(m => [...m.keys()]);
    for (const name of [...declared, ...laws.map(l => l.name)]) expect(names).toContain(name);
  });

  it('keeps each in the sector that declares it', () => {
    const named = (sector: string, title: string) =>
      sectors
        .find(s => s.name === sector)
        ?.kinds.find(k => k.title === title)
        ?.items.map(i => i.name);
    expect(named('people', 'Stocks')).toContain('waiting');
    expect(named('pathway', 'Moves')).toContain('starting');
    expect(named('loops', 'Feedback loops')).toHaveLength(model.loops.size);
    expect(named('settings', 'Dimensions')).toContain('group');
  });
});

describe('as Markdown', () => {
  it('has every equation of every element, word for word', () => {
    let checked = 0;
    for (const { spec } of [...model.variables.values(), ...model.outcomes.values()]) {
      if (!('equation' in spec)) continue;
      for (const equation of equationsOf(spec.equation)) {
        expect(closed, spec.name).toContain(close(equation));
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(200);
  });

  it('has for every parameter a row with value, range, status and source', () => {
    for (const v of model.variables.values()) {
      if (v.kind !== 'parameter') continue;
      const row = lines.find(l => l.startsWith(`| <a id="${v.name}"></a>`));
      expect(row, v.name).toContain(` | ${v.spec.status} | `);
      expect(row).toContain(v.spec.distribution === 'fixed' ? '| fixed |' : ' to ');
    }
  });

  it('has tables whose rows are all as wide as their heads', () => {
    const rows = lines.filter(l => l.startsWith('|'));
    for (const row of rows) expect(row.match(/(?<!\\)\|/g), row).toHaveLength(6);
    expect(rows.length).toBeGreaterThan(200);
  });

  it('closes every fence, and links only to what is there', () => {
    expect(lines.filter(l => l.startsWith('```')).length % 2).toBe(0);
    const anchors = [...markdown.matchAll(/<a id="([^"]+)"><\/a>/g)].map(m => m[1]!);
    expect(new Set(anchors).size).toBe(anchors.length);
    const targets = [...markdown.matchAll(/\]\(#([^)]+)\)/g)].map(m => m[1]!);
    expect(targets.length).toBeGreaterThan(1000);
    const known = new Set(anchors);
    expect(targets.filter(t => !known.has(t))).toEqual([]);
  });

  it('takes nothing in the words of a model for markup', () => {
    const strange = [
      {
        name: 'odd',
        doc: 'A *doc* with | pipes, <tags> & [brackets](x).',
        file: 'odd.yaml',
        kinds: [],
      },
    ];
    expect(equationsMarkdown(strange, { hash: 'ab', version: '1' })).toContain(
      'A \\*doc\\* with \\| pipes, &lt;tags> &amp; \\[brackets\\](x).',
    );
  });

  it('names what is in another sector without a link when that is left out', () => {
    const mortality = sectors.filter(s => s.name === 'mortality');
    const alone = equationsMarkdown(mortality, { hash: 'ab', version: '1' });
    expect(alone).toContain('`just_left`');
    expect(alone).not.toContain('](#just_left)');
  });
});

describe('as a page', () => {
  it('tells each name as explain does, under its sector and kind', () => {
    const page = equationsPage(sectors.filter(s => s.name === 'mortality'));
    const heads = page.flatMap((b: Block) => (b.kind === 'heading' ? [b.text] : []));
    expect(heads.slice(0, 4)).toEqual([
      'Contents',
      'SECTOR mortality',
      'Moves of mortality (10)',
      'poisoned_starting: move, sector mortality',
    ]);
    const texts = page.flatMap(b => (b.kind === 'text' ? [b.text] : []));
    expect(texts).toContainEqual(expect.stringMatching(/^hazard +poisoning_rate \* ratio_first_weeks_on/));
  });
});
