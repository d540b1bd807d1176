import type { Diagnostic } from './diagnostic.ts';

/** Paints parts of a rendered diagnostic; the command line passes colours, everything else passes nothing. */
export interface Paint {
  error(text: string): string;
  warning(text: string): string;
  dim(text: string): string;
}

/** One sign for each that a terminal would obey instead of showing, so that marks still stand below what they mark. */
const shown = (text: string): string =>
  text.replaceAll(/[\t\n\r]/g, ' ').replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');

const PLAIN: Paint = { error: t => t, warning: t => t, dim: t => t };

/**
 * One diagnostic as people read it: `file:line:column`, the sentence, the line itself with the fault
 * underlined, and the way out.
 *
 * @param sourceLines gives the lines of a file by name, or undefined when it cannot be shown
 */
export function renderDiagnostic(
  d: Diagnostic,
  sourceLines: (file: string) => readonly string[] | undefined,
  paint: Paint = PLAIN,
): string {
  const label = d.severity === 'error' ? paint.error('error') : paint.warning('warning');
  const out: string[] = [];
  if (d.place) {
    const { file, line, column, length } = d.place;
    out.push(`${shown(file)}:${line}:${column}: ${label}: ${shown(d.message)} ${paint.dim(`[${d.code}]`)}`);
    const text = sourceLines(file)?.[line - 1];
    if (text !== undefined && text.length <= 400) {
      const gutter = String(line);
      const marks = '^'.repeat(Math.max(1, Math.min(length, text.length - column + 1)));
      out.push(paint.dim(`  ${gutter} | `) + shown(text));
      out.push(
        `${paint.dim(`  ${' '.repeat(gutter.length)} | `)}${' '.repeat(column - 1)}${paint.error(marks)}`,
      );
    }
  } else {
    out.push(`${label}: ${shown(d.message)} ${paint.dim(`[${d.code}]`)}`);
  }
  if (d.hint) out.push(`  ${shown(d.hint)}`);
  return out.join('\n');
}
