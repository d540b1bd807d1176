import { describe, expect, it } from 'vitest';
import type { ArmRun } from '../../src/arms/run-arms.ts';
import { measureOutcomes, slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { compileText } from '../run/canonical.ts';

const FLOW = 120;
const RATE = 0.035;
const WEEKS = 52;

const outcome = (name: string, equation: string, summary: string): string =>
  `  ${name}: {label: ${name}, doc: d, unit: GBP, over: who, table: cost, equation: '${equation}', better: lower, summary: ${summary}}`;

const MODEL = `
dimensions: {who: {doc: Two who pay., elements: [first, second]}}
money: {price_year: 2016/17, index: {2016/17: 100}, source: chosen}
parameters:
  flow: {doc: d, unit: GBP_2016_17/year, over: who, value: {first: 100, second: 20}, range: [0, 2], status: assumption, source: chosen}
  rate: {doc: d, unit: 1/year, value: ${RATE}, range: [0, 1], status: assumption, source: chosen}
  no_rate: {doc: d, unit: 1/year, value: 0, range: [0, 1], status: assumption, source: chosen}
auxiliaries:
  cost: {doc: d, unit: GBP/year, over: who, equation: flow}
outcomes:
${outcome('plain', 'total(cost)', 'total')}
${outcome('by_years', 'discounted(cost, rate)', 'total')}
${outcome('at_once', 'discounted(cost, rate)', 'whole_run')}
${outcome('at_no_rate', 'discounted(cost, no_rate)', 'total')}
`;

const program = compileText(MODEL, ['cost', 'rate', 'no_rate']);
const record = slotsToRecord(program);
const costSlots = program.variables.get('cost')!.slots;

/** A run in which the costs are what they are at the start, at every step of so many years. */
function measure(years: number, options: { window: 'year' | 'quarter'; by?: string } = { window: 'year' }) {
  const steps = years * WEEKS;
  const values = record.map(s => (s === costSlots[0] ? 100 : s === costSlots[1] ? 20 : program.image[s]!));
  const series = Float64Array.from(
    { length: (steps + 1) * record.length },
    (_, i) => values[i % record.length]!,
  );
  const spec = { start: { year: 2016, month: 4, day: 1 } };
  const arms = [{ name: 'only', label: 'Only' }];
  const experiment = { spec, program, arms, stepsPerYear: WEEKS, steps } as unknown as Experiment;
  const table = measureOutcomes(experiment, [{ result: { series } } as unknown as ArmRun], record, options);
  const row = (name: string, element?: string) =>
    table.rows.find(r => r.spec.name === name && r.element === element)!;
  return { row };
}

/** The sum over years of (1 + rate)^-year, multiplied out. */
function annuity(years: number): number {
  let [sum, weight] = [0, 1];
  for (let i = 0; i < years; i++) {
    sum += weight;
    weight /= 1 + RATE;
  }
  return sum;
}

describe('a discounted flow', () => {
  it('is, where it is constant, the flow times the sum of (1 + rate)^-year; the first year counts in full', () => {
    for (const years of [1, 2, 10, 40]) {
      const { row } = measure(years);
      for (const name of ['by_years', 'at_once'])
        expect(row(name).overall[0]! / (FLOW * annuity(years)), `${name} over ${years}`).toBeCloseTo(1, 12);
    }
    // The closed form of the same sum.
    const closed = (FLOW * (1 - 1.035 ** -10)) / (1 - 1 / 1.035);
    expect(measure(10).row('at_once').overall[0]!).toBeCloseTo(closed, 9);
    expect(measure(1).row('at_once').overall[0]!).toBeCloseTo(FLOW, 12);
  });

  it('falls by the rate from year to year, and not within a year', () => {
    const years = measure(3).row('by_years').byWindow[0]!;
    expect(years[0]).toBeCloseTo(FLOW, 12);
    expect(years[1]).toBeCloseTo(FLOW / 1.035, 12);
    expect(years[2]).toBeCloseTo(FLOW / 1.035 / 1.035, 12);
    const quarters = measure(2, { window: 'quarter' }).row('by_years').byWindow[0]!;
    for (const [q, value] of quarters.entries())
      expect(value).toBeCloseTo(FLOW / 4 / (q < 4 ? 1 : 1.035), 12);
  });

  it('adds up over the elements of a dimension', () => {
    const { row } = measure(3, { window: 'year', by: 'who' });
    expect(row('by_years', 'first').overall[0]!).toBeCloseTo(100 * annuity(3), 9);
    expect(row('by_years', 'second').overall[0]!).toBeCloseTo(20 * annuity(3), 9);
  });

  it('is the total itself, to the last bit, at a rate of nothing', () => {
    const { row } = measure(7);
    expect(row('at_no_rate').byWindow).toEqual(row('plain').byWindow);
    expect(row('at_no_rate').overall).toEqual(row('plain').overall);
  });
});
