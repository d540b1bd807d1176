import { BadInput, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { renderDiagnostic } from '../../diagnostics/render.ts';
import { sourceLines } from '../disk/files.ts';
import { BrokenRun } from './broken-run.ts';
import { EXIT } from './exit-codes.ts';
import { messagePaint, printJson } from './terminal.ts';

/** How a command was asked to speak. */
export interface Voice {
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Tells warnings on stderr; a JSON document carries them itself. */
export function tellWarnings(faults: readonly Diagnostic[], { json, color }: Voice): void {
  if (json) return;
  writeAll(faults, color);
}

/** Tells why a command ended early, and gives the exit code for it. */
export function tellFailure(e: unknown, voice: Voice): number {
  if (e instanceof BadInput) {
    tellFaults(e.diagnostics, voice);
    return EXIT.badInput;
  }
  if (e instanceof BrokenRun) {
    tellFaults([{ code: e.code, severity: 'error', message: e.message }], voice);
    return EXIT.ourFault;
  }
  const error = e instanceof Error ? e : new Error(String(e));
  const detail = process.env['TX_SIM_DEBUG'] === '1' ? (error.stack ?? error.message) : error.message;
  process.stderr.write(
    `tx-sim: this is a fault of ours: ${detail}\n${process.env['TX_SIM_DEBUG'] === '1' ? '' : '  TX_SIM_DEBUG=1 shows where; please report it with the files that led to it\n'}`,
  );
  return EXIT.ourFault;
}

/** Every diagnostic with its line of the file, and their number; or one JSON document on stdout. */
export function tellFaults(faults: readonly Diagnostic[], { json, color }: Voice): void {
  if (json) {
    printJson({ diagnostics: faults });
    return;
  }
  writeAll(faults, color);
  const errors = faults.filter(d => d.severity === 'error').length;
  const warnings = faults.length - errors;
  const counts = [count(errors, 'error'), ...(warnings > 0 ? [count(warnings, 'warning')] : [])];
  process.stderr.write(`${counts.join(', ')}\n`);
}

/** Those that follow are like those before, and nobody reads on. */
const MOST_SHOWN = 100;

function writeAll(faults: readonly Diagnostic[], color: boolean | undefined): void {
  const paint = messagePaint(color);
  const lines = sourceLines();
  for (const d of faults.slice(0, MOST_SHOWN)) process.stderr.write(`${renderDiagnostic(d, lines, paint)}\n`);
  const left = faults.length - MOST_SHOWN;
  if (left > 0) process.stderr.write(`… and ${left} more, which --json gives\n`);
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
