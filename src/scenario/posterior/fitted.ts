import type { CheckedModel, CheckedParameter } from '../../check/checked.ts';
import { sameDimension } from '../../check/units.ts';
import type { Program } from '../../compile/program.ts';
import type { Faults, Place } from '../../diagnostics/diagnostic.ts';
import type { Located } from '../../source/shape.ts';
import { type LoadFile, loadNamed } from '../load-file.ts';
import { overrideParameter } from '../override-parameter.ts';
import type { ScenarioSpec } from '../scenario.ts';
import { leastPossible, namesSet, parameterAs } from '../set-parameter.ts';
import { columnOf, FACTOR, mediansOf, type Posterior, weightedQuantile } from './posterior.ts';
import { readPosterior } from './read-posterior.ts';

/** Reads the posterior that a scenario names. */
export function loadFitted(
  from: Located<string>,
  faults: Faults,
  load: LoadFile,
): Located<Posterior> | undefined {
  const loaded = loadNamed(from, 'scenario/fit-unread', load, faults);
  const value = loaded && readPosterior(loaded.text, loaded.file, faults);
  return value && { value, place: from.place };
}

/** Puts the medians of a posterior into their slots, in the engine's units. */
export function placeFitted(
  posterior: Posterior,
  image: Float64Array,
  program: Program,
  faults: Faults,
): void {
  const { model } = program;
  const reason = sourceOf(posterior);
  const medians = mediansOf(posterior);
  for (const [p, { name, unit }] of posterior.parameters.entries()) {
    const parameter = model.variables.get(name.value);
    const value = medians[p]!;
    if (parameter?.kind === 'parameter') checkRows(parameter, posterior, p, faults);
    // A name that is no parameter is told of there, like any other.
    const override =
      parameter?.kind === 'parameter'
        ? { ...parameterAs(parameter, value, reason), name }
        : { name, value, reason };
    if (parameter?.kind !== 'parameter' || hasUnit(parameter, unit, model, name.place, faults))
      overrideParameter(override, image, program, faults);
  }
}

/** Tells rows that no draw may take: the median says nothing of them. */
function checkRows(parameter: CheckedParameter, posterior: Posterior, p: number, faults: Faults): void {
  const least = leastPossible(parameter);
  const below = columnOf(posterior, p).filter(x => x < least);
  if (below.length === 0) return;
  faults.error(
    'fit/impossible-draws',
    posterior.parameters[p]!.name.place,
    `${parameter.name} cannot be below zero, and is in ${below.length} of ${posterior.weights.length} draws: ${below[0]}`,
  );
}

/** Whether a posterior has a parameter in the unit that the model has it in; told where not. */
export function hasUnit(
  { name, over, unit, spec }: CheckedParameter,
  written: string,
  model: CheckedModel,
  place: Place,
  faults: Faults,
): boolean {
  const read = written === FACTOR ? undefined : model.readUnit(written);
  const fits =
    over.length > 0
      ? read === undefined
      : read !== undefined && 'powers' in read && sameDimension(read, unit) && read.factor === unit.factor;
  if (!fits)
    faults.error(
      'fit/unit',
      place,
      `the posterior has ${name} in "${written}"; the model has ${over.length > 0 ? `several values of it, and expects "${FACTOR}"` : `it in ${spec.unit.value}`}`,
      'fit again with this model',
    );
  return fits;
}

/**
 * Parameters that a scenario takes from a fit, and that neither an arm nor the appraisal sets, in the model's order: as
 * the fit has left them, of status fitted, their range the middle 95 % of the posterior.
 */
export function takenFromFit(model: CheckedModel, spec: ScenarioSpec): readonly CheckedParameter[] {
  const posterior = spec.fitted?.value;
  if (!posterior) return [];
  const isSet = namesSet(model, spec);
  const places = new Map(posterior.parameters.map(({ name }, p) => [name.value, p]));
  return [...model.variables.values()].flatMap(v => {
    const p = places.get(v.name);
    if (v.kind !== 'parameter' || p === undefined || isSet.has(v.name)) return [];
    const column = columnOf(posterior, p);
    const end = (share: number): number => weightedQuantile(column, posterior.weights, share);
    const range = [end(0.025), end(0.975)] as const;
    return [{ ...v, spec: { ...v.spec, range, status: 'fitted', source: sourceOf(posterior) } }];
  });
}

const sourceOf = ({ title, years, file }: Posterior): string => `fit "${title}" of ${years}, ${file}`;
