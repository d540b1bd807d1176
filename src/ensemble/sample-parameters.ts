import type { CheckedModel, CheckedParameter } from '../check/checked.ts';
import type { Program } from '../compile/program.ts';
import { prepareSpread, truncate } from '../numeric/quantile.ts';
import { normalCdf, normalQuantile } from '../numeric/quantile-normal.ts';
import { streamKey } from '../numeric/stream.ts';
import type { ParameterOverride, ScenarioSpec } from '../scenario/scenario.ts';
import { parameterAs } from '../scenario/set-parameter.ts';
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
  const parameters = all.filter(p => p.drawn && !isSet.has(p.name));
  const sharesOf = (name: string, dimension: number): Float64Array =>
    pointsOf(streamKey(spec.seed, name), draws, sampling, dimension);
  const groups = groupsByMember(model, (name, i) => sharesOf(name, all.length + i).map(normalQuantile));
  // Shared, so that workers need no copies of it.
  const bytes = parameters.length * draws * Float64Array.BYTES_PER_ELEMENT;
  const values = new Float64Array(new SharedArrayBuffer(bytes));
  for (const [p, parameter] of parameters.entries()) {
    const shares = sharesOf(parameter.name, all.indexOf(parameter));
    const group = groups.get(parameter.name);
    if (group) follow(group.shared(), group.loading, shares);
    values.set(shares.map(quantileOf(parameter)), p * draws);
  }
  return { parameters, draws, values };
}

/** Parameters that an arm sets, or that the appraisal does. */
function namesSet({ appraisals }: CheckedModel, { arms, appraisal }: ScenarioSpec): ReadonlySet<string> {
  const prescribed = appraisal && appraisals.get(appraisal.value)?.values.keys();
  return new Set([...arms.flatMap(arm => arm.parameters.map(p => p.name.value)), ...(prescribed ?? [])]);
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

function quantileOf({ name, drawn }: CheckedParameter): (share: number) => number {
  if (!drawn) throw new Error(`${name} has no distribution`);
  const spread = prepareSpread(drawn.distribution);
  return (drawn.within ? truncate(spread, drawn.within) : spread).quantile;
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
