import { line, runBlocksHere, seriesOf, smallFit } from '../fit/run-fit.ts';
import { type Estimate, estimatesOf } from './coverage.ts';
import { type FittedSet, recover } from './recover.ts';

const of = new Map([['group', ['a']]]);
/** A number for each year of the small model, to be off by so much. */
export const YEARS = [100, 100, 100];

/** Fits so many sets of data that the small model makes at known parameters; three estimates in each. */
export async function recoverSmall(
  sets: number,
): Promise<{ readonly fitted: readonly FittedSet[]; readonly estimates: readonly Estimate[] }> {
  const problem = smallFit({
    // Of the rate and of what it is shared by the series tell the product alone.
    free: ['rate', 'hazard', 'share'].map(name => ({ name, prior: undefined })),
    lines: [
      line('held', 'held', { what: { outcome: 'held', of }, error: { relative: 0.1, absolute: 0 } }),
      line('left', 'left', { error: { relative: 0.1, absolute: 2 } }),
    ],
    series: ['held', 'left'].map(name => seriesOf(name, YEARS)),
  });
  const fitted = await recover({
    problem,
    roundings: [10, 10],
    runBlocks: runBlocksHere(problem),
    seed: 'small',
    sets,
    mostEvaluations: 8000,
  });
  return { fitted, estimates: fitted.flatMap(estimatesOf) };
}

/** The same interval, made narrower about its median: too narrow, so that a check of intervals can be seen to fail. */
export function narrower(e: Estimate, times: number): Estimate {
  const end = (whole: number): number => e.median + times * (whole - e.median);
  return { ...e, isCovered: end(e.low) <= e.truth && e.truth <= end(e.high) };
}
