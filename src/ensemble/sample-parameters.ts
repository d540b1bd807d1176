import type { CheckedModel, CheckedParameter, Drawn } from '../check/checked.ts';
import type { Program } from '../compile/program.ts';
import { prepareSpread, truncate } from '../numeric/quantile.ts';
import { normalCdf, normalQuantile } from '../numeric/quantile-normal.ts';
import { streamKey } from '../numeric/stream.ts';
import { takenFromFit } from '../scenario/posterior/fitted.ts';
import type { ParameterOverride, ScenarioSpec } from '../scenario/scenario.ts';
import { namesSet, parameterAs } from '../scenario/set-parameter.ts';
import { drawFromFit } from './draw-from-fit.ts';
import { insideOne, pointsOf, type Sampling } from './sample-points.ts';

export type { Sampling } from './sample-points.ts';

/** What every draw is. */
export interface Sample {
  /** Those that are drawn, in the model's order. */
  readonly parameters: readonly CheckedParameter[];
  readonly draws: number;
  /** values[p * draws + k]: in the parameter's own unit; of one with several values the factor on them. */
  readonly values: Float64Array;
}

/**
 * Draws every parameter that has a distribution and that neither an arm nor the appraisal sets.
 *
 * Each parameter and each correlated group has a stream of its own, known by the seed and its name, so that adding,
 * leaving out or reordering parameters, arms or draws changes no other number. Two things stand beside that: in a
 * Latin hypercube the number of draws counts, and a dimension of Sobol's sequence is a parameter's place among all
 * parameters of the model, drawn or not, groups after them.
 *
 * Parameters that the scenario takes from a fit come from one of its rows, all of a draw from the same; they follow no
 * group.
 *
 * A member of a group follows it by a normal copula of one factor: z = a g + sqrt(1 - a²) e, of the group's g and its
 * own e, each standard normal, for a loading a.
 *
 * @throws RangeError for Sobol's sequence with more parameters and groups than there are dimensions
 */
export function sampleParameters(
  model: CheckedModel,
  spec: ScenarioSpec,
  draws: number,
  sampling: Sampling,
): Sample {
  const all = [...model.variables.values()].filter(v => v.kind === 'parameter');
  const isSet = namesSet(model, spec);
  const fitted = new Map(takenFromFit(model, spec).map(p => [p.name, p]));
  const parameters = all
    .filter(p => fitted.has(p.name) || (p.drawn && !isSet.has(p.name)))
    .map(p => fitted.get(p.name) ?? p);
  const fromFit = spec.fitted && drawFromFit(spec.fitted.value, spec.seed, draws);
  const sharesOf = (name: string, dimension: number): Float64Array =>
    pointsOf(streamKey(spec.seed, name), draws, sampling, dimension);
  const groups = groupsByMember(model, (name, i) => sharesOf(name, all.length + i).map(normalQuantile));
  const sample = emptySample(parameters, draws);
  for (const [p, parameter] of parameters.entries()) {
    const column = fromFit?.get(parameter.name);
    if (column) {
      sample.values.set(column, p * draws);
      continue;
    }
    const shares = sharesOf(parameter.name, all.indexOf(parameter));
    const group = groups.get(parameter.name);
    if (group) follow(group.shared(), group.loading, shares);
    sample.values.set(shares.map(quantileOf(parameter.drawn!)), p * draws);
  }
  return sample;
}

/** A sample whose values are still to be written. */
export function emptySample(parameters: readonly CheckedParameter[], draws: number): Sample {
  // Shared, so that workers need no copies of it.
  const bytes = parameters.length * draws * Float64Array.BYTES_PER_ELEMENT;
  return { parameters, draws, values: new Float64Array(new SharedArrayBuffer(bytes)) };
}

interface Membership {
  readonly loading: number;
  /** The group's own standard normal number in each draw. */
  readonly shared: () => Float64Array;
}

/** @param draw draws a group's own numbers, by its name and its place among the groups; once, when first wanted */
function groupsByMember(
  { correlated }: CheckedModel,
  draw: (name: string, i: number) => Float64Array,
): ReadonlyMap<string, Membership> {
  const byMember = new Map<string, Membership>();
  for (const [i, { name, members }] of [...correlated.values()].entries()) {
    let drawn: Float64Array | undefined;
    const shared = (): Float64Array => (drawn ??= draw(name, i));
    for (const member of members) byMember.set(member.name.value, { loading: member.value, shared });
  }
  return byMember;
}

/** Ties a member's shares to what its group shares. */
function follow(shared: Float64Array, loading: number, shares: Float64Array): void {
  const own = Math.sqrt(1 - loading * loading);
  for (const [k, share] of shares.entries())
    shares[k] = insideOne(normalCdf(loading * shared[k]! + own * normalQuantile(share)));
}

/** The value below which a share lies, in the parameter's own unit. */
export function quantileOf({ distribution, within }: Drawn): (share: number) => number {
  const spread = prepareSpread(distribution);
  return (within ? truncate(spread, within) : spread).quantile;
}

/** Writes draw k into an image, in the engine's units: all cells of each parameter that is drawn. */
export function placeDraw(
  { parameters, draws, values }: Sample,
  k: number,
  image: Float64Array,
  { variables }: Program,
): void {
  for (const [p, { name, over, unit, values: usual }] of parameters.entries()) {
    const at = values[p * draws + k]!;
    // Rounded as when a scenario sets it, so that both ways give the same bits.
    for (const [i, slot] of variables.get(name)!.slots.entries())
      image[slot] = (over.length === 0 ? at : (usual[i]! / unit.factor) * at) * unit.factor;
  }
}

/** Draw k as a scenario would set it, in every arm. */
export const drawOverrides = ({ parameters, draws, values }: Sample, k: number): ParameterOverride[] =>
  parameters.map((parameter, p) => parameterAs(parameter, values[p * draws + k]!, `draw ${k}`));
