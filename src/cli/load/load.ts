import type { CheckedModel } from '../../check/checked.ts';
import type { Reread } from '../../claims/grid.ts';
import { compileModel } from '../../compile/compile-model.ts';
import type { Program } from '../../compile/program.ts';
import { BadInput, type Faults, type Place } from '../../diagnostics/diagnostic.ts';
import { NOT_CONVERGED } from '../../fit/search/convergence.ts';
import type { AreaFile } from '../../scenario/area/figure.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import type { Posterior } from '../../scenario/posterior/posterior.ts';
import {
  type LoadedFile,
  type LoadFile,
  readScenario,
  readScenarioParts,
} from '../../scenario/read-scenario.ts';
import { resolveScenario } from '../../scenario/resolve-scenario.ts';
import type { ScenarioSpec } from '../../scenario/scenario.ts';
import { findArea } from '../disk/area-files.ts';
import { displayName, readInput } from '../disk/files.ts';
import { DISK, type Inputs } from '../disk/inputs.ts';
import { areaOf } from './packed-areas.ts';
import { hashModel, readPacked, readPackedWhole } from './packed-model.ts';

/** What a stage gave; when it gave nothing, or an earlier one left errors, the command ends and all faults are told. */
export function given<T>(value: T | undefined, faults: Faults): T {
  if (value === undefined || faults.hasErrors) throw new BadInput(faults.all);
  return value;
}

export async function loadModel(faults: Faults): Promise<CheckedModel> {
  return readPacked()?.model ?? makeModel(faults);
}

/** The program for the outcomes: of other variables it keeps what they need. */
export async function loadProgram(faults: Faults): Promise<Program> {
  return readPacked() ?? given(compileModel(await makeModel(faults), faults), faults);
}

/** The program of which the value of every variable can be read: slower to load, and to run. */
export async function loadWholeProgram(faults: Faults): Promise<Program> {
  const packed = readPacked();
  const whole = packed && readPackedWhole(packed);
  if (whole) return whole;
  const model = packed?.model ?? (await makeModel(faults));
  return given(compileModel(model, faults, model.variables.keys()), faults);
}

/** Only here is the parser of equations loaded, which is most of the command's code. */
const makeModel = async (faults: Faults): Promise<CheckedModel> =>
  (await import('./fresh-model.ts')).freshModel(faults);

export interface LoadedScenario {
  readonly scenario: ScenarioSpec;
  readonly area: AreaFile;
  readonly reread: Reread;
}

/**
 * Reads a scenario, what it extends, and its area. Where the scenario has faults, its sound parts are given all the
 * same: resolving them shows the faults of names as well, and `given` ends the command after that.
 *
 * @param model what a posterior that it takes parameters from should have been fitted with; another is warned of
 * @param otherArea an area, by file or name or as it is, to use in place of the scenario's own
 */
export function loadScenario(
  path: string,
  model: CheckedModel,
  otherArea: string | AreaFile | undefined,
  faults: Faults,
  inputs: Inputs = DISK,
): LoadedScenario {
  const { text, file } = inputs.read(path);
  const load = inputs.loader(path, faults);
  const scenario = readScenarioParts(text, file, faults, load);
  if (!scenario) throw new BadInput(faults.all);
  warnOfPosterior(scenario.fitted, model, faults);
  const named =
    otherArea === undefined
      ? load(scenario.area.value, scenario.area.place)
      : typeof otherArea === 'string'
        ? inputs.readArea(otherArea)
        : undefined;
  const area = typeof otherArea === 'object' ? otherArea : named && areaOf(named, faults);
  if (!area) throw new BadInput(faults.all);
  return {
    scenario,
    area,
    reread: rereadOf({ text, file }, own => inputs.loader(path, own)),
  };
}

/**
 * Parameters that were fitted with another model stand for something else in this one, and those of chains that have not
 * settled for nothing that can be relied on.
 *
 * @param fitted where it has a place, that at which it is named
 */
export function warnOfPosterior(
  fitted: { readonly value: Posterior; readonly place?: Place } | undefined,
  model: CheckedModel,
  faults: Faults,
): void {
  if (!fitted) return;
  const { file, hashes, convergence } = fitted.value;
  if (hashes.model !== hashModel(model.spec))
    faults.warn(
      'fit/other-model',
      fitted.place,
      `the parameters of ${file} were fitted with another model than this one`,
      'fit again with `tx-sim fit`, or take them for what they are',
    );
  if (convergence.get('verdict') === NOT_CONVERGED)
    faults.warn(
      'fit/not-converged',
      fitted.place,
      `the chains of ${file} had not converged: its parameters and their spread are a first guess`,
      'fit again with more --evaluations, or take them for what they are',
    );
}

/** Finds the files that another one names; what it says of them goes to the given faults. */
export type LoaderFor = (faults: Faults) => LoadFile;

/** How a claim reads its scenario again, with other values in some places. */
export const rereadOf =
  ({ text, file }: LoadedFile, loaderFor: LoaderFor): Reread =>
  (instead, faults) =>
    readScenario(text, file, faults, loaderFor(faults), instead);

/** An untouched year of an area, by file or name: what its start is looked at with. */
export function untouchedYear(name: string, program: Program, faults: Faults): Experiment {
  const path = findArea(name);
  const { text, file } = readInput(path);
  const area = given(areaOf({ text, file }, faults), faults);
  const scenario = `title: untouched\narea: ${JSON.stringify(file)}\nstart: ${area.period.slice(0, 4)}-04\nhorizon: 1 year\narms: {as_now: {}}\n`;
  const spec = given(
    readScenario(scenario, displayName(path), faults, () => undefined),
    faults,
  );
  return given(resolveScenario(spec, area, program, faults), faults);
}
