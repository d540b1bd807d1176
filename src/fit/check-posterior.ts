import type { CheckedModel } from '../check/checked.ts';
import { type Faults, suggest } from '../diagnostics/diagnostic.ts';
import { hasUnit } from '../scenario/posterior/fitted.ts';
import type { Posterior } from '../scenario/posterior/posterior.ts';
import type { FitFacts } from './fit-result.ts';
import type { FitSpec } from './fit-spec.ts';
import { yearsOf } from './posterior-of.ts';

/**
 * Proves that a posterior is what this fit has left. Another scenario is told, and no more: to be run on into later years
 * it may have been given what became known of them.
 */
export function checkPosterior(
  posterior: Posterior,
  { free }: Pick<FitSpec, 'free'>,
  facts: Pick<FitFacts, 'title' | 'years' | 'hashes'>,
  model: CheckedModel,
  faults: Faults,
): void {
  const { file, hashes } = posterior;
  const refuse = (what: string): undefined =>
    faults.error(
      'fit/other-fit',
      undefined,
      `${file} is of another fit: ${what}`,
      'fit again with `tx-sim fit`',
    );
  if (posterior.title !== facts.title)
    refuse(`its title is "${posterior.title}", and that of the fit "${facts.title}"`);
  if (posterior.years !== yearsOf(facts))
    refuse(`it was fitted to ${posterior.years}, and the fit is of ${yearsOf(facts)}`);
  if (hashes.area !== facts.hashes.area) refuse('its area was not as the area file now has it');
  if (hashes.series !== facts.hashes.series) refuse('its series were not as the series file now has them');
  if (hashes.scenario !== facts.hashes.scenario)
    faults.warn(
      'fit/other-scenario',
      undefined,
      `the scenario is not as it was when ${file} was fitted`,
      'what was changed in the years fitted should not have been',
    );
  checkParameters(
    posterior,
    free.map(p => p.name),
    model,
    faults,
  );
}

function checkParameters(
  { file, parameters }: Posterior,
  names: readonly string[],
  model: CheckedModel,
  faults: Faults,
): void {
  const own = parameters.map(p => p.name.value);
  for (const name of names)
    if (!own.includes(name))
      faults.error('fit/other-fit', undefined, `${file} has no parameter ${name}`, suggest(name, own));
  for (const { name, unit } of parameters) {
    const parameter = model.variables.get(name.value);
    if (!names.includes(name.value))
      faults.error(
        'fit/other-fit',
        name.place,
        `${name.value} is not a parameter of the fit`,
        suggest(name.value, names),
      );
    else if (parameter?.kind === 'parameter') hasUnit(parameter, unit, model, name.place, faults);
  }
}
