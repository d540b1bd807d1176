import type { Faults, Place } from '../diagnostics/diagnostic.ts';
import type { ParameterSpec } from '../model/spec.ts';
import { type Distribution, prepareSpread } from '../numeric/quantile.ts';
import type { Drawn } from './checked.ts';
import { distributionOf, type Refusal } from './distribution-of.ts';

/** With less of a distribution inside its bounds than this, the bounds contradict the range. */
const LEAST_INSIDE = 1e-3;

const NOT_DISCRETE: Refusal = {
  fault: 'says what it is one of, and is not discrete',
  hint: 'write distribution: discrete',
};

/**
 * What a parameter is when it is not drawn; one with several values is drawn as a factor on them, usually 1.
 * Undefined where it has values by element and no dimension for them.
 */
export const usualOf = ({ value: { value } }: ParameterSpec, isFactor: boolean): number | undefined =>
  isFactor ? 1 : typeof value === 'number' ? value : undefined;

/**
 * Turns what a parameter says of its range into the distribution that it is drawn from, or says why there is none.
 * Code: `check/distribution`.
 *
 * @param isFactor whether it has several values, so that range, bounds and values of it are factors on them
 */
export function checkDrawn(spec: ParameterSpec, isFactor: boolean, faults: Faults): Drawn | undefined {
  const refuse = (why: Refusal, place: Place = spec.distributionPlace): undefined =>
    faults.error('check/distribution', place, `${spec.name} ${why.fault}`, why.hint);
  const { truncate, oneOf, distribution: name } = spec;
  if (oneOf && name !== 'discrete') return refuse(NOT_DISCRETE, oneOf.place);
  if (truncate && (name === 'fixed' || name === 'discrete'))
    return refuse({ fault: `is ${name}, and nothing of it can be cut off` }, truncate.place);
  const [low, high] = spec.range;
  if (name === 'fixed' || (low === high && name !== 'discrete')) return undefined;
  const usual = usualOf(spec, isFactor);
  // Told already, where its values were laid out and compared with the range.
  if (usual === undefined || usual < low || usual > high) return undefined;
  const found = distributionOf(spec, usual);
  if ('fault' in found) return refuse(found, oneOf?.place);
  const fault = truncate && cutsOff(found, usual, truncate.value);
  if (fault) return refuse(fault, truncate.place);
  return { distribution: found, within: truncate?.value };
}

/** Bounds must leave in what is usual, and a part of the distribution that is worth the name. */
function cutsOff(
  distribution: Distribution,
  usual: number,
  [least, most]: readonly [number, number],
): Refusal | undefined {
  if (usual < least || usual > most)
    return { fault: `is usually ${usual}, but nothing outside ${least} to ${most} is to be drawn` };
  const { cdf } = prepareSpread(distribution);
  if (cdf(most) - cdf(least) < LEAST_INSIDE)
    return {
      fault: `would lie between ${least} and ${most} in less than one draw in ${1 / LEAST_INSIDE}`,
      hint: 'narrow its range instead',
    };
  return undefined;
}
