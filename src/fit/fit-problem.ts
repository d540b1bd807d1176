import type { Engine } from '../arms/run-arms.ts';
import { type DrawPlan, planDraws } from '../ensemble/draw-plan.ts';
import { columnStart } from '../ensemble/ensemble.ts';
import { bytesOfValues, cutBlocks } from '../ensemble/prepare-ensemble.ts';
import type { Block, RunBlocks } from '../ensemble/run-block.ts';
import { emptySample, placeDraw, type Sample } from '../ensemble/sample-parameters.ts';
import type { MeasuredOutcome } from '../outcome/lower-outcome.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { type FitPoint, fitPoints, logLikelihoodOf } from './fit-points.ts';
import type { FitLine, FitSpec, Measure, Series } from './fit-spec.ts';
import { type FreeCoordinate, freeCoordinates } from './free-parameters.ts';
import { type LogDensity, logNormal } from './log-density.ts';
import { measuredOutcome } from './measure-cells.ts';

export interface FitRequest extends Pick<FitSpec, 'free' | 'lines' | 'years'> {
  /** Of one arm. */
  readonly experiment: Experiment;
  readonly series: readonly Series[];
  /** How many points are run at a time; absent: more than a generation has. */
  readonly atOnce?: number;
}

/** A fit made ready to run. */
export interface FitProblem {
  /** Shared with whoever runs blocks, as is the memory of values. */
  readonly plan: DrawPlan;
  readonly values: Float64Array;
  readonly sample: Sample;
  readonly block: (index: number, draws: number) => Block;
  /** In the order of the fit's parameters. */
  readonly coordinates: readonly FreeCoordinate[];
  readonly lines: readonly FitLine[];
  /** By line: the places of the outcomes that it reads. */
  readonly reads: readonly { readonly what: number; readonly over: number | undefined }[];
  /** The financial years of the run: 2009 for 2009/10. */
  readonly years: readonly number[];
  /** Those that are fitted. */
  readonly points: readonly FitPoint[];
}

/** Runs at points, row by row a number for each free parameter. One call at a time. */
export interface FitRuns {
  /** At coordinates. */
  readonly evaluate: LogDensity;
  /**
   * What the model makes of every line, fitted or shown, at values of the parameters themselves:
   * simulated[(line * years + year) * n + point], in the line's unit; NaN where the run failed.
   */
  readonly simulate: (values: Float64Array, n: number) => Promise<Float64Array>;
  /** Of all calls, and of those before. */
  readonly tally: Tally;
}

/** How many points were run, and how many of them failed. */
export interface Tally {
  readonly points: number;
  readonly failed: number;
}

const AT_ONCE = 1200;

/**
 * Makes a fit ready to run.
 *
 * @throws RangeError where it asks for what the model, the scenario or the series do not have
 */
export function prepareFit(request: FitRequest, engine: Engine): FitProblem {
  const { experiment, free, lines, series, atOnce = AT_ONCE } = request;
  const { from, to } = request.years;
  const { spec, arms } = experiment;
  const { model } = experiment.program;
  const [arm, ...others] = arms;
  if (!arm || others.length > 0) throw new RangeError(`a fit is of one arm, and there are ${arms.length}`);
  const coordinates = freeCoordinates(
    model,
    { ...spec, arms: spec.arms.filter(a => a.name === arm.name) },
    free,
  );
  const parameters = coordinates.map(c => c.parameter);
  const sample = emptySample(parameters, atOnce);
  const outcomes: MeasuredOutcome[] = [];
  const placeOf = (measure: Measure): number => outcomes.push(measuredOutcome(model, measure)) - 1;
  const reads = lines.map(({ what, over }) => ({ what: placeOf(what), over: over && placeOf(over) }));
  const plan = planDraws(atMiddle(experiment, coordinates), sample, outcomes, engine);
  // A run begins on a 1 April.
  const years = Array.from({ length: plan.shape.windows }, (_, w) => spec.start.year + w);
  return {
    plan,
    values: new Float64Array(new SharedArrayBuffer(bytesOfValues(plan.shape))),
    sample,
    block: cutBlocks(experiment, sample, plan),
    coordinates,
    lines,
    reads,
    years,
    points: fitPoints(lines, series, year => years.includes(year) && from <= year && year <= to),
  };
}

/**
 * An experiment with each free parameter at the middle of its prior. From there the starts of draws are sought: the
 * usual values may lie at an end of what is fitted, and a start at the other end would not be found from them.
 */
function atMiddle(experiment: Experiment, coordinates: readonly FreeCoordinate[]): Experiment {
  const middle = emptySample(
    coordinates.map(c => c.parameter),
    1,
  );
  for (const [p, { valueAt }] of coordinates.entries()) middle.values[p] = valueAt(0);
  const arms = experiment.arms.map(arm => {
    const image = Float64Array.from(arm.image);
    placeDraw(middle, 0, image, experiment.program);
    return { ...arm, image };
  });
  return { ...experiment, arms };
}

/**
 * The density of a fit's parameters, given what was published: a pure function of a point, whoever runs it. A start
 * that is not found from nearby, or a run that stops being believable, has no second look: its density is nothing.
 *
 * @param runBlocks runs blocks of the fit's plan, and writes into its values
 * @param before what was run earlier
 */
export function fitRuns(
  fit: FitProblem,
  runBlocks: RunBlocks,
  before: Tally = { points: 0, failed: 0 },
): FitRuns {
  const { coordinates, lines, years, points: fitted } = fit;
  const tally = { ...before };
  /** Runs points of these values; `each` is given those that did not fail, with their place among the draws. */
  const run = async (own: Float64Array, n: number, each: (point: number, draw: number) => void) => {
    const { draws } = fit.sample;
    for (let first = 0; first < n; first += draws) {
      const count = Math.min(draws, n - first);
      place(fit, own, first, count);
      const failed = new Set<number>();
      await runBlocks({
        blocks: Array.from({ length: Math.ceil(count / fit.plan.program.lanes) }, (_, i) => i),
        block: index => fit.block(index, count),
        onDone: ({ suspects }) => {
          for (const { draw } of suspects) failed.add(draw);
        },
      });
      tally.points += count;
      tally.failed += failed.size;
      for (let k = 0; k < count; k++) if (!failed.has(k)) each(first + k, k);
    }
  };
  return {
    tally,
    evaluate: async (points, n) => {
      const d = coordinates.length;
      const density = new Float64Array(n).fill(-Infinity);
      await run(valuesAt(fit, points), n, (point, draw) => {
        let sum = 0;
        for (const z of points.subarray(point * d, (point + 1) * d)) sum += logNormal(z);
        for (const p of fitted)
          sum += logLikelihoodOf(p, simulated(fit, p.line, p.point.year - years[0]!, draw));
        // A share of nothing is no number.
        if (Number.isFinite(sum)) density[point] = sum;
        else tally.failed++;
      });
      return density;
    },
    simulate: async (own, n) => {
      const all = new Float64Array(lines.length * years.length * n).fill(Number.NaN);
      await run(own, n, (point, draw) => {
        for (let l = 0; l < lines.length; l++)
          for (let y = 0; y < years.length; y++)
            all[(l * years.length + y) * n + point] = simulated(fit, l, y, draw);
      });
      return all;
    },
  };
}

/** The values of the parameters at points. */
export const valuesAt = ({ coordinates }: FitProblem, points: Float64Array): Float64Array =>
  points.map((z, i) => coordinates[i % coordinates.length]!.valueAt(z));

/** Writes some rows of values into the sample, the first of them as its first draw. */
function place({ coordinates, sample }: FitProblem, own: Float64Array, first: number, count: number): void {
  const d = coordinates.length;
  for (let p = 0; p < d; p++)
    for (let k = 0; k < count; k++) sample.values[p * sample.draws + k] = own[(first + k) * d + p]!;
}

/** What a draw that was just run makes of a line in a year of the run. */
function simulated(
  { plan, values, lines, reads }: FitProblem,
  line: number,
  year: number,
  draw: number,
): number {
  const { what, over } = reads[line]!;
  const of = (outcome: number): number => values[columnStart(plan.shape, 0, outcome, year) + draw]!;
  return lines[line]!.times * (over === undefined ? of(what) : (100 * of(what)) / of(over));
}
