import { availableParallelism } from 'node:os';
import { prepareEngine } from '../arms/run-arms.ts';
import { Faults } from '../diagnostics/diagnostic.ts';
import { findPosterior } from '../fit/find-posterior.ts';
import { type FitProblem, fitRuns, prepareFit, type Simulated } from '../fit/fit-problem.ts';
import type { FitResult } from '../fit/fit-result.ts';
import type { FitSpec, Series } from '../fit/fit-spec.ts';
import { fitResult } from '../fit/make-fit-result.ts';
import { readFit } from '../fit/read-fit.ts';
import { fitJson } from '../report/fit-json.ts';
import { fitPage } from '../report/fit-page.ts';
import { readArea } from '../scenario/area/area-file.ts';
import { financialYearName } from '../scenario/calendar.ts';
import { FACTOR, type FitHashes, type Posterior } from '../scenario/posterior/posterior.ts';
import { writePosterior } from '../scenario/posterior/write-posterior.ts';
import { resolveScenario } from '../scenario/resolve-scenario.ts';
import { startPool } from './draw-workers.ts';
import { badFile, loaderFor, readInput, writeAtomically } from './files.ts';
import { hashRun } from './hashes.ts';
import { given, loadProgram } from './load.ts';
import { hashText } from './model-files.ts';
import { packedArea } from './packed-areas.ts';
import { progressBar } from './progress.ts';
import { pageWidth, printJson, printPage } from './terminal.ts';
import { version } from './version.ts';

export interface FitOptions {
  readonly to?: string;
  readonly evaluations?: string;
  readonly workers?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Draws that a posterior file holds: more tell nothing that an interval shows. */
const KEPT_DRAWS = 1000;
const USUAL_EVALUATIONS = 200_000;

/** From published series to what they say of parameters: reads, searches, draws, simulates, writes and prints. */
export async function fitCommand(file: string, options: FitOptions): Promise<number> {
  const started = performance.now();
  const faults = new Faults();
  const program = await loadProgram(faults);
  const { text, file: name } = readInput(file);
  const load = loaderFor(file, faults);
  const { spec, scenario, series } = given(readFit(text, name, program.model, load, faults), faults);
  const loadedArea = load(scenario.area.value, scenario.area.place);
  const area = given(
    loadedArea && readArea(loadedArea.text, loadedArea.file, faults, packedArea(loadedArea)),
    faults,
  );
  const whole = given(resolveScenario(scenario, area, program, faults), faults);
  const experiment = { ...whole, arms: whole.arms.filter(a => a.name === spec.arm) };
  const problem = prepareFit({ ...spec, experiment, series: [...series.values()] }, prepareEngine(program));
  const workers = wholeNumber(options.workers, '--workers') ?? availableParallelism();
  const pool = startPool(problem, workers);
  try {
    const { evaluate, simulate, tally } = fitRuns(problem, pool.run);
    const { search, posterior } = await findPosterior(evaluate, {
      seed: spec.seed,
      dimensions: spec.free.length,
      mostEvaluations: wholeNumber(options.evaluations, '--evaluations') ?? USUAL_EVALUATIONS,
      onProgress: progressBar('runs'),
    });
    const draws = thinned(posterior.draws, spec.free.length);
    const simulated = await simulate(draws, draws.length / spec.free.length);
    const { model, scenario: ofScenario, area: ofArea } = hashRun(experiment);
    const hashes = { model, scenario: ofScenario, area: ofArea, series: hashText(seriesText(series)) };
    const result = fitResult({
      facts: {
        ...{ title: spec.title, notes: spec.notes, area: area.area, scenario: spec.scenario, arm: spec.arm },
        ...{ years: spec.years, seed: spec.seed, hashes, seconds: (performance.now() - started) / 1000 },
      },
      parameters: problem.coordinates.map(({ parameter, valueAt }, p) => ({
        name: parameter.name,
        unit: parameter.over.length === 0 ? parameter.spec.unit.value : FACTOR,
        valueAt,
        mixing: posterior.convergence[p]!,
      })),
      draws,
      mode: search.found[0]!.point,
      lines: linesOf(problem, spec, series, simulated),
      convergence: {
        starts: search.found.map(f => f.logDensity),
        accepted: posterior.acceptance,
        evaluations: tally.points,
        failed: tally.failed,
      },
    });
    const to = options.to ?? file.replace(/(\.ya?ml)?$/, '-posterior.yaml');
    writeAtomically(to, writePosterior(posteriorOf(result, hashes, problem, draws, to)));
    if (options.json) printJson(fitJson(result, { version }));
    else {
      printPage(fitPage(result, pageWidth()), options.color);
      process.stderr.write(`wrote ${to}: name it in a scenario as parameters_from\n`);
    }
    return 0;
  } finally {
    pool.close();
  }
}

/** Draws evenly spaced over all, no more than a file is to keep. */
function thinned(draws: Float64Array, d: number): Float64Array {
  const all = draws.length / d;
  const kept = Math.min(all, KEPT_DRAWS);
  const out = new Float64Array(kept * d);
  for (let k = 0; k < kept; k++) {
    const from = Math.floor((k * all) / kept) * d;
    out.set(draws.subarray(from, from + d), k * d);
  }
  return out;
}

/** What was read of the series, by which a change of any number shows. */
const seriesText = (series: ReadonlyMap<string, Series>): string =>
  JSON.stringify(
    [...series.values()].map(s => [s.name, s.unit, s.rounding, s.points.map(p => [p.year, p.value])]),
  );

/** Every line that has a series, with what the draws make of it in the years of the fit. */
function linesOf(
  { years }: FitProblem,
  spec: FitSpec,
  series: ReadonlyMap<string, Series>,
  { values, failed }: Simulated,
) {
  const n = failed.length;
  const first = years.indexOf(spec.years.from);
  const count = spec.years.to - spec.years.from + 1;
  return spec.lines.map((line, l) => ({
    line,
    series: series.get(line.series)!,
    simulated: Array.from({ length: count }, (_, y) => {
      const from = (l * years.length + first + y) * n;
      return values.slice(from, from + n);
    }),
  }));
}

function posteriorOf(
  { facts, parameters, convergence }: FitResult,
  hashes: FitHashes,
  { coordinates }: FitProblem,
  draws: Float64Array,
  file: string,
): Posterior {
  const d = coordinates.length;
  const place = { file, line: 1, column: 1, length: 1 };
  return {
    file,
    title: facts.title,
    years: `${financialYearName(facts.years.from)} to ${financialYearName(facts.years.to)}`,
    seed: facts.seed,
    hashes,
    settings: new Map([
      ['search', 'differential evolution, several starts'],
      ['draws', 'chains of DE-MC(Z)'],
      ['runs', `${convergence.evaluations}`],
    ]),
    convergence: new Map([
      ['greatest R-hat', Math.max(...parameters.map(p => p.mixing.rHat)).toFixed(3)],
      ['least effective size', Math.min(...parameters.map(p => p.mixing.bulkEss)).toFixed(0)],
    ]),
    parameters: parameters.map(({ name, unit }) => ({ name: { value: name, place }, unit })),
    weights: new Float64Array(draws.length / d).fill(1),
    values: Float64Array.from(draws, (z, i) => coordinates[i % d]!.valueAt(z)),
  };
}

function wholeNumber(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw badFile('cli/number', `${option} ${text}: expected a whole number, at least 1`);
  return value;
}
