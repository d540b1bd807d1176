import { Chalk, type ChalkInstance } from 'chalk';
import Table from 'cli-table3';
import type { Paint } from '../../diagnostics/render.ts';
import { type Block, type Cell, type TextTable, type Tone, wrap, wrapCell } from '../../report/blocks.ts';
import { SCHEMA_VERSION } from '../../report/schema-version.ts';

const WIDEST = 100;
const NARROWEST = 60;

/** Whether to colour a stream: what was asked for, then NO_COLOR, then FORCE_COLOR, then whether someone looks at it. */
function wantsColour(stream: { readonly isTTY?: boolean }, asked: boolean | undefined): boolean {
  if (asked !== undefined) return asked;
  if (process.env['NO_COLOR']) return false;
  const forced = process.env['FORCE_COLOR'];
  if (forced) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true;
}

/** Characters on a line of the page. */
export function pageWidth(): number {
  return Math.min(WIDEST, Math.max(NARROWEST, process.stdout.columns ?? WIDEST));
}

/** Colours for messages on stderr. */
export function messagePaint(asked: boolean | undefined): Paint {
  const c = brush(process.stderr, asked);
  return { error: t => c.red(t), warning: t => c.yellow(t), dim: t => c.dim(t) };
}

/** Prints a page on stdout. */
export function printPage(blocks: readonly Block[], asked: boolean | undefined): void {
  const c = brush(process.stdout, asked);
  const width = pageWidth();
  const out = blocks.flatMap(block => renderBlock(block, width, c));
  while (out.at(-1) === '') out.pop();
  process.stdout.write(`${out.join('\n')}\n`);
}

/** One JSON document, its version first. */
export const jsonText = (document: object): string =>
  `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...document }, null, 2)}\n`;

/** Prints one JSON document on stdout. */
export function printJson(document: object): void {
  process.stdout.write(jsonText(document));
}

const brush = (stream: { readonly isTTY?: boolean }, asked: boolean | undefined): ChalkInstance =>
  new Chalk({ level: wantsColour(stream, asked) ? 1 : 0 });

function renderBlock(block: Block, width: number, c: ChalkInstance): string[] {
  switch (block.kind) {
    case 'gap':
      return [''];
    case 'heading':
      return wrap(block.text, width).map(line => c.bold(line));
    case 'text':
      return wrap(block.text, width, block.hang).map(line => tint(line, block.tone, c));
    case 'bullets':
      return block.items.flatMap(item => wrap(`- ${item}`, width, 2));
    case 'lines':
      return [...block.lines];
    case 'table':
      return drawTable(block.table, c);
  }
}

function tint(text: string, tone: Tone | undefined, c: ChalkInstance): string {
  if (tone === 'good') return c.green(text);
  if (tone === 'bad') return c.red(text);
  if (tone === 'dim') return c.dim(text);
  if (tone === 'first') return c.yellow(text);
  if (tone === 'second') return c.cyan(text);
  return tone === 'strong' ? c.bold(text) : text;
}

const EDGES = ['top', 'bottom'].flatMap(e => [e, `${e}-mid`, `${e}-left`, `${e}-right`]);
/** Columns apart by two spaces, a rule under the heads, and nothing else. */
const CHARS = {
  ...Object.fromEntries([...EDGES, 'left', 'left-mid', 'right', 'right-mid'].map(e => [e, ''])),
  mid: '─',
  'mid-mid': '──',
  middle: '  ',
};

function drawTable({ columns, rows }: TextTable, c: ChalkInstance): string[] {
  const hasHeads = columns.some(col => col.head !== '');
  const drawn = new Table({
    ...(hasHeads && {
      head: columns.map(
        col => ({ content: c.dim(wrapCell(col.head, col.most)), vAlign: 'bottom' }) as unknown as string,
      ),
    }),
    chars: CHARS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colAligns: columns.map(col => col.align),
  });
  for (const row of rows) drawn.push(row.map((cell, i) => drawCell(cell, columns[i]!.most, c)));
  return drawn
    .toString()
    .split('\n')
    .map(line => line.trimEnd());
}

const drawCell = ({ text, tone }: Cell, most: number | undefined, c: ChalkInstance): string =>
  wrapCell(text, most)
    .split('\n')
    .map(line => tint(line, tone, c))
    .join('\n');
