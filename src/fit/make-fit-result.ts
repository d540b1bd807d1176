import { correlateRanks, ranksOf } from '../comparison/rank-correlation.ts';
import { varianceOf } from '../numeric/moments.ts';
import { normalQuantile } from '../numeric/quantile-normal.ts';
import type { Correlation, Course, FitFacts, FitResult, FittedParameter } from './fit-result.ts';
import { bandsOf, fittedLine, type SimulatedLine } from './fitted-line.ts';
import type { Mixing } from './search/convergence.ts';

/** A free parameter: what its z stands for, and how well the chains hold it. */
export interface FittedFrom {
  readonly name: string;
  readonly unit: string;
  /** Its value at a z, whose prior is standard normal; rising. */
  readonly valueAt: (z: number) => number;
  readonly mixing: Mixing;
}

/** All that a result is made of. */
export interface FitNumbers {
  readonly facts: FitFacts;
  readonly parameters: readonly FittedFrom[];
  /** Values of z, draw by draw: draws × parameters. */
  readonly draws: Float64Array;
  /** The z of the greatest density. */
  readonly mode: Float64Array;
  readonly lines: readonly SimulatedLine[];
  readonly course: Course;
}

/** Beyond this, either way, a correlation is told. */
const STRONG = 0.8;
/**
 * A posterior leans on a bound where more than this share of it lies in the outermost part of its prior, five times what
 * the prior has there. The median would say so only of those that lie beyond the end by half.
 */
const LEANING = 0.1;
const OUTERMOST = 0.02;

/** What a fit came to, from the draws of its posterior and what the model makes of them. */
export function fitResult({ facts, parameters, draws, mode, lines, course }: FitNumbers): FitResult {
  const count = draws.length / parameters.length;
  const columns = parameters.map((_, p) =>
    Float64Array.from({ length: count }, (_, k) => draws[k * parameters.length + p]!),
  );
  return {
    facts,
    draws: count,
    parameters: parameters.map((from, p) => fittedParameter(from, columns[p]!, mode[p]!)),
    correlations: correlationsOf(parameters, columns),
    lines: lines.map(line => fittedLine(line, facts.years.from)),
    course,
  };
}

/** @param z its draws @param modeZ its place at the mode */
function fittedParameter(
  { name, unit, valueAt, mixing }: FittedFrom,
  z: Float64Array,
  modeZ: number,
): FittedParameter {
  const { low, median, high } = bandsOf(z);
  const prior = (share: number): number => valueAt(normalQuantile(share));
  return {
    name,
    unit,
    prior: { low: prior(0.05), median: prior(0.5), high: prior(0.95) },
    posterior: { low: valueAt(low), median: valueAt(median), high: valueAt(high) },
    mode: valueAt(modeZ),
    narrowed: 1 - Math.sqrt(varianceOf(z)),
    bound: boundOf(z),
    mixing,
  };
}

/** The end that more of the posterior leans on. @param z its draws */
function boundOf(z: Float64Array): FittedParameter['bound'] {
  const end = normalQuantile(1 - OUTERMOST);
  const low = z.filter(x => x < -end).length / z.length;
  const high = z.filter(x => x > end).length / z.length;
  if (Math.max(low, high) <= LEANING) return undefined;
  return low > high ? 'low' : 'high';
}

function correlationsOf(parameters: readonly FittedFrom[], columns: readonly Float64Array[]): Correlation[] {
  const ranks = columns.map(ranksOf);
  return parameters
    .flatMap((a, i) =>
      parameters.slice(i + 1).map(
        (b, next): Correlation => ({
          pair: [a.name, b.name],
          rank: correlateRanks(ranks[i]!, ranks[i + 1 + next]!),
        }),
      ),
    )
    .filter(c => Math.abs(c.rank) > STRONG)
    .sort((a, b) => Math.abs(b.rank) - Math.abs(a.rank));
}
