import type { ParameterOverride } from './scenario.ts';
import type { CommonFile, NamedArm } from './shape-arm.ts';
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
  return {
    ...parent,
    ...child,
    funding: [...(parent.funding ?? []), ...(child.funding ?? [])],
    commissioning: [...(parent.commissioning ?? []), ...(child.commissioning ?? [])],
    workforce: [...(parent.workforce ?? []), ...(child.workforce ?? [])],
    services: [...(parent.services ?? []), ...(child.services ?? [])],
    practices: [...(parent.practices ?? []), ...(child.practices ?? [])],
    drivers: [...(parent.drivers ?? []), ...(child.drivers ?? [])],
    parameters: mergeParameters(parent.parameters, child.parameters),
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
export function mergeParameters(
  first: readonly ParameterOverride[] = [],
  second: readonly ParameterOverride[] = [],
): readonly ParameterOverride[] {
  const byName = new Map(first.map(p => [p.name.value, p]));
  for (const p of second) byName.set(p.name.value, p);
  return [...byName.values()];
}
