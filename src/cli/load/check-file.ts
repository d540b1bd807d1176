import { checkModel } from '../../check/check-model.ts';
import { checkClaim } from '../../claims/check-claim.ts';
import { compileModel } from '../../compile/compile-model.ts';
import type { Program } from '../../compile/program.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Faults } from '../../diagnostics/diagnostic.ts';
import { readFit } from '../../fit/read-fit.ts';
import { readSeries } from '../../fit/read-series.ts';
import { readLock } from '../../lock/lock-text.ts';
import { type ModelFile, readModel } from '../../model/read-model.ts';
import { readAuthorities } from '../../scenario/area/authorities.ts';
import { readPosterior } from '../../scenario/posterior/read-posterior.ts';
import { type LoadedFile, readScenarioParts } from '../../scenario/read-scenario.ts';
import { resolveScenario } from '../../scenario/resolve-scenario.ts';
import type { Kind } from './file-kind.ts';
import { type LoaderFor, rereadOf, warnOfPosterior } from './load.ts';
import { hashText } from './model-files.ts';
import { areaOf } from './packed-areas.ts';

/**
 * All that can be said of a file without running it.
 *
 * @param program what scenarios and fits are checked against; those that ship have theirs
 * @param loaderFor finds what the file names
 */
export function checkFile(
  loaded: LoadedFile,
  kind: Exclude<Kind, 'model'>,
  program: Program,
  loaderFor: LoaderFor,
  faults: Faults,
): void {
  const { text, file } = loaded;
  if (kind === 'area') areaOf(loaded, faults);
  else if (kind === 'authorities') readAuthorities(text, file, faults);
  else if (kind === 'series') readSeries(text, file, faults);
  else if (kind === 'posterior') readPosterior(text, file, faults);
  else if (kind === 'lock') readLock(text, file, hashText, faults);
  else if (kind === 'fit') readFit(text, file, program.model, loaderFor(faults), faults);
  else checkScenario(loaded, program, loaderFor, faults);
}

function checkScenario(loaded: LoadedFile, program: Program, loaderFor: LoaderFor, faults: Faults): void {
  const load = loaderFor(faults);
  const spec = readScenarioParts(loaded.text, loaded.file, faults, load);
  if (spec) warnOfPosterior(spec.fitted, program.model, faults);
  const named = spec && load(spec.area.value, spec.area.place);
  const area = named && areaOf(named, faults);
  const experiment = area && resolveScenario(spec, area, program, faults);
  if (experiment && spec.claim) checkClaim(spec.claim, experiment, rereadOf(loaded, loaderFor), faults);
}

/**
 * Files that carry the name of a shipped sector stand in for it, and the rest of the shipped model is read with
 * them; others make up a model of their own.
 */
export function checkModelFiles(
  files: readonly ModelFile[],
  shipped: readonly ModelFile[],
): readonly Diagnostic[] {
  const sectorOf = ({ text }: ModelFile): string | undefined => /^sector: *['"]?(\w+)/m.exec(text)?.[1];
  const named = new Set(files.map(sectorOf));
  const others = shipped.filter(f => !named.has(sectorOf(f)));
  const all = others.length < shipped.length ? [...others, ...files] : files;
  const faults = new Faults();
  const spec = readModel(all, faults);
  const model = spec && checkModel(spec, faults);
  // Circles show where equations are put in order, and a part of a model may have no outcome that reads them.
  if (model) compileModel(model, faults, model.variables.keys());
  return faults.all;
}
