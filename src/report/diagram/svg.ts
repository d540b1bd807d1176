import type { Point } from './layout.ts';

/** Colours that differ in brightness as well as hue, for print and for those who see few colours. */
export const COLOURS = {
  ink: '#1a1a1a',
  soft: '#595959',
  faint: '#8c8c8c',
  paper: '#ffffff',
  people: '#cfe3f5',
  staff: '#fbe3bd',
  pounds: '#cdeadb',
  other: '#ececec',
  frame: '#f7f7f7',
  more: '#0b5394',
  less: '#b45309',
} as const;

/** Paper around a picture, in pixels. */
export const MARGIN = 32;

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of SVG; attributes that are undefined are left out, numbers have one decimal. */
export function element(name: string, attributes: Attributes, ...inner: readonly string[]): string {
  const own = Object.entries(attributes)
    .filter(([, v]) => v !== undefined)
    .map(([key, v]) => ` ${key}="${typeof v === 'number' ? decimal(v) : escapeXml(v!)}"`)
    .join('');
  return inner.length === 0 ? `<${name}${own}/>` : `<${name}${own}>${inner.join('')}</${name}>`;
}

export const decimal = (n: number): string => String(Math.round(n * 10) / 10 + 0);

/** Text as it may stand in an element or an attribute; characters that XML has no place for are left out. */
export function escapeXml(text: string): string {
  const marks: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu, '').replace(/[&<>"']/g, c => marks[c]!);
}

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Paper around the letters, for text over lines. */
  readonly halo?: boolean;
}

/** One line of text; `y` is its base line. */
export const textAt = (text: string, x: number, y: number, style: TextStyle): string =>
  element(
    'text',
    {
      x,
      y,
      'font-size': style.size,
      'font-weight': style.bold ? 'bold' : undefined,
      'font-style': style.italic ? 'italic' : undefined,
      fill: style.fill ?? COLOURS.ink,
      'text-anchor': style.anchor === 'start' ? undefined : style.anchor,
      ...(style.halo && { stroke: COLOURS.paper, 'stroke-width': 4, 'paint-order': 'stroke' }),
    },
    escapeXml(text),
  );

/** The path of a curve: a first point, and three more for each piece. */
export function curvePath(curve: readonly Point[], last?: Point): string {
  const at = (p: Point): string => `${decimal(p.x)},${decimal(p.y)}`;
  const [first, ...rest] = curve;
  return `M${at(first!)}C${rest.map(at).join(' ')}${last ? `L${at(last)}` : ''}`;
}

/** A tip from one point to another, `wide` pixels across at its foot. */
export function tip(from: Point, to: Point, wide: number, fill: string): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [(-dy / length) * (wide / 2), (dx / length) * (wide / 2)];
  const corners = [
    [to.x, to.y],
    [from.x + nx, from.y + ny],
    [from.x - nx, from.y - ny],
  ];
  return element('polygon', { points: corners.map(c => c.map(decimal).join(',')).join(' '), fill });
}

/** The outline of a small cloud around a point. */
export function cloud({ x, y }: Point, width: number, height: number): string {
  const [w, h] = [width / 2, height / 2];
  const d = (px: number, py: number): string => `${decimal(x + px * w)},${decimal(y + py * h)}`;
  return element('path', {
    d: `M${d(-0.6, 0.6)}C${d(-1.2, 0.6)} ${d(-1.2, -0.3)} ${d(-0.6, -0.3)}C${d(-0.6, -1.1)} ${d(0.3, -1.2)} ${d(0.4, -0.5)}C${d(1.2, -0.7)} ${d(1.3, 0.6)} ${d(0.6, 0.6)}Z`,
    fill: COLOURS.paper,
    stroke: COLOURS.soft,
    'stroke-width': 1.5,
  });
}

/** What every picture says of itself. */
export interface Sheet {
  readonly title: string;
  readonly doc: string;
  /** SHA-256 of the model's contents. */
  readonly hash: string;
}

/** The first line of every picture: by it an earlier one is known and may be replaced. */
export const MADE_BY = 'made by tx-sim model diagram';

/** A document of SVG that needs nothing outside itself. */
export function svgDocument(sheet: Sheet, width: number, height: number, inner: readonly string[]): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!-- ${MADE_BY} -->`,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-labelledby="title desc" font-family="sans-serif">`,
    element('title', { id: 'title' }, escapeXml(sheet.title)),
    element('desc', { id: 'desc' }, escapeXml(`${sheet.doc} Model ${sheet.hash.slice(0, 12)}.`)),
    element('rect', { width: w, height: h, fill: COLOURS.paper }),
    ...inner,
    '</svg>',
    '',
  ].join('\n');
}
