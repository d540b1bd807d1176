import type { ArmBody, ParameterOverride } from './scenario.ts';
import { bodyOf, type CommonFile, type NamedArm } from './shape-arm.ts';
import type { ScenarioFile } from './shape-scenario.ts';

/**
 * One scenario from a file and the one that it extends. The child's keys win; arms merge by name and key (parent's
 * arms first); the lists of the common part are joined, parent first, and its parameters by name.
 */
export function mergeScenario(parent: ScenarioFile, child: ScenarioFile): ScenarioFile {
  const common = mergeCommon(parent.common, child.common);
  const arms = mergeArms(parent.arms, child.arms);
  // A key that the child wrote wrongly must not fall back on the parent's: checks would tell of a value nobody meant.
  const inherited = Object.entries(parent).filter(([key]) => !Object.hasOwn(child.keyPlaces, key));
  return {
    ...Object.fromEntries(inherited),
    ...child,
    keyPlaces: { ...parent.keyPlaces, ...child.keyPlaces },
    ...(common && { common }),
    ...(arms && { arms }),
  };
}

function mergeCommon(parent: CommonFile | undefined, child: CommonFile | undefined): CommonFile | undefined {
  if (!parent || !child) return child ?? parent;
  return { ...parent, ...child, ...joinBodies(bodyOf(parent), bodyOf(child)) };
}

/** All that `first` does, then all that `second` does; the parameters of `second` win. */
export function joinBodies(first: ArmBody, second: ArmBody): ArmBody {
  return {
    funding: [...first.funding, ...second.funding],
    commissioning: [...first.commissioning, ...second.commissioning],
    workforce: [...first.workforce, ...second.workforce],
    services: [...first.services, ...second.services],
    practices: [...first.practices, ...second.practices],
    drivers: [...first.drivers, ...second.drivers],
    parameters: mergeParameters(first.parameters, second.parameters),
  };
}

function mergeArms(
  parent: readonly NamedArm[] | undefined,
  child: readonly NamedArm[] | undefined,
): readonly NamedArm[] | undefined {
  if (!parent || !child) return child ?? parent;
  const byName = new Map(parent.map(arm => [arm.name.value, arm]));
  for (const arm of child) {
    const inherited = byName.get(arm.name.value);
    byName.set(arm.name.value, { name: arm.name, body: { ...inherited?.body, ...arm.body } });
  }
  return [...byName.values()];
}

/** All of `first`, those named again replaced in their places, then what only `second` has. */
function mergeParameters(
  first: readonly ParameterOverride[],
  second: readonly ParameterOverride[],
): readonly ParameterOverride[] {
  const byName = new Map(first.map(p => [p.name.value, p]));
  for (const p of second) byName.set(p.name.value, p);
  return [...byName.values()];
}
