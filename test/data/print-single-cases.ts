import { readFileSync } from 'node:fs';
import { prepareEngine } from '../../src/arms/run-arms.ts';
import { given, loadProgram, loadScenario } from '../../src/cli/load/load.ts';
import { pageWidth, printPage } from '../../src/cli/tell/terminal.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import type { FittedLine } from '../../src/fit/fit-result.ts';
import type { Series } from '../../src/fit/fit-spec.ts';
import { bandsOf, fittedLine, measureLine } from '../../src/fit/fitted-line.ts';
import { mape } from '../../src/fit/measures.ts';
import { naiveForecasts } from '../../src/fit/naive.ts';
import { readSeries } from '../../src/fit/read-series.ts';
import {
  lines as asTheyStand,
  type Block,
  countOf,
  gap,
  heading,
  right,
  table,
  text,
} from '../../src/report/blocks.ts';
import { drawFit } from '../../src/report/fit-chart.ts';
import { percent } from '../../src/report/fit-sentences.ts';
import { plain } from '../../src/report/numbers.ts';
import { financialYearName } from '../../src/scenario/calendar.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { type Simulated, simulateMeasures } from './simulate-measures.ts';
import { type Shown, SINGLE_CASES, type SingleCase } from './single-cases.ts';

/**
 * Sets single authorities beside the model, with the shocks that sixteen changes of provider left and every other
 * parameter drawn as the model draws it. Nothing is fitted to them but the level of each number of people. Run from the
 * root of the repository:
 *
 *     npx rolldown test/data/print-single-cases.ts --platform node -d out --format esm && node out/print-single-cases.js
 */
const SERIES = 'scenarios/fits/records/single-cases.yaml';
const DRAWS = 1024;
/** How an authority moves against England in a year, as a standard deviation: what a single one may be off by. */
const NOISE = 0.175;

const faults = new Faults();
const program = await loadProgram(faults);
const engine = prepareEngine(program);
const published = given(readSeries(readFileSync(SERIES, 'utf8'), SERIES, faults), faults);

printPage(SINGLE_CASES.flatMap(pageOf), false);

function pageOf({ scenario: name, level, lines }: SingleCase): Block[] {
  const own = new Faults();
  const { scenario, area } = loadScenario(`scenarios/history/${name}.yaml`, program.model, undefined, own);
  const experiment = given(resolveScenario(scenario, area, program, own), own);
  const sample = sampleParameters(program.model, experiment.spec, DRAWS, 'sobol');
  const measures = lines.flatMap(l => [l.what, l.over ?? l.what]);
  const simulated = simulateMeasures(experiment, sample, measures, engine);
  const { year: from } = scenario.start;
  const years = Array.from({ length: scenario.horizon }, (_, y) => from + y);
  const [without, withChange] = [0, 1].map(arm =>
    lines.map((shown, l) => lineOf(shown, (measure, y) => simulated(arm, 2 * l + measure, y), years, level)),
  ) as [FittedLine[], FittedLine[]];
  return [
    heading(scenario.title),
    gap,
    ...withChange.flatMap((line, l) => caseBlocks(line, without[l]!, level)),
  ];
}

/** @param simulated of what is shown (0) and of what it is a share of (1), by year of the run */
function lineOf(
  { series: name, label, what, over }: Shown,
  simulated: (measure: 0 | 1, year: number) => ReturnType<Simulated>,
  years: readonly number[],
  level: number,
): FittedLine {
  const series: Series = published.get(name)!;
  const own = years.map((_, y) => {
    const numbers = simulated(0, y);
    const all = simulated(1, y);
    return over ? numbers.map((x, k) => (100 * x) / all[k]!) : numbers;
  });
  const at = series.points.find(p => p.year === level);
  const times = over || !at ? 1 : at.value / bandsOf(own[years.indexOf(level)]!).median;
  return fittedLine(
    {
      line: {
        series: name,
        label,
        what,
        over,
        times,
        error: { relative: NOISE, absolute: 0 },
        fitted: false,
      },
      series,
      simulated: own.map(numbers => numbers.map(x => times * x)),
    },
    years[0]!,
  );
}

/** Every year, published and simulated with and without the change, and how far off each is in the years after the level. */
function caseBlocks(line: FittedLine, without: FittedLine, level: number): Block[] {
  const judged = ({ points }: FittedLine) => measureLine(points.filter(p => p.year > level));
  const tell = ({ points }: FittedLine, y: number): string => {
    const { low, median, high } = points[y]!.simulated;
    return `${plain(median, decimals)} (${plain(low, decimals)} to ${plain(high, decimals)})`;
  };
  const decimals = line.unit.startsWith('%') ? 1 : 0;
  const { mape: off, within90, points } = judged(line);
  return [
    heading(`${line.label} (${line.unit})`),
    table(
      ['', 'published', 'with the change', 'without it'].map(head => right(head)),
      line.points.map(({ period, observed }, y) => [
        { text: period },
        { text: observed ? plain(observed.value, decimals) : '–' },
        { text: tell(line, y) },
        { text: tell(without, y), tone: 'dim' },
      ]),
    ),
    text(
      `After ${financialYearName(level)}: with the change ${percent(off)} off ${countOf(points, 'published number')}, without it ${percent(judged(without).mape)}${tellNaive(line, level)}; ${percent(within90)} of them lie where 90% of predictions with the change do, for an authority that moves by itself by ${plain(100 * NOISE, 1)}% a year.`,
    ),
    gap,
    asTheyStand(drawFit(line.points, pageWidth(), level + 1)),
    text('● published until then, ◆ later; ─ median with the change, ░ 90% of it.', 'dim'),
    gap,
  ];
}

/** The two simple forecasts, where something was published before. */
function tellNaive({ series, points }: FittedLine, level: number): string {
  const known = published.get(series)!.points.filter(p => p.year <= level);
  const judged = points.flatMap(p => (p.observed && p.year > level ? [p] : []));
  const naive = naiveForecasts(
    known,
    judged.map(p => p.year),
  );
  if (!naive) return '';
  const [last, trend] = [naive.lastValue, naive.trend].map(forecast =>
    percent(mape(judged.map((p, i) => ({ observed: p.observed!.value, simulated: forecast[i]! })))),
  );
  return ` (last value ${last}, trend ${trend})`;
}
