import { Faults } from '../diagnostics/diagnostic.ts';
import type { GridAxis } from '../scenario/claim-spec.ts';
import type { Replacement } from '../scenario/replace.ts';
import type { ParameterOverride, ScenarioSpec } from '../scenario/scenario.ts';
import { withParameters } from '../scenario/set-parameter.ts';
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

/** Reads the scenario again with other values in some places; undefined after faults. */
export type Reread = (instead: readonly Replacement[], faults: Faults) => ScenarioSpec | undefined;

/**
 * The scenario at every point of a grid of one or two axes, by value of the first, then of the second; of one axis in
 * one column, of none nothing. Undefined where it cannot be read with these values.
 */
export function gridOf(
  [rows, columns]: readonly GridAxis[],
  spec: ScenarioSpec,
  reread: Reread,
): (ScenarioSpec | undefined)[][] {
  if (!rows) return [];
  const at = (...changes: readonly AxisChange[]): ScenarioSpec | undefined => {
    const instead = changes.flatMap(c => c.instead);
    const read = instead.length === 0 ? spec : reread(instead, new Faults());
    return (
      read &&
      withParameters(
        read,
        changes.flatMap(c => c.parameters),
      )
    );
  };
  return rows.over.map(row => {
    const down = changeOf(rows, row);
    return columns ? columns.over.map(column => at(down, changeOf(columns, column))) : [at(down)];
  });
}
