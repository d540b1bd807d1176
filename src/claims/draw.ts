import type { CheckedParameter } from '../check/checked.ts';
import { type StreamKey, streamKey, uniform } from '../numeric/stream.ts';
import type { ParameterOverride, ScenarioSpec } from '../scenario/scenario.ts';
import { parameterAt } from '../scenario/set-parameter.ts';

/** Gives all open parameters of a draw. */
export type Drawer = (draw: number) => readonly ParameterOverride[];

/**
 * Prepares draws of every parameter that is not fixed and that no arm sets: evenly from its range, each from a
 * stream of its own, so that a draw is the same whatever else is drawn.
 */
export function prepareDraws(parameters: Iterable<CheckedParameter>, spec: ScenarioSpec): Drawer {
  const isSet = new Set(spec.arms.flatMap(arm => arm.parameters.map(p => p.name.value)));
  const open: { readonly parameter: CheckedParameter; readonly key: StreamKey }[] = [];
  for (const parameter of parameters)
    if (parameter.spec.distribution !== 'fixed' && !isSet.has(parameter.name))
      open.push({ parameter, key: streamKey(spec.seed, parameter.name) });
  return draw => open.map(({ parameter, key }) => parameterAt(parameter, uniform(key, draw), `draw ${draw}`));
}
