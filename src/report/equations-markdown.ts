import { BUILTINS, CLOCK_NAMES, WINDOW_FUNCTIONS } from '../expr/builtins.ts';
import { joinWords, wrap } from './blocks.ts';
import type { DocumentedKind, DocumentedSector } from './equations.ts';
import type { Explanation, Named } from './explanation.ts';
import { words } from './labels.ts';

/** What a document says of its own making. */
export interface Making {
  /** Hash of the model, in hexadecimal. */
  readonly hash: string;
  readonly version: string;
}

/** How a file that this module wrote begins; anything else is not overwritten. */
export const WRITTEN_BY = '<!-- Written by tx-sim model equations';

const EQUATION_WIDTH = 100;

/** Everything that sectors declare, as one Markdown document (GitHub's flavour) with a table of contents and an index. */
export function equationsMarkdown(sectors: readonly DocumentedSector[], { hash, version }: Making): string {
  const known = new Set(sectors.flatMap(s => s.kinds.flatMap(k => k.items.map(i => i.name))));
  return `${[
    `${WRITTEN_BY}; changes by hand are lost. -->`,
    '',
    '# The model, equation by equation',
    '',
    `Written out of the model’s own files by tx-sim ${version}; the model’s hash is \`${hash.slice(0, 12)}\`.`,
    '',
    ...contents(sectors),
    ...howToRead(),
    ...sectors.flatMap(s => sectorText(s, known)),
    ...indexOf(sectors),
  ].join('\n')}\n`;
}

const sectorAnchor = (name: string): string => `sector-${name}`;
const kindAnchor = (sector: string, title: string): string =>
  `${sector}-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
const anchor = (id: string): string => `<a id="${id}"></a>`;

function contents(sectors: readonly DocumentedSector[]): string[] {
  return [
    '## Contents',
    '',
    '- [How to read it](#how-to-read)',
    ...sectors.flatMap(({ name, kinds }) => [
      `- [${words(name)}](#${sectorAnchor(name)}): ${kinds
        .map(({ title, items }) => `[${title.toLowerCase()}](#${kindAnchor(name, title)}) (${items.length})`)
        .join(', ')}`,
    ]),
    '- [Index](#index)',
    '',
  ];
}

function howToRead(): string[] {
  const functions = Object.entries(BUILTINS).map(([name, { doc }]) => `- \`${name}\`: ${prose(doc)}`);
  const windows = Object.entries(WINDOW_FUNCTIONS).map(([name, doc]) => `- \`${name}\`: ${prose(doc)}`);
  return [
    `${anchor('how-to-read')}`,
    '',
    '## How to read it',
    '',
    'An equation is computed at every step, for each element of what it is over. A name with elements in brackets, `waiting[opiate, age]`, is that cell; a name without brackets takes the elements of the equation that it stands in. `sum(waiting, group)` adds up over a dimension. `a ? b : c` is b where a holds, and c elsewhere. Inside the engine time is in years and money in pounds of one price year, so that no equation converts units; the units shown are those in which a number is written and printed.',
    '',
    `The clock is ${joinWords(CLOCK_NAMES.map(n => `\`${n}\``))}: years since the start, the step in years, and 1 in the first step of a financial year.`,
    '',
    'Functions:',
    '',
    ...functions,
    '',
    'Outcomes read a variable over a window of time:',
    '',
    ...windows,
    '',
    'A move is a way out of one or more stocks. All moves out of a stock compete: the share that leaves in a step is their hazards times the step, never more than all, split in proportion. A parameter says how well its number is known: *read* (in a copy of the source), *read-secondary* (in a document that quotes it), *derived* (arithmetic on such numbers), *recalled* (not checked), *assumption* (no evidence found), *fitted* (chosen so that results match). The range of a parameter that has a value for each element is a factor on all of them. A range is the ends of a triangular, PERT or uniform distribution, and the middle 95 % of a normal, lognormal, gamma or beta one; *fixed* is never drawn. Parameters of a correlated group are drawn together: each follows what they share as far as its loading says, and two members correlate by the product of theirs.',
    '',
  ];
}

function sectorText(sector: DocumentedSector, known: ReadonlySet<string>): string[] {
  const { name, doc, file, kinds } = sector;
  return [
    anchor(sectorAnchor(name)),
    '',
    `## Sector ${words(name)}`,
    '',
    prose(doc),
    '',
    `In \`${file}\`.`,
    '',
    ...kinds.flatMap(kind => kindText(name, kind, known)),
  ];
}

function kindText(sector: string, { title, items }: DocumentedKind, known: ReadonlySet<string>): string[] {
  return [
    anchor(kindAnchor(sector, title)),
    '',
    `### ${title} of ${words(sector)}`,
    '',
    ...(title === 'Parameters' ? parameterTable(items, known) : items.flatMap(item => itemText(item, known))),
  ];
}

/** A name with its doc, its unit, its equations as they are written, and links to what feeds it and what it feeds. */
function itemText(e: Explanation, known: ReadonlySet<string>): string[] {
  const unit = e.unit === undefined ? '' : `; ${prose(e.unit)}${by(e)}`;
  const equations = e.says.flatMap(({ key, text }) => {
    const lead = `${key}: `;
    return wrap(`${lead}${text}`, EQUATION_WIDTH, lead.length);
  });
  const links = [...linked('Fed by', e.fedBy, known), ...linked('Feeds', e.feeds, known)];
  return [
    anchor(e.name),
    '',
    `#### ${e.name}`,
    '',
    prose(e.doc),
    '',
    `*${prose(e.kind)}${unit}*`,
    '',
    ...(equations.length > 0 ? ['```text', ...equations, '```', ''] : []),
    ...links.flatMap(line => [line, '']),
  ];
}

const by = ({ over }: Explanation): string => (over.length > 0 ? `, by ${prose(joinWords(over))}` : '');

function linked(title: string, names: readonly Named[], known: ReadonlySet<string>): string[] {
  if (names.length === 0) return [];
  return [`${title}: ${names.map(({ name }) => linkTo(name, known)).join(', ')}`];
}

const linkTo = (name: string, known: ReadonlySet<string>): string =>
  known.has(name) ? `[${name}](#${name})` : `\`${name}\``;

function parameterTable(items: readonly Explanation[], known: ReadonlySet<string>): string[] {
  return [
    '| parameter | value | range | status | source and notes |',
    '| --- | --- | --- | --- | --- |',
    ...items.map(item => `| ${parameterCells(item, known).join(' | ')} |`),
    '',
  ];
}

const IN_OWN_CELLS: readonly string[] = ['value', 'range', 'distribution', 'status', 'source'];

function parameterCells(e: Explanation, known: ReadonlySet<string>): string[] {
  const said = new Map(e.says.map(({ key, text }) => [key, text]));
  const say = (key: string): string => prose(said.get(key) ?? '');
  const notes = e.says.filter(({ key }) => !IN_OWN_CELLS.includes(key));
  return [
    `${anchor(e.name)}**${e.name}**<br>${prose(e.doc)}`,
    `${say('value')} (${prose(e.unit ?? '')}${by(e)})`,
    said.get('distribution') === 'fixed' ? 'fixed' : `${say('range')}<br>${say('distribution')}`,
    say('status'),
    [
      say('source'),
      ...notes.map(({ key, text }) => `${key}: ${prose(text)}`),
      ...linked('feeds', e.feeds, known),
    ].join('<br>'),
  ];
}

/** Every name, in alphabetical order, with a link to where it is told. */
function indexOf(sectors: readonly DocumentedSector[]): string[] {
  const names = sectors.flatMap(s => s.kinds.flatMap(k => k.items.map(i => i.name)));
  const sorted = names.sort((a, b) => (a < b ? -1 : 1));
  const letters = [...new Set(sorted.map(n => n[0]!.toUpperCase()))];
  return [
    anchor('index'),
    '',
    '## Index',
    '',
    ...letters.flatMap(letter => {
      const own = sorted.filter(n => n[0]!.toUpperCase() === letter);
      return [`**${letter}** ${own.map(n => `[${n}](#${n})`).join(', ')}`, ''];
    }),
  ];
}

/** Words of the model as Markdown text, also inside a table: nothing in them is taken for markup. */
const prose = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*|~[\]]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    // An underscore inside a word is none of Markdown's business.
    .replaceAll(/(?<!\w)_|_(?!\w)/g, '\\_');
