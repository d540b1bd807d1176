import { financialYearName } from '../scenario/calendar.ts';
import type { Posterior } from '../scenario/posterior/posterior.ts';
import type { FitFacts, FitResult } from './fit-result.ts';
import { judgeConvergence } from './search/convergence.ts';

/**
 * What a fit has left, as scenarios take it.
 *
 * @param values row by row those of a draw
 * @param file where it is to be written
 */
export function posteriorOf(
  { facts, parameters, course }: FitResult,
  values: Float64Array,
  file: string,
): Posterior {
  const { rHat, ess, verdict } = judgeConvergence(parameters.map(p => p.mixing));
  const place = { file, line: 1, column: 1, length: 1 };
  return {
    file,
    title: facts.title,
    years: yearsOf(facts),
    seed: facts.seed,
    hashes: facts.hashes,
    settings: new Map([
      ['search', 'differential evolution, several starts'],
      ['draws', 'chains of DE-MC(Z), with moves within a normal distribution'],
      ['runs', `${course.evaluations}`],
    ]),
    convergence: new Map([
      ['verdict', verdict],
      ['greatest R-hat', rHat.toFixed(3)],
      ['least effective size', ess.toFixed(0)],
    ]),
    parameters: parameters.map(({ name, unit }) => ({ name: { value: name, place }, unit })),
    weights: new Float64Array(values.length / parameters.length).fill(1),
    values,
  };
}

/** The fitted years as a posterior names them. */
export const yearsOf = ({ years: { from, to } }: Pick<FitFacts, 'years'>): string =>
  `${financialYearName(from)} to ${financialYearName(to)}`;
