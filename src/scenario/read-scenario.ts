import { type Diagnostic, Faults } from '../diagnostics/diagnostic.ts';
import { checkArms } from './check-arms.ts';
import { checkExpectations, checkTimes } from './check-times.ts';
import type { LoadFile } from './load-file.ts';
import { joinBodies, mergeScenario } from './merge-scenario.ts';
import { loadFitted } from './posterior/fitted.ts';
import { readChain } from './read-chain.ts';
import { readSpan, readStepsPerYear } from './read-clock.ts';
import type { Replacement } from './replace.ts';
import type { ArmBody, ArmSpec, ScenarioSpec } from './scenario.ts';
import { bodyOf, type NamedArm } from './shape-arm.ts';
import { docOf, NEEDED, type ScenarioFile } from './shape-scenario.ts';

export type { LoadedFile, LoadFile } from './load-file.ts';

/**
 * Reads a scenario and all that it extends, and proves everything that needs no model. Every fault of every file is
 * reported, at its place.
 *
 * @param file the name of the file that `text` came from, as `load` would give it
 * @param load finds the files that are extended
 * @param instead what stands in other values' places in `text`
 * @returns undefined when there was an error (warnings alone do not count)
 */
export function readScenario(
  text: string,
  file: string,
  faults: Faults,
  load: LoadFile,
  instead: readonly Replacement[] = [],
): ScenarioSpec | undefined {
  const before = faults.all.length;
  const spec = readScenarioParts(text, file, faults, load, instead);
  return faults.all.slice(before).some(d => d.severity === 'error') ? undefined : spec;
}

/**
 * As `readScenario`, but what could be read is given even where there were errors, so that its names can be proven
 * against the model as well and a user sees all faults at once. Not to be run.
 */
export function readScenarioParts(
  text: string,
  file: string,
  faults: Faults,
  load: LoadFile,
  instead: readonly Replacement[] = [],
): ScenarioSpec | undefined {
  const own = new Faults();
  // A loader reports to the caller's faults; what it says takes its place among ours.
  const loadAndTell: LoadFile = (path, from) => {
    const before = faults.all.length;
    const loaded = load(path, from);
    own.all.push(...faults.all.splice(before));
    return loaded;
  };
  const { files, complete } = readChain(text, file, own, loadAndTell, instead);
  const spec = files.length > 0 ? proveScenario(file, files, complete, own, loadAndTell) : undefined;
  for (const fault of inOrder(own.all)) faults.all.push(fault);
  return spec;
}

/** Faults once each (what is common is checked in every arm, and an alias is read twice), file by file, top down. */
function inOrder(faults: readonly Diagnostic[]): readonly Diagnostic[] {
  const once = [...new Map(faults.map(d => [JSON.stringify(d), d])).values()];
  const files = [...new Set(once.map(d => d.place?.file))];
  const order = new Map(files.map((f, i) => [f, i]));
  return once.sort(
    (a, b) =>
      order.get(a.place?.file)! - order.get(b.place?.file)! ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}

/** Each is run and kept whole, and has a column of its own. */
const MOST_ARMS = 100;

/** Merges the files, reports what is missing, and checks the parts against one another as far as they were read. */
function proveScenario(
  file: string,
  files: readonly ScenarioFile[],
  complete: boolean,
  faults: Faults,
  load: LoadFile,
): ScenarioSpec | undefined {
  const merged = files.reduceRight((parent, child) => mergeScenario(parent, child));
  for (const key of NEEDED)
    if (complete && !merged.keyPlaces[key])
      faults.error('source/missing-key', merged.place, `a scenario needs "${key}": ${docOf(key)}`);
  const { area, title, question, notes = [], seed = title, appraisal, beside = [] } = merged;
  const fitted = merged.parameters_from && loadFitted(merged.parameters_from, faults, load);
  const span = merged.start && merged.horizon && readSpan(merged.start, merged.horizon, faults);
  const stepsPerYear = readStepsPerYear(merged.step, faults);
  const common = bodyOf(merged.common);
  const arms = (merged.arms ?? []).map(arm => joinArm(common, arm));
  const { expect = [], tolerances = [] } = merged;
  const { claim } = merged;
  if (merged.arms?.length === 0)
    faults.error(
      'scenario/no-arms',
      merged.keyPlaces['arms'],
      'a scenario compares arms, found none',
      'name at least one, such as "as_now: {}"',
    );
  if (arms.length > MOST_ARMS)
    faults.error(
      'scenario/too-many-arms',
      merged.keyPlaces['arms'],
      `a scenario compares at most ${MOST_ARMS} arms, found ${arms.length}`,
      'to vary an amount over many values: tx-sim sweep',
    );
  checkArms(merged.arms ?? [], arms, faults);
  const { cases = [], turnedBy } = claim ?? {};
  if (span) checkTimes(span, [common, ...arms, ...cases, ...(turnedBy ? [turnedBy] : [])], faults);
  if (merged.arms) checkExpectations(expect, arms, span, faults);
  if (!title || !seed || !area || !span || !stepsPerYear) return undefined;
  return {
    file,
    title,
    ...(question !== undefined && { question }),
    notes,
    area,
    ...span,
    stepsPerYear,
    seed,
    ...(appraisal && { appraisal }),
    ...(fitted && { fitted }),
    beside,
    common: { ...common, ...(merged.common?.doc !== undefined && { doc: merged.common.doc }) },
    arms,
    expect,
    tolerances,
    ...(claim && { claim }),
  };
}

/** An arm with all that is common in it: common first, the arm's own parameters over the common ones. */
function joinArm(common: ArmBody, { name, body }: NamedArm): ArmSpec {
  return {
    name: name.value,
    label: body.label?.value ?? name.value.replaceAll('_', ' '),
    ...(body.doc !== undefined && { doc: body.doc }),
    place: name.place,
    ...joinBodies(common, bodyOf(body)),
  };
}
