import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkModel } from '../../src/check/check-model.ts';
import type { CheckedModel } from '../../src/check/checked.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readModel } from '../../src/model/read-model.ts';
import { circlesOf, READ_BY_POLICIES, structureOf } from '../../src/report/structure.ts';
import { program } from '../treatment/bench.ts';

/** A model with something to find of every kind. */
const PLANTED = `
sector: tank
doc: Water that runs in and out.
parameters:
  stay: {doc: Mean stay., unit: year, value: 2, range: [1, 3], status: assumption, source: ours}
  bucket: {doc: A bucket., unit: people, value: 10, range: [5, 15], status: assumption, source: ours}
  idle: {doc: Nothing reads it., unit: fraction, value: 0.5, range: [0, 1], status: assumption, source: ours}
stocks:
  water: {doc: Water., unit: people, initial: 7 * bucket, inflows: [rain], outflows: [drain]}
auxiliaries:
  level: {doc: How full it is., unit: fraction, equation: (water / initial(water)) ^ 3}
  start: {doc: Read at the start alone., unit: people, equation: initial(water)}
  spare: {doc: Nothing reads it either., unit: fraction, equation: 'max(0.02, 1 - 0.25 * level)'}
flows:
  rain: {doc: Rain., unit: people/year, equation: start / stay}
  drain: {doc: Drain., unit: people/year, equation: water * level / stay}
laws:
  kept: {doc: Water is kept., total: water, changes_by: rain - drain}
`;

function read(text: string): CheckedModel {
  const faults = new Faults();
  const spec = readModel([{ file: 'tank.yaml', text }], faults);
  const model = spec && checkModel(spec, faults);
  expect(faults.all).toEqual([]);
  return model!;
}

describe('the structure of a model with faults planted', () => {
  const model = read(PLANTED);
  const found = structureOf(model);

  it('finds numbers inside equations, and what each is there for', () => {
    expect(found.embeddedConstants).toEqual([
      { name: 'water', part: 'initial', value: 7, use: 'amount', within: '7 * bucket' },
      { name: 'level', part: 'equation', value: 3, use: 'exponent', within: '(water / initial(water)) ^ 3' },
      { name: 'spare', part: 'equation', value: 0.02, use: 'bound', within: 'max(0.02, 1 - 0.25 * level)' },
      { name: 'spare', part: 'equation', value: 0.25, use: 'amount', within: '0.25 * level' },
    ]);
  });

  it('finds what nothing reads', () => {
    expect(found.unused).toEqual([
      { name: 'idle', kind: 'parameter', readByPolicies: false },
      { name: 'spare', kind: 'auxiliary', readByPolicies: false },
    ]);
  });

  it('finds parameters without a source', () => {
    expect(found.unsourced).toEqual([]);
    const stay = model.variables.get('stay')!;
    if (stay.kind !== 'parameter') throw new Error('stay is a parameter');
    const bare = { ...stay, spec: { ...stay.spec, source: ' ' } };
    const variables = new Map([...model.variables, ['stay', bare]] as const);
    expect(structureOf({ ...model, variables }).unsourced).toEqual(['stay']);
  });

  it('follows feedback while the run goes on, and not through the start', () => {
    expect(found.feedback).toEqual({
      computed: 6,
      onACircle: 3,
      circles: [['water', 'drain', 'level']],
    });
  });

  it('counts by sector, laws too', () => {
    expect(found.sectors).toEqual([
      {
        name: 'tank',
        doc: 'Water that runs in and out.',
        declared: { parameter: 3, stock: 1, auxiliary: 3, flow: 2, law: 1 },
      },
    ]);
  });
});

describe('circles', () => {
  it('are sets of names that all reach each other', () => {
    const graph = Object.entries({ a: 'b', b: 'cd', c: 'a', d: 'e', e: 'd', f: 'af' });
    expect(circlesOf(new Map(graph.map(([name, reads]) => [name, new Set(reads)])))).toEqual([
      ['d', 'e'],
      ['a', 'b', 'c'],
    ]);
  });
});

describe('the structure of the treatment model', () => {
  const found = structureOf(program.model);

  it('has no number in an equation but 0 and 1', () => {
    expect(found.embeddedConstants).toEqual([]);
  });

  it('has nothing that nothing reads, but what policies read', () => {
    expect(found.unused.filter(u => !u.readByPolicies)).toEqual([]);
    expect(found.unused.map(u => u.name).sort()).toEqual([...READ_BY_POLICIES].sort());
    const folder = 'src/scenario/policies';
    const policies = readdirSync(folder).map(f => readFileSync(`${folder}/${f}`, 'utf8'));
    for (const name of READ_BY_POLICIES)
      expect(
        policies.some(text => text.includes(`inputs.number('${name}')`)),
        name,
      ).toBe(true);
  });

  it('has a source for every parameter', () => {
    expect(found.unsourced).toEqual([]);
  });

  it('has one great circle, in which the named loops lie', () => {
    const [largest, ...others] = found.feedback.circles;
    expect(largest!.length).toBeGreaterThan(found.feedback.computed / 2);
    for (const other of others) expect(other.length).toBeLessThan(10);
    for (const name of ['burnout', 'novice', 'waiting', 'standards']) expect(largest).toContain(name);
  });
});
