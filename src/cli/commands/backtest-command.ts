import { availableParallelism } from 'node:os';
import { prepareEngine } from '../../arms/run-arms.ts';
import { Faults } from '../../diagnostics/diagnostic.ts';
import { backtestResult, firstShown } from '../../fit/backtest-result.ts';
import { fitRuns, prepareFit } from '../../fit/fit-problem.ts';
import type { FitSpec, Series } from '../../fit/fit-spec.ts';
import { simulatedLines } from '../../fit/simulated-lines.ts';
import { backtestPage } from '../../report/backtest-page.ts';
import { backtestJson } from '../../report/fit-json.ts';
import { financialYearName } from '../../scenario/calendar.ts';
import { type Posterior, rowChooser } from '../../scenario/posterior/posterior.ts';
import { version } from '../disk/version.ts';
import { chooseCount } from '../load/choose-compared.ts';
import { loadProgram } from '../load/load.ts';
import { type JudgedBy, loadBacktest } from '../load/load-backtest.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { tellWarnings } from '../tell/tell.ts';
import { pageWidth, printJson, printPage } from '../tell/terminal.ts';
import { startPool } from '../work/draw-workers.ts';

export interface BacktestOptions extends JudgedBy {
  readonly workers?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Runs a fit's posterior on into years that it was not fitted to, and sets them beside what was published of them. */
export async function backtestCommand(file: string, options: BacktestOptions): Promise<number> {
  const started = performance.now();
  const faults = new Faults();
  const workers = chooseCount('--workers', options.workers, availableParallelism());
  const program = await loadProgram(faults);
  const { fit, posterior, data, from, to } = loadBacktest(file, options, program, faults);
  const { spec, series, experiment, facts } = fit;
  if (from <= spec.years.to)
    faults.warn(
      'cli/fitted-years',
      undefined,
      `--from ${financialYearName(from)}: the fit has seen the years up to ${financialYearName(spec.years.to)}, and is no forecast of them`,
    );
  tellWarnings(faults.all, options);
  const lines = spec.lines.filter(l => data.has(l.series));
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
      simulatedLines(problem, judged, simulated, { from: firstShown(spec, from), to }),
      [...data.values()],
      spec.lines.map(l => l.series),
    );
    const told = faults.all.map(d => d.message);
    if (options.json) printJson(backtestJson(result, { version }, told));
    else printPage(backtestPage(result, pageWidth()), options.color);
    return EXIT.fine;
  } finally {
    pool.close();
  }
}

/** What was known before the years judged, and what was published of them. */
const joined = (known: Series, data: Series, from: number): Series => ({
  ...data,
  points: [...known.points.filter(p => p.year < from), ...data.points.filter(p => p.year >= from)],
});

/** The posterior's rows, as often as they weigh, in the order of the fit's parameters. */
function valuesFor({ free }: FitSpec, posterior: Posterior): Float64Array {
  const { parameters, values, weights } = posterior;
  const names = parameters.map(p => p.name.value);
  const places = free.map(({ name }) => names.indexOf(name));
  const rowAt = rowChooser(posterior);
  const rows = Array.from(weights, (_, k) => rowAt((k + 0.5) / weights.length));
  return Float64Array.from(rows.flatMap(row => places.map(p => values[row * names.length + p]!)));
}
