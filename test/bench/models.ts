import { Model } from 'simulation';
import { checkModel } from '../../src/check/check-model.ts';
import { compileModel } from '../../src/compile/compile-model.ts';
import type { Program } from '../../src/compile/program.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { type LaneMachine, startMachine } from '../../src/ensemble/lanes/lane-machine.ts';
import { laneProgram } from '../../src/ensemble/lanes/lane-program.ts';
import { readModel } from '../../src/model/read-model.ts';

/** A model that can be written both in our language and for the npm package `simulation`: equations over names. */
export interface CommonModel {
  readonly stocks: Readonly<Record<string, number>>;
  /** Numbers without a unit, and rates a year. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly rates: Readonly<Record<string, number>>;
  /** Without a unit, each after those that it reads. */
  readonly auxiliaries: Readonly<Record<string, string>>;
  readonly flows: readonly {
    readonly name: string;
    readonly from: string;
    readonly to: string;
    readonly rate: string;
  }[];
}

export const STEPS_PER_YEAR = 52;

/** An epidemic (Kermack and McKendrick 1927): 3 stocks, 2 flows. */
export const SIR: CommonModel = {
  stocks: { susceptible: 999, infectious: 1, recovered: 0 },
  numbers: { everyone: 1000 },
  rates: { contact: 26, recovery: 13 },
  auxiliaries: {},
  flows: [
    {
      name: 'catching',
      from: 'susceptible',
      to: 'infectious',
      rate: 'contact * susceptible * infectious / everyone',
    },
    { name: 'recovering', from: 'infectious', to: 'recovered', rate: 'recovery * infectious' },
  ],
};

/** A ring of stocks, each passing on to the next at a rate that others press on: two and a half equations a stock. */
export function ring(stocks: number): CommonModel {
  const all = Array.from({ length: stocks }, (_, i) => i);
  const stock = (i: number): string => `stock${i % stocks}`;
  const entries = <T>(of: readonly number[], entry: (i: number) => readonly [string, T]): Record<string, T> =>
    Object.fromEntries(of.map(entry));
  return {
    stocks: entries(all, i => [stock(i), 50 + ((i * 37) % 100)]),
    numbers: { half: 0.5, least: 0.1 },
    rates: entries(all, i => [`rate${i}`, 0.2 + ((i * 13) % 10) / 10]),
    auxiliaries: {
      ...entries(all, i => [`share${i}`, `${stock(i)} / (${stock(i)} + ${stock(i + 5)})`]),
      ...entries(
        all.filter(i => i % 2 === 0),
        i => [`pressure${i}`, `max(least, exp(-share${i}) - half * share${(i + 3) % stocks})`],
      ),
    },
    flows: all.map(i => ({
      name: `flow${i}`,
      from: stock(i),
      to: stock(i + 1),
      rate: `rate${i} * ${stock(i)} * pressure${i - (i % 2)}`,
    })),
  };
}

/** How many equations a step of it computes: auxiliaries, flows and stocks. */
export const equationsOf = ({ stocks, auxiliaries, flows }: CommonModel): number =>
  Object.keys(stocks).length + Object.keys(auxiliaries).length + flows.length;

/** The model as our compiler has it; each stock's mean over a year is an outcome. */
export function compileCommon(model: CommonModel): Program {
  const faults = new Faults();
  const spec = readModel([{ file: 'common.yaml', text: ourText(model) }], faults);
  const checked = spec && checkModel(spec, faults);
  const program = checked && compileModel(checked, faults);
  if (!program || faults.hasErrors) throw new Error(faults.all.map(d => d.message).join('\n'));
  return program;
}

function ourText({ stocks, numbers, rates, auxiliaries, flows }: CommonModel): string {
  const section = <T>(
    name: string,
    of: Readonly<Record<string, T>>,
    line: (name: string, of: T) => string,
  ) => {
    const entries = Object.entries(of).map(([item, value]) => `  ${item}: {doc: d, ${line(item, value)}}\n`);
    return entries.length > 0 ? `${name}:\n${entries.join('')}` : '';
  };
  const known = 'range: [0, 1e9], status: assumption, source: chosen';
  const parameters = Object.fromEntries([
    ...Object.entries(numbers).map(([name, value]) => [name, `unit: 1, value: ${value}`]),
    ...Object.entries(rates).map(([name, value]) => [name, `unit: 1/year, value: ${value}`]),
  ]);
  const ends = (end: 'from' | 'to', stock: string): string =>
    `[${flows.filter(f => f[end] === stock).map(f => f.name)}]`;
  return [
    'sector: common\ndoc: A model to measure with.\n',
    section('parameters', parameters, (_, p) => `${p}, ${known}`),
    section('stocks', stocks, (name, initial) =>
      [`unit: 1, initial: ${initial}`, `inflows: ${ends('to', name)}, outflows: ${ends('from', name)}`].join(
        ', ',
      ),
    ),
    section('auxiliaries', auxiliaries, (_, equation) => `unit: 1, equation: "${equation}"`),
    section(
      'flows',
      Object.fromEntries(flows.map(f => [f.name, f.rate])),
      (_, equation) => `unit: 1/year, equation: "${equation}"`,
    ),
    section(
      'outcomes',
      Object.fromEntries(Object.keys(stocks).map(name => [`mean_${name}`, name])),
      (_, name) =>
        [
          `label: ${name}, unit: 1, equation: mean(${name})`,
          'table: outcome, better: neither, summary: average',
        ].join(', '),
    ),
  ].join('');
}

/** All values may differ between runs. */
export const NOTHING_KNOWN = { atStart: new Map<number, number>(), later: new Map<number, number>() };

/** Runs side by side of a model whose stocks begin with given values. */
export function startCommon(program: Program, years: number): LaneMachine {
  const compiled = laneProgram({
    program,
    stepsPerYear: STEPS_PER_YEAR,
    steps: years * STEPS_PER_YEAR,
    inputs: new Set(),
    known: NOTHING_KNOWN,
    outcomes: [...program.model.outcomes.values()],
  });
  const machine = startMachine(compiled);
  for (const [slot, place] of compiled.placeOf.entries())
    if (place >= 0) machine.fill(place, program.image[slot]!);
  machine.fill(compiled.clock.dt, 1 / STEPS_PER_YEAR);
  machine.fill(compiled.clock.newYear, 1);
  machine.call.start();
  return machine;
}

/** The same model for the package `simulation`. */
export function simulationModel(model: CommonModel, years: number): Simulated {
  const made = new Model({
    timeStart: 0,
    timeLength: years,
    timeStep: 1 / STEPS_PER_YEAR,
    timeUnits: 'Years',
    algorithm: 'Euler',
  });
  const known = new Map<string, object>();
  const link = (text: string, to: object): string => {
    for (const name of new Set(text.match(/[a-z]\w*/g))) if (known.has(name)) made.Link(known.get(name)!, to);
    return text.replaceAll(/[a-z]\w*/g, name => (known.has(name) ? `[${name}]` : name));
  };
  for (const [name, value] of Object.entries({ ...model.numbers, ...model.rates }))
    known.set(name, made.Variable({ name, value }));
  for (const [name, initial] of Object.entries(model.stocks)) known.set(name, made.Stock({ name, initial }));
  for (const [name, equation] of Object.entries(model.auxiliaries)) {
    const variable = made.Variable({ name });
    variable.value = link(equation, variable);
    known.set(name, variable);
  }
  for (const { name, from, to, rate } of model.flows) {
    const flow = made.Flow(known.get(from)!, known.get(to)!, { name });
    flow.rate = link(rate, flow);
  }
  return {
    run: () => {
      const results = made.simulate();
      return Object.keys(model.stocks).map(name => results.value(known.get(name)!, years));
    },
  };
}

export interface Simulated {
  /** Runs it, and gives what each stock comes to. */
  run(): readonly number[];
}
