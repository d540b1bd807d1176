import { describe, expect, it } from 'vitest';
import { checkModel } from '../../src/check/check-model.ts';
import type { CheckedModel } from '../../src/check/checked.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import {
  drawOverrides,
  placeDraw,
  type Sample,
  type Sampling,
  sampleParameters,
} from '../../src/ensemble/sample-parameters.ts';
import { readModel } from '../../src/model/read-model.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import type { ScenarioSpec } from '../../src/scenario/scenario.ts';
import { withParameters } from '../../src/scenario/set-parameter.ts';
import { barnet, program, resolve, scenario } from '../treatment/bench.ts';

/** A model of parameters alone; text of each after its doc, source and status. */
function modelOf(parameters: Readonly<Record<string, string>>, rest = ''): CheckedModel {
  const faults = new Faults();
  const text = `sector: test
doc: A test.
dimensions:
  letter: {doc: d, elements: [x, y]}
parameters:
${Object.entries(parameters)
  .map(([name, said]) => `  ${name}: {doc: d, unit: fraction, status: assumption, source: c, ${said}}`)
  .join('\n')}
${rest}
`;
  const spec = readModel([{ file: 'm.yaml', text }], faults);
  const model = spec && checkModel(spec, faults);
  expect(faults.all).toEqual([]);
  return model!;
}

const spec = resolve(scenario({ as_now: '{}' }), barnet).spec;

function draw(model: CheckedModel, draws = 4000, sampling: Sampling = 'random', of: ScenarioSpec = spec) {
  return sampleParameters(model, of, draws, sampling);
}

/** The draws of one parameter. */
function valuesOf({ parameters, draws, values }: Sample, name: string): number[] {
  const p = parameters.findIndex(q => q.name === name);
  expect(p, name).toBeGreaterThanOrEqual(0);
  return [...values.subarray(p * draws, (p + 1) * draws)];
}

const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;
const sd = (x: readonly number[]): number => {
  const middle = mean(x);
  return Math.sqrt(mean(x.map(v => (v - middle) * (v - middle))));
};
const below = (x: readonly number[], at: number): number => x.filter(v => v < at).length / x.length;
const correlation = (x: readonly number[], y: readonly number[]): number => {
  const [mx, my] = [mean(x), mean(y)];
  return mean(x.map((v, i) => (v - mx) * (y[i]! - my))) / (sd(x) * sd(y));
};
const ranks = (x: readonly number[]): number[] => {
  const order = x.map((_, i) => i).sort((a, b) => x[a]! - x[b]!);
  const out = new Array<number>(x.length);
  for (const [rank, i] of order.entries()) out[i] = rank;
  return out;
};

const EACH: Readonly<Record<string, string>> = {
  triangular: 'value: 1, range: [0, 3]',
  pert: 'value: 1, range: [0, 3], distribution: pert',
  uniform: 'value: 1, range: [0, 3], distribution: uniform',
  normal: 'value: 1, range: [0.5, 1.7], distribution: normal',
  lognormal: 'value: 2, range: [1, 5], distribution: lognormal',
  gamma: 'value: 2, range: [1, 3.5], distribution: gamma',
  beta: 'value: 0.3, range: [0.1, 0.6], distribution: beta',
  discrete: 'value: 1, range: [0, 3], distribution: discrete, one_of: [[0, 1], [1, 2], [3, 1]]',
  cut: 'value: 1, range: [0, 3], distribution: normal, truncate: [0.5, 2]',
  several: 'over: letter, value: {x: 2, y: 4}, range: [0.5, 2], distribution: lognormal',
};

describe('a range', () => {
  const sample = draw(modelOf(EACH));
  const values = (name: string): number[] => valuesOf(sample, name);

  it('is the ends of a triangle, a PERT and a uniform', () => {
    for (const name of ['triangular', 'pert', 'uniform']) {
      expect(Math.min(...values(name))).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values(name))).toBeLessThanOrEqual(3);
      expect(Math.max(...values(name))).toBeGreaterThan(2.5);
    }
    // standard errors are about 0.01
    expect(mean(values('triangular'))).toBeCloseTo(4 / 3, 1);
    expect(below(values('triangular'), 1)).toBeCloseTo(1 / 3, 1);
    expect(mean(values('pert'))).toBeCloseTo(7 / 6, 1);
    expect(mean(values('uniform'))).toBeCloseTo(1.5, 1);
  });

  it('is the middle 95 % of a lognormal, whose median is the usual value when that lies in the middle', () => {
    const own = draw(modelOf({ a: 'value: 2, range: [1, 4], distribution: lognormal' }), 4096, 'sobol');
    const a = valuesOf(own, 'a');
    expect(below(a, 1)).toBeCloseTo(0.025, 3);
    expect(below(a, 2)).toBeCloseTo(0.5, 3);
    expect(below(a, 4)).toBeCloseTo(0.975, 3);
    expect(below(values('lognormal'), 2)).toBeCloseTo(0.5, 1);
  });

  it('gives normal, gamma and beta their standard deviation, the usual value their mean', () => {
    const own = draw(modelOf(EACH), 4096, 'sobol');
    for (const [name, usual, width] of [
      ['normal', 1, 1.2],
      ['gamma', 2, 2.5],
      ['beta', 0.3, 0.5],
    ] as const) {
      const x = valuesOf(own, name);
      expect(mean(x) / usual, name).toBeCloseTo(1, 3);
      expect(sd(x) / (width / (2 * 1.959964)), name).toBeCloseTo(1, 2);
      expect(below(x, 0), name).toBeLessThan(0.001);
    }
  });

  it('is never left beyond its bounds', () => {
    expect(Math.min(...values('cut'))).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...values('cut'))).toBeLessThanOrEqual(2);
    expect(below(values('cut'), 1.25)).toBeGreaterThan(0.5);
  });

  it('of few values gives each by its weight, and of several values a factor on all', () => {
    const of = (value: number): number => values('discrete').filter(v => v === value).length / 4000;
    for (const [value, part] of [
      [0, 0.25],
      [1, 0.5],
      [3, 0.25],
    ] as const)
      expect(of(value)).toBeCloseTo(part, 1);
    expect(below(values('several'), 1)).toBeCloseTo(0.5, 1);
    expect(mean(values('several').map(Math.log))).toBeCloseTo(0, 1);
  });
});

describe('what is drawn', () => {
  const text = scenario({
    as_now: '{}',
    cut: '{parameters: {overtime: {value: 0.1, reason: set}}}',
  });
  const own = resolve(text, barnet).spec;

  it('is every parameter of the model that is not fixed, has a width, and is set by no arm and no appraisal', () => {
    const { model } = program;
    const names = (of: ScenarioSpec): string[] => draw(model, 1, 'random', of).parameters.map(p => p.name);
    const open = [...model.variables.values()].flatMap(v =>
      v.kind === 'parameter' && v.spec.distribution !== 'fixed' && v.spec.range[0] < v.spec.range[1]
        ? [v.name]
        : [],
    );
    expect(names(own)).toEqual(open.filter(n => n !== 'overtime'));
    const appraised = { ...own, appraisal: { value: 'nice', place: own.area.place } };
    const prescribed = [...model.appraisals.get('nice')!.values.keys()];
    expect(names(appraised)).toEqual(open.filter(n => n !== 'overtime' && !prescribed.includes(n)));
  });

  const samplings: readonly Sampling[] = ['random', 'latin', 'sobol'];

  it('stays the same when arms set others, and with the same seed', () => {
    for (const sampling of samplings) {
      const [a, b] = [draw(program.model, 16, sampling, own), draw(program.model, 16, sampling)];
      for (const { name } of a.parameters) expect(valuesOf(a, name)).toEqual(valuesOf(b, name));
      const other = draw(program.model, 16, sampling, { ...spec, seed: '2' });
      expect(valuesOf(other, 'redesign_gain')).not.toEqual(valuesOf(a, 'redesign_gain'));
    }
  });

  it('stays the same when parameters are added before it, left out or reordered; of Sobol when none comes before', () => {
    const some = modelOf({ a: EACH['gamma']!, b: EACH['beta']! });
    const more = modelOf({ n: EACH['normal']!, b: EACH['beta']!, a: EACH['gamma']! });
    const after = modelOf({ a: EACH['gamma']!, b: EACH['beta']!, n: EACH['normal']! });
    for (const name of ['a', 'b']) {
      for (const sampling of ['random', 'latin'] as const)
        expect(valuesOf(draw(more, 50, sampling), name)).toEqual(valuesOf(draw(some, 50, sampling), name));
      expect(valuesOf(draw(after, 50, 'sobol'), name)).toEqual(valuesOf(draw(some, 50, 'sobol'), name));
    }
    expect(valuesOf(draw(more, 50, 'sobol'), 'a')).not.toEqual(valuesOf(draw(some, 50, 'sobol'), 'a'));
  });

  it('is the same draw however many there are, by chance and of Sobol', () => {
    for (const sampling of ['random', 'sobol'] as const) {
      const [few, many] = [draw(program.model, 3, sampling), draw(program.model, 40, sampling)];
      for (const { name } of few.parameters)
        expect(valuesOf(few, name)).toEqual(valuesOf(many, name).slice(0, 3));
    }
  });

  it('refuses Sobol where a model has more parameters than there are dimensions', () => {
    const many = modelOf(
      Object.fromEntries(Array.from({ length: 701 }, (_, i) => [`p${i}`, EACH['uniform']!])),
    );
    expect(() => draw(many, 1, 'sobol')).toThrow(RangeError);
    expect(draw(many, 1, 'latin').parameters).toHaveLength(701);
  });
});

describe('a correlated group', () => {
  const named = { a: EACH['gamma']!, b: EACH['beta']!, c: EACH['uniform']!, d: EACH['normal']! };
  const group = (members: string): string =>
    `correlated:\n  pull: {doc: d, members: {${members}}, status: assumption, source: c}`;
  const tied = modelOf(named, group('a: 0.9, b: 0.6, c: -0.8'));

  it('ties two members by the product of their loadings, and leaves the others alone', () => {
    for (const sampling of ['random', 'latin', 'sobol'] as const) {
      const sample = draw(tied, 4096, sampling);
      const rank = (x: string, y: string): number =>
        correlation(ranks(valuesOf(sample, x)), ranks(valuesOf(sample, y)));
      // Spearman's of a normal copula: 6/π asin(r/2); standard errors are about 0.015
      const spearman = (r: number): number => (6 / Math.PI) * Math.asin(r / 2);
      expect(rank('a', 'b')).toBeCloseTo(spearman(0.54), 1);
      expect(rank('a', 'c')).toBeCloseTo(spearman(-0.72), 1);
      expect(rank('b', 'c')).toBeCloseTo(spearman(-0.48), 1);
      expect(Math.abs(rank('a', 'd'))).toBeLessThan(0.06);
    }
  });

  it('leaves each member its own distribution', () => {
    const [with_, without] = [draw(tied, 4096, 'sobol'), draw(modelOf(named), 4096, 'sobol')];
    for (const name of Object.keys(named)) {
      const [x, y] = [valuesOf(with_, name), valuesOf(without, name)];
      expect(mean(x) / mean(y), name).toBeCloseTo(1, 2);
      expect(sd(x) / sd(y), name).toBeCloseTo(1, 1);
    }
  });

  it('changes no member when another joins, leaves, or is set', () => {
    const fewer = draw(modelOf(named, group('a: 0.9, b: 0.6')), 100);
    const all = draw(tied, 100);
    for (const name of ['a', 'b', 'd']) expect(valuesOf(fewer, name)).toEqual(valuesOf(all, name));
    expect(valuesOf(fewer, 'c')).not.toEqual(valuesOf(all, 'c'));
  });

  it('moves members in step at a loading of 1, and against each other at -1', () => {
    const sample = draw(modelOf(named, group('c: 1, d: -1')), 500);
    const [c, d] = [ranks(valuesOf(sample, 'c')), ranks(valuesOf(sample, 'd'))];
    expect(c.every((rank, k) => rank + d[k]! === 499)).toBe(true);
  });
});

describe('a draw in its place', () => {
  const experiment = resolve(scenario({ as_now: '{}' }), barnet);
  const sample = draw(program.model, 5, 'random', experiment.spec);

  it('is the same bits as when a scenario sets it, in every cell, and changes nothing else', () => {
    const faults = new Faults();
    const set = withParameters(experiment.spec, drawOverrides(sample, 3));
    const resolved = resolveScenario(set, barnet, program, faults)!;
    const image = Float64Array.from(experiment.arms[0]!.image);
    placeDraw(sample, 3, image, program);
    const parameters = [...program.model.variables.values()].filter(v => v.kind === 'parameter');
    const isSlot = new Set(parameters.flatMap(p => [...program.variables.get(p.name)!.slots]));
    for (const slot of isSlot) expect(image[slot]).toBe(resolved.arms[0]!.image[slot]);
    for (const [slot, value] of experiment.arms[0]!.image.entries())
      if (!isSlot.has(slot)) expect(image[slot]).toBe(value);
  });

  it('keeps the proportions of a parameter that has several values', () => {
    const image = Float64Array.from(program.image);
    placeDraw(sample, 2, image, program);
    const { slots } = program.variables.get('crime_beside_opiate')!;
    const usual = slots.map(s => program.image[s]!);
    const factor = image[slots[0]!]! / usual[0]!;
    expect(factor).not.toBeCloseTo(1, 3);
    for (const [i, slot] of slots.entries()) expect(image[slot]).toBeCloseTo(usual[i]! * factor, 12);
  });
});
