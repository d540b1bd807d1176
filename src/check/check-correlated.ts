import { suggest } from '../diagnostics/diagnostic.ts';
import type { CorrelatedSpec } from '../model/draw-spec.ts';
import type { CheckedVariable } from './checked.ts';
import type { Declarations } from './declarations.ts';

/**
 * Proves that each group has at least two members, that they are parameters which are drawn, and that none is in two
 * groups. Codes: `check/correlated`, `check/unknown-name`.
 */
export function checkCorrelated(
  { spec, faults }: Declarations,
  variables: ReadonlyMap<string, CheckedVariable>,
): ReadonlyMap<string, CorrelatedSpec> {
  const drawn = [...variables.values()].filter(v => v.kind === 'parameter' && v.drawn).map(v => v.name);
  const groupOf = new Map<string, string>();
  for (const group of spec.correlated.values()) {
    if (group.members.length < 2)
      faults.error(
        'check/correlated',
        group.place,
        `${group.name} ties nothing together`,
        'name at least two parameters, each with its correlation with what they share',
      );
    for (const { name } of group.members) {
      const { value, place } = name;
      const variable = variables.get(value);
      const other = groupOf.get(value);
      if (variable?.kind !== 'parameter')
        faults.error('check/unknown-name', place, `"${value}" is not a parameter`, suggest(value, drawn));
      else if (!variable.drawn)
        faults.error('check/correlated', place, `${value} is never drawn, so it cannot follow ${group.name}`);
      else if (other !== undefined)
        faults.error(
          'check/correlated',
          place,
          `${value} is already in ${other}, and a parameter is in one group at most`,
        );
      else groupOf.set(value, group.name);
    }
  }
  return spec.correlated;
}
