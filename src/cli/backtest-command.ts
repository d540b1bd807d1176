import { availableParallelism } from 'node:os';
import { prepareEngine } from '../arms/run-arms.ts';
import { type BadInput, Faults, suggest } from '../diagnostics/diagnostic.ts';
import { backtestResult } from '../fit/backtest-result.ts';
import { fitRuns, prepareFit } from '../fit/fit-problem.ts';
import type { FitSpec, Series } from '../fit/fit-spec.ts';
import { readExport } from '../fit/read-export.ts';
import { readSeries } from '../fit/read-series.ts';
import { simulatedLines } from '../fit/simulated-lines.ts';
import { backtestPage } from '../report/backtest-page.ts';
import { backtestJson } from '../report/fit-json.ts';
import { financialYearName } from '../scenario/calendar.ts';
import { type Posterior, rowChooser } from '../scenario/posterior/posterior.ts';
import { readPosterior } from '../scenario/posterior/read-posterior.ts';
import { chooseCount } from './choose-compared.ts';
import { startPool } from './draw-workers.ts';
import { EXIT } from './exit-codes.ts';
import { badFile, readInput } from './files.ts';
import { given, loadProgram } from './load.ts';
import { loadFit } from './load-fit.ts';
import { posteriorFile } from './posterior-file.ts';
import { tellWarnings } from './tell.ts';
import { pageWidth, printJson, printPage } from './terminal.ts';
import { version } from './version.ts';

export interface BacktestOptions {
  readonly data: string;
  readonly from: string;
  readonly posterior?: string;
  readonly area?: string;
  readonly workers?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Runs a fit's posterior on into years that it was not fitted to, and sets them beside what was published of them. */
export async function backtestCommand(file: string, options: BacktestOptions): Promise<number> {
  const started = performance.now();
  const faults = new Faults();
  const from = firstYear(options.from);
  const workers = chooseCount('--workers', options.workers, availableParallelism());
  const program = await loadProgram(faults);
  const posterior = readDraws(options.posterior ?? posteriorFile(file), faults);
  const data = readData(options, faults);
  const last = Math.max(from, ...[...data.values()].flatMap(s => s.points.map(p => p.year)));
  const { spec, series, experiment, facts } = loadFit(file, program, faults, last);
  if (from <= spec.years.to)
    faults.warn(
      'cli/fitted-years',
      undefined,
      `--from ${from}: the fit has seen the years up to ${financialYearName(spec.years.to)}, and is no forecast of them`,
    );
  tellWarnings(faults.all, options);
  const lines = spec.lines.filter(l => data.has(l.series));
  if (lines.length === 0) throw noneProduced(data, spec);
  const judged = new Map(
    lines.map(l => [l.series, joined(series.get(l.series)!, data.get(l.series)!, from)] as const),
  );
  const shown = lines.map(l => ({ ...l, fitted: false }));
  const problem = prepareFit(
    { ...spec, lines: shown, experiment, series: [...judged.values()] },
    prepareEngine(program),
  );
  const pool = startPool(problem, workers);
  try {
    const n = posterior.weights.length;
    const simulated = await fitRuns(problem, pool.run).simulate(valuesFor(spec, posterior), n);
    const result = backtestResult(
      { ...facts, seconds: (performance.now() - started) / 1000 },
      from,
      simulatedLines(problem, judged, simulated, { from: spec.years.from, to: last }),
      [...data.values()],
    );
    if (options.json) printJson(backtestJson(result, { version }));
    else printPage(backtestPage(result, pageWidth()), options.color);
    return EXIT.fine;
  } finally {
    pool.close();
  }
}

/** `2019` or `2019/20`, by the year in which it begins. */
function firstYear(asked: string): number {
  const year = /^((19|20)\d\d)(\/\d\d)?$/.exec(asked)?.[1];
  if (year) return Number(year);
  throw badFile('cli/year', `--from needs a year such as 2019 (for 2019/20), found "${asked}"`);
}

function readDraws(path: string, faults: Faults): Posterior {
  const { text, file } = readInput(path);
  return given(readPosterior(text, file, faults), faults);
}

/** A series file, or an export of the statistics viewer for an area. */
function readData({ data, area }: BacktestOptions, faults: Faults): ReadonlyMap<string, Series> {
  const { text, file } = readInput(data);
  return given(
    /\.csv$/i.test(file) ? readExport(text, file, area, faults) : readSeries(text, file, faults),
    faults,
  );
}

/** What was known before the years judged, and what was published of them. */
const joined = (known: Series, data: Series, from: number): Series => ({
  ...data,
  points: [...known.points.filter(p => p.year < from), ...data.points.filter(p => p.year >= from)],
});

/** The posterior's rows, as often as they weigh, in the order of the fit's parameters. @throws BadInput where one is missing */
function valuesFor({ free }: FitSpec, posterior: Posterior): Float64Array {
  const { parameters, values, weights, file } = posterior;
  const names = parameters.map(p => p.name.value);
  const places = free.map(({ name }) => {
    const at = names.indexOf(name);
    if (at >= 0) return at;
    throw badFile(
      'fit/other-fit',
      `${file} has no parameter ${name}: another fit has written it`,
      suggest(name, names),
    );
  });
  const rowAt = rowChooser(posterior);
  const rows = Array.from(weights, (_, k) => rowAt((k + 0.5) / weights.length));
  return Float64Array.from(rows.flatMap(row => places.map(p => values[row * names.length + p]!)));
}

function noneProduced(data: ReadonlyMap<string, Series>, { lines }: FitSpec): BadInput {
  const produced = lines.map(l => l.series);
  return badFile(
    'fit/nothing-to-judge',
    `none of the ${data.size} series of the data is a line of the fit`,
    `the fit's lines are ${produced.join(', ')}`,
  );
}
