import type { Diagnostic } from './diagnostic.ts';

/** Paints parts of a rendered diagnostic; the command line passes colours, everything else passes nothing. */
export interface Paint {
  error(text: string): string;
  warning(text: string): string;
  dim(text: string): string;
}

const PLAIN: Paint = { error: t => t, warning: t => t, dim: t => t };

/**
 * One diagnostic as people read it: `file:line:column`, the sentence, the line itself with the fault
 * underlined, and the way out.
 *
 * @param sourceText gives the text of a file by name, or undefined when it cannot be shown
 */
export function renderDiagnostic(
  d: Diagnostic,
  sourceText: (file: string) => string | undefined,
  paint: Paint = PLAIN,
): string {
  const label = d.severity === 'error' ? paint.error('error') : paint.warning('warning');
  const out: string[] = [];
  if (d.place) {
    const { file, line, column, length } = d.place;
    out.push(`${file}:${line}:${column}: ${label}: ${d.message} ${paint.dim(`[${d.code}]`)}`);
    const text = sourceText(file)?.split(/\r?\n/)[line - 1];
    if (text !== undefined && text.length <= 400) {
      const gutter = String(line);
      const marks = '^'.repeat(Math.max(1, Math.min(length, text.length - column + 1)));
      out.push(paint.dim(`  ${gutter} | `) + text);
      out.push(
        `${paint.dim(`  ${' '.repeat(gutter.length)} | `)}${' '.repeat(column - 1)}${paint.error(marks)}`,
      );
    }
  } else {
    out.push(`${label}: ${d.message} ${paint.dim(`[${d.code}]`)}`);
  }
  if (d.hint) out.push(`  ${d.hint}`);
  return out.join('\n');
}
