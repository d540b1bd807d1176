import type { Picture } from './picture.ts';
import type { FoundLoop } from './rings.ts';
import { verdict } from './verdict.ts';

/** What is drawn, as data: pictures with their nodes and edges, and the rings found for each loop. */
export function diagramJson(pictures: readonly Picture[], loops: readonly FoundLoop[]): object {
  return {
    pictures,
    loops: loops.map(found => ({
      name: found.loop.spec.name,
      label: found.loop.spec.label,
      rings: found.rings,
      open: found.open,
      verdict: verdict(found),
    })),
  };
}
