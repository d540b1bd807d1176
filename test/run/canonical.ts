import { expect } from 'vitest';
import { checkModel } from '../../src/check/check-model.ts';
import { compileModel } from '../../src/compile/compile-model.ts';
import type { Program } from '../../src/compile/program.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { renderDiagnostic } from '../../src/diagnostics/render.ts';
import { readModel } from '../../src/model/read-model.ts';
import { interpretProgram, type Machine } from '../../src/run/machine.ts';
import { type RunResult, simulate } from '../../src/run/simulate.ts';
import { prepareStart, type Start, type WarmStart } from '../../src/run/solve-start.ts';
import { expectReferenceOf } from './lanes-of.ts';

/** What a test may set: values of parameters and figures (in the engine's units), and inputs over time. */
export interface Settings {
  /** By name: a value, or one for each cell. */
  readonly set?: Readonly<Record<string, number | readonly number[]>>;
  /** In order of step. A series over dimensions takes the value in all its cells. */
  readonly changes?: readonly { readonly step: number; readonly series: string; readonly value: number }[];
}

/** A parameter whose status and source do not matter here. */
export const parameter = (name: string, unit: string, value: number): string =>
  `  ${name}: {doc: d, unit: ${unit}, value: ${value}, range: [-1e15, 1e15], status: assumption, source: chosen}`;

/** Compiles a model given as text; any fault fails the test and is shown as a user would see it. */
export function compileText(text: string, wanted: readonly string[], byChance = false): Program {
  const faults = new Faults();
  const complete = /^sector:/m.test(text) ? text : `${text}\nsector: test\ndoc: A test.\n`;
  const spec = readModel([{ file: 'model.yaml', text: complete }], faults);
  const model = spec && checkModel(spec, faults);
  const program = model && compileModel(model, faults, wanted, byChance);
  expect(faults.all.map(d => renderDiagnostic(d, () => complete.split('\n'))).join('\n')).toBe('');
  return program!;
}

/**
 * A model compiled once, to be started and run many times. Runs are interpreted; that lanes of WebAssembly compute
 * the same is shown of every model as it is made.
 */
export class Bench {
  readonly program: Program;
  readonly machine: Machine;
  private readonly wanted: readonly string[];
  private readonly solver: ReturnType<typeof prepareStart>;

  constructor(text: string, wanted: readonly string[]) {
    this.wanted = wanted;
    this.program = compileText(text, wanted);
    this.machine = interpretProgram(this.program);
    this.solver = prepareStart(this.machine);
    expectReferenceOf(this.program, 4);
  }

  slotsOf(name: string): readonly number[] {
    return this.program.variables.get(name)!.slots;
  }

  /** Slot values before anything is computed. */
  image({ set = {} }: Settings = {}): Float64Array {
    const image = Float64Array.from(this.program.image);
    for (const [name, value] of Object.entries(set))
      this.slotsOf(name).forEach((s, i) => {
        image[s] = typeof value === 'number' ? value : value[i]!;
      });
    return image;
  }

  start(stepsPerYear: number, settings: Settings = {}, warm?: WarmStart): Start {
    return this.solver.solve(this.image(settings), stepsPerYear, warm);
  }

  /** Values at the start, cell by cell. */
  at({ values }: Start, name: string): number[] {
    return this.slotsOf(name).map(s => values[s]!);
  }

  /** Runs for so many years, and gives each wanted cell's values step by step. */
  run(years: number, stepsPerYear: number, settings: Settings = {}) {
    const start = this.start(stepsPerYear, settings);
    const record = this.wanted.flatMap(w => [...this.slotsOf(w)]);
    const steps = Math.round(years * stepsPerYear);
    const changes = (settings.changes ?? []).flatMap(({ step, series, value }) =>
      this.slotsOf(series).map(slot => ({ step, slot, value })),
    );
    const result: RunResult = simulate(this.machine, {
      start: start.values,
      stepsPerYear,
      steps,
      changes,
      record,
    });
    const column = (i: number): number[] =>
      Array.from({ length: steps + 1 }, (_, s) => result.series[s * record.length + i]!);
    const values = record.map((_, i) => column(i));
    return { values, start, fault: result.fault, capped: result.capped };
  }

  /** The same, where nothing may go wrong. */
  runWell(years: number, stepsPerYear: number, settings: Settings = {}) {
    const { fault, ...result } = this.run(years, stepsPerYear, settings);
    expect(fault).toBeUndefined();
    return result;
  }
}

/** Runs a model given as text and gives each wanted cell's values, step by step. */
export function runText(
  text: string,
  wanted: readonly string[],
  years: number,
  stepsPerYear: number,
  settings: Settings = {},
) {
  return new Bench(text, wanted).runWell(years, stepsPerYear, settings);
}

/** The largest difference between two equally long lists. */
export const gap = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);

export const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** How errors fall from one to the next: 2 for a method of first order whose step is halved each time. */
export const ratios = (errors: readonly number[]): number[] => errors.slice(1).map((e, i) => errors[i]! / e);

/** The classical method of fourth order (Kutta 1901): a reference that shares nothing with Euler's but the equations. */
export function rk4(
  f: (y: readonly number[]) => readonly number[],
  y0: readonly number[],
  years: number,
  steps: number,
): number[] {
  const h = years / steps;
  const move = (y: readonly number[], k: readonly number[], by: number): number[] =>
    y.map((v, i) => v + by * k[i]!);
  let y = [...y0];
  for (let s = 0; s < steps; s++) {
    const k1 = f(y);
    const k2 = f(move(y, k1, h / 2));
    const k3 = f(move(y, k2, h / 2));
    const k4 = f(move(y, k3, h));
    y = y.map((v, i) => v + (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!));
  }
  return y;
}
