import { describe, expect, it } from 'vitest';
import { prepareEngine, runFrom, solveStarts } from '../../src/arms/run-arms.ts';
import type { Program } from '../../src/compile/program.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { armsProgram, measureSideBySide } from '../../src/ensemble/arms-side-by-side.ts';
import { measureOutcomes, slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { compileText, parameter } from '../run/canonical.ts';
import { areaOf, barnet, engine, program, resolve, SHIPPED, scenario } from '../treatment/bench.ts';

const lanes = armsProgram(program, 52);
const shipped = (name: string) => resolve(SHIPPED.get(name)!, areaOf(SHIPPED.get(name)!));

/** Arms run one by one, with every step recorded. */
function oneByOne(experiment: Experiment) {
  const starts = solveStarts(experiment, engine);
  const record = slotsToRecord(program);
  const runs = runFrom(starts, experiment, record, engine);
  return { starts, table: measureOutcomes(experiment, runs, record, { window: 'year' }) };
}

describe('arms side by side', () => {
  it.each([
    'big-bang-or-evolution',
    'high-turnover',
    'history/england-record',
    'pressures/provider-failure',
    'systems/systems-compared',
    'claims/one-basket',
  ])('%s: have the bits of the same arms run one by one', { timeout: 60_000 }, name => {
    const experiment = shipped(name);
    const { starts, table } = oneByOne(experiment);
    expect(measureSideBySide(experiment, starts, lanes)).toEqual(table);
  });

  it.each(['1 year', '30 months'])('are as long as the scenario: %s', horizon => {
    const experiment = resolve(
      scenario(
        {
          as_now: '{}',
          cut: '{funding: [{cut: 20%, from: 2016-05}]}',
          worse: '{funding: [{cut: 40%, from: 2016-07}]}',
        },
        { horizon },
      ),
    );
    const { starts, table } = oneByOne(experiment);
    expect(measureSideBySide(experiment, starts, lanes)).toEqual(table);
  });
});

/** Measures two years of a small model in which \`one\` is a person and \`a_year\` is as given. */
function measureSmall(a_year: number, model: string) {
  const small: Program = compileText(
    `
parameters:
${parameter('one', 'people', 1)}
${parameter('a_year', '1/year', a_year)}
${model}
outcomes:
  held: {label: Held, doc: d, unit: people, table: outcome, equation: at_end(stock), summary: last, better: higher}
`,
    ['stock'],
  );
  const faults = new Faults();
  const text = scenario({ as_now: '{}' }, { horizon: '2 years' });
  const spec = readScenario(text, 'test.yaml', faults, () => undefined)!;
  const experiment = resolveScenario(spec, barnet, small, faults)!;
  const starts = solveStarts(experiment, prepareEngine(small));
  return measureSideBySide(experiment, starts, armsProgram(small, 52));
}

const FALLING = `
stocks:
  stock: {doc: d, unit: people, initial: one, inflows: coming}
flows:
  coming: {doc: d, unit: people/year, equation: -one * a_year}
`;
/** Of a stock that no outcome reads. */
const LEAVING = `
stocks:
  stock: {doc: d, unit: people, initial: one}
  other: {doc: d, unit: people, initial: one}
moves:
  going: {doc: d, from: other, to: outside, hazard: a_year}
`;
const LOST = `
stocks:
  stock: {doc: d, unit: people, initial: one, inflows: coming}
flows:
  coming: {doc: d, unit: people/year, equation: one * a_year / (time_left * time_left)}
auxiliaries:
  time_left: {doc: d, unit: fraction, equation: 0}
`;

describe('arms of which something has to be told', () => {
  it('are left to be run one by one: below zero, and not', () => {
    expect(measureSmall(0.4, FALLING)?.rows[0]?.byWindow[0]?.[0]).toBeCloseTo(0.6, 12);
    expect(measureSmall(0.6, FALLING)).toBeUndefined();
  });

  it('are left to be run one by one: more would leave than is there, and not', () => {
    expect(measureSmall(52, LEAVING)?.rows[0]?.byWindow).toEqual([[1, 1]]);
    expect(measureSmall(53, LEAVING)).toBeUndefined();
  });

  it('are left to be run one by one: a number is lost', () => {
    expect(measureSmall(1, LOST)).toBeUndefined();
  });

  it('are left to be run one by one where the host has no room for lanes', () => {
    const experiment = shipped('steady');
    const starts = solveStarts(experiment, engine);
    const module = { ...lanes.module, bytes: new Uint8Array(lanes.module.bytes.subarray(0, 100)) };
    expect(measureSideBySide(experiment, starts, { ...lanes, module })).toBeUndefined();
  });
});
