import type { CheckedModel, CheckedParameter } from '../check/checked.ts';
import { Faults, suggest } from '../diagnostics/diagnostic.ts';
import type { ClaimSpec, GridAxis } from '../scenario/claim-spec.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { resolveScenario } from '../scenario/resolve-scenario.ts';
import type { ScenarioSpec } from '../scenario/scenario.ts';
import { bodyOfCase, withBody, withParameters } from '../scenario/set-parameter.ts';
import type { Located } from '../source/shape.ts';
import { type CheckedTest, checkTest } from './claim-test.ts';
import { changeOf, isPath, type Reread } from './grid.ts';

/** A claim whose every name is proven. */
export interface CheckedClaim {
  readonly spec: ClaimSpec;
  readonly holdsIf: readonly CheckedTest[];
  readonly also: readonly CheckedTest[];
  readonly hangsOn: readonly CheckedParameter[];
}

/**
 * Proves a claim against the model, its arms and its own file.
 *
 * @returns undefined when anything does not fit; all faults are reported
 */
export function checkClaim(
  claim: ClaimSpec,
  experiment: Experiment,
  reread: Reread,
  faults: Faults,
): CheckedClaim | undefined {
  const { program, spec } = experiment;
  const { model } = program;
  const before = faults.errorCount;
  const names = { model, arms: spec.arms.map(a => a.name), years: Math.floor(spec.horizon) };
  const tests = (all: ClaimSpec['holdsIf']): CheckedTest[] =>
    all.map(t => checkTest(t, names, faults)).filter(t => t !== undefined);
  const checked = {
    spec: claim,
    holdsIf: tests(claim.holdsIf),
    also: tests(claim.also),
    hangsOn: once(claim.hangsOn.map(name => findParameter(name, model, HAS_ENDS, faults))),
  };
  const cases = [...claim.cases, ...(claim.turnedBy ? [claim.turnedBy] : [])];
  for (const { without } of cases) for (const name of without) findParameter(name, model, IS_SWITCH, faults);
  const setInAll = [
    ...claim.hangsOn,
    ...cases.flatMap(c => [...c.without, ...c.parameters.map(p => p.name)]),
  ];
  refuseArmsOwn(setInAll, spec, faults);
  if (claim.turnedBy && claim.turnedBy.parameters.length + claim.turnedBy.without.length === 0)
    faults.error(
      'claim/turned',
      claim.turnedBy.name.place,
      'what turns a claim is values of parameters, found none',
      'add parameters',
    );
  for (const axis of claim.grid) checkAxis(axis, spec, model, reread, faults);
  const sound = (): boolean => faults.errorCount === before;
  const off = cases.flatMap(c => c.without);
  if (sound())
    for (const variant of [
      ...cases.map(c => withBody(spec, bodyOfCase(c, model))),
      ...cornersOf(claim, spec),
    ])
      resolveAnew(variant, experiment, off, faults);
  return sound() ? checked : undefined;
}

const once = (parameters: readonly (CheckedParameter | undefined)[]): CheckedParameter[] =>
  [...new Set(parameters)].filter(p => p !== undefined);

/** The scenario with each value of each axis that names parameters. */
const cornersOf = ({ grid }: ClaimSpec, spec: ScenarioSpec): ScenarioSpec[] =>
  grid.flatMap(axis => axis.over.map(value => withParameters(spec, changeOf(axis, value).parameters)));

/**
 * Tells what does not fit in a variant of the scenario, and nothing that has been told of the scenario itself.
 *
 * @param off what is switched off, whatever its range
 */
function resolveAnew(
  variant: ScenarioSpec,
  { area, program }: Experiment,
  off: readonly Located<string>[],
  faults: Faults,
): void {
  const known = new Set(faults.all.map(f => JSON.stringify(f)));
  const places = new Set(off.map(o => o.place));
  const own = new Faults();
  resolveScenario(variant, area, program, own);
  for (const fault of own.all) {
    const told = JSON.stringify(fault);
    if (known.has(told) || (fault.place && places.has(fault.place))) continue;
    known.add(told);
    faults.all.push(fault);
  }
}

/** What tells the arms apart must not be set alike in all of them. */
function refuseArmsOwn(set: readonly Located<string>[], { arms }: ScenarioSpec, faults: Faults): void {
  for (const { value: name, place } of set) {
    const own = arms.map(arm => arm.parameters.find(p => p.name.value === name));
    const owner = arms[own.findIndex(o => o !== undefined)];
    // One that is common to all is one and the same override in each.
    if (owner && own.some(o => o !== own[0]))
      faults.error(
        'claim/arms-own',
        place,
        `${name} tells the arms apart (${owner.name} sets it), and would be the same in all of them here`,
        'vary it by its path in the file, such as arms.…',
      );
  }
}

/** Whether a parameter can be used so, or why it cannot. */
type Fits = (p: CheckedParameter) => true | string;
const ANY: Fits = () => true;
const HAS_ENDS: Fits = p => (p.spec.distribution === 'fixed' ? 'is fixed and has no ends to try' : true);
const IS_SWITCH: Fits = p => (p.spec.neutral === undefined ? 'has no value at which it does nothing' : true);

function findParameter(
  { value, place }: Located<string>,
  { variables }: CheckedModel,
  fits: Fits,
  faults: Faults,
): CheckedParameter | undefined {
  const found = variables.get(value);
  const why = found?.kind === 'parameter' ? fits(found) : 'is not a parameter of the model';
  if (found?.kind === 'parameter' && why === true) return found;
  const valid = [...variables.values()].filter(v => v.kind === 'parameter' && fits(v) === true);
  return faults.error(
    'claim/unknown-parameter',
    place,
    `"${value}" ${why}`,
    suggest(
      value,
      valid.map(v => v.name),
    ),
  );
}

/** Every value of an axis must be one that could have been written in its place. */
export function checkAxis(
  axis: GridAxis,
  spec: ScenarioSpec,
  model: CheckedModel,
  reread: Reread,
  faults: Faults,
): void {
  refuseArmsOwn(
    axis.vary.filter(v => !isPath(v)),
    spec,
    faults,
  );
  for (const what of axis.vary.filter(v => !isPath(v))) {
    findParameter(what, model, ANY, faults);
    for (const { value, place, text } of axis.over)
      if (typeof value !== 'number')
        faults.error('source/expected', place, `${what.value} needs a number, found "${text}"`);
  }
  for (const value of axis.over) {
    const { instead } = changeOf(axis, value);
    const told = faults.all.length;
    if (instead.length > 0) reread(instead, faults);
    // A path that leads nowhere does so for every value.
    if (faults.all.slice(told).some(d => d.code === 'scenario/path')) return;
  }
}
