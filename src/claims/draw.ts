import type { CheckedParameter } from '../check/checked.ts';
import { type StreamKey, streamKey, uniform } from '../numeric/stream.ts';
import type { ParameterOverride, ScenarioSpec } from '../scenario/scenario.ts';
import { parameterAt } from '../scenario/set-parameter.ts';

/** Gives all open parameters of a draw. */
export type Drawer = (draw: number) => readonly ParameterOverride[];

/**
 * Prepares draws of every parameter that is not fixed and that no arm sets, each from a stream of its own, so that a
 * draw is the same whatever else is drawn: a triangle over its range, highest at its usual value.
 */
export function prepareDraws(parameters: Iterable<CheckedParameter>, spec: ScenarioSpec): Drawer {
  const isSet = new Set(spec.arms.flatMap(arm => arm.parameters.map(p => p.name.value)));
  const open: { readonly parameter: CheckedParameter; readonly key: StreamKey }[] = [];
  for (const parameter of parameters)
    if (parameter.spec.distribution !== 'fixed' && !isSet.has(parameter.name))
      open.push({ parameter, key: streamKey(spec.seed, parameter.name) });
  return draw =>
    open.map(({ parameter, key }) =>
      parameterAt(parameter, triangle(parameter, uniform(key, draw)), `draw ${draw}`),
    );
}

/** Where in its range a parameter stands at this share of its draws; factors on several values are usually 1. */
function triangle({ spec, over, values, unit }: CheckedParameter, share: number): number {
  const [low, high] = spec.range;
  if (low === high) return 0;
  const usual = over.length === 0 ? values[0]! / unit.factor : 1;
  const peak = Math.min(1, Math.max(0, (usual - low) / (high - low)));
  return share < peak ? Math.sqrt(share * peak) : 1 - Math.sqrt((1 - share) * (1 - peak));
}
