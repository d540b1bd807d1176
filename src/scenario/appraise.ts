import type { CheckedAppraisal } from '../check/checked.ts';
import type { Program } from '../compile/program.ts';
import { type Faults, suggest } from '../diagnostics/diagnostic.ts';
import type { Located } from '../source/shape.ts';
import type { ScenarioSpec } from './scenario.ts';

/** Puts the values that an appraisal prescribes into their slots, in the engine's units. */
export function placeAppraisal(
  { value: name, place }: Located<string>,
  image: Float64Array,
  { model, variables }: Program,
  faults: Faults,
): void {
  const appraisal = model.appraisals.get(name);
  if (!appraisal) {
    const hint = suggest(name, model.appraisals.keys());
    faults.error('scenario/unknown-appraisal', place, `"${name}" is not an appraisal of the model`, hint);
    return;
  }
  for (const [parameter, values] of appraisal.values)
    for (const [i, slot] of variables.get(parameter)!.slots.entries()) image[slot] = values[i]!;
}

/**
 * The same scenario valued by an appraisal that was asked for by its name, whatever the scenario says. Where an arm
 * sets one of its parameters, a warning `scenario/appraisal-wins` says so at its place.
 */
export function appraiseScenario(
  spec: ScenarioSpec,
  { spec: { name, place }, values }: CheckedAppraisal,
  faults: Faults,
): ScenarioSpec {
  const arms = spec.arms.map(arm => ({
    ...arm,
    parameters: arm.parameters.filter(p => !values.has(p.name.value)),
  }));
  const set = spec.arms.flatMap(arm => arm.parameters.map(p => p.name)).filter(p => values.has(p.value));
  // What is common stands in every arm, and is told once.
  for (const { value, place: at } of new Set(set))
    faults.warn(
      'scenario/appraisal-wins',
      at,
      `${value} is set here, and the appraisal ${name} that was asked for sets it too: the appraisal wins`,
    );
  return { ...spec, arms, appraisal: { value: name, place } };
}
