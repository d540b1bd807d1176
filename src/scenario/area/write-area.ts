import {
  type AreaFile,
  type Figure,
  type Figures,
  type FigureValue,
  type Range,
  SECTIONS,
} from './figure.ts';

const WIDTH = 110;

/** What an area file says of itself, by what wrote it. */
const HEADERS = {
  import: [
    'Written by `tx-sim area import`. Edit only `code`, `note` and `local`: a new import keeps those and',
    'overwrites the rest. Comments are not kept; a figure says what it has to say in `doc` and `method`.',
  ],
  new: [
    'Written by `tx-sim area new`, for want of an export. What is published for this authority is under',
    '`published`, and alcohol_dependent_adults under `local`, where an import looks for it; what is under',
    "`scaled` is England's. With an export, `tx-sim area import` keeps `code`, `note` and `local` and",
    'overwrites the rest.',
  ],
} as const;

const SECTION_NOTES: Readonly<Record<(typeof SECTIONS)[number], readonly string[]>> = {
  published: ['From the national statistics, as published. null: the export has no number there.'],
  scaled: ['Worked out from national figures, because nothing is published for the area.'],
  local: [
    'Local knowledge, written by hand: a figure here wins over one of the same name above, and',
    'alcohol_dependent_adults replaces the national estimate when need is worked out.',
  ],
};

/**
 * The text of an area file: commented, in the order of its sections and figures, the same for the same area.
 * Reading it gives the area back.
 *
 * @param by the command that made it
 */
export function writeArea(area: AreaFile, by: keyof typeof HEADERS = 'import'): string {
  const lines = HEADERS[by].map(line => `# ${line}`);
  lines.push(...writeText('area', area.area, ''));
  if (area.code !== undefined) lines.push(...writeText('code', area.code, ''));
  lines.push(`period: ${area.period}`);
  if (area.note !== undefined) lines.push(...writeText('note', area.note, ''));
  for (const section of SECTIONS) {
    if (area[section].size === 0 && section !== 'local') continue;
    lines.push(
      '',
      ...SECTION_NOTES[section].map(line => `# ${line}`),
      ...writeSection(section, area[section]),
    );
  }
  return `${lines.join('\n')}\n`;
}

function writeSection(section: string, figures: Figures): string[] {
  if (figures.size === 0) return [`${section}: {}`];
  return [`${section}:`, ...[...figures].flatMap(([name, figure]) => [`  ${name}:`, ...writeFigure(figure)])];
}

function writeFigure(figure: Figure): string[] {
  const { doc, unit, status, source, rounding, range, method, by, value } = figure;
  const indent = '    ';
  const lines = [
    ...writeText('doc', doc, indent),
    ...writeText('unit', unit, indent),
    `${indent}status: ${status}`,
    ...(rounding === undefined ? [] : [`${indent}rounding: ${rounding}`]),
    ...writeText('source', source, indent),
    ...(method === undefined ? [] : writeText('method', method, indent)),
  ];
  if (by.length === 0) lines.push(`${indent}value: ${value}`);
  else lines.push(`${indent}by: [${by.join(', ')}]`, ...writeTable('values', value, indent));
  if (range) lines.push(`${indent}range: ${writeRange(range)}`);
  return lines;
}

const writeRange = (range: Range | ReadonlyMap<string, Range>): string =>
  range instanceof Map
    ? `{${[...range].map(([element, [low, high]]) => `${element}: [${low}, ${high}]`).join(', ')}}`
    : `[${(range as Range).join(', ')}]`;

/** A table whose innermost rows stand on one line where they fit. */
function writeTable(key: string, value: FigureValue, indent: string): string[] {
  if (!(value instanceof Map)) return [`${indent}${key}: ${value}`];
  const cells = [...value];
  if (cells.every(([, cell]) => !(cell instanceof Map))) {
    const line = `${indent}${key}: {${cells.map(([element, cell]) => `${element}: ${cell}`).join(', ')}}`;
    if (line.length <= WIDTH) return [line];
  }
  return [
    `${indent}${key}:`,
    ...cells.flatMap(([element, cell]) => writeTable(element, cell, `${indent}  `)),
  ];
}

/** A key with text: plain where YAML reads it as text, folded where it is long, else quoted. */
function writeText(key: string, text: string, indent: string): string[] {
  const start = `${indent}${key}: `;
  if (isPlain(text) && start.length + text.length <= WIDTH) return [start + text];
  const foldable =
    !/[^\x20-\x7E\u00A0-\uD7FF]|^ | $| {2}|^$/.test(text) && !/[\u2028\u2029\u0085]/.test(text);
  const quoted = start + JSON.stringify(text);
  if (quoted.length <= WIDTH || !foldable) return [quoted];
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && indent.length + 2 + last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return [`${start}>-`, ...lines.map(line => `${indent}  ${line}`)];
}

/** Whether YAML takes the bare characters as this very text, and not as a number, a word of its own or syntax. */
const isPlain = (text: string): boolean =>
  /^[A-Za-z][A-Za-z0-9 .,;()/'&%+*_=-]*$/.test(text) &&
  !text.endsWith(' ') &&
  !/^(null|true|false|yes|no|on|off|y|n)$/i.test(text);
