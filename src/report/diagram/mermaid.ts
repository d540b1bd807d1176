import { capital } from '../blocks.ts';
import { words } from '../labels.ts';
import type { NodeKind, Picture, PictureEdge } from './picture.ts';
import type { FoundLoop } from './rings.ts';
import { MADE_BY } from './svg.ts';
import { signWords, verdict } from './verdict.ts';

/** How each kind of node is bracketed, so that it has a shape of its own. */
const SHAPES: Readonly<Record<NodeKind, readonly [open: string, close: string]>> = {
  stock: ['[', ']'],
  sector: ['[', ']'],
  all: ['[', ']'],
  plate: ['{{', '}}'],
  auxiliary: ['([', '])'],
  elsewhere: ['>', ']'],
  cloud: ['((', '))'],
};

/** A picture as the text of a Mermaid flowchart. */
export function pictureMermaid(picture: Picture, hash: string): string {
  const ids = new Map<string, string>();
  const idOf = (of: string): string => {
    const id = ids.get(of) ?? `n${ids.size}`;
    ids.set(of, id);
    return id;
  };
  const node = ({ id, kind, title, notes }: Picture['nodes'][number]): string => {
    const [open, close] = SHAPES[kind];
    const text = kind === 'cloud' ? ['outside'] : [...title, ...notes];
    return `${idOf(id)}${open}${label(text)}${close}`;
  };
  const inside = (group: string | undefined, depth: number): string[] => [
    ...picture.nodes.filter(n => n.group === group).map(n => indent(depth, node(n))),
    ...picture.groups
      .filter(g => g.within === group)
      .flatMap(g => [
        indent(depth, `subgraph ${idOf(g.id)}[${label([g.title])}]`),
        ...inside(g.id, depth + 1),
        indent(depth, 'end'),
      ]),
  ];
  return page(
    [
      ...inside(undefined, 1),
      ...picture.edges.map(e => indent(1, `${idOf(e.from)} ${arrowOf(e)} ${idOf(e.to)}`)),
    ],
    [capital(picture.title), `model ${hash.slice(0, 12)}`, ...picture.leftOut.map(l => `left out: ${l}`)],
  );
}

/** Every loop's ring as the text of a Mermaid flowchart, each in a box of its own. */
export function loopsMermaid(loops: readonly FoundLoop[], hash: string): string {
  const lines = loops.flatMap(found => {
    const { name, label: title } = found.loop.spec;
    const links = found.rings[0]?.links ?? found.open;
    const names = [...new Set(links.flatMap(l => [l.from, l.to]))];
    const id = (variable: string): string => `${name}_${names.indexOf(variable)}`;
    return [
      indent(1, `subgraph ${name}[${label([`${name} ${title}`, ...verdict(found)])}]`),
      ...names.map(n => indent(2, `${id(n)}([${label([words(n)])}])`)),
      ...links.map(l => indent(2, `${id(l.from)} -->|${label([signWords(l)])}| ${id(l.to)}`)),
      indent(1, 'end'),
    ];
  });
  return page(lines, ['Feedback loops', `model ${hash.slice(0, 12)}`]);
}

function arrowOf({ kind, found, count }: PictureEdge): string {
  if (kind === 'pipe') return '==>';
  if (count !== undefined) return `-->|${label([String(count)])}|`;
  return found ? `-.->|${label([signWords(found)])}|` : '-.->';
}

const page = (lines: readonly string[], comments: readonly string[]): string =>
  [`%% ${MADE_BY}`, ...comments.map(c => `%% ${c.replace(/\s+/g, ' ')}`), 'flowchart LR', ...lines, ''].join(
    '\n',
  );

const indent = (depth: number, line: string): string => `${'  '.repeat(depth)}${line}`;

/** Words in quotes, a line each; what Mermaid or HTML would read as more than words is written as a code. */
const label = (lines: readonly string[]): string =>
  `"${lines.map(l => l.replace(/[#"&<>`\\]/g, c => `#${c.codePointAt(0)};`)).join('<br/>')}"`;
