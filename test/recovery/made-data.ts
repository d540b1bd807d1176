import { type FitPoint, sdOf } from '../../src/fit/fit-points.ts';
import { type FitProblem, type FitRuns, valuesAt } from '../../src/fit/fit-problem.ts';
import { normal } from '../../src/fit/search/chance.ts';
import { streamKey, uniform } from '../../src/numeric/stream.ts';

/** What would have been published had the parameters been these. */
export interface MadeData {
  /** The coordinates of the parameters. */
  readonly truth: Float64Array;
  /** In the place of the problem's own. */
  readonly points: readonly FitPoint[];
}

/** Of each set so many truths are drawn: where the first fails the next is taken. */
const TRIES = 4;

/**
 * Makes data with known parameters, drawn from their priors: what the model makes of them, off by just what the error
 * model says (a normal number whose variance is that of the relative and of the absolute part), and then rounded.
 *
 * @param roundings by line
 * @param simulate runs of this problem
 * @throws RangeError where nearly every run fails
 */
export async function makeData(
  problem: FitProblem,
  roundings: readonly number[],
  simulate: FitRuns['simulate'],
  seed: string,
  sets: number,
): Promise<MadeData[]> {
  const d = problem.coordinates.length;
  const n = sets * TRIES;
  const ofTruth = streamKey(seed, 'truth');
  const truths = Float64Array.from({ length: n * d }, (_, i) => normal(uniform(ofTruth, i)));
  const simulated = await simulate(valuesAt(problem, truths), n);
  const ofNoise = streamKey(seed, 'noise');
  return Array.from({ length: sets }, (_, set) => {
    for (let k = set * TRIES; k < (set + 1) * TRIES; k++) {
      const points = problem.points.map((p, i) => {
        const { line: l, point } = p;
        const line = problem.lines[l]!;
        const year = problem.years.indexOf(point.year);
        const expected = simulated[(l * problem.years.length + year) * n + k]!;
        const noise = sdOf(line, { rounding: 0 }, expected) * normal(uniform(ofNoise, set, i));
        return publish(p, roundings[l]!, line, expected + noise);
      });
      if (points.every(p => Number.isFinite(p.point.value)))
        return { truth: truths.slice(k * d, (k + 1) * d), points };
    }
    throw new RangeError(`every run of set ${set} failed`);
  });
}

function publish(
  { line, point }: FitPoint,
  rounding: number,
  { error }: FitProblem['lines'][number],
  exact: number,
): FitPoint {
  const value = rounding > 0 ? rounding * Math.round(exact / rounding) : exact;
  return { line, point: { ...point, value }, sd: sdOf({ error }, { rounding }, value) };
}
