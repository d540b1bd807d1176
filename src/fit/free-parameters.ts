import type { CheckedModel, CheckedParameter } from '../check/checked.ts';
import { quantileOf } from '../ensemble/sample-parameters.ts';
import { insideOne } from '../ensemble/sample-points.ts';
import { normalCdf } from '../numeric/quantile-normal.ts';
import type { ScenarioSpec } from '../scenario/scenario.ts';
import { leastPossible, namesSet } from '../scenario/set-parameter.ts';
import type { FreeParameter } from './fit-spec.ts';

/** A parameter that is fitted, over a coordinate whose prior is standard normal. */
export interface FreeCoordinate {
  readonly parameter: CheckedParameter;
  /** Its value at the coordinate, in its own unit; of one with several values the factor on them. */
  readonly valueAt: (z: number) => number;
}

/**
 * The coordinates of a fit, in the order of its parameters. A value is the quantile of its prior at the share of the
 * standard normal below the coordinate, so that it never leaves the prior's bounds. Priors are independent: groups of
 * parameters that the model correlates are not here. A prior of the fit's own keeps within what the model ever draws.
 *
 * @param spec its arms are those that are fitted
 * @throws RangeError where there is no such parameter, it has no prior, or the scenario sets it
 */
export function freeCoordinates(
  model: CheckedModel,
  spec: Pick<ScenarioSpec, 'arms' | 'appraisal'>,
  free: readonly FreeParameter[],
): FreeCoordinate[] {
  const isSet = namesSet(model, spec);
  return free.map(({ name, prior }) => {
    const parameter = model.variables.get(name);
    if (parameter?.kind !== 'parameter') throw new RangeError(`the model has no parameter ${name}`);
    if (isSet.has(name)) throw new RangeError(`${name} is set by the scenario, and cannot be fitted`);
    const drawn = prior ? { distribution: prior, within: boundsOf(parameter) } : parameter.drawn;
    if (!drawn) throw new RangeError(`${name} has no distribution of its own, and the fit gives it no prior`);
    const quantile = quantileOf(drawn);
    return { parameter, valueAt: z => quantile(insideOne(normalCdf(z))) };
  });
}

/** Between what a prior of the fit's own is cut off: what is impossible, and what the model never draws. */
export function boundsOf(parameter: CheckedParameter): readonly [number, number] {
  const [least, most] = parameter.spec.truncate?.value ?? [-Infinity, Infinity];
  return [Math.max(least, leastPossible(parameter)), most];
}
