import type { Program } from '../compile/program.ts';
import { type Faults, suggest } from '../diagnostics/diagnostic.ts';
import { setCells } from './policies/inputs.ts';
import type { ParameterOverride } from './scenario.ts';

/** What converting a bound to the engine's unit and back may be off by. */
const ROUNDING = 1e-9;

/** A parameter that an arm sets, in the parameter's own unit; elements that are not named keep their value. */
export function overrideParameter(
  { name, value }: ParameterOverride,
  image: Float64Array,
  program: Program,
  faults: Faults,
): void {
  const { model } = program;
  const parameter = model.variables.get(name.value);
  if (parameter?.kind !== 'parameter') {
    const valid = [...model.variables.values()].filter(v => v.kind === 'parameter').map(v => v.name);
    faults.error(
      'scenario/unknown-parameter',
      name.place,
      `"${name.value}" is not a parameter of the model`,
      suggest(name.value, valid),
    );
    return;
  }
  const { over, unit, spec } = parameter;
  const judge = (given: number, usual: readonly number[]): void => {
    const [low, high] = spec.range;
    // Of a parameter with several values the range holds factors on them.
    const [least, most] =
      over.length === 0 ? [low, high] : [low * Math.min(...usual), high * Math.max(...usual)];
    if (given < 0 && least >= 0)
      faults.error(
        'scenario/impossible',
        name.place,
        `${name.value} cannot be below zero, found ${given}`,
        `its plausible range is ${least} to ${most}`,
      );
    else if (given < least - ROUNDING || given > most + ROUNDING)
      faults.warn(
        'scenario/outside-range',
        name.place,
        `${name.value} is set to ${given}, outside its plausible range ${least} to ${most} ${spec.unit.value}`,
      );
  };
  const usual = parameter.values.map(v => v / unit.factor);
  if (typeof value === 'number') {
    judge(value, usual);
    setCells(program, image, name.value, () => value * unit.factor);
    return;
  }
  for (const { elements, value: one } of value) {
    for (const [d, element] of elements.entries()) {
      const set = over[d];
      const valid = set?.members.map(m => set.dimension.elements[m]!) ?? [];
      if (!valid.includes(element.value))
        faults.error(
          'scenario/unknown-element',
          element.place,
          set
            ? `"${element.value}" is not an element of ${set.name}`
            : `${name.value} has ${over.length === 0 ? 'one value' : `no values by ${element.value}`}`,
          suggest(element.value, valid),
        );
    }
    judge(one, usual);
    setCells(program, image, name.value, (cell, current) =>
      elements.every((e, d) => cell[d] === e.value) ? one * unit.factor : current,
    );
  }
}
