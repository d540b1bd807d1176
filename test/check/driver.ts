import { checkModel } from '../../src/check/check-model.ts';
import { compileModel } from '../../src/compile/compile-model.ts';
import { type Diagnostic, Faults } from '../../src/diagnostics/diagnostic.ts';
import { type ModelFile, readModel } from '../../src/model/read-model.ts';

/** A piece of a model, perhaps in several files, and what is to be said about it. */
export interface Case {
  readonly name: string;
  readonly files: readonly ModelFile[];
  /** Exactly as `tell` puts it. */
  readonly expected: string;
}

const MAIN = 'model.yaml';

/**
 * Reads cases from text. `=== a sentence` opens a case, the model follows, then `---` and the diagnostics in the
 * order in which they are reported, each as `line:column code: message` (the file first, where it is not the main one)
 * with its hint on a line of its own. `>>> other.yaml` begins another file of the same model.
 *
 * @throws Error on a case that expects nothing, which would pass whatever it holds
 */
export function readCases(text: string): Case[] {
  const [preamble, ...parts] = text.split(/^=== /m);
  if (preamble!.trim() !== '') throw new Error(`text before the first case: ${preamble!.trim()}`);
  return parts.map(part => {
    const end = part.indexOf('\n');
    const name = part.slice(0, end).trim();
    const [model, expected, ...more] = part.slice(end + 1).split(/^---\n/m);
    if (!expected?.trim() || more.length > 0)
      throw new Error(`"${name}" must expect diagnostics, once, after ---`);
    const [main, ...others] = model!.split(/^>>> /m);
    const files = others.map(other => {
      const lineEnd = other.indexOf('\n');
      return { file: other.slice(0, lineEnd).trim(), text: other.slice(lineEnd + 1) };
    });
    return { name, files: [{ file: MAIN, text: main! }, ...files], expected: expected.trimEnd() };
  });
}

/** What is said about a model; what every file must have is added at its end, where it moves no line. */
export function diagnose(files: readonly ModelFile[]): readonly Diagnostic[] {
  const faults = new Faults();
  const complete = files.map(({ file, text }) => ({
    file,
    text: /^sector:/m.test(text) ? text : `${text.trimEnd()}\nsector: test\ndoc: A test.\n`,
  }));
  const spec = readModel(complete, faults);
  const model = spec && checkModel(spec, faults);
  if (model) compileModel(model, faults, model.variables.keys());
  return faults.all;
}

/** Diagnostics as cases write them. */
export function tell(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ code, severity, message, place, hint }) => {
      const file = place && place.file !== MAIN ? `${place.file}:` : '';
      const at = place ? `${file}${place.line}:${place.column}` : 'nowhere';
      return `${at} ${severity === 'error' ? '' : `${severity} `}${code}: ${message}${hint ? `\n    ${hint}` : ''}`;
    })
    .join('\n');
}
