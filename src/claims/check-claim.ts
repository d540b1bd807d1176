import type { CheckedModel, CheckedParameter } from '../check/checked.ts';
import { type Faults, suggest } from '../diagnostics/diagnostic.ts';
import type { ClaimSpec, GridAxis } from '../scenario/claim-spec.ts';
import type { Experiment } from '../scenario/experiment.ts';
import type { Replacement } from '../scenario/replace.ts';
import type { ScenarioSpec } from '../scenario/scenario.ts';
import type { Located } from '../source/shape.ts';
import { type CheckedTest, checkTest } from './claim-test.ts';

/** A claim whose every name is proven. */
export interface CheckedClaim {
  readonly spec: ClaimSpec;
  readonly holdsIf: readonly CheckedTest[];
  readonly also: readonly CheckedTest[];
  readonly hangsOn: readonly CheckedParameter[];
}

/** Reads the scenario again with other values in some places; undefined after faults. */
export type Reread = (instead: readonly Replacement[], faults: Faults) => ScenarioSpec | undefined;

/** A path leads to a place in the file; a plain name is a parameter's. */
export const isPath = ({ value }: Located<string>): boolean => value.includes('.');

/**
 * Proves a claim against the model, its arms and its own file.
 *
 * @returns undefined when anything does not fit; all faults are reported
 */
export function checkClaim(
  claim: ClaimSpec,
  { program, spec }: Experiment,
  reread: Reread,
  faults: Faults,
): CheckedClaim | undefined {
  const { model } = program;
  const before = faults.all.filter(d => d.severity === 'error').length;
  const names = { model, arms: spec.arms.map(a => a.name), years: Math.floor(spec.horizon) };
  const tests = (all: ClaimSpec['holdsIf']): CheckedTest[] =>
    all.map(t => checkTest(t, names, faults)).filter(t => t !== undefined);
  const parameter = (name: Located<string>): CheckedParameter | undefined => {
    const v = model.variables.get(name.value);
    if (v?.kind === 'parameter' && v.spec.distribution !== 'fixed') return v;
    const open = [...model.variables.values()].filter(
      p => p.kind === 'parameter' && p.spec.distribution !== 'fixed',
    );
    return faults.error(
      'claim/unknown-parameter',
      name.place,
      v?.kind === 'parameter' ? `${name.value} is fixed` : `"${name.value}" is not a parameter of the model`,
      suggest(
        name.value,
        open.map(p => p.name),
      ),
    );
  };
  const checked = {
    spec: claim,
    holdsIf: tests(claim.holdsIf),
    also: tests(claim.also),
    hangsOn: claim.hangsOn.map(parameter).filter(p => p !== undefined),
  };
  for (const { without } of [...claim.cases, ...(claim.turnedBy ? [claim.turnedBy] : [])])
    for (const name of without) checkSwitch(name, model, faults);
  for (const axis of claim.grid) checkAxis(axis, parameter, reread, faults);
  return faults.all.filter(d => d.severity === 'error').length > before ? undefined : checked;
}

/** What is switched off must be a parameter that says at which value it is. */
function checkSwitch({ value, place }: Located<string>, { variables }: CheckedModel, faults: Faults): void {
  const v = variables.get(value);
  if (v?.kind === 'parameter' && v.spec.neutral !== undefined) return;
  const switches = [...variables.values()].filter(
    p => p.kind === 'parameter' && p.spec.neutral !== undefined,
  );
  faults.error(
    'claim/unknown-parameter',
    place,
    v?.kind === 'parameter'
      ? `${value} has no value at which it does nothing`
      : `"${value}" is not a parameter of the model`,
    suggest(
      value,
      switches.map(p => p.name),
    ),
  );
}

/** Every value of an axis must be one that could have been written in its place. */
function checkAxis(
  { vary, over }: GridAxis,
  parameter: (name: Located<string>) => CheckedParameter | undefined,
  reread: Reread,
  faults: Faults,
): void {
  for (const what of vary)
    if (!isPath(what)) {
      parameter(what);
      for (const { value, place, text } of over)
        if (typeof value !== 'number')
          faults.error('source/expected', place, `${what.value} needs a number, found "${text}"`);
    }
  const paths = vary.filter(isPath);
  if (paths.length === 0) return;
  for (const value of over) {
    const sizeBefore = faults.all.length;
    reread(
      paths.map(path => ({ path, value })),
      faults,
    );
    // A path that leads nowhere does so for every value.
    if (faults.all.slice(sizeBefore).some(d => d.code === 'scenario/path')) return;
  }
}
