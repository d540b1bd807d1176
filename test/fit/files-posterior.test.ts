import { describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';

import { drawFromFit } from '../../src/ensemble/draw-from-fit.ts';
import { placeDraw, sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { countEvidence } from '../../src/outcome/evidence.ts';
import { canonicalParts } from '../../src/report/canonical.ts';
import { caveats } from '../../src/report/caveats.ts';
import { resolvedScenario, writeScenario } from '../../src/report/resolved-scenario.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { takenFromFit } from '../../src/scenario/posterior/fitted.ts';
import {
  mediansOf,
  type Posterior,
  rowChooser,
  weightedQuantile,
} from '../../src/scenario/posterior/posterior.ts';
import { readPosterior } from '../../src/scenario/posterior/read-posterior.ts';
import { writePosterior } from '../../src/scenario/posterior/write-posterior.ts';
import { type LoadFile, readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { barnet, program } from '../treatment/bench.ts';
import { tellAll } from './tell.ts';

const HASH = 'a1'.repeat(32);
const HEAD = `fit: "England, 2009/10 to 2018/19"
years: "2009/10 to 2018/19"
seed: "england"
hashes: {model: ${HASH}, scenario: ${HASH}, area: ${HASH}, series: ${HASH}}
settings: {chains: 40}
convergence: {"largest R": 1.01}
`;
const TEXT = `${HEAD}parameters:
  - {name: time_exponent, unit: fraction}
  - {name: transfer_rate, unit: factor}
draws:
  - 1 0.25 0.9
  - 2 0.75 1.2
  - 1 0.5 1.0
`;

function read(text: string): { readonly posterior: Posterior | undefined; readonly told: string[] } {
  const faults = new Faults();
  const posterior = readPosterior(text, 'p.yaml', faults);
  return { posterior, told: tellAll(faults) };
}

const POSTERIOR = read(TEXT).posterior!;

/** A scenario of one arm that takes its parameters from a posterior. */
function resolve(
  posterior: string,
  arm = '{}',
  more = '',
): { readonly experiment: Experiment | undefined; readonly told: string[] } {
  const text = `title: T\narea: a.yaml\nstart: 2016-04\nhorizon: 1 year\nparameters_from: fits/p.yaml\n${more}arms: {a: ${arm}}\n`;
  const load: LoadFile = path =>
    path === 'fits/p.yaml' ? { text: posterior, file: 'fits/p.yaml' } : undefined;
  const faults = new Faults();
  const spec = readScenario(text, 'main.yaml', faults, load);
  const experiment = spec && resolveScenario(spec, barnet, program, faults);
  return { experiment, told: tellAll(faults) };
}

/** A parameter's first cell in an image, in its own unit. */
const cell = (image: Float64Array, name: string): number => image[program.variables.get(name)!.slots[0]!]!;

describe('a posterior file', () => {
  test('is read, written and read again', () => {
    expect(POSTERIOR.parameters.map(p => p.name.value)).toEqual(['time_exponent', 'transfer_rate']);
    expect([...POSTERIOR.weights]).toEqual([1, 2, 1]);
    expect([...POSTERIOR.values]).toEqual([0.25, 0.9, 0.75, 1.2, 0.5, 1]);
    const text = writePosterior(POSTERIOR);
    const again = read(text);
    expect(again.told).toEqual([]);
    expect(writePosterior(again.posterior!)).toBe(text);
    expect({ ...again.posterior, parameters: 0 }).toEqual({ ...POSTERIOR, parameters: 0 });
  });

  test('is told what is wrong with it, all at once', () => {
    const { told } = read(
      TEXT.replace('seed: "england"', 'sed: x')
        .replace(`model: ${HASH}`, 'model: abc')
        .replace('name: transfer_rate', 'name: Infection'),
    );
    expect(told).toEqual([
      'p.yaml:3:1: error: unknown key "sed" in a posterior [source/unknown-key]\n  did you mean seed?',
      expect.stringContaining(
        'p.yaml:4:17: error: expected a SHA-256 of 64 hexadecimal digits, found "abc" [source/expected]',
      ),
      expect.stringContaining('p.yaml:9:12: error: "Infection" is not a valid name'),
      expect.stringContaining('p.yaml:1:1: error: a posterior needs "seed"'),
    ]);
  });

  test.each([
    ['1 0.5', 'p.yaml:11:5: error: the row has 2 numbers; expected 3: a weight and 2 values [fit/row]'],
    ['1 x 0.9', 'p.yaml:11:5: error: "x" is no number: the value of time_exponent [fit/row]'],
    [
      '0 0.25 0.9',
      'p.yaml:11:5: error: the weight of a row is above 0, found 0 [fit/row]\n  leave the row out',
    ],
    [
      '[1, 0.5, 0.9]',
      'p.yaml:11:5: error: the row has 0 numbers; expected 3: a weight and 2 values [fit/row]',
    ],
  ])('with the row %s is refused', (row, fault) => {
    expect(read(TEXT.replace('1 0.25 0.9', row)).told).toEqual([fault]);
  });

  test('of another kind is told as such', () => {
    expect(read('title: England\nlines: []\n').told).toEqual([
      'p.yaml:1:1: error: this is no posterior: it has no draws [fit/no-posterior]\n  name the file that `tx-sim fit` wrote, not the fit file itself',
    ]);
    expect(read(TEXT.replace('transfer_rate', 'time_exponent')).told).toEqual([
      'p.yaml:9:12: error: time_exponent stands in the posterior twice [fit/parameter-twice]',
    ]);
  });

  test('of no parameter, or without a draw, is told as such', () => {
    const none = TEXT.replace(/parameters:\n.*\n.*\n/, 'parameters: []\n');
    expect(read(none).told).toEqual(['p.yaml:7:1: error: a posterior of no parameter [fit/no-parameters]']);
    expect(read(TEXT.replace(/draws:[\s\S]*/, 'draws: []\n')).told).toEqual([
      'p.yaml:10:8: error: expected a list of rows: a weight, then a value for each parameter [fit/no-draws]',
    ]);
  });

  test('that was cut off after a row is told, where it says how many it has', () => {
    const said = TEXT.replace('draws:', 'rows: 3\ndraws:');
    expect(read(said).told).toEqual([]);
    expect(read(said.replace('  - 1 0.5 1.0\n', '')).told).toEqual([
      'p.yaml:10:7: error: the posterior says that it has 3 rows of draws, and has 2 [fit/rows]\n  take it from a copy, or fit again',
    ]);
    expect(writePosterior(POSTERIOR)).toContain('\nrows: 3\n');
  });

  test('has a few of many bad rows told', () => {
    const { told } = read(`${TEXT}${'  - 1 2\n'.repeat(9)}`);
    expect(told).toHaveLength(6);
    expect(told.at(-1)).toContain('4 more rows are wrong');
  });
});

describe('weights', () => {
  test('decide quantiles', () => {
    const [values, weights] = [Float64Array.of(3, 1, 2), Float64Array.of(1, 1, 2)];
    expect(weightedQuantile(values, weights, 0.5)).toBe(2);
    expect(weightedQuantile(values, weights, 0.25)).toBe(1.5);
    expect(weightedQuantile(values, weights, 0.99)).toBe(3);
    expect(mediansOf(POSTERIOR)).toEqual([0.625, 1.1]);
  });

  test('decide how often a row is drawn', () => {
    const choose = rowChooser(POSTERIOR);
    expect([0, 0.2499, 0.25, 0.7499, 0.75, 0.9999].map(choose)).toEqual([0, 0, 1, 1, 2, 2]);
    const drawn = drawFromFit(POSTERIOR, 'seed', 4000).get('time_exponent')!;
    // the standard error is 0.008
    expect(drawn.filter(x => x === 0.75).length / 4000).toBeCloseTo(0.5, 1);
  });
});

describe('a scenario that takes parameters from a fit', () => {
  test('runs at the medians, a factor on all values of a parameter that has several', () => {
    const { experiment, told } = resolve(TEXT);
    expect(told).toEqual([]);
    const { image } = experiment!.arms[0]!;
    expect(cell(image, 'time_exponent')).toBe(0.625);
    const several = program.variables.get('transfer_rate')!.slots[0]!;
    expect(image[several]! / program.image[several]!).toBeCloseTo(1.1, 12);
  });

  test('draws them together, each draw from one row that only the seed and its number decide', () => {
    const spec = resolve(TEXT).experiment!.spec;
    for (const sampling of ['random', 'latin', 'sobol'] as const) {
      const sample = sampleParameters(program.model, spec, 64, sampling);
      const at = (name: string): number => sample.parameters.findIndex(p => p.name === name);
      const [e, i] = [at('time_exponent'), at('transfer_rate')];
      const pairs = new Set<string>();
      for (let k = 0; k < 64; k++) pairs.add(`${sample.values[e * 64 + k]} ${sample.values[i * 64 + k]}`);
      expect([...pairs].sort()).toEqual(['0.25 0.9', '0.5 1', '0.75 1.2']);
      expect([...sample.values.subarray(e * 64, e * 64 + 8)]).toEqual([
        ...drawFromFit(POSTERIOR, spec.seed, 8).get('time_exponent')!,
      ]);
      expect(sample.parameters[e]!.spec).toMatchObject({ status: 'fitted', range: [0.25, 0.75] });
    }
  });

  test('changes the draws of no other parameter', () => {
    const { fitted: _, ...without } = resolve(TEXT).experiment!.spec;
    const plain = sampleParameters(program.model, without, 8, 'random');
    const sample = sampleParameters(program.model, { ...without, fitted: _! }, 8, 'random');
    expect(sample.parameters.map(p => p.name)).toEqual(plain.parameters.map(p => p.name));
    const taken = POSTERIOR.parameters.map(p => p.name.value);
    for (const [p, { name }] of plain.parameters.entries()) {
      const same = plain.values
        .subarray(p * 8, p * 8 + 8)
        .every((x, k) => Object.is(x, sample.values[p * 8 + k]));
      expect([name, same]).toEqual([name, !taken.includes(name)]);
    }
  });

  test('takes no parameter that an arm sets', () => {
    const { experiment, told } = resolve(
      TEXT,
      '{parameters: {time_exponent: {value: 0.62, reason: a test}}}',
    );
    expect(told).toEqual([]);
    const { spec, arms } = experiment!;
    expect(cell(arms[0]!.image, 'time_exponent')).toBe(0.62);
    expect(takenFromFit(program.model, spec).map(p => p.name)).toEqual(['transfer_rate']);
    const sample = sampleParameters(program.model, spec, 4, 'random');
    expect(sample.parameters.map(p => p.name)).not.toContain('time_exponent');
    const image = Float64Array.from(arms[0]!.image);
    placeDraw(sample, 0, image, program);
    expect(cell(image, 'time_exponent')).toBe(0.62);
  });

  test('says so, and counts them as fitted', () => {
    const { experiment } = resolve(TEXT);
    expect(countEvidence(experiment!).parameters.byStatus.fitted).toBe(2);
    const told = (draws: number): string => caveats(experiment!, [], draws).join('\n');
    expect(told(100)).toContain(
      '2 parameters drawn from the fit “England, 2009/10 to 2018/19” of 2009/10 to 2018/19 (fits/p.yaml): in each draw all of them from one row.\nDraws take each other parameter by itself',
    );
    expect(told(0)).toContain('2 parameters taken from the fit');
  });

  test('has a hash that depends on what was fitted, not on where it lies', () => {
    const { spec } = resolve(TEXT).experiment!;
    const hashed = (of: typeof spec): string => JSON.stringify(canonicalParts(of, barnet));
    const { value, place } = spec.fitted!;
    expect(hashed({ ...spec, fitted: { value: { ...value, file: 'q.yaml' }, place } })).toBe(hashed(spec));
    const other = { ...value, weights: Float64Array.of(1, 1, 1) };
    expect(hashed({ ...spec, fitted: { value: other, place } })).not.toBe(hashed(spec));
  });

  test('is written with it, and reads back', () => {
    const { spec } = resolve(TEXT).experiment!;
    const text = writeScenario(resolvedScenario(spec, 'a.yaml', 'posterior.yaml'), []);
    expect(text).toContain('\nparameters_from: posterior.yaml\n');
    const faults = new Faults();
    const again = readScenario(text, 'again.yaml', faults, () => ({
      text: writePosterior(spec.fitted!.value),
      file: 'posterior.yaml',
    }));
    expect(faults.all).toEqual([]);
    expect(canonicalParts(again!, barnet)).toEqual(canonicalParts(spec, barnet));
  });
});

describe('a posterior that does not fit', () => {
  test('the model is told at its place, with the nearest name', () => {
    const { told } = resolve(
      TEXT.replace('time_exponent', 'time_exponnent').replace('unit: factor', 'unit: 1/year'),
    );
    expect(told).toEqual([
      'fits/p.yaml:8:12: error: "time_exponnent" is not a parameter of the model [scenario/unknown-parameter]\n  did you mean time_exponent?',
      'fits/p.yaml:9:12: error: the posterior has transfer_rate in "1/year"; the model has several values of it, and expects "factor" [fit/unit]\n  fit again with this model',
    ]);
  });

  test('a draw that the parameter cannot take is told', () => {
    expect(resolve(TEXT.replace('1 0.25 0.9', '1 -0.25 0.9')).told).toEqual([
      'fits/p.yaml:8:12: error: time_exponent cannot be below zero, and is in 1 of 3 draws: -0.25 [fit/impossible-draws]',
    ]);
  });

  test('the unit of a parameter is told', () => {
    expect(resolve(TEXT.replace('unit: fraction', 'unit: 1/year')).told).toEqual([
      'fits/p.yaml:8:12: error: the posterior has time_exponent in "1/year"; the model has it in fraction [fit/unit]\n  fit again with this model',
    ]);
  });

  test('or cannot be found is told where it is named', () => {
    const faults = new Faults();
    const text =
      'title: T\narea: a.yaml\nstart: 2016-04\nhorizon: 1 year\nparameters_from: gone.yaml\narms: {a: {}}\n';
    expect(readScenario(text, 'main.yaml', faults, () => undefined)).toBeUndefined();
    expect(faults.all).toMatchObject([
      { code: 'scenario/fit-unread', place: { line: 5, column: 18 }, message: 'cannot read "gone.yaml"' },
    ]);
  });

  test('is told beside the faults of the scenario itself', () => {
    const { told } = resolve(TEXT.replace('1 0.25 0.9', '1 0.5'), '{}', 'colour: red\n');
    expect(told.map(t => t.split('\n')[0])).toEqual(
      [
        'fits/p.yaml:11:5: error: the row has 2 numbers; expected 3: a weight and 2 values [fit/row]',
        'main.yaml:6:1: error: unknown key "colour" in a scenario [source/unknown-key]',
      ].reverse(),
    );
  });
});
