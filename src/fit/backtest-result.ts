import { nearestName } from '../diagnostics/diagnostic.ts';
import type { FitFacts, FittedLine, LinePoint } from './fit-result.ts';
import type { Series } from './fit-spec.ts';
import { fittedLine, measureLine, type SimulatedLine } from './fitted-line.ts';
import { type Measures, mape, type Pair } from './measures.ts';
import { naiveForecasts } from './naive.ts';

/** Mean absolute percentage errors of the simulation and of the two simple forecasts, over the same numbers. */
export interface Contest {
  readonly model: number;
  readonly lastValue: number;
  readonly trend: number;
}

/** A series beside its simulation in the years judged. */
export interface BacktestLine {
  /** All years, with those fitted. */
  readonly line: FittedLine;
  /** Of the years judged. */
  readonly measures: Measures;
  /** Undefined where nothing was published before the years judged: there is no simple forecast then. */
  readonly naive: Contest | undefined;
}

/** A fit judged by what was published, usually of years that it was not fitted to. Plain data. */
export interface BacktestResult {
  /** `years` are those fitted. */
  readonly facts: FitFacts;
  /** The first year judged. */
  readonly from: number;
  readonly lines: readonly BacktestLine[];
  /** Over all series of people in treatment; undefined where none of them can be judged. */
  readonly headcount: Contest | undefined;
  /** Series that the model does not produce, and those without a number to judge by. */
  readonly skipped: {
    readonly notProduced: readonly string[];
    readonly notPublished: readonly string[];
    /** Of those not produced: which line may be meant, where the name is almost that of one without a series. */
    readonly meant: Readonly<Record<string, string>>;
  };
}

/** The outcome that is the national headcount, of the whole or of some. */
const HEADCOUNT = 'in_treatment';

/** Forecasts of the numbers judged, each beside what was published. */
interface Forecasts {
  readonly model: readonly Pair[];
  readonly lastValue: readonly Pair[];
  readonly trend: readonly Pair[];
}

/**
 * @param from the first year judged; simple forecasts know what was published before
 * @param lines simulated from `firstShown` to the last year judged
 * @param series all of the data file
 * @param produced the series of all lines of the fit
 */
export function backtestResult(
  facts: FitFacts,
  from: number,
  lines: readonly SimulatedLine[],
  series: readonly Series[],
  produced: readonly string[],
): BacktestResult {
  const judged = lines.map(line => ({
    ...judge(fittedLine(line, firstShown(facts, from)), from),
    isHeadcount: line.line.what.outcome === HEADCOUNT && !line.line.over,
  }));
  const told = judged.filter(j => j.line.measures.points > 0);
  const notProduced = series.map(s => s.name).filter(name => !produced.includes(name));
  const counts = told.filter(j => j.isHeadcount).flatMap(j => j.forecasts ?? []);
  return {
    facts,
    from,
    lines: told.map(j => j.line),
    headcount:
      counts.length > 0
        ? contestOf({
            model: counts.flatMap(f => f.model),
            lastValue: counts.flatMap(f => f.lastValue),
            trend: counts.flatMap(f => f.trend),
          })
        : undefined,
    skipped: {
      notProduced,
      meant: Object.fromEntries(
        notProduced.flatMap(name => {
          const near = meantBy(name, produced, series);
          return near === undefined ? [] : [[name, near] as const];
        }),
      ),
      notPublished: judged.filter(j => j.line.measures.points === 0).map(j => j.line.line.series),
    },
  };
}

/** The first year of a backtest's lines: the first that was fitted, or an earlier one that is judged. */
export const firstShown = ({ years }: Pick<FitFacts, 'years'>, from: number): number =>
  Math.min(years.from, from);

/** Names of series are long and begin and end alike: with more slips than one in so many letters it is another name. */
const LETTERS_PER_SLIP = 6;

/** The line that a series may be meant for whose name is none: only one that has no series of its own in the data. */
export function meantBy(
  name: string,
  produced: readonly string[],
  series: readonly Series[],
): string | undefined {
  const free = produced.filter(p => !series.some(s => s.name === p));
  return nearestName(name, free, LETTERS_PER_SLIP);
}

function judge(line: FittedLine, from: number) {
  const after = line.points.filter(p => p.year >= from);
  const forecasts = forecastsOf(line.points, from);
  return {
    line: { line, measures: measureLine(after), naive: forecasts && contestOf(forecasts) },
    forecasts,
  };
}

function forecastsOf(points: readonly LinePoint[], from: number): Forecasts | undefined {
  const published = points.flatMap(({ year, observed, simulated }) =>
    observed ? [{ year, value: observed.value, simulated: simulated.median }] : [],
  );
  const judged = published.filter(p => p.year >= from && !Number.isNaN(p.simulated));
  const naive = naiveForecasts(
    published.filter(p => p.year < from),
    judged.map(p => p.year),
  );
  if (!naive || judged.length === 0) return undefined;
  const beside = (forecast: readonly number[]): Pair[] =>
    judged.map((p, i) => ({ observed: p.value, simulated: forecast[i]! }));
  return {
    model: beside(judged.map(p => p.simulated)),
    lastValue: beside(naive.lastValue),
    trend: beside(naive.trend),
  };
}

const contestOf = ({ model, lastValue, trend }: Forecasts): Contest => ({
  model: mape(model),
  lastValue: mape(lastValue),
  trend: mape(trend),
});
