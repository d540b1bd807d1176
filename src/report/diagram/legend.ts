import { drawPipe, drawThin, valve } from './arrows.ts';
import type { Picture, PictureEdge } from './picture.ts';
import { COLOURS, cloud, element, MARGIN, textAt } from './svg.ts';
import { widthOfText } from './text-size.ts';

const SIZE = 11;

/** Only what the picture shows is explained; in rows, each as wide as the sheet. */
export function legend(
  { nodes, edges }: Picture,
  width: number,
  top: number,
): { readonly inner: readonly string[]; readonly bottom: number } {
  const inner: string[] = [];
  let [at, y] = [MARGIN, top];
  const item = (drawing: number, words: string, draw: (x: number) => readonly string[]): void => {
    const wide = drawing + 7 + widthOfText(words, SIZE);
    if (at + wide > width - MARGIN) [at, y] = [MARGIN, y + 26];
    inner.push(...draw(at), textAt(words, at + drawing + 7, y + 4, { size: SIZE }));
    at += wide + 20;
  };
  const box = (fill: string) => (left: number) => [
    element('rect', {
      x: left,
      y: y - 8,
      width: 22,
      height: 16,
      fill,
      stroke: COLOURS.ink,
      'stroke-width': 2,
    }),
  ];
  const contents = new Set(nodes.filter(n => n.kind === 'stock').map(n => n.content));
  if (contents.has('people')) item(22, 'stock of people', box(COLOURS.people));
  if (contents.has('staff')) item(22, 'stock of staff', box(COLOURS.staff));
  if (contents.has('pounds')) item(22, 'stock of pounds', box(COLOURS.pounds));
  if (contents.has('other')) item(22, 'other stock', box(COLOURS.other));
  const line = (e: Pick<PictureEdge, 'kind' | 'found'>) => (left: number) => {
    const curve = [0, 10, 20, 30].map(dx => ({ x: left + dx, y }));
    const placed = { curve, end: { x: left + 39, y } };
    return e.kind === 'pipe' ? drawPipe(placed) : drawThin(e, placed);
  };
  if (edges.some(e => e.kind === 'pipe')) item(40, 'flow', line({ kind: 'pipe' }));
  if (nodes.some(n => n.kind === 'plate')) item(16, 'what sets it', l => [valve({ x: l + 8, y })]);
  if (nodes.some(n => n.kind === 'cloud'))
    item(30, 'outside the model', l => [cloud({ x: l + 15, y }, 30, 20)]);
  const signs = new Set(edges.map(e => e.found?.sign));
  if (signs.has('+')) item(40, 'more makes more', line({ kind: 'drive', found: { sign: '+', by: 'form' } }));
  if (signs.has('-')) item(40, 'more makes less', line({ kind: 'drive', found: { sign: '-', by: 'form' } }));
  if (signs.has('±')) item(40, 'it depends', line({ kind: 'drive', found: { sign: '±', by: 'form' } }));
  if (edges.some(e => e.kind === 'drive' && !e.found))
    item(40, 'acts on, from elsewhere', line({ kind: 'drive' }));
  return { inner, bottom: y };
}
