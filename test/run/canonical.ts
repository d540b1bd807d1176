import { expect } from 'vitest';
import { checkModel } from '../../src/check/check-model.ts';
import { compileModel } from '../../src/compile/compile-model.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { renderDiagnostic } from '../../src/diagnostics/render.ts';
import { readModel } from '../../src/model/read-model.ts';
import { interpretProgram } from '../../src/run/interpret.ts';
import { simulate } from '../../src/run/simulate.ts';
import { prepareStart } from '../../src/run/solve-start.ts';

/** Compiles a model given as text; any fault fails the test and is shown as a user would see it. */
export function compileText(text: string, wanted: readonly string[]) {
  const faults = new Faults();
  const spec = readModel([{ file: 'model.yaml', text }], faults);
  const model = spec && checkModel(spec, faults);
  const program = model && compileModel(model, faults, wanted);
  expect(faults.all.map(d => renderDiagnostic(d, () => text)).join('\n')).toBe('');
  return program!;
}

/** Runs a model given as text and gives each wanted variable's values, step by step. */
export function runText(text: string, wanted: readonly string[], years: number, stepsPerYear: number) {
  const program = compileText(text, wanted);
  const interpreter = interpretProgram(program);
  const start = prepareStart(interpreter).solve(program.image, stepsPerYear);
  const record = wanted.flatMap(w => [...program.variables.get(w)!.slots]);
  const steps = Math.round(years * stepsPerYear);
  const result = simulate(interpreter, { start: start.values, stepsPerYear, steps, changes: [], record });
  expect(result.fault).toBeUndefined();
  const column = (i: number): number[] =>
    Array.from({ length: steps + 1 }, (_, s) => result.series[s * record.length + i]!);
  return { values: record.map((_, i) => column(i)), start, program, capped: result.capped };
}
