import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { type ArmRun, type Engine, sameNumbers } from '../../src/arms/run-arms.ts';
import { checkModel } from '../../src/check/check-model.ts';
import { cellNames, cellsOf } from '../../src/check/checked.ts';
import { compileModel, variablesOfOutcomes } from '../../src/compile/compile-model.ts';
import type { Program } from '../../src/compile/program.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readModel } from '../../src/model/read-model.ts';
import { measureOutcomes, slotsToRecord } from '../../src/outcome/measure-outcomes.ts';
import type { OutcomeTable } from '../../src/outcome/outcome-table.ts';
import { compileProgram } from '../../src/run/machine.ts';
import { simulate } from '../../src/run/simulate.ts';
import { prepareStart, type Start } from '../../src/run/solve-start.ts';
import { readArea } from '../../src/scenario/area/area-file.ts';
import { type AreaFile, type Figure, type FigureValue, SECTIONS } from '../../src/scenario/area/figure.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { type LoadFile, readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';

const MODEL = 'src/model/treatment';

/** What tests read beside stocks, flows and what outcomes read. */
const ALSO_READ = ['wait', 'starting', 'well_for_good'];

/** Fails with everything that was said, rather than with the first of it. */
function without(faults: Faults, what: string): void {
  const errors = faults.all.filter(d => d.severity === 'error');
  if (errors.length > 0)
    throw new Error(`${what}: ${errors.map(d => [d.code, d.message, d.hint].join(' ')).join('\n')}`);
}

/** The treatment model, compiled once for all test files of a worker. */
export const program: Program = (() => {
  const faults = new Faults();
  const files = fs
    .readdirSync(MODEL)
    .filter(f => f.endsWith('.yaml'))
    .sort()
    .map(f => ({ file: `${MODEL}/${f}`, text: fs.readFileSync(`${MODEL}/${f}`, 'utf8') }));
  const spec = readModel(files, faults);
  const model = spec && checkModel(spec, faults);
  const compiled = model && compileModel(model, faults, [...variablesOfOutcomes(model), ...ALSO_READ]);
  without(faults, 'the model');
  return compiled!;
})();

/** Everybody whom the model follows, written out: the model's own law reads its own list. */
export const LIVING: readonly string[] = [
  'untreated',
  'waiting',
  'gave_up_waiting',
  'assessment',
  'induction',
  'maintained',
  'settled',
  'psychosocial',
  'detox',
  'rehab',
  'aftercare',
  'just_completed',
  'just_left',
  'left',
  'transferred',
  'recovering',
  'recovered',
  'custody',
];

/** What a contract lot buys. */
export const SERVICES: readonly string[] = program.model.indexSets.get('service')!.dimension.elements;

/** Those of them that people do, rather than places that are bought. */
export const STAFFED: readonly string[] = ['access', 'prescribing', 'psychosocial', 'recovery'];

/** An area that ships. */
export function readAreaFile(name: string): AreaFile {
  const faults = new Faults();
  const area = readArea(fs.readFileSync(`scenarios/areas/${name}.yaml`, 'utf8'), `${name}.yaml`, faults);
  without(faults, 'the area');
  return area!;
}

/** Barnet 2016/17, the area of most shipped scenarios. */
export const barnet: AreaFile = readAreaFile('barnet');

/** The area with some of its figures changed, number by number. */
export function withFigures(
  area: AreaFile,
  change: (name: string, value: number, elements: readonly string[]) => number,
): AreaFile {
  const each = (name: string, value: FigureValue, elements: readonly string[]): FigureValue =>
    value instanceof Map
      ? new Map([...value].map(([k, v]) => [k, each(name, v, [...elements, k])]))
      : value === null
        ? null
        : change(name, value as number, elements);
  const section = (figures: ReadonlyMap<string, Figure>): Map<string, Figure> =>
    new Map([...figures].map(([name, f]) => [name, { ...f, value: each(name, f.value, []) }]));
  return { ...area, ...Object.fromEntries(SECTIONS.map(s => [s, section(area[s])])) };
}

/** The scenarios that ship, as written, by path below scenarios/ without the ending: `pressures/provider-failure`. */
export const SHIPPED: ReadonlyMap<string, string> = new Map(
  fs
    .readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
    .map(f => f.replaceAll('\\', '/'))
    .filter(f => f.endsWith('.yaml') && !/^(areas|fits)\//.test(f))
    .sort()
    .map(f => [f.replace(/\.yaml$/, ''), fs.readFileSync(`scenarios/${f}`, 'utf8')]),
);

/** Those of them that make no claim: what claims do, they do too. */
export const EXPERIMENTS: readonly (readonly [string, string])[] = [...SHIPPED].filter(
  ([name]) => !name.startsWith('claims/'),
);

/** Every so-manieth scenario, which takes some of each folder, for tests of every change; and the others, for long ones. */
export function oneIn<T>(
  many: number,
  all: readonly T[],
): { readonly some: readonly T[]; readonly others: readonly T[] } {
  return { some: all.filter((_, i) => i % many === 0), others: all.filter((_, i) => i % many !== 0) };
}

/**
 * Those in which there is something to treat with. An area without money has next to nobody in treatment: shares and
 * ratios of nothing are the arithmetic's guards, and only what is told of such areas is tested, where it is told.
 */
export const WITH_MONEY: readonly (readonly [string, string])[] = EXPERIMENTS.filter(
  ([, text]) => !text.includes('cut: 100%'),
);

/** The area that a scenario's text names. */
export const areaOf = (text: string): AreaFile =>
  readAreaFile(/^area: .*areas\/([\w-]+)\.yaml$/m.exec(text)![1]!);

/** Runs a shipped scenario on its own area. */
export function runShipped(name: string, also: Iterable<string> = []): Outcome {
  const text = SHIPPED.get(name);
  if (text === undefined) throw new Error(`no scenario ${name}`);
  return run(text, areaOf(text), also);
}

/** A scenario's text around its arms; an arm is YAML in flow style, such as `{funding: [{cut: 10%, from: 2017-04}]}`. */
export function scenario(
  arms: Readonly<Record<string, string>>,
  { horizon = '10 years', step = '1 week' }: { horizon?: string; step?: string } = {},
): string {
  return [
    'title: A test',
    'area: areas/barnet.yaml',
    'start: 2016-04-01',
    `horizon: ${horizon}`,
    `step: ${step}`,
    'arms:',
    ...Object.entries(arms).map(([name, body]) => `  ${name}: ${body}`),
  ].join('\n');
}

/** Parameters of an arm, in flow style. */
export const parameters = (values: Readonly<Record<string, number | string>>): string =>
  `{${Object.entries(values)
    .map(([name, value]) => `${name}: {value: ${value}, reason: a test}`)
    .join(', ')}}`;

/** Parameters of an arm, each at a place in the range that the model's files give it. */
export const withinRanges = (
  names: readonly string[],
  place: (range: readonly [number, number]) => number,
): string =>
  parameters(
    Object.fromEntries(
      names.map(name => {
        const v = program.model.variables.get(name);
        if (v?.kind !== 'parameter') throw new Error(`no parameter ${name}`);
        return [name, place(v.spec.range)];
      }),
    ),
  );

/** A file that a scenario names, relative to its own. */
const loadBeside: LoadFile = (path, from) => {
  const file = join(dirname(from.file), path);
  return { text: fs.readFileSync(file, 'utf8'), file };
};

/** @param file where the text would stand: what it names is found from there */
export function resolve(text: string, area: AreaFile = barnet, file = 'scenarios/any/test.yaml'): Experiment {
  const faults = new Faults();
  const spec = readScenario(text, file, faults, loadBeside);
  const experiment = spec && resolveScenario(spec, area, program, faults);
  without(faults, 'the scenario');
  return experiment!;
}

export const machine = compileProgram(program);
const solver = prepareStart(machine);
/** The same, for what takes both. */
export const engine: Engine = { machine, solver };
const starts: { readonly image: Float64Array; readonly stepsPerYear: number; readonly start: Solved }[] = [];
type Solved = Pick<Start, 'values' | 'report'>;

/** The start of an arm, as `runArms` solves it, once for all test files of a worker. */
function startOf(image: Float64Array, stepsPerYear: number): Solved {
  const known = starts.find(s => s.stepsPerYear === stepsPerYear && sameNumbers(s.image, image));
  if (known) return known.start;
  const { values, report } = solver.solve(image, stepsPerYear);
  const start = { values, report };
  starts.push({ image, stepsPerYear, start });
  return start;
}

type Runner = (experiment: Experiment, record: readonly number[]) => readonly ArmRun[];

/** As `runArms` does, but with one solver for all. */
const runAll: Runner = ({ arms, stepsPerYear, steps }, record) =>
  arms.map(arm => {
    const { values, report } = startOf(arm.image, stepsPerYear);
    const { changes } = arm;
    const result = simulate(machine, { start: values, stepsPerYear, steps, changes, record });
    return { arm, start: report, values, result };
  });

/** What a scenario came to: its runs, and its outcomes by name and arm. */
export class Outcome {
  readonly experiment: Experiment;
  readonly runs: readonly ArmRun[];
  readonly record: readonly number[];
  private readonly columns: ReadonlyMap<number, number>;
  private readonly summed = new Map<string, Float64Array>();
  private readonly tables = new Map<string, OutcomeTable>();

  /**
   * @param also variables to record beside those that outcomes read
   * @param runner what runs the arms
   */
  constructor(experiment: Experiment, also: Iterable<string> = [], runner = runAll) {
    const slots = new Set(slotsToRecord(program));
    for (const name of also) for (const s of program.variables.get(name)!.slots) slots.add(s);
    this.experiment = experiment;
    this.record = [...slots];
    this.columns = new Map(this.record.map((s, i) => [s, i]));
    this.runs = runner(experiment, this.record);
  }

  /** The arm's run; the first where none is named. */
  run(arm?: string): ArmRun {
    const run = arm === undefined ? this.runs[0] : this.runs.find(r => r.arm.name === arm);
    if (!run) throw new Error(`no arm ${arm}`);
    return run;
  }

  table(window: 'year' | 'quarter' = 'year', by?: string): OutcomeTable {
    const key = `${window} ${by}`;
    const known = this.tables.get(key);
    if (known) return known;
    const table = measureOutcomes(this.experiment, this.runs, this.record, {
      window,
      ...(by !== undefined && { by }),
    });
    this.tables.set(key, table);
    return table;
  }

  /** An outcome of an arm, year by year. */
  years(outcome: string, arm?: string): readonly number[] {
    return this.row(outcome).byWindow[this.armIndex(arm)]!;
  }

  /** An outcome of an arm over the whole run. */
  overall(outcome: string, arm?: string): number {
    return this.row(outcome).overall[this.armIndex(arm)]!;
  }

  /** A variable's value on a step, summed over its cells or over those that all these elements name. */
  at(step: number, name: string, arm?: string, ...elements: readonly string[]): number {
    if (elements.length === 0) return this.totals(name, arm)[step]!;
    const { over, slots } = program.variables.get(name)!;
    const { series } = this.run(arm).result;
    return cellsOf(over).reduce((sum, cell, i) => {
      if (!elements.every(e => cellNames(over, cell).includes(e))) return sum;
      return sum + this.value(series, step, slots[i]!);
    }, 0);
  }

  /** A variable's value summed over its cells, step by step. */
  totals(name: string, arm?: string): Float64Array {
    const run = this.run(arm);
    const key = `${run.arm.name} ${name}`;
    const known = this.summed.get(key);
    if (known) return known;
    const { steps } = this.experiment;
    const { series } = run.result;
    const totals = new Float64Array(steps + 1);
    const columns = Int32Array.from(program.variables.get(name)!.slots, slot => this.columnOf(slot));
    // Row by row, as the columns of a variable stand side by side.
    for (let s = 0, row = 0; s <= steps; s++, row += this.record.length)
      for (const column of columns) totals[s] = totals[s]! + series[row + column]!;
    this.summed.set(key, totals);
    return totals;
  }

  private value(series: Float64Array, step: number, slot: number): number {
    return series[step * this.record.length + this.columnOf(slot)]!;
  }

  private columnOf(slot: number): number {
    const column = this.columns.get(slot);
    if (column === undefined) throw new Error(`${program.slotNames[slot]} was not recorded`);
    return column;
  }

  private armIndex(arm: string | undefined): number {
    return this.runs.indexOf(this.run(arm));
  }

  private row(outcome: string) {
    const row = this.table().rows.find(r => r.spec.name === outcome);
    if (!row) throw new Error(`no outcome ${outcome}`);
    return row;
  }
}

/** Resolves and runs a scenario. */
export const run = (text: string, area: AreaFile = barnet, also: Iterable<string> = []): Outcome =>
  new Outcome(resolve(text, area), also);

/** Every kind of variable, by name. */
export const variablesOfKind = (kind: string): string[] =>
  [...program.model.variables.values()].filter(v => v.kind === kind).map(v => v.name);

/** |a - b| beside the greater of them, or beside `floor` where both are about nothing. */
export const apart = (a: number, b: number, floor = 1e-9): number =>
  Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), floor);

/** Everything that makes a run unbelievable: faults, values that are not numbers, stocks below nothing. */
export function whatIsWrong(outcome: Outcome): string[] {
  const wrong: string[] = [];
  for (const { arm, result, start } of outcome.runs) {
    if (!start.converged) wrong.push(`${arm.name}: the start did not converge (${start.residual})`);
    if (result.fault)
      wrong.push(
        `${arm.name}: ${result.fault.kind} ${result.fault.name} = ${result.fault.value} at step ${result.fault.step}`,
      );
  }
  for (const row of outcome.table().rows)
    for (const [a, years] of row.byWindow.entries())
      for (const [y, value] of years.entries())
        if (!Number.isFinite(value))
          wrong.push(`${outcome.runs[a]!.arm.name}: ${row.spec.name} in year ${y + 1} is ${value}`);
  return wrong;
}
