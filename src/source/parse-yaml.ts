import { Composer, type Document, Lexer, LineCounter, type ParsedNode, Parser } from 'yaml';
import type { Code } from '../diagnostics/codes.ts';
import type { Faults, Place } from '../diagnostics/diagnostic.ts';

/** Limits that keep a hostile file from costing more than an error message. The longest files that ship have a quarter. */
export const MAX_CHARACTERS = 4_000_000;
const MAX_TOKENS = 60_000;
/** Deeper than any tree that is taken: the parser calls itself for each level, and must not run out of stack. */
const MAX_PARSED_DEPTH = 100;
/** What follows the first faults of syntax mostly follows from them. */
const MAX_SYNTAX_FAULTS = 10;

/** The YAML of a file before its values are looked at. */
export interface ParsedYaml {
  readonly contents: ParsedNode;
  /** The place of some characters, counted from the start of the file. */
  placeAt(from: number, to: number): Place;
}

/** Thrown by the tokens of a text that has too many, and caught here. */
class TooMuch extends Error {
  readonly code: Code;
  readonly at: number;
  constructor(code: Code, at: number, message: string) {
    super(message);
    this.code = code;
    this.at = at;
  }
}

/**
 * Parses a YAML text, as far as it keeps within the limits. Keys that stand twice are left to whoever reads them: the
 * parser would compare each with each.
 *
 * @returns undefined after a fault: `source/too-large`, `too-deep`, `binary`, `control`, `yaml`, `documents`, `empty`
 */
export function parseYaml(text: string, file: string, faults: Faults): ParsedYaml | undefined {
  const start: Place = { file, line: 1, column: 1, length: 1 };
  if (text.length > MAX_CHARACTERS)
    return faults.error(
      'source/too-large',
      start,
      `the file has ${text.length} characters; at most ${MAX_CHARACTERS} are read`,
    );
  if (!isPlain(text, file, faults)) return undefined;
  const lines = new LineCounter();
  lines.addNewLine(0);
  const placeAt = (from: number, to: number): Place => {
    const { line, col } = lines.linePos(from);
    return { file, line, column: col, length: Math.max(1, to - from) };
  };
  let document: Document.Parsed;
  try {
    const composer = new Composer({ prettyErrors: false, uniqueKeys: false, merge: false });
    const [first, second] = firstTwo(composer.compose(tokensOf(text, lines), true, text.length));
    document = first!;
    if (second && document.errors.length === 0) {
      const [from] = second.contents?.range ?? second.range;
      return faults.error(
        'source/documents',
        placeAt(from, from + 1),
        'a second document begins here; expected one',
        'take out the line of --- or ... before it',
      );
    }
  } catch (e) {
    if (e instanceof TooMuch) return faults.error(e.code, placeAt(e.at, e.at + 1), e.message);
    throw e;
  }
  const wrong = [...document.errors, ...document.warnings];
  for (const { pos, message } of wrong.slice(0, MAX_SYNTAX_FAULTS))
    faults.error('source/yaml', placeAt(...pos), sentence(message));
  if (wrong.length > 0) return undefined;
  if (document.contents === null) return faults.error('source/empty', start, 'the file is empty');
  return { contents: document.contents, placeAt };
}

/** The tokens of a text; @throws TooMuch where there are more, or more nested, than are taken */
function* tokensOf(text: string, lines: LineCounter): Generator<Parser['stack'][number]> {
  const parser = new Parser(lines.addNewLine);
  let count = 0;
  let wrong = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      yield token;
      if (token.type === 'error' && (wrong += 1) > MAX_SYNTAX_FAULTS) return;
    }
    count += 1;
    if (count > MAX_TOKENS)
      throw new TooMuch(
        'source/too-large',
        parser.offset,
        `the file goes on beyond ${MAX_TOKENS} words and signs`,
      );
    if (parser.stack.length > MAX_PARSED_DEPTH)
      throw new TooMuch('source/too-deep', parser.offset, `nested more than ${MAX_PARSED_DEPTH} levels deep`);
  }
  yield* parser.end();
}

function firstTwo<T>(all: Iterable<T>): T[] {
  const out: T[] = [];
  for (const one of all) if (out.push(one) === 2) break;
  return out;
}

/** What no text needs, and what makes a page or a terminal show something else than the file holds. */
const HIDDEN = /[^\P{Cc}\t\n\r\u0085]|\r(?!\n)|[\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|\p{Cs}/u;

/** The first character of a text that must not stand in it. */
export function hiddenCharacter(text: string): { readonly at: number; readonly name: string } | undefined {
  const found = HIDDEN.exec(text);
  if (!found) return undefined;
  const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return { at: found.index, name: `U+${code}` };
}

function isPlain(text: string, file: string, faults: Faults): boolean {
  const hidden = hiddenCharacter(text);
  if (!hidden) return true;
  const { at, name } = hidden;
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  const place: Place = { file, line, column: at - lineStart + 1, length: 1 };
  if (text[at] === '\0')
    faults.error('source/binary', place, 'the file holds a NUL character; expected YAML text');
  else if (text[at] === '\r')
    faults.error(
      'source/control',
      place,
      'a line ends in a carriage return alone',
      'save the file with the line endings of Unix or Windows',
    );
  else
    faults.error(
      'source/control',
      place,
      `the file holds the control character ${name}`,
      'take it out: it does not show, and what shows may read differently',
    );
  return false;
}

/** The parser's own message as a sentence in our manner: no capital, no trailing position. */
function sentence(message: string): string {
  const first = message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
  return first.charAt(0).toLowerCase() + first.slice(1);
}
