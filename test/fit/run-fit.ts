import { prepareEngine } from '../../src/arms/run-arms.ts';
import type { Program } from '../../src/compile/program.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { prepareBlocks, type RunBlocks } from '../../src/ensemble/run-block.ts';
import {
  type FitProblem,
  type FitRequest,
  type FitRuns,
  fitRuns,
  prepareFit,
} from '../../src/fit/fit-problem.ts';
import type { FitLine, Series } from '../../src/fit/fit-spec.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { compileText } from '../run/canonical.ts';
import { barnet, scenario } from '../treatment/bench.ts';

/** People of two groups come at a rate and leave at a hazard; nobody is there at first. \`luck\` below zero loses a number. */
const MODEL = `
dimensions:
  group: {doc: d, elements: [a, b]}
parameters:
  rate: {doc: d, unit: people/year, value: 100, range: [50, 200], distribution: lognormal, status: assumption, source: c}
  hazard: {doc: d, unit: 1/year, value: 0.5, range: [0.1, 1], distribution: uniform, status: assumption, source: c}
  share: {doc: d, unit: fraction, over: group, value: {a: 0.75, b: 0.25}, range: [0.5, 1.5], status: assumption, source: c}
  luck: {doc: d, unit: fraction, value: 1, range: [-1, 2], distribution: uniform, truncate: [-0.5, 2], status: assumption, source: c}
  still: {doc: d, unit: fraction, value: 1, range: [1, 1], distribution: fixed, status: assumption, source: c}
stocks:
  there: {doc: d, unit: people, over: group, initial: 0, inflows: coming, outflows: leaving}
flows:
  coming: {doc: d, unit: people/year, over: group, equation: rate * share * sqrt(luck) * still}
  leaving: {doc: d, unit: people/year, over: group, equation: there * hazard}
outcomes:
  held: {label: Held, doc: d, unit: people, over: group, table: outcome, equation: at_end(there), summary: last, better: higher}
  left: {label: Left, doc: d, unit: people, over: group, table: outcome, equation: total(leaving), summary: total, better: higher}
  staying: {label: Staying, doc: d, unit: fraction, over: group, table: outcome, equation: at_end(there) / total(coming),
    whole: 'sum(at_end(there), group) / sum(total(coming), group)', summary: last, better: higher}
`;

export const smallProgram: Program = compileText(MODEL, ['there', 'coming', 'leaving']);
const engine = prepareEngine(smallProgram);

/** Three years of the small model, from 2016/17. @param arms in flow style */
export function smallExperiment(arms: Readonly<Record<string, string>> = { as_now: '{}' }): Experiment {
  const faults = new Faults();
  const text = scenario(arms, { horizon: '3 years' });
  const spec = readScenario(text, 'test.yaml', faults, () => undefined)!;
  const experiment = resolveScenario(spec, barnet, smallProgram, faults);
  if (!experiment) throw new Error(faults.all.map(f => f.message).join('\n'));
  return experiment;
}

/** A line of a series; all that is left out is as usual. */
export const line = (series: string, outcome: string, other: Partial<FitLine> = {}): FitLine => ({
  series,
  label: series,
  what: { outcome, of: new Map() },
  over: undefined,
  times: 1,
  error: { relative: 0, absolute: 1 },
  fitted: true,
  ...other,
});

/** A series with a value for each year from 2016/17. */
export const seriesOf = (name: string, values: ArrayLike<number>, rounding = 0): Series => ({
  name,
  unit: 'people',
  rounding,
  source: 'test',
  points: Array.from(values, (value, i) => ({
    year: 2016 + i,
    value,
    status: 'read',
    place: { file: 'series.yaml', line: i + 1, column: 1, length: 1 },
  })),
});

/** A fit of the small model. */
export const smallFit = (request: Partial<FitRequest>): FitProblem =>
  prepareFit(
    {
      experiment: smallExperiment(),
      free: ['rate', 'hazard'].map(name => ({ name, prior: undefined })),
      lines: [line('held', 'held')],
      series: [seriesOf('held', [80, 130, 160])],
      years: { from: 2016, to: 2018 },
      ...request,
    },
    engine,
  );

/** Runs blocks of a fit on this thread, the last first. */
export function runBlocksHere(fit: FitProblem): RunBlocks {
  const runner = prepareBlocks(fit.plan);
  return async ({ blocks, block, onDone }) => {
    for (const index of blocks.toReversed())
      onDone({ index, suspects: runner.run(block(index), fit.values) });
  };
}

/** Runs of a fit on this thread. */
export const runHere = (fit: FitProblem): FitRuns => fitRuns(fit, runBlocksHere(fit));
