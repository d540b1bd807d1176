import type { GridAxis } from '../scenario/claim-spec.ts';
import type { Replacement } from '../scenario/replace.ts';
import type { ParameterOverride } from '../scenario/scenario.ts';
import type { Located } from '../source/shape.ts';
import type { SourceScalar } from '../source/yaml.ts';

/** A path leads to a place in the file; a plain name is a parameter's. */
export const isPath = ({ value }: Located<string>): boolean => value.includes('.');

/** What a value of an axis changes: places of the scenario's file, and parameters in every arm. */
export interface AxisChange {
  readonly instead: readonly Replacement[];
  readonly parameters: readonly ParameterOverride[];
}

export function changeOf({ vary }: GridAxis, value: SourceScalar): AxisChange {
  return {
    instead: vary.filter(isPath).map(path => ({ path, value })),
    parameters: vary
      .filter(what => !isPath(what))
      .map(what => ({
        name: { value: what.value, place: value.place },
        value: value.value as number,
        reason: 'a value of the grid',
      })),
  };
}
