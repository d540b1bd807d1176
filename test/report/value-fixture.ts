import type { OutcomeTable } from '../../src/outcome/outcome-table.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { compileText } from '../run/canonical.ts';
import { outcomeTable, row } from './outcome-fixture.ts';

const outcome = (name: string, unit: string, equation: string, better: string): string =>
  `  ${name}: {label: The ${name}, doc: d, unit: ${unit}, table: outcome, equation: '${equation}', better: ${better}, summary: total}`;

/** A clinic that costs money, makes people well, and saves others money. */
export const program = compileText(
  `
money: {price_year: 2016/17, index: {2010/11: 80, 2016/17: 100}, source: chosen}
parameters:
  money: {doc: d, unit: GBP_2016_17/year, value: 1, range: [0, 9], status: assumption, source: chosen}
  life: {doc: d, unit: QALY/year, value: 1, range: [0, 9], status: assumption, source: chosen}
  dying: {doc: d, unit: people/year, value: 1, range: [0, 9], status: assumption, source: chosen}
outcomes:
${outcome('life_gained', 'QALY', 'total(life)', 'higher')}
${outcome('deaths', 'people', 'total(dying)', 'lower')}
${outcome('cost', 'GBP', 'total(money)', 'lower')}
${outcome('saved', 'GBP', 'total(money)', 'higher')}
appraisals:
  plain: {label: The plain way, doc: Money counts as it stands., source: chosen, parameters: {money: 2}}
  other: {label: The other way, doc: Money counts double., source: chosen, parameters: {money: 4}}
comparisons:
  net: {label: Net gain, doc: d, unit: GBP, gained: saved}
  price: {label: Cost per life year, doc: d, unit: GBP/QALY, gained: life_gained, paid: cost, is: price}
  per_death: {label: Cost per death averted, doc: d, unit: GBP/people, gained: deaths, paid: cost, is: price}
  pays_back: {label: Return, doc: d, unit: GBP/GBP, gained: saved, paid: cost, is: return}
scorecard:
  health: {label: Health, measures: {life_gained: years of life, deaths: deaths}}
  money_matters: {label: Money, measures: {cost: costs}}
published:
  others_price: {label: Theirs, value: 100, range: [50, 200], unit: GBP_2010_11/QALY, source: a paper, status: read, beside: price, horizon: 1, differs: They count less.}
  long_return: {label: Long, value: 4, range: [1, 5], unit: fraction, source: a paper, status: recalled, beside: pays_back, horizon: 5, differs: They count more.}
`,
  ['money', 'life', 'dying'],
);

export const { model } = program;

/** Two years of each outcome by arm, the first arm first; what is not said is the same in every arm. */
export function tableOf(
  arms: readonly string[],
  values: Readonly<Record<string, readonly (readonly [number, number])[]>>,
): OutcomeTable {
  const same = arms.map(() => [1000, 1000] as const);
  return outcomeTable(
    arms,
    [...model.outcomes.values()].map(o => row(o.spec, values[o.name] ?? same)),
  );
}

/** An experiment as far as pages look at it; what money counts in each arm may be set. */
export const experimentOf = ({
  beside = [],
  money = [2, 2],
}: {
  beside?: readonly string[];
  money?: readonly number[];
} = {}): Experiment => {
  const place = { file: 's.yaml', line: 1, column: 1, length: 1 };
  const [slot] = program.variables.get('money')!.slots;
  const arms = money.map(value => {
    const image = Float64Array.from(program.image);
    image[slot!] = value;
    return { image };
  });
  return {
    program,
    arms,
    spec: { beside: beside.map(value => ({ value, place })) },
  } as unknown as Experiment;
};
