/** How a piece of text is meant; the terminal turns it into colour, everything else leaves it out. */
export type Tone = 'plain' | 'strong' | 'dim' | 'good' | 'bad' | 'first' | 'second';

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Text beyond this many characters goes on to the next line; absent: as wide as it needs. */
  readonly most?: number;
}

/** A table as data; the terminal draws it. */
export interface TextTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A piece of a printed page. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  /** Wrapped to the page; `hang` is how far every line but the first is indented. */
  | { readonly kind: 'text'; readonly text: string; readonly tone?: Tone; readonly hang?: number }
  | { readonly kind: 'bullets'; readonly items: readonly string[] }
  /** As it stands. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly table: TextTable }
  | { readonly kind: 'gap' };

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const text = (words: string, tone?: Tone): Block => ({
  kind: 'text',
  text: words,
  ...(tone && { tone }),
});
/** `name: words`, with the words of later lines under the first word. */
export const entry = (name: string, words: string, column: number): Block => ({
  kind: 'text',
  text: `${name.padEnd(column)}${words}`,
  hang: column,
});
export const bullets = (items: readonly string[]): Block => ({ kind: 'bullets', items });
export const lines = (all: readonly string[]): Block => ({ kind: 'lines', lines: all });
export const table = (columns: readonly Column[], rows: readonly (readonly Cell[])[]): Block => ({
  kind: 'table',
  table: { columns, rows },
});
/** A column of text; beyond `most` characters it goes on to the next line. */
export const left = (head: string, most?: number): Column => ({
  head,
  align: 'left',
  ...(most !== undefined && { most }),
});
/** A column of numbers. */
export const right = (head: string, most?: number): Column => ({
  head,
  align: 'right',
  ...(most !== undefined && { most }),
});
export const gap: Block = { kind: 'gap' };

const GUTTER = 2;

/** How many characters wide a table will be drawn. */
export function widthOf({ columns, rows }: TextTable): number {
  const widths = columns.map((c, i) => {
    const cells = [c.head, ...rows.map(r => r[i]?.text ?? '')].flatMap(cell =>
      wrapCell(cell, c.most).split('\n'),
    );
    return Math.max(...cells.map(lengthOf));
  });
  return widths.reduce((a, b) => a + b, 0) + GUTTER * (columns.length - 1);
}

/** Characters, not code units; nothing here is wider than one column. */
export const lengthOf = (s: string): number => [...s].length;

/** Breaks a cell; where it is indented, later lines stand two characters further in than the first. */
export function wrapCell(cell: string, most = Number.POSITIVE_INFINITY): string {
  if (cell.includes('\n'))
    return cell
      .split('\n')
      .map(line => wrapCell(line, most))
      .join('\n');
  if (lengthOf(cell) <= most) return cell;
  const lead = /^ */.exec(cell)![0];
  return breakLines(cell, lead, lead === '' ? '' : `${lead}  `, most).join('\n');
}

/**
 * Breaks text into lines at spaces; a word longer than a line stands alone on its own.
 *
 * @param hang how far later lines stand in; what the first holds up to there (a name and its spaces) is kept
 */
export const wrap = (words: string, width: number, hang = 0): string[] =>
  breakLines(words.slice(hang), words.slice(0, hang), ' '.repeat(hang), width);

/** @param lead what the first line begins with @param indent what later lines begin with */
function breakLines(words: string, lead: string, indent: string, width: number): string[] {
  const out: string[] = [];
  let line = lead;
  let isEmpty = true;
  for (const word of words.split(/\s+/).filter(Boolean)) {
    if (!isEmpty && lengthOf(line) + 1 + lengthOf(word) > width) {
      out.push(line);
      line = indent + word;
    } else line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...out, isEmpty ? line.trimEnd() : line];
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[], last = 'and'): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** With a capital first letter. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** `1 stock`, `2 stocks`. */
export const countOf = (n: number, word: string, many = `${word}s`): string =>
  `${groupThousands(String(n))} ${n === 1 ? word : many}`;

/** 1234567 as 1,234,567; what stands after a point stays as it is. */
export function groupThousands(digits: string): string {
  const [whole = '', rest] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}
