import { type CheckedModel, type CheckedParameter, cellNames, cellsOf } from '../check/checked.ts';
import type { ClaimCase } from './claim-spec.ts';
import { joinBodies } from './merge-scenario.ts';
import type { ArmBody, ParameterOverride, ScenarioSpec } from './scenario.ts';
import { bodyOf } from './shape-arm.ts';

/** The same scenario with more done in every arm; parameters of the body win over those of an arm. */
export const withBody = (spec: ScenarioSpec, body: ArmBody): ScenarioSpec => ({
  ...spec,
  arms: spec.arms.map(arm => ({ ...arm, ...joinBodies(arm, body) })),
});

/** The same scenario with parameters set in every arm. */
export const withParameters = (spec: ScenarioSpec, parameters: readonly ParameterOverride[]): ScenarioSpec =>
  withBody(spec, { ...bodyOf(undefined), parameters });

/** Parameters that an arm sets, or that the appraisal does. */
export function namesSet(
  { appraisals }: CheckedModel,
  { arms, appraisal }: Pick<ScenarioSpec, 'arms' | 'appraisal'>,
): ReadonlySet<string> {
  const prescribed = appraisal && appraisals.get(appraisal.value)?.values.keys();
  return new Set([...arms.flatMap(arm => arm.parameters.map(p => p.name.value)), ...(prescribed ?? [])]);
}

/** What a case of a claim does, its switches as the parameters that they are. */
export function bodyOfCase({ without, ...body }: ClaimCase, { variables }: CheckedModel): ArmBody {
  const off = without.map<ParameterOverride>(name => {
    const v = variables.get(name.value);
    if (v?.kind !== 'parameter' || v.spec.neutral === undefined)
      throw new Error(`${name.value} is no switch`);
    return { name, value: v.spec.neutral, reason: 'switched off' };
  });
  return joinBodies({ ...bodyOf(undefined), parameters: off }, body);
}

/**
 * A parameter at a place in its range.
 *
 * @param share 0 at the low end, 1 at the high one
 */
export function parameterAt(parameter: CheckedParameter, share: number, reason: string): ParameterOverride {
  const [low, high] = parameter.spec.range;
  return parameterAs(parameter, low + share * (high - low), reason);
}

/** What a parameter, or the factor on its values, can never be below: zero, where its whole range is above. */
export const leastPossible = ({ spec }: CheckedParameter): number => (spec.range[0] >= 0 ? 0 : -Infinity);

/**
 * A parameter set to a value in its own unit; one with several values to a factor on all of them, so that the
 * proportions between them stay.
 */
export function parameterAs(
  { spec, over, values, unit }: CheckedParameter,
  at: number,
  reason: string,
): ParameterOverride {
  const name = { value: spec.name, place: spec.place };
  if (over.length === 0) return { name, value: at, reason };
  const value = cellsOf(over).map((cell, i) => ({
    elements: cellNames(over, cell).map(e => ({ value: e, place: spec.place })),
    value: (values[i]! / unit.factor) * at,
  }));
  return { name, value, reason };
}
