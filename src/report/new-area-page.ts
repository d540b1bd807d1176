import type { AreaFile, Figure } from '../scenario/area/figure.ts';
import { type Block, gap, heading, left, table, text } from './blocks.ts';

/** What was published for the very authority, or scaled from England. */
type Origin = 'local' | 'scaled';

const SCALED =
  'Scaled figures are England’s, made as large as the local ones say. With an export of the national statistics viewer, `tx-sim area import` replaces them.';

/** What a new area holds, figure by figure: which are the authority’s own, and how well each is known. */
export function newAreaPage(area: AreaFile, file: string): Block[] {
  const rows = figuresOf(area).map(({ name, origin, figure }) => [
    { text: name },
    { text: origin },
    { text: figure.status },
  ]);
  const code = area.code === undefined ? '' : ` (${area.code})`;
  return [
    heading(`Wrote ${file}: ${area.area}${code}, ${area.period}`),
    gap,
    table([left('figure'), left('from'), left('status')], rows),
    gap,
    text(SCALED),
    text(`Next: tx-sim area check ${file}`),
  ];
}

/** The same as data. */
export const newAreaJson = (area: AreaFile, file: string): object => ({
  file,
  area: area.area,
  ...(area.code !== undefined && { code: area.code }),
  period: area.period,
  figures: figuresOf(area).map(({ name, origin, figure }) => ({
    name,
    from: origin,
    status: figure.status,
    unit: figure.unit,
    source: figure.source,
    ...(figure.method !== undefined && { method: figure.method }),
  })),
});

function figuresOf(
  area: AreaFile,
): { readonly name: string; readonly origin: Origin; readonly figure: Figure }[] {
  const all = (section: 'published' | 'scaled' | 'local', origin: Origin) =>
    [...area[section]].map(([name, figure]) => ({ name, origin, figure }));
  return [...all('local', 'local'), ...all('published', 'local'), ...all('scaled', 'scaled')];
}
