import type { CheckedLoop } from '../check/checked.ts';
import type { Faults } from '../diagnostics/diagnostic.ts';
import type { Experiment } from './experiment.ts';
import type { ArmSpec, ParameterOverride, ScenarioSpec } from './scenario.ts';

/** A parameter of a loop: what it is in the first arm as it stands, and what it is once the loop is cut. */
export interface CutParameter {
  readonly name: string;
  /** In its own unit; undefined where its elements differ. */
  readonly value: number | undefined;
  readonly neutral: number;
}

/** A loop that is cut, and by what. */
export interface CutLoop {
  readonly name: string;
  readonly label: string;
  readonly doc: string;
  readonly parameters: readonly CutParameter[];
  /** Whether any of its parameters is not neutral already, in any arm. */
  readonly atWork: boolean;
}

/** What an arm is called when loops are cut: `as_now without R2`. No arm of a scenario can be called so. */
export const nameWithout = (arm: string, loops: readonly { readonly name: string }[]): string =>
  `${arm} without ${loops.map(l => l.name).join(' and ')}`;

/**
 * The same scenario with loops cut: in every arm their parameters stand at their neutral values, whatever the arm
 * says. Where an arm sets one of them to something else, a warning `scenario/cut-wins` says so at its place.
 */
export function cutScenario(spec: ScenarioSpec, loops: readonly CheckedLoop[], faults: Faults): ScenarioSpec {
  const neutral = new Map(
    loops.flatMap(({ spec: { name: loop }, cutBy }) =>
      cutBy.map(p => [p.name, { loop, value: p.neutral }] as const),
    ),
  );
  const told = new Set<ParameterOverride['name']>();
  const cutArm = (arm: ArmSpec): ArmSpec => {
    const kept = arm.parameters.filter(({ name, value }) => {
      const cut = neutral.get(name.value);
      if (cut && cut.value !== value && !told.has(name))
        faults.warn(
          'scenario/cut-wins',
          name.place,
          `${name.value} is set here, and the cut of ${cut.loop} sets it to ${cut.value}: the cut wins`,
        );
      if (cut) told.add(name);
      return !cut;
    });
    const cuts = [...neutral].map<ParameterOverride>(([name, { loop, value }]) => ({
      name: { value: name, place: arm.place },
      value,
      reason: `${loop} is cut`,
    }));
    const specs = loops.map(l => l.spec);
    return { ...arm, name: nameWithout(arm.name, specs), parameters: [...kept, ...cuts] };
  };
  return { ...spec, arms: spec.arms.map(cutArm) };
}

/** What cutting loops changed, from the experiment as it stands and the one with the loops cut. */
export function describeCut(loops: readonly CheckedLoop[], whole: Experiment, cut: Experiment): CutLoop[] {
  const { variables, model } = whole.program;
  return loops.map(({ spec: { name, label, doc }, cutBy }) => {
    const slots = cutBy.flatMap(p => variables.get(p.name)!.slots);
    const atWork = whole.arms.some((arm, a) => slots.some(s => arm.image[s] !== cut.arms[a]!.image[s]));
    const parameters = cutBy.map<CutParameter>(p => {
      const { factor } = model.variables.get(p.name)!.unit;
      const values = new Set(variables.get(p.name)!.slots.map(s => whole.arms[0]!.image[s]! / factor));
      return { name: p.name, value: values.size === 1 ? [...values][0] : undefined, neutral: p.neutral };
    });
    return { name, label, doc, parameters, atWork };
  });
}
