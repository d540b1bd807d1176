import { describe, expect, it } from 'vitest';
import { checkModel } from '../../src/check/check-model.ts';
import type { CheckedModel } from '../../src/check/checked.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readModel } from '../../src/model/read-model.ts';
import { explainableNames, explainName } from '../../src/report/explanation.ts';

const TEXT = `
sector: clinic
doc: A small one.
dimensions:
  group:
    doc: Two groups.
    elements: [red, blue]
    subsets: {warm: [red]}
sets:
  all: [waiting, treated]
parameters:
  stay:
    doc: Mean stay.
    unit: week
    value: 8
    range: [4, 12]
    neutral: 0
    status: assumption
    source: ours
  share_well:
    doc: Share that ends well.
    unit: fraction
    over: group
    value: {red: 0.4, blue: 0.5}
    range: [0.5, 1.5]
    status: read
    source: a register
stocks:
  waiting: {doc: People waiting., unit: people, over: group, initial: steady}
  treated: {doc: People treated., unit: people, over: group, initial: 0}
auxiliaries:
  pressure: {doc: How full it is., unit: 1/year, equation: effect(0) / stay}
  beds: {doc: Beds., unit: people, over: group, equation: {red: 'treated[red] + waiting[blue]', blue: 0}}
lookups:
  effect:
    doc: Effect of nothing.
    unit: fraction
    input_unit: fraction
    points: [[0, 1], [1, 2]]
flows:
  arriving: {doc: Those who come., unit: people/year, over: group, equation: 0 * waiting / stay}
moves:
  starting: {doc: Those who start., from: waiting, to: {treated: share_well, waiting: rest}, hazard: pressure}
  leaving: {doc: Those who leave., from: treated, after: stay, to: outside}
laws:
  nobody:
    doc: Nobody appears.
    zero: sum(arriving, group)
    against: sum(arriving, group)
loops:
  B1:
    label: slow leaving
    doc: A loop that is cut by a stay of no time.
    cut_by: [stay]
outcomes:
  started:
    label: Started
    doc: People who started.
    unit: people
    over: group
    table: outcome
    equation: total(starting)
    better: higher
    summary: total
`;

const model: CheckedModel = (() => {
  const faults = new Faults();
  const spec = readModel([{ file: 'clinic.yaml', text: TEXT }], faults);
  const checked = spec && checkModel(spec, faults);
  expect(faults.all.map(d => d.message)).toEqual([]);
  return checked!;
})();

const names = (list: readonly { readonly name: string }[]): string[] => list.map(n => n.name);
const said = (name: string): Record<string, string> =>
  Object.fromEntries(explainName(name, model)!.says.map(s => [s.key, s.text]));

describe('an explanation', () => {
  it('says of a parameter what its file says', () => {
    const e = explainName('stay', model)!;
    expect(e).toMatchObject({
      kind: 'parameter',
      unit: 'week',
      sector: 'clinic',
      file: 'clinic.yaml',
      doc: 'Mean stay.',
    });
    expect(TEXT.split('\n')[e.line! - 1]).toContain('doc: Mean stay.');
    expect(said('stay')).toMatchObject({
      value: '8',
      range: '4 to 12',
      status: 'assumption',
      source: 'ours',
    });
    expect(names(e.feeds)).toEqual(['arriving', 'pressure', 'leaving']);
    expect(said('share_well')).toMatchObject({
      value: 'red 0.4, blue 0.5',
      range: '0.5 to 1.5 times its values',
    });
  });

  it('says of a stock which moves fill and drain it', () => {
    const e = explainName('waiting', model)!;
    expect(e.over).toEqual(['group']);
    expect(names(e.fedBy)).toEqual(['starting']);
    expect(names(explainName('treated', model)!.fedBy)).toEqual(['starting', 'leaving']);
    expect(names(e.feeds)).toEqual(['arriving', 'beds', 'starting']);
  });

  it('says of a move where it leads, in the unit of a flow', () => {
    expect(explainName('starting', model)).toMatchObject({ kind: 'move', unit: 'people/year' });
    expect(said('starting')).toMatchObject({
      from: 'waiting',
      to: 'treated (share_well), waiting (the rest)',
      hazard: 'pressure',
    });
    expect(said('leaving')).toMatchObject({ to: 'out of the model', after: 'stay' });
  });

  it('finds lookups where they are called', () => {
    expect(names(explainName('pressure', model)!.fedBy)).toEqual(['stay', 'effect']);
    expect(explainName('effect', model)).toMatchObject({
      kind: 'lookup',
      feeds: [{ name: 'pressure', kind: 'auxiliary' }],
    });
    expect(said('effect')).toMatchObject({ points: '(0, 1) (1, 2)' });
  });

  it('knows outcomes, laws, sets, dimensions, their parts and their elements', () => {
    expect(explainName('started', model)).toMatchObject({
      kind: 'outcome',
      fedBy: [{ name: 'starting', kind: 'move' }],
    });
    expect(explainName('nobody', model)).toMatchObject({
      kind: 'law',
      fedBy: [{ name: 'arriving', kind: 'flow' }],
    });
    expect(said('all')).toEqual({ stocks: 'waiting and treated' });
    expect(explainName('group', model)!.kind).toBe('dimension');
    expect(explainName('warm', model)!.kind).toBe('part of group');
    expect(explainName('blue', model)!.kind).toBe('element of group');
  });

  it('says of an element which numbers and equations are its own, and which speak of it', () => {
    expect(said('red')).toEqual({ share_well: '0.4', beds: 'treated[red] + waiting[blue]' });
    expect(said('blue')).toEqual({ share_well: '0.5' });
    expect(names(explainName('blue', model)!.feeds)).toEqual(['beds']);
    expect(names(explainName('red', model)!.feeds)).toEqual([]);
  });

  it('says of a loop what cuts it and what that feeds, and of a parameter which loop it cuts', () => {
    expect(explainName('B1', model)).toMatchObject({
      kind: 'balancing loop',
      sector: 'clinic',
      feeds: [
        { name: 'arriving', kind: 'flow' },
        { name: 'pressure', kind: 'auxiliary' },
        { name: 'leaving', kind: 'move' },
      ],
    });
    expect(said('B1')).toEqual({ label: 'slow leaving', 'cut by': 'stay at 0 (it stands at 8)' });
    expect(said('stay')).toMatchObject({ 'neutral at': '0', cuts: 'B1 (slow leaving)' });
    expect(said('share_well')).not.toHaveProperty('cuts');
  });

  it('exists for every name there is, and for no other', () => {
    for (const name of explainableNames(model)) expect(explainName(name, model), name).toBeDefined();
    expect(explainName('wating', model)).toBeUndefined();
  });
});
