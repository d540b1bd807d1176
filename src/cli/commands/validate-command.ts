import { BadInput, type Diagnostic, Faults } from '../../diagnostics/diagnostic.ts';
import { loaderFor, readInput } from '../disk/files.ts';
import { checkFile, checkModelFiles } from '../load/check-file.ts';
import { type Kind, kindOf } from '../load/file-kind.ts';
import { loadProgram } from '../load/load.ts';
import { readModelFiles } from '../load/model-files.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { tellFaults, tellWarnings } from '../tell/tell.ts';
import { printJson } from '../tell/terminal.ts';

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
  const ofModels = models.length > 0 ? checkModelFiles(models, readModelFiles()) : [];
  const program = await loadProgram(new Faults());
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
    checkFile(loaded, kind, program, of => loaderFor(path, of), own);
    return { file, kind, faults: own.all };
  });
}
