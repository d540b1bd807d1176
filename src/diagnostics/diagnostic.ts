import { distance } from 'fastest-levenshtein';
import type { Code } from './codes.ts';

/** A place in a file that a user wrote. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Characters to underline; 1 when unknown. */
  readonly length: number;
}

/** One fault (or warning) in what the user gave us. Bad input is always told this way, never thrown. */
export interface Diagnostic {
  /** Stable, `room/what-is-wrong`; programs may rely on it, and `tx-sim explain` tells what it means. */
  readonly code: Code;
  readonly severity: 'error' | 'warning';
  /** One sentence: what was found and what was expected. */
  readonly message: string;
  readonly place?: Place;
  /** One way out, often the nearest valid name. */
  readonly hint?: string;
}

/** Collects every fault of a stage, so that a user sees all of them at once. */
export class Faults {
  readonly all: Diagnostic[] = [];

  get hasErrors(): boolean {
    return this.errorCount > 0;
  }

  /** Errors alone; a stage that adds none may go on. */
  get errorCount(): number {
    return this.all.filter(d => d.severity === 'error').length;
  }

  error(code: Code, place: Place | undefined, message: string, hint?: string): undefined {
    this.add('error', code, place, message, hint);
  }

  warn(code: Code, place: Place | undefined, message: string, hint?: string): undefined {
    this.add('warning', code, place, message, hint);
  }

  private add(
    severity: Diagnostic['severity'],
    code: Code,
    place: Place | undefined,
    message: string,
    hint: string | undefined,
  ): void {
    this.all.push({
      code,
      severity,
      message: shorten(message),
      ...(place && { place }),
      ...(hint && { hint: shorten(hint) }),
    });
  }
}

/** What is quoted may be a whole book. */
export const shorten = (sentence: string): string =>
  sentence.length < LONG
    ? sentence
    : cut(
        sentence.replaceAll(/"[^"]{100,}"/g, quoted => `${cut(quoted, 60)}"`),
        LONGEST,
      );
const LONG = 200;
const LONGEST = 4_000;
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** Thrown to leave a command when its input is bad; carries the diagnostics, and only the command line catches it. */
export class BadInput extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics[0]?.message ?? 'bad input');
    this.diagnostics = diagnostics;
  }
}

/**
 * The valid name closest to a mistyped one, when it is close enough to be worth suggesting.
 *
 * @param lettersPerSlip how many letters of the name there are for each that may be another; two always may
 */
export function nearestName(wrong: string, valid: Iterable<string>, lettersPerSlip = 3): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wrong.length / lettersPerSlip)) + 1;
  for (const name of valid) {
    // As many letters at least are added or left out; a wrong name may be a whole book.
    if (Math.abs(name.length - wrong.length) >= bestDistance) continue;
    const d = distance(wrong.toLowerCase(), name.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [name, d];
  }
  return best;
}

/** "did you mean `x`?", or the list of what is allowed when nothing is near and the list is short. */
export function suggest(wrong: string, valid: Iterable<string>): string | undefined {
  const names = [...valid];
  const near = nearestName(wrong, names);
  if (near) return `did you mean ${near}?`;
  return names.length > 0 && names.length <= 12 ? `expected one of: ${names.join(', ')}` : undefined;
}
