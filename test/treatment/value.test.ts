import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { preferenceSentence, scoreArms } from '../../src/report/scorecard.ts';
import { appraisalOf, compareArms, publishedBeside } from '../../src/report/value-comparisons.ts';
import { appraiseScenario } from '../../src/scenario/appraise.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import {
  barnet,
  Outcome,
  parameters,
  program,
  resolve,
  runShipped,
  SHIPPED,
  scenario,
  withFigures,
} from './bench.ts';

const { model } = program;
const CUT = '{funding: [{cut: 20%, from: 2017-04}]}';
const ARMS = { as_now: '{}', cut: CUT };
const text = (appraisal: string, arms: Readonly<Record<string, string>> = ARMS): string =>
  `appraisal: ${appraisal}\n${scenario(arms, { horizon: '3 years' })}`;
const plain = scenario(ARMS, { horizon: '3 years' });

/** What one comparison tells of each arm but the first. */
const told = (outcome: Outcome, name: string) =>
  compareArms(outcome.experiment, outcome.table()).find(c => c.comparison.spec.name === name)!.arms;

describe('an appraisal', () => {
  it('is the Green Book where nothing is said', () => {
    const usual = resolve(plain);
    expect(appraisalOf(usual)!.spec.name).toBe('green_book');
    const images = resolve(text('green_book')).arms.map(a => a.image);
    expect(images).toEqual(usual.arms.map(a => a.image));
  });

  it('changes what it names, in every arm, and nothing else', () => {
    const [usual, nice] = [resolve(plain), resolve(text('nice'))];
    const named = [...model.appraisals.get('nice')!.values.keys()];
    expect(named).toEqual(['discount_rate_costs', 'discount_rate_health', 'value_of_qaly', 'payer_counts']);
    const slots = new Set(named.flatMap(name => program.variables.get(name)!.slots));
    for (const [a, { image }] of nice.arms.entries())
      expect(image.filter((x, s) => !slots.has(s) && x !== usual.arms[a]!.image[s])).toEqual(
        new Float64Array(),
      );
    const at = (name: string) =>
      program.variables
        .get(name)!
        .slots.map(s => nice.arms[1]!.image[s]! / model.variables.get(name)!.unit.factor);
    expect(at('discount_rate_health')).toEqual([0.035]);
    // £25,000 in pounds of the price year.
    expect(at('value_of_qaly')[0]! * (76.0754 / 85.1002)).toBeCloseTo(25000, -1);
    expect(at('payer_counts')).toEqual([1, 0, 1, 0, 1, 0]);
    expect(appraisalOf(nice)!.spec.name).toBe('nice');
  });

  it('moves no outcome that is not a present value', () => {
    const [usual, nice] = [new Outcome(resolve(plain)), new Outcome(resolve(text('nice')))];
    const rows = usual.table().rows;
    const moved = nice
      .table()
      .rows.flatMap((row, i) =>
        row.overall.every((x, a) => Object.is(x, rows[i]!.overall[a])) ? [] : [row.spec.name],
      );
    expect(moved).toEqual([
      'costs_counted',
      'qalys_present',
      'net_monetary_benefit',
      'benefit_beside_treatment',
    ]);
  });

  it('gives way to what an arm sets, but not where it was asked for by name', () => {
    const own = text('nice', { as_now: `{parameters: ${parameters({ discount_rate_costs: 0.01 })}}` });
    const slot = program.variables.get('discount_rate_costs')!.slots[0]!;
    expect(resolve(own).arms[0]!.image[slot]).toBe(0.01);
    expect(appraisalOf(resolve(own))).toBeUndefined();

    const faults = new Faults();
    const spec = readScenario(own, 'own.yaml', faults, () => undefined)!;
    const appraised = appraiseScenario(spec, model.appraisals.get('undiscounted')!, faults);
    expect(faults.all).toMatchObject([
      { code: 'scenario/appraisal-wins', severity: 'warning', place: { file: 'own.yaml', line: 8 } },
    ]);
    expect(resolveScenario(appraised, barnet, program, faults)!.arms[0]!.image[slot]).toBe(0);
    expect(appraised.appraisal!.value).toBe('undiscounted');
  });

  it('and a published figure are told at their places where the model has none such', () => {
    const faults = new Faults();
    const wrong = `appraisal: nise\nbeside: [return_drug_first_year]\n${plain}`;
    const spec = readScenario(wrong, 'wrong.yaml', faults, () => undefined)!;
    expect(resolveScenario(spec, barnet, program, faults)).toBeUndefined();
    expect(faults.all).toMatchObject([
      { code: 'scenario/unknown-appraisal', place: { line: 1, column: 12 }, hint: 'did you mean nice?' },
      {
        code: 'scenario/unknown-published',
        place: { line: 2, column: 10 },
        hint: 'did you mean return_drugs_first_year?',
      },
    ]);
  });
});

describe('a present value', () => {
  const undiscounted = new Outcome(resolve(text('undiscounted')));
  const usual = new Outcome(resolve(plain));

  it('without discounting is what it is the value of, to the last bit', () => {
    for (const arm of ['as_now', 'cut']) {
      expect(undiscounted.years('qalys_present', arm)).toEqual(undiscounted.years('qalys', arm));
      expect(undiscounted.years('costs_present', arm)).toEqual(undiscounted.years('cost_by_payer', arm));
    }
  });

  it('falls by its own rate from year to year', () => {
    const shares = (name: string, whole: string) =>
      usual.years(name, 'cut').map((x, y) => x / usual.years(whole, 'cut')[y]!);
    for (const [y, share] of shares('qalys_present', 'qalys').entries())
      expect(share).toBeCloseTo([1, 1 / 1.015, 1 / 1.015 / 1.015][y]!, 12);
    for (const [y, share] of shares('costs_present', 'cost_by_payer').entries())
      expect(share).toBeCloseTo([1, 1 / 1.035, 1 / 1.035 / 1.035][y]!, 12);
  });

  it('makes net benefit: years of life at what each is worth, less the costs that count', () => {
    const worth = 70000 * model.variables.get('value_of_qaly')!.unit.factor;
    for (const o of [usual, undiscounted])
      for (const arm of ['as_now', 'cut']) {
        const net = o.overall('net_monetary_benefit', arm);
        const lives = worth * o.overall('qalys_present', arm);
        expect(net / (lives - o.overall('costs_counted', arm))).toBeCloseTo(1, 12);
        const before =
          o.overall('benefit_beside_treatment', arm) - o.overall('paid_for_treatment_present', arm);
        expect(before / net).toBeCloseTo(1, 12);
      }
  });
});

describe('arms that are the same', () => {
  const twice = new Outcome(resolve(scenario({ as_now: CUT, again: CUT }, { horizon: '3 years' })));

  it('differ by exactly nothing in value, and no measure prefers either', () => {
    expect(told(twice, 'net_benefit')).toMatchObject([{ gained: 0, told: { text: '0' } }]);
    for (const name of ['cost_per_qaly_gained', 'cost_per_completion_gained', 'social_return'])
      expect(told(twice, name), name).toMatchObject([
        { gained: 0, paid: 0, ratio: undefined, told: { text: 'no difference' } },
      ]);
    const table = twice.table();
    const measures = scoreArms(model.scorecard, table);
    expect(measures.length).toBeGreaterThanOrEqual(10);
    expect(preferenceSentence(measures, table)).toBe('No measure tells the arms apart.');
  });
});

describe('the return on treatment', () => {
  const outcome = runShipped('value/return-on-treatment');
  const beside = publishedBeside(outcome.experiment, outcome.table());
  const here = (name: string) => beside.find(b => b.published.spec.name === name)!.arms!.map(a => a.ratio!);

  it('is what the notes of the scenario say, beside what was published', () => {
    expect(here('return_drugs_first_year')[0]).toBeCloseTo(2.59, 2);
    expect(here('return_drugs_ten_years')[0]).toBeCloseTo(13.8, 2);
    const [first] = beside;
    const [low, high] = first!.published.range;
    expect(first!.arms![0]!.ratio).toBeGreaterThan(low);
    expect(first!.arms![0]!.ratio).toBeLessThan(high);
  });

  it('is the same in the first year whether or not there is money in the second', () => {
    const [year, decade] = here('return_drugs_first_year');
    expect(year).toBe(decade);
  });

  it('hangs neither on the step nor on the size of the area', () => {
    const written = SHIPPED.get('value/return-on-treatment')!;
    const halved = new Outcome(resolve(written.replace(/^horizon:/m, 'step: 3.5 days\nhorizon:')));
    const larger = new Outcome(
      resolve(
        written,
        withFigures(barnet, (_, value) => 10 * value),
      ),
    );
    for (const other of [halved, larger])
      for (const [i, { arms }] of publishedBeside(other.experiment, other.table()).entries())
        for (const [a, { ratio }] of arms!.entries())
          expect(Math.abs(ratio! / beside[i]!.arms![a]!.ratio! - 1)).toBeLessThan(0.01);
  });

  it('has by the rules of NICE a cost per QALY near, and below, what was published of methadone', () => {
    const nice = runShipped('value/cost-per-qaly');
    const [methadone] = publishedBeside(nice.experiment, nice.table());
    const [low] = methadone!.published.range;
    expect(methadone!.arms![0]!.ratio).toBeLessThan(low);
    expect(methadone!.arms![0]!.ratio! / 6030).toBeCloseTo(1, 2);
  });
});
