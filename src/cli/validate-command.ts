import { checkModel } from '../check/check-model.ts';
import { checkClaim } from '../claims/check-claim.ts';
import { compileModel } from '../compile/compile-model.ts';
import type { Program } from '../compile/program.ts';
import { BadInput, type Diagnostic, Faults } from '../diagnostics/diagnostic.ts';
import { readFit } from '../fit/read-fit.ts';
import { readSeries } from '../fit/read-series.ts';
import { type ModelFile, readModel } from '../model/read-model.ts';
import { readAuthorities } from '../scenario/area/authorities.ts';
import { readPosterior } from '../scenario/posterior/read-posterior.ts';
import { type LoadedFile, readScenarioParts } from '../scenario/read-scenario.ts';
import { resolveScenario } from '../scenario/resolve-scenario.ts';
import { EXIT } from './exit-codes.ts';
import { type Kind, kindOf } from './file-kind.ts';
import { loaderFor, readInput } from './files.ts';
import { loadProgram, rereadOf, warnOfPosterior } from './load.ts';
import { readModelFiles } from './model-files.ts';
import { areaOf } from './packed-areas.ts';
import { tellFaults, tellWarnings } from './tell.ts';
import { printJson } from './terminal.ts';

export interface ValidateOptions {
  readonly json?: boolean;
  readonly color?: boolean;
}

interface Checked {
  readonly file: string;
  readonly kind: Kind | undefined;
  readonly faults: readonly Diagnostic[];
}

/** Checks every file by what it is, and tells all faults of all of them. */
export async function validateCommand(paths: readonly string[], options: ValidateOptions): Promise<number> {
  const checked = await checkFiles([...new Set(paths)]);
  const faults = checked.flatMap(c => c.faults);
  const isBad = (all: readonly Diagnostic[]): boolean => all.some(d => d.severity === 'error');
  const failed = isBad(faults);
  if (options.json) {
    const files = checked.map(c => ({ file: c.file, kind: c.kind ?? null, ok: !isBad(c.faults) }));
    printJson({ files, diagnostics: faults });
    return failed ? EXIT.badInput : EXIT.fine;
  }
  for (const { file, kind, faults: own } of checked)
    if (!isBad(own)) process.stdout.write(`ok: ${file} (${kind})\n`);
  if (failed) tellFaults(faults, options);
  else tellWarnings(faults, options);
  return failed ? EXIT.badInput : EXIT.fine;
}

async function checkFiles(paths: readonly string[]): Promise<Checked[]> {
  const read = paths.map(path => {
    const faults = new Faults();
    try {
      const loaded = readInput(path);
      return { path, loaded, kind: kindOf(loaded, faults), faults };
    } catch (e) {
      if (!(e instanceof BadInput)) throw e;
      return { path, loaded: undefined, kind: undefined, faults: { all: e.diagnostics } };
    }
  });
  const models = read.flatMap(r => (r.kind === 'model' && r.loaded ? [r.loaded] : []));
  const ofModels = models.length > 0 ? checkModelFiles(models) : [];
  const program = read.some(r => r.kind === 'scenario' || r.kind === 'fit')
    ? await loadProgram(new Faults())
    : undefined;
  return read.map(({ path, loaded, kind, faults }) => {
    const file = loaded?.file ?? path;
    if (!loaded || !kind) return { file, kind, faults: faults.all };
    if (kind === 'model') {
      // A fault without a place, or in a file that was not named, belongs to the first.
      const isFirst = loaded === models[0];
      const own = ofModels.filter(
        d => d.place?.file === file || (isFirst && !models.some(m => m.file === d.place?.file)),
      );
      return { file, kind, faults: own };
    }
    const own = new Faults();
    if (kind === 'area') areaOf(loaded, own);
    else if (kind === 'authorities') readAuthorities(loaded.text, file, own);
    else if (kind === 'series') readSeries(loaded.text, file, own);
    else if (kind === 'posterior') readPosterior(loaded.text, file, own);
    else if (program && kind === 'fit') readFit(loaded.text, file, program.model, loaderFor(path, own), own);
    else if (program) checkScenario(path, loaded, program, own);
    return { file, kind, faults: own.all };
  });
}

function checkScenario(path: string, { text, file }: LoadedFile, program: Program, faults: Faults): void {
  const load = loaderFor(path, faults);
  const spec = readScenarioParts(text, file, faults, load);
  if (spec) warnOfPosterior(spec.fitted, program.model, faults);
  const loaded = spec && load(spec.area.value, spec.area.place);
  const area = loaded && areaOf(loaded, faults);
  const experiment = area && resolveScenario(spec, area, program, faults);
  if (experiment && spec.claim) checkClaim(spec.claim, experiment, rereadOf(path, { text, file }), faults);
}

/**
 * Files that carry the name of a shipped sector stand in for it, and the rest of the shipped model is read with
 * them; others make up a model of their own.
 */
function checkModelFiles(files: readonly ModelFile[]): readonly Diagnostic[] {
  const sectorOf = ({ text }: ModelFile): string | undefined => /^sector: *['"]?(\w+)/m.exec(text)?.[1];
  const shipped = readModelFiles();
  const named = new Set(files.map(sectorOf));
  const others = shipped.filter(f => !named.has(sectorOf(f)));
  const all = others.length < shipped.length ? [...others, ...files] : files;
  const faults = new Faults();
  const spec = readModel(all, faults);
  const model = spec && checkModel(spec, faults);
  if (model) compileModel(model, faults);
  return faults.all;
}
