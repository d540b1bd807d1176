import { type Block, gap, heading, text } from './blocks.ts';
import type { DocumentedKind, DocumentedSector } from './equations.ts';
import { explainPage } from './explain-page.ts';

/** Everything that sectors declare, as a page: what is in them, then every name as `explain` tells it. */
export function equationsPage(sectors: readonly DocumentedSector[]): Block[] {
  return [
    heading('Contents'),
    ...sectors.map(({ name, kinds }) => text(`${name}: ${contentsOf(kinds)}`)),
    ...sectors.flatMap(sectorBlocks),
  ];
}

/** `stocks 3, auxiliaries 12`. */
const contentsOf = (kinds: readonly DocumentedKind[]): string =>
  kinds.map(({ title, items }) => `${title.toLowerCase()} ${items.length}`).join(', ');

function sectorBlocks({ name, doc, kinds }: DocumentedSector): Block[] {
  return [
    gap,
    heading(`SECTOR ${name}`),
    text(doc),
    ...kinds.flatMap(({ title, items }) => [
      gap,
      heading(`${title} of ${name} (${items.length})`),
      ...items.flatMap(item => [gap, ...explainPage(item, undefined)]),
    ]),
  ];
}
