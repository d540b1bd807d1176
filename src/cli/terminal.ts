import { Chalk, type ChalkInstance } from 'chalk';
import type { Paint } from '../diagnostics/render.ts';
import { type Block, type Tone, wrap } from '../report/blocks.ts';
import { SCHEMA_VERSION } from '../report/schema-version.ts';
import { drawTable } from './draw-table.ts';

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
      return drawTable(block.table, (text, tone) => tint(text, tone, c));
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
